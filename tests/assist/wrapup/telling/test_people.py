import pytest

from assist.wrapup.telling.people import names_in


@pytest.mark.parametrize(
    ("talk", "names"),
    [
        ([("a", "Hi Karen, how are you?"), ("b", "Fine.")], {"b": "Karen"}),
        ([("a", "Good morning."), ("b", "Hello, my name is John Keat.")], {"b": "John Keat"}),
        ([("a", "Thanks for your help, doctor.")], {}),
        ([("a", "Thanks for your help, doctor."), ("b", "Not at all.")], {"b": "the doctor"}),
        ([("a", "Coffee or tea?"), ("b", "Coffee, please."), ("a", "Sure, Mr. White.")], {"b": "Mr. White"}),
        ([("a", "Suddenly, it stopped."), ("b", "Really?")], {}),
        ([("a", "Is it you, Tom?"), ("b", "No, Tom, that is you.")], {}),
    ],
)
def test_names_are_taken_from_introductions_and_calls(
    talk: list[tuple[str, str]], names: dict[str, str]
) -> None:
    assert names_in(talk) == names
