import pytest

from agentdesk.forgetting.rules import IN_ITS_PLACE, is_copy, pieces_of, without_copies

SAID = "My password is swordfish, and the order is 58213."
PIECES = pieces_of([SAID])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("The customer wrote: “my password IS swordfish” at noon", True),
        ("swordfish and the order", True),
        ("The password is new.", False),
        ("", False),
    ],
)
def test_four_words_in_a_row_are_a_copy(text: str, is_one: bool) -> None:
    assert is_copy(text, PIECES) is is_one


@pytest.mark.parametrize(
    ("said", "text", "is_one"),
    [("swordfish", "It is Swordfish!", True), ("yes", "yes", False), ("", "", False)],
)
def test_a_short_text_is_a_copy_as_a_whole_and_a_yes_is_none(said: str, text: str, is_one: bool) -> None:
    assert is_copy(text, pieces_of([said])) is is_one


def test_a_record_that_tells_of_the_event_is_blanked_and_its_neighbour_stays() -> None:
    lines = [
        {"slot": "wish", "text": "A secret", "seqs": [3, 4]},
        {"slot": "done", "text": "A refund", "seqs": [5]},
    ]
    told = without_copies(lines, PIECES, 4)
    assert told == [{"slot": "wish", "text": IN_ITS_PLACE, "seqs": [3, 4]}, lines[1]]
