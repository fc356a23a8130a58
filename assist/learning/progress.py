"""How work that takes long says how far it is."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Progress = Callable[[float, str], None]  # a share from 0 to 1, and what is being done
T = TypeVar("T")


def untold(share: float, words: str) -> None:
    """For whoever does not ask."""


def part_of(progress: Progress, start: float, end: float) -> Progress:
    """The progress of one part of the whole."""

    def tell(share: float, words: str) -> None:
        progress(start + share * (end - start), words)

    return tell


def counted(things: Iterable[T], count: int, progress: Progress, words: str, every: int = 500) -> Iterator[T]:
    """The things, told in steps: "Reading line 1,500 of 20,000"."""
    for number, thing in enumerate(things):
        if number % every == 0:
            progress(number / max(count, 1), f"{words} {number + 1:,} of {count:,}")
        yield thing
