import pytest

from assist.handoffs.rules import Bundle, Item, Section, bundle_from, mood_words, opening_paragraph, section


@pytest.mark.parametrize(
    ("course", "words"),
    [
        ([[3, 0.0]], "Neutral now, one message so far"),
        ([[3, 0.4], [7, -0.6]], "Negative now, falling"),
        ([[3, -0.6], [7, 0.5]], "Positive now, rising"),
        ([[3, 0.1], [7, 0.0]], "Neutral now, steady"),
    ],
)
def test_the_mood_is_told_now_and_in_its_course(course: list[list[float]], words: str) -> None:
    assert mood_words(course) == words


def test_a_section_without_items_names_what_is_missing_or_says_that_there_is_nothing() -> None:
    missing = section("entities", [], missing="No order was named")
    nothing = section("tried", [], nothing="Nothing was tried in vain")
    assert (missing.is_filled, missing.missing) == (False, "No order was named")
    assert nothing.is_filled
    assert nothing.items[0].text == "Nothing was tried in vain"


def test_the_figure_of_completeness_is_filled_by_required() -> None:
    parts = ("intent", "identity", "opening")
    known = [section(key, [Item("x", 3)]) for key in parts]
    bundle = Bundle(40_001, 9, (*known, section("mood", [], missing="Unknown")))
    assert (bundle.filled, bundle.required) == (3, 4)
    assert bundle.as_dict()["completeness"] == 0.75
    assert bundle.missing == ("Unknown",)


def test_a_bundle_reads_back_from_what_was_kept() -> None:
    parts = (
        section("intent", [Item("Wants a refund", 3, "Refund")]),
        Section("opening", "To open with", (Item("Hello", 3),)),
    )
    bundle = Bundle(40_001, 9, parts)
    assert bundle_from(bundle.as_dict()) == bundle
    assert bundle.opening == "Hello"


def test_the_opening_repeats_what_is_known_and_promises_nothing() -> None:
    text = opening_paragraph(
        first_name="Maya", wish="Damaged on arrival", facts=["order 58213"], is_verified=True, is_grave=False
    )
    assert text == (
        "Hello Maya, I have read the conversation so far: it is about “damaged on arrival”. "
        "I have order 58213 in front of me. We have verified you already. You need not repeat anything."
    )


def test_in_a_crisis_the_opening_is_only_that_a_person_is_there() -> None:
    text = opening_paragraph(first_name="", wish="Crisis", facts=["order 1"], is_verified=True, is_grave=True)
    assert text == "Hello, I am a person and I have read what you wrote. I am here now."
