"""The learned ranking, on made-up conversations and without a database."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.nextbest.ranking.learning import learn_next_actions
from assist.nextbest.ranking.model import NextActions
from assist.nextbest.ranking.texts import Texts
from assist.registry.conversations import Turn
from tests.assist.nextbest.dialogues import PARCEL, TABLE, TAXI, agent, conversations, customer, embed

TOLD: list[tuple[float, str]] = []


def learned(seed: int = 1) -> NextActions:
    return learn_next_actions(
        conversations(),
        [TABLE, PARCEL],
        texts=Texts(embed),
        seed=seed,
        told=lambda share, words: TOLD.append((share, words)),
    )


@pytest.fixture(scope="module")
def model() -> NextActions:
    return learned()


ASKED_ALL = (
    customer("Hello"), agent("hello", TABLE), customer("I want a table"), agent("table_ask_time", TABLE), customer("at 5 pm"),
    agent("table_ask_size", TABLE), customer("four of us"),
)  # fmt: skip
CALLED = (*ASKED_ALL, Turn("agent", "", action="query:table", given={"Time": "5 pm"}))


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((customer("Hello"),), "hello"),
        (ASKED_ALL[:3], "table_ask_time"),
        (ASKED_ALL[:5], "table_ask_size"),
        (ASKED_ALL, "query"),
        ((*CALLED, Turn("tool", "", result={"Message": "Available"}, total=1)), "table_confirmed"),
        ((*CALLED, Turn("tool", "", result={"Message": "Unavailable"}, total=1)), "table_unavailable"),
    ],
)
def test_what_agents_did_comes_first(model: NextActions, turns: tuple[Turn, ...], expected: str) -> None:
    assert model.rank(turns, ("table",), embed)[0].action == expected


def test_the_evidence_counts_the_like_cases(model: NextActions) -> None:
    first = model.rank(ASKED_ALL[:3], ("table",), embed)[0]
    assert first.evidence is not None
    assert (first.evidence.times, first.evidence.cases) == (40, 40)


def test_a_plan_that_nobody_has_walked_is_ranked_by_what_it_says(model: NextActions) -> None:
    turns = [
        customer("Hello"),
        agent("hello", TAXI),
        customer("I want a taxi"),
        agent("taxi_ask_start", TAXI),
        customer("here"),
    ]
    ranked = model.rank(turns, ("taxi",), embed, [TAXI])
    assert {one.action for one in ranked} >= set(TAXI.replies)
    assert "taxi_ask_end" in [one.action for one in ranked[:2]]
    assert sum(one.chance for one in ranked) == pytest.approx(1)


def test_a_seen_task_beside_an_unseen_one_keeps_what_was_learned(model: NextActions) -> None:
    ranked = model.rank(ASKED_ALL[:5], ("table", "taxi"), embed, [TAXI])
    assert ranked[0].action == "table_ask_size"
    assert {one.action for one in ranked} >= set(TAXI.replies)
    assert sum(one.chance for one in ranked) == pytest.approx(1)


def test_the_model_survives_its_bytes(model: NextActions) -> None:
    again = NextActions.from_bytes(model.to_bytes())
    assert again.version == model.version
    for turns in (ASKED_ALL[:3], ASKED_ALL):
        assert again.rank(turns, ("table",), embed) == model.rank(turns, ("table",), embed)


def test_the_same_conversations_give_the_same_bytes(model: NextActions) -> None:
    assert learned().to_bytes() == model.to_bytes()


def test_an_artefact_of_another_form_is_refused(model: NextActions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assist.nextbest.ranking.model.FORM", 99)
    artefact = model.to_bytes()
    monkeypatch.undo()
    with pytest.raises(ValueError, match="form 99"):
        NextActions.from_bytes(artefact)


def test_conversations_without_actions_teach_nothing() -> None:
    plain = [replace(c, turns=tuple(replace(t, action="") for t in c.turns)) for c in conversations(2)]
    with pytest.raises(ValueError, match="name no actions"):
        learn_next_actions(plain, [], texts=Texts(embed), seed=1, told=lambda share, words: None)


def test_the_training_says_how_far_it_is(model: NextActions) -> None:
    shares = [share for share, _ in TOLD]
    assert shares[0] == 0
    assert max(shares) < 1
    assert all(words for _, words in TOLD)


TURNS = st.lists(
    st.one_of(
        st.text(max_size=40).map(customer),
        st.sampled_from(list(TABLE.replies)).map(lambda action: agent(action, TABLE)),
        st.builds(
            Turn, st.just("tool"), st.just(""), total=st.integers(-1, 5),
            result=st.dictionaries(st.text(max_size=8), st.one_of(st.text(max_size=9), st.integers(), st.booleans()), max_size=3),
        ),
        st.just(Turn("agent", "typed freely", typed=True)),
        st.just(Turn("agent", "", action="query:table")),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    turns=TURNS, tasks=st.sampled_from([("table",), ("parcel", "table"), ("taxi",), ("taxi", "table"), ()])
)
def test_any_conversation_is_ranked_the_same_twice(
    model: NextActions, turns: list[Turn], tasks: tuple[str, ...]
) -> None:
    once, twice = model.rank(turns, tasks, embed, [TAXI]), model.rank(turns, tasks, embed, [TAXI])
    assert once == twice
    actions = [one.action for one in once]
    assert len(actions) == len(set(actions))
    assert all(0 <= one.chance <= 1 for one in once)
    assert [one.chance for one in once] == sorted((one.chance for one in once), reverse=True)
