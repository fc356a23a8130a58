"""Single letters: the usual ones, what a person made of them, and what cannot be."""

import pytest

from cases.people.keys import changed, commands_of, fault_of, letters_of


def test_only_what_differs_is_kept():
    letters = letters_of({"reply": "w", "help": ""})
    assert (letters["reply"], letters["help"], letters["note"]) == ("w", "", "n")
    assert changed(letters) == {"reply": "w", "help": ""}


@pytest.mark.parametrize(
    ("letter", "words"),
    [("w", ""), ("", ""), ("7", ""), ("?", "One letter"), ("g", "begins"), ("n", "Add an internal note")],
)
def test_a_letter_that_cannot_be_is_said(letter, words):
    fault = fault_of("reply", letters_of({"reply": letter}))
    assert (words in fault) if words else fault == ""


def test_a_chosen_letter_holds_against_a_newer_command():
    assert commands_of({})["a"] == "accept"
    assert commands_of({"reply": "a"})["a"] == "reply"
    assert "h" not in commands_of({"help": ""})
