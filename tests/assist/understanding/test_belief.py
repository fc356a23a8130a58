import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.understanding.belief import Said, believed, best_of, updated

NAMES = [f"intent_{i}" for i in range(16)]


def clear(intent: str, share: float = 0.92) -> dict[str, float]:
    """What a model says of a clear turn: the intent, and crumbs for all others."""
    names = ["order_status", "refund", "complaint", "crisis", *NAMES]
    rest = (1 - share) / (len(names) - 1)
    return {name: share if name == intent else rest for name in names}


VAGUE = {**clear("complaint", 0.3), "refund": 0.28}


def after(*turns: Said | None) -> dict[str, float]:
    belief: dict[str, float] = {}
    for turn in turns:
        belief = updated(belief, turn)
    return belief


STATUS, REFUND = Said(clear("order_status"), words=8), Said(clear("refund"), words=8)


@pytest.mark.parametrize(
    ("turns", "intent"),
    [
        ([STATUS], "order_status"),
        ([STATUS, None, None], "order_status"),  # small talk, an order number
        ([STATUS, REFUND], "refund"),  # a change of mind is followed at once when it is clear
        ([STATUS, STATUS, REFUND], "refund"),
        ([STATUS, STATUS, STATUS, Said(clear("refund", 0.75), words=8), REFUND], "refund"),
        ([STATUS, Said(VAGUE, words=6)], "order_status"),
        ([STATUS, Said(clear("refund", 0.6), words=2)], "order_status"),  # few words, not sure
        ([STATUS, *[Said(VAGUE, words=6)] * 3], ""),  # nothing new is set: the case keeps what it has
        ([STATUS, Said(clear("refund"), words=8, is_out_of_scope=True)], "order_status"),
        ([STATUS, STATUS, Said(clear("crisis", 0.6), words=2, is_grave=True)], "crisis"),
        ([Said(VAGUE, words=3)], ""),  # "real person please": nothing is set
        ([Said(VAGUE, words=6)], ""),
        ([Said(VAGUE, words=6), REFUND], "refund"),
        ([Said(clear("refund", 0.7), words=2)], "refund"),  # "refund please" opens a contact
        ([Said(clear("refund"), words=8, is_out_of_scope=True)], ""),
        ([None], ""),
    ],
)
def test_what_is_set_on_the_case(turns: list[Said | None], intent: str) -> None:
    assert believed(after(*turns)).intent == intent


@pytest.mark.parametrize("share", [0.6, 0.7, 0.8, 0.9, 0.99])
def test_a_change_of_mind_is_followed_within_two_turns(share: float) -> None:
    again = Said(clear("refund", share), words=8)
    assert best_of(after(STATUS, STATUS, STATUS, again, again)).intent == "refund"


def test_two_unsure_turns_that_agree_make_one_belief() -> None:
    likely = Said(clear("refund", 0.4), words=8)
    assert believed(after(likely)).intent == ""
    assert believed(after(likely, likely)).intent == "refund"


def test_vague_turns_let_a_belief_fade_slowly() -> None:
    flat = Said(dict.fromkeys(clear("refund"), 1 / 20), words=8)
    before, later = after(STATUS)["order_status"], after(STATUS, flat)["order_status"]
    assert before > later > before - 0.05


shares = st.dictionaries(st.sampled_from("abcd"), st.floats(0.01, 1), min_size=1, max_size=4).map(
    lambda found: {name: share / sum(found.values()) for name, share in found.items()}
)


@given(shares, shares, st.integers(1, 30), st.booleans(), st.booleans())
def test_a_belief_never_sums_to_more_than_one(
    first: dict[str, float], second: dict[str, float], words: int, outside: bool, grave: bool
) -> None:
    belief = after(Said(first), Said(second, words, outside, grave))
    assert 0 < sum(belief.values()) <= 1.001
    assert all(0 <= share <= 1 for share in belief.values())
