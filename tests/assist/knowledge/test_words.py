import pytest

from assist.knowledge.words import exact_ids, fold, sentences, shorten, telling_words


@pytest.mark.parametrize(
    ("text", "folded"), [("Café CRÈME", "cafe creme"), ("Höyde", "hoyde"), ("don’t", "don't")]
)
def test_folding_takes_case_and_accents_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two!", ["One.", "Two!"]),
        ("It costs £4.99 a month. You can pause it.", ["It costs £4.99 a month.", "You can pause it."]),
        ("Line one\nline two", ["Line one", "line two"]),
        ("", []),
    ],
)
def test_sentences_end_at_stops_and_lines_but_not_inside_amounts(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_telling_words_are_stems_without_common_words_and_order_numbers() -> None:
    assert telling_words("Please refund my cracked lamps, order 58307") == {
        "refund",
        "crack",
        "lamp",
        "order",
    }


def test_ids_are_codes_with_letters_and_digits() -> None:
    assert exact_ids("Error E17 on FJ-BO5, order 58307, the 2nd time") == ["e17", "fj-bo5"]


def test_a_long_text_is_cut_at_sentences() -> None:
    text = "\n".join(f"Sentence number {n} has six words." for n in range(12))
    pieces = shorten(text, 20)
    assert all(len(piece.split()) <= 20 for piece in pieces)
    assert "\n".join(pieces) == text
