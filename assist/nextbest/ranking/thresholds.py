"""Below which chance nothing is said: chosen on customers that the ranking has not learned from."""

import zlib
from collections.abc import Sequence

WANTED = 0.8  # of what is shown, so much shall be right
ONE_IN = 10  # customers are kept for the choice
NEVER = 1.01


def is_checked(customer: str) -> bool:
    """Whether this customer's conversations choose the threshold instead of growing trees."""
    return zlib.crc32(customer.encode()) % ONE_IN == 0


def chosen_threshold(firsts: Sequence[tuple[float, bool]], wanted: float = WANTED) -> tuple[float, float]:
    """The lowest chance from which the first actions are right that often, and how often they are.

    With too little to judge by it is one that nothing reaches.
    """
    best, right = (NEVER, 0.0), 0
    for count, (chance, is_right) in enumerate(sorted(firsts, reverse=True), start=1):
        right += is_right
        if count >= ONE_IN and right / count >= wanted:
            best = (chance, right / count)
    return best
