"""How alike two texts are: ROUGE over our own stems, for measuring notes on held-out people. The public figures come from its scorer."""

from collections import Counter
from collections.abc import Sequence

from assist.wrapup.telling.concepts import ones, pairs


def rouge(told: Sequence[str], noted: Sequence[str]) -> dict[str, float]:
    """F1 of words, of pairs and of the longest common run with gaps."""
    words = _overlap(Counter(key for key, _ in ones(told)), Counter(key for key, _ in ones(noted)))
    both = _overlap(Counter(key for key, _ in pairs(told)), Counter(key for key, _ in pairs(noted)))
    return {"rouge1": words, "rouge2": both, "rougeL": 2 * _run(told, noted) / max(1, len(told) + len(noted))}


def _overlap(told: "Counter[object]", noted: "Counter[object]") -> float:
    return 2 * (told & noted).total() / max(1, told.total() + noted.total())


def _run(told: Sequence[str], noted: Sequence[str]) -> int:
    row = [0] * (len(noted) + 1)
    for word in told:
        before = 0
        for place, other in enumerate(noted, 1):
            kept = row[place]
            row[place] = before + 1 if word == other else max(kept, row[place - 1])
            before = kept
    return row[-1]
