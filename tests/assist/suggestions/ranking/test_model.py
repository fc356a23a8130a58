from collections.abc import Callable, Sequence

import numpy as np
import pytest

from assist.registry.conversations import Conversation
from assist.suggestions.ranking.fitting import learn_replies
from assist.suggestions.ranking.model import ReplyModel
from assist.suggestions.ranking.vocabulary import Floats
from tests.assist.suggestions.ranking.conftest import returned, said, told

Embed = Callable[[Sequence[str]], Floats]
OPENING = (told("Hello"), said("Hello, how can I help?"), told("Where is my parcel?"))
FOUND = (
    *OPENING, said("Could you give me your order number, please?"), told("It is 50001"),
    *returned("track_shipment", status="late", city="Leeds", expected_on="2026-11-02"),
)  # fmt: skip


@pytest.fixture(scope="session")
def model(conversations: tuple[Conversation, ...], embed: Embed) -> ReplyModel:
    return learn_replies(conversations, embed=embed, seed=3)


def best(model: ReplyModel, turns: Sequence, texts: Sequence[str], embed: Embed) -> str:
    return texts[int(np.argmax(model.scores(turns, ["delivery"], texts, embed, drawn=True)))]


def test_the_reply_that_agents_send_comes_first(model: ReplyModel, embed: Embed) -> None:
    texts = [
        "Thank you and goodbye.",
        "Could you give me your order number, please?",
        "Hello, how can I help?",
    ]
    assert best(model, OPENING, texts, embed) == texts[1]
    assert best(model, OPENING[:1], texts, embed) == texts[2]


def test_past_replies_come_likeliest_first_with_slots(model: ReplyModel, embed: Embed) -> None:
    (first, chance), *_ = model.likely(FOUND, ["delivery"], embed, limit=3)
    assert first.text == "Your parcel is in {{shipment.city}} and is {{shipment.status}}, I am sorry."
    assert first.needs == "track_shipment"
    assert first.customers == 30
    assert chance > 0.5


def test_the_bytes_hold_all_of_it(model: ReplyModel, embed: Embed) -> None:
    again = ReplyModel.from_bytes(model.to_bytes())
    texts = ["Thank you and goodbye.", "Something that nobody ever said", "Hello, how can I help?"]
    one = model.scores(OPENING, ["delivery"], texts, embed)
    other = again.scores(OPENING, ["delivery"], texts, embed)
    assert np.allclose(one, other, atol=0.05)
    assert again.solved == model.solved
    assert again.version == model.version


def test_the_same_conversations_give_the_same_model(
    conversations: tuple[Conversation, ...], embed: Embed
) -> None:
    few = conversations[:20]
    assert (
        learn_replies(few, embed=embed, seed=1).to_bytes()
        == learn_replies(few, embed=embed, seed=1).to_bytes()
    )


def test_bytes_of_another_code_version_are_refused(
    model: ReplyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    artefact = model.to_bytes()
    monkeypatch.setattr("assist.suggestions.ranking.model.CODE_VERSION", "replies-0")
    with pytest.raises(ValueError, match="replies-1"):
        ReplyModel.from_bytes(artefact)


def test_texts_are_kept_as_digests_alone(model: ReplyModel) -> None:
    assert not any(" " in text for text in model.said.texts)
    assert b"Leeds and is late" not in model.to_bytes()


def test_conversations_without_an_agent_teach_nothing(embed: Embed) -> None:
    with pytest.raises(ValueError, match="no reply"):
        learn_replies([Conversation("c", "p", (), (told("Hello?"),))], embed=embed)


def test_a_fresh_conversation_can_be_ranked(model: ReplyModel, embed: Embed) -> None:
    assert len(model.scores((), [], ["Hello, how can I help?", "Goodbye"], embed)) == 2
