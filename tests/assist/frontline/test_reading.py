import pytest

from assist.frontline.reading import address_in, is_content, is_no, is_unhappy, is_yes, postcode_in


@pytest.mark.parametrize(
    "words",
    [
        "Perfect, that's all I needed. Thanks!",
        "Yes, that solves it. Thank you!",
        "ok thanks",
        "Great, thank you, that answers it.",
    ],
)
def test_thanks_without_a_question_is_content(words: str) -> None:
    assert is_content(words)


@pytest.mark.parametrize(
    "words",
    [
        "Thanks, but that doesn't answer my question",
        "Thanks. And who pays for sending it back?",
        "It's 58307",
        "No",
        "LS6 2QP",
    ],
)
def test_a_question_a_no_or_plain_facts_are_not_content(words: str) -> None:
    assert not is_content(words)


@pytest.mark.parametrize(
    "words", ["That's not what I asked", "you don't understand", "No, that's wrong", "still no sound"]
)
def test_words_that_say_the_answer_does_not_help(words: str) -> None:
    assert is_unhappy(words)


@pytest.mark.parametrize(("words", "yes", "no"), [("Yes please", True, False), ("go ahead", True, False),
                                                  ("No, stop", False, True), ("Is it?", False, False)])  # fmt: skip
def test_yes_and_no(words: str, yes: bool, no: bool) -> None:
    assert (is_yes(words), is_no(words)) == (yes, no)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("14 Larch Terrace, Edinburgh, EH10 4BF", "14 Larch Terrace, Edinburgh EH10 4BF"),
        (
            "The new address is 14 Larch Terrace, Edinburgh eh104bf please",
            "14 Larch Terrace, Edinburgh EH10 4BF",
        ),
        ("Flat 2, 8 Mill Lane, Leeds, LS1 4AP", "Flat 2, 8 Mill Lane, Leeds LS1 4AP"),
        ("It's 12b High Street\nBath\nBA1 1AA", "12b High Street, Bath BA1 1AA"),
    ],
)
def test_an_address_is_read_with_its_parts(words: str, line: str) -> None:
    found = address_in(words)
    assert found is not None
    assert found.line == line


@pytest.mark.parametrize("words", ["my order 58344", "EH9 1PL", "order 58344, EH9 1PL", "I live in Leeds"])
def test_a_postcode_or_an_order_alone_is_no_address(words: str) -> None:
    assert address_in(words) is None


def test_the_postcode_of_a_whole_address_is_not_the_customers_proof() -> None:
    assert postcode_in("Please send it to 14 Larch Terrace, Edinburgh, EH10 4BF") == ""
    assert postcode_in("My postcode is eh91pl, move it to 14 Larch Terrace, Edinburgh, EH10 4BF") == "EH9 1PL"
