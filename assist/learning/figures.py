"""Figures in words: their names, their margins, and how a candidate stands beside what is live."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

TITLES = {
    "accuracy": "Right at the first guess",
    "top3": "Among the first three",
    "top5": "Among the first five",
    "weighted_f1": "F1, weighted by class",
    "macro_f1": "F1, every class alike",
    "shown": "Says something",
    "precision_shown": "Right when it says something",
    "macro_recall": "Recall, every class alike",
    "recall@1": "Right reply first",
    "recall@5": "Among the first five",
    "recall@10": "Among the first ten",
    "typed_recall@10": "Freely written ones among the first ten",
    "mrr": "Mean of 1 / place",
    "ece": "Calibration error",
    "calibration_gap": "Furthest that confidence is from being right",
    "out_of_scope_recall": "Out of scope, found",
    "out_of_scope_auroc": "Out of scope, told apart (AUROC)",
    "in_scope_accuracy": "Right at the first guess, in scope",
    "in_scope_top3": "Among the first three, in scope",
    "uar": "Recall, every class alike",
    "low_auroc": "Unhappy ones told apart (AUROC)",
    "low_f1": "Unhappy ones, F1",
    "rouge1": "ROUGE-1",
    "rouge2": "ROUGE-2",
    "rougeL": "ROUGE-L",
}
LOWER_IS_BETTER = {"ece", "calibration_gap", "mae", "log_loss", "brier"}
NOT_SHARES = {"mae", "log_loss", "brier", "kappa", "mcc"}
CONFIDENT = 1.96


@dataclass(frozen=True)
class Compared:
    """One figure of the candidate beside the other's, as the page shows it."""

    name: str
    title: str
    candidate: str
    other: str
    delta: str
    tone: str  # ok, bad, or "" for no clear difference
    words: str


@dataclass(frozen=True)
class ClassRow:
    """One class: how many of its held-out rows each of the two got right."""

    label: str
    count: int
    candidate: str
    other: str
    delta: str
    tone: str


def compare(
    figures: Mapping[str, Any], beside: Mapping[str, Any], rows: int, main: str = ""
) -> list[Compared]:
    """Each figure of the candidate beside the other's: the main one first, then in the order of TITLES."""
    other, order = beside.get("figures", {}), list(TITLES)
    named = sorted(
        _plain(figures),
        key=lambda one: (one[0] != main, order.index(one[0]) if one[0] in TITLES else 99, one[0]),
    )
    return [_compared(name, value, other.get(name), rows) for name, value in named]


def compare_classes(figures: Mapping[str, Any], beside: Mapping[str, Any]) -> list[ClassRow]:
    """The classes, those that lose most first, then by their size."""
    mine, other = figures.get("per_class") or {}, beside.get("figures", {}).get("per_class") or {}
    rows = [(_class_delta(label, mine, other), label) for label in mine]
    ordered = sorted(
        rows, key=lambda row: (row[0] if row[0] is not None else 0.0, -mine[row[1]].get("n", 0), row[1])
    )
    return [_class_row(label, mine[label], other.get(label)) for _, label in ordered]


def shown(name: str, value: float | None) -> str:
    """A share as per cent, everything else as a number; a dash for none."""
    if value is None:
        return "–"
    return f"{value:.3f}" if name in NOT_SHARES else f"{value * 100:.1f} %"


def title_of_figure(name: str) -> str:
    return TITLES.get(name, name.replace("_", " ").capitalize())


def margin_points(value: float, rows: int) -> float:
    """Half of the interval of 95 % around a share, in points."""
    return CONFIDENT * sqrt(max(value * (1 - value), 0.0) / rows) * 100 if rows else 0.0


def _plain(figures: Mapping[str, Any]) -> list[tuple[str, float]]:
    return [(name, float(v)) for name, v in figures.items() if isinstance(v, (int, float)) and name != "n"]


def _compared(name: str, value: float, other: float | None, rows: int) -> Compared:
    delta, tone, words = "–", "", ""
    if other is not None:
        delta = _signed(name, value - other)
        tone, words = _judged(name, value, other, rows)
    return Compared(name, title_of_figure(name), shown(name, value), shown(name, other), delta, tone, words)


def _judged(name: str, value: float, other: float, rows: int) -> tuple[str, str]:
    spread = sqrt(max(value * (1 - value), 0) + max(other * (1 - other), 0)) / sqrt(max(rows, 1))
    if abs(value - other) <= (CONFIDENT * spread if name not in NOT_SHARES else 0.01):
        return "", "No clear difference"
    is_better = (value < other) == (name in LOWER_IS_BETTER)
    return ("ok", "Better") if is_better else ("bad", "Worse")


def _signed(name: str, delta: float) -> str:
    if name in NOT_SHARES:
        return f"{delta:+.3f}".replace("-", "−")
    return f"{delta * 100:+.1f}".replace("-", "−")


def _class_delta(label: str, mine: Mapping[str, Any], other: Mapping[str, Any]) -> float | None:
    if label not in other:
        return None
    return float(mine[label].get("recall", 0.0)) - float(other[label].get("recall", 0.0))


def _class_row(label: str, mine: Mapping[str, Any], other: Mapping[str, Any] | None) -> ClassRow:
    value = float(mine.get("recall", 0.0))
    before = float(other.get("recall", 0.0)) if other else None
    delta = value - before if before is not None else 0.0
    tone = "ok" if delta > 0.005 else "bad" if delta < -0.005 else ""
    words = _signed("recall", delta) if before is not None else "–"
    return ClassRow(
        label, int(mine.get("n", 0)), shown("recall", value), shown("recall", before), words, tone
    )
