import numpy as np
import pytest

from assist.suggestions.promises import leaning_on_nothing, needs_support, promised, unkept_promises

PASSAGE = "You can choose between a replacement, sent free of charge, and the full price back."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We will refund you.", 1),
        ("I'll waive the fee and we'll call you.", 2),
        ("Your order will be delivered soon.", 1),
        ("I guarantee it.", 1),
        ("I will check that for you.", 0),
        ("Would you like a replacement?", 0),
    ],
)
def test_what_will_be_done_is_a_promise(text: str, count: int) -> None:
    assert len(promised(text)) == count


def test_a_promise_needs_a_word_of_the_evidence() -> None:
    assert unkept_promises("We will send a replacement.", [PASSAGE]) == []
    assert unkept_promises("We will compensate you.", [PASSAGE]) == ["We will compensate you."]


@pytest.mark.parametrize(
    ("sentence", "needs"),
    [
        ("I'm sorry that it arrived damaged.", False),
        ("Is there anything else I can do for you?", False),
        ("Thank you for your patience.", False),
        ("Returns of opened software are accepted within the warranty period.", True),
        ("I'm sorry, but opened software cannot be returned once the licence key was used.", True),
    ],
)
def test_statements_need_support_and_courtesy_does_not(sentence: str, needs: bool) -> None:
    assert needs_support(sentence) is needs


def test_the_nearest_sentence_must_be_near_and_say_the_same() -> None:
    stated = ["It can be returned.", "It cannot be returned.", "The moon is far."]
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    known = np.array([[1, 0]], dtype=np.float32)
    assert leaning_on_nothing(stated, vectors, ["It can be sent back."], known) == stated[1:]
    assert leaning_on_nothing(stated, vectors, [], np.zeros((0, 2), np.float32)) == stated
