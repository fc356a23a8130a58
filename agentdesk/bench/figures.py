"""Figures from lists of seconds. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Spread:
    """Milliseconds at the middle and at the 95th percentile, of so many samples."""

    count: int
    p50: float
    p95: float

    def __str__(self) -> str:
        return f"{self.p50:.1f} / {self.p95:.1f}" if self.count else "none"

    def ratio_to(self, floor: "Spread") -> str:
        if not (self.count and floor.count):
            return "-"
        return f"{self.p50 / floor.p50:.1f} × / {self.p95 / floor.p95:.1f} ×"


def spread(seconds: Iterable[float]) -> Spread:
    """p50 and p95 in milliseconds by nearest rank."""
    ordered = sorted(s * 1000 for s in seconds)
    if not ordered:
        return Spread(0, 0, 0)
    return Spread(len(ordered), _rank(ordered, 0.50), _rank(ordered, 0.95))


def _rank(ordered: Sequence[float], share: float) -> float:
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A plain text table, columns as wide as their widest cell."""
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    lines = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in [header, *rows]]
    return "\n".join("  ".join(line).rstrip() for line in lines)
