import pytest

from assist.registry.conversations import Conversation
from assist.suggestions.ranking.masking import Lexicon, words_of
from tests.assist.suggestions.ranking.conftest import returned, said

WEATHER = Conversation(
    "w", "p", (),
    (*returned("weather", City="New York City", Message="Available"), *returned("weather", City="Leeds", Message="Available"),
     *returned("weather", City="New York City"), *returned("weather", City="Leeds"),
     said("It is available."), said("It is available now."), said("Sunny in Leeds.")),
)  # fmt: skip


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon.learned([WEATHER])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It is cold in New York City.", "It is cold in Leeds"),
        ("Room 114 is yours", "Room 9 is yours"),
        ("It costs £12.50 on Monday", "It costs £3 on Friday"),
        ("Come at 7 pm.", "Come at 18:30"),
    ],
)
def test_replies_that_differ_in_values_are_the_same(lexicon: Lexicon, one: str, other: str) -> None:
    assert lexicon.mask(one).key == lexicon.mask(other).key


def test_a_state_that_agents_write_as_a_word_stays(lexicon: Lexicon) -> None:
    assert lexicon.mask("It is available.").key == "it is available"


def test_the_values_are_told_in_order(lexicon: Lexicon) -> None:
    assert lexicon.mask("From Leeds to New York City at 7 pm for £12.50").values == (
        "leeds", "new york city", "7 pm", "£12.50",
    )  # fmt: skip


def test_a_value_seen_once_is_no_value() -> None:
    once = Conversation("w", "p", (), returned("weather", City="Leeds"))
    assert Lexicon.learned([once]).values == {}


def test_figures_keep_their_sign_and_unit() -> None:
    assert words_of("About -4 degrees, £5 or RF-77!") == ("about", "-4", "degrees", "£5", "or", "rf", "-77")
