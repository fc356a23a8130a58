"""A card number that somebody sends piece by piece: four digits, then four more in the next message."""

from collections.abc import Sequence
from itertools import accumulate

from cases.redaction.cards import Span, passes_luhn
from cases.redaction.digits import Digit, is_joint, runs_of

# The groups in which cards are read out, joined where several come at once.
_LENGTHS = ((4, 4, 4, 4), (4, 6, 5))
MOST_PIECES = 4


def split_card(earlier: Sequence[str], text: str) -> list[tuple[int, Span]]:
    """Where the pieces of a card number stand that ends in `text` and began in earlier messages, the newest last.

    Each as how many messages back it stands (0: in `text`) and its span there; empty when there is none. The pieces must
    be whole groups of a card, each at the end of its message and at the start of the next: two order numbers are no card.
    """
    pieces: list[tuple[int, list[Digit]]] = []
    for back, said in enumerate([text, *reversed(earlier)]):
        if back >= MOST_PIECES or not (piece := _piece(said, is_newest=back == 0)):
            break
        pieces.insert(0, (back, piece))
        if back and _is_card([piece for _, piece in pieces]):
            return [(back, (piece[0].start, piece[-1].end)) for back, piece in pieces]
    return []


def _piece(said: str, *, is_newest: bool) -> list[Digit]:
    """The digits that a number may go on with: at the start of the newest message, at the end of one before it."""
    runs = [run for run in runs_of(said, 4) if len(run) <= 12]
    if is_newest:
        return next((run for run in runs if _leads_in(said[: run[0].start])), [])
    return next((run for run in reversed(runs) if is_joint(said[run[-1].end :])), [])


def _leads_in(before: str) -> bool:
    """Whether the words before the digits only lead in to them: "and then", "the last four are"."""
    return is_joint(before) or len(before.split()) <= 6


def _is_card(pieces: Sequence[Sequence[Digit]]) -> bool:
    values = "".join(digit.value for piece in pieces for digit in piece)
    cuts = set(accumulate(len(piece) for piece in pieces))
    return any(
        len(values) == sum(lengths) and cuts <= set(accumulate(lengths)) and passes_luhn(values)
        for lengths in _LENGTHS
    )
