"""Counts of like moments: what is left out of them while the trees learn, and what the rest comes to."""

import pytest

from assist.nextbest.ranking.learning import learn_next_actions
from assist.nextbest.ranking.lessons import FOLDS
from assist.nextbest.ranking.likes import DOUBT, Likes
from assist.nextbest.ranking.texts import Texts
from tests.assist.nextbest.dialogues import PARCEL, TABLE, conversations, embed

KEYS = [[1, 2]] * 8
ACTIONS = [0, 0, 0, 0, 0, 0, 1, 1]


def test_the_share_and_the_number_of_cases() -> None:
    assert Likes.of(KEYS, ACTIONS).numbers([1], 0) == pytest.approx([6 / (8 + DOUBT), 2.1972246])


def test_nothing_is_known_of_a_moment_that_was_never_met() -> None:
    assert Likes.of(KEYS, ACTIONS).numbers([3], 0, Likes.of(KEYS, ACTIONS, 1.0)) == [0, 0]


def test_the_rest_is_raised_to_what_all_would_come_to() -> None:
    kept = Likes.of(KEYS[:2], ACTIONS[:2], part=2 / 8)
    assert Likes.of(KEYS, ACTIONS).numbers([1], 1, kept) == pytest.approx(
        [2 * 8 / 6 / (8 + DOUBT), 2.1972246]
    )


def test_where_everything_is_left_out_nothing_is_known() -> None:
    everything = Likes.of(KEYS, ACTIONS, part=1.0)
    assert Likes.of(KEYS, ACTIONS).numbers([1, 2], 0, everything) == [0, 0, 0, 0]


def test_counts_do_not_tell_an_example_its_own_action(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples of one fold are told the same of the same moment, whatever was done in each of them."""
    heard: dict[tuple[int, int, int], set[tuple[float, ...]]] = {}
    numbers = Likes.numbers

    def listen(self: Likes, keys: list[int], action: int, without: Likes | None = None) -> list[float]:
        found = numbers(self, keys, action, without)
        for level, key in enumerate(keys):
            told = tuple(found[2 * level : 2 * level + 2])
            heard.setdefault((id(without), key, action), set()).add(told)
        return found

    monkeypatch.setattr(Likes, "numbers", listen)
    learn_next_actions(
        conversations(), [TABLE, PARCEL], texts=Texts(embed), seed=1, told=lambda share, words: None
    )
    assert 1 < len({without for without, _, _ in heard}) <= FOLDS
    assert all(len(told) == 1 for told in heard.values())
