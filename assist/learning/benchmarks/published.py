"""What others published for the public data sets, and what we aim at. The figures of this product stand in `figures.json`."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from assist.learning.benchmarks.recording import recorded


@dataclass(frozen=True)
class Goal:
    """One figure of one data set. `measured` is ours, None before it was recorded."""

    name: str
    title: str
    at_least: float
    measured: float | None = None

    @property
    def is_met(self) -> bool:
        return self.measured is not None and self.measured >= self.at_least

    @property
    def ours(self) -> str:
        """Our figure in the unit in which others publish it: per cent, or a coefficient such as .603."""
        return _in_unit(self.name, self.measured) if self.measured is not None else ""

    @property
    def aim(self) -> str:
        return _in_unit(self.name, self.at_least)


@dataclass(frozen=True)
class PublicData:
    """One public data set with what is known of it."""

    key: str
    task: str
    title: str
    published: str
    goals: tuple[Goal, ...]
    latency_ms: float
    licence: str
    unmeasured: str = ""  # why there is no figure, where there is a reason
    on: date | None = None
    p95_ms: float | None = None

    @property
    def is_fast(self) -> bool:
        return self.p95_ms is not None and self.p95_ms <= self.latency_ms


COEFFICIENTS = {"mcc", "mrr", "uar", "low_auroc", "out_of_scope_auroc"}
NO_DEV = "has no part to measure on but the test"


def _in_unit(name: str, value: float) -> str:
    exact = Decimal(str(value))
    if name in COEFFICIENTS:
        return str(exact.quantize(Decimal("0.001"), ROUND_HALF_UP)).lstrip("0")
    return str((exact * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _goals(*pairs: tuple[str, str, float]) -> tuple[Goal, ...]:
    return tuple(Goal(name, title, value) for name, title, value in pairs)


_FIRST, _THREE = ("in_scope_accuracy", "Right first"), ("in_scope_top3", "In first three")
PUBLIC = (
    PublicData("banking77", "intents", "Banking77, 77 intents", "93.7 tuned BERT, 94.9 at the top of its list",
               _goals((*_FIRST, 0.949), (*_THREE, 0.985)), 40, "CC BY 4.0"),
    PublicData("clinc150", "intents", "CLINC150, 150 intents and out of scope", "BERT 96.2 in scope, 52.3 out of scope found",
               _goals((*_FIRST, 0.955), ("out_of_scope_recall", "Out of scope found", 0.80),
                      ("out_of_scope_auroc", "AUROC", 0.985)), 40, "CC BY 3.0"),
    PublicData("hint3-curekart", "intents", "HINT3, Curekart", "MCC .603 at best",
               _goals(("mcc", "MCC", 0.65)), 40, "ODbL 1.0", NO_DEV),
    PublicData("hint3-powerplay11", "intents", "HINT3, Powerplay11", "MCC .425 at best",
               _goals(("mcc", "MCC", 0.45)), 40, "ODbL 1.0", NO_DEV),
    PublicData("hint3-sofmattress", "intents", "HINT3, SOFMattress", "MCC .638 at best",
               _goals(("mcc", "MCC", 0.68)), 40, "ODbL 1.0", NO_DEV),
    PublicData("star-next", "next_actions", "STAR, next action", "BERT about 74 F1 (another split)",
               _goals(("accuracy", "Right first", 0.79), ("weighted_f1", "F1", 0.78), ("top3", "In first three", 0.94)), 60, "MIT"),
    PublicData("star-next-unseen", "next_actions", "STAR, next action on an unseen task", "About 53 F1 from the plan (another split)",
               _goals(("accuracy", "Right first", 0.55), ("top3", "In first three", 0.82)), 60, "MIT"),
    PublicData("star-replies", "replies", "STAR, the reply among 100", "Sentence embeddings 14.1, BM25 20.7 right first",
               _goals(("recall@1", "Right first", 0.65), ("recall@5", "In first five", 0.86),
                      ("recall@10", "In first ten", 0.92), ("typed_recall@10", "Freely written", 0.80)), 100, "MIT"),
    PublicData("bank", "knowledge", "Bank articles, a whole brief as the question", "None",
               _goals(("recall@10", "Found in ten", 0.36), ("mrr", "MRR", 0.80)), 60, "MIT"),
    PublicData("stackfaq", "knowledge", "StackFAQ", "MAP .665 unsupervised", _goals(("recall@1", "Found first", 0.978)), 60, "CC BY-SA"),
    PublicData("sgd", "satisfaction", "Satisfaction, SGD", "UAR .293 before the turn",
               _goals(("uar", "UAR", 0.43), ("low_auroc", "Unhappy AUROC", 0.90)), 40, "measured with only"),
    PublicData("mwoz", "satisfaction", "Satisfaction, MultiWOZ", "UAR .256 before the turn",
               _goals(("uar", "UAR", 0.38), ("low_auroc", "Unhappy AUROC", 0.80)), 40, "measured with only"),
    PublicData("dialogsum", "summaries", "DialogSum", "BART-large 45.1 / 20.1 / 37.9, people 53.4 / 26.7 / 45.0",
               _goals(("rouge1", "ROUGE-1", 0.36), ("rouge2", "ROUGE-2", 0.12), ("rougeL", "ROUGE-L", 0.29)), 2000, "measured with only"),
)  # fmt: skip


def benchmark_rows() -> list[PublicData]:
    """The public data sets with our last recorded figures."""
    ours = recorded()
    return [_with_figures(one, ours.get(one.key, {})) for one in PUBLIC]


def _with_figures(one: PublicData, run: dict[str, Any]) -> PublicData:
    scores, took = run.get("scores", {}), run.get("took", {})
    goals = tuple(replace(goal, measured=scores.get(goal.name)) for goal in one.goals)
    on = date.fromisoformat(run["on"]) if run else None
    return replace(one, goals=goals, on=on, p95_ms=took.get("p95_ms"))
