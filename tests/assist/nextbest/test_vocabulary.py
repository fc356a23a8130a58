"""Bags of tokens kept as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from assist.nextbest.ranking.vocabulary import Bags


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=5), max_size=6), st.integers(1, 3))
def test_bags_keep_what_was_met_often_enough(bags: list[list[str]], at_least: int) -> None:
    read = Bags()
    for bag in bags:
        read.add(bag)
    vocabulary, kept = read.kept(at_least)
    counts = {token: sum(bag.count(token) for bag in bags) for bag in bags for token in bag}
    often = sorted(token for token, count in counts.items() if count >= at_least)
    assert vocabulary == {token: row for row, token in enumerate(often)}
    assert [rows.tolist() for rows in kept] == [
        sorted(vocabulary[t] for t in bag if t in vocabulary) for bag in bags
    ]
