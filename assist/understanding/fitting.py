"""Makes an intent model of labelled examples, with its confidence and its sense of scope learned from examples held out."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from assist.providers.embeddings import embed
from assist.understanding import correction, regression
from assist.understanding.calibration import calibrated
from assist.understanding.intents import OUTSIDE, HeldOut, IntentModel, Labelled, version_of
from assist.understanding.likeness import Likeness, Vectors, cosines
from assist.understanding.scope import UNTAUGHT, ScopeHead, nearest_of, signs_of, taught

MOST = 16_000  # examples: a table of all pairs has to fit in memory
BLOCK = 512  # texts that are read between two signs of progress
READERS = 2
Progress = Callable[[float, str], None]
Rows = NDArray[np.intp]


def fit_intents(
    examples: Sequence[Labelled], outside: str = OUTSIDE, progress: Progress = lambda share, words: None
) -> IntentModel:
    """The model of these examples; `outside` is the label of those that no intent covers."""
    examples = thinned(examples)
    progress(0.02, f"Reading {len(examples)} examples")
    vectors = embedded([e.text for e in examples], progress)
    import scipy.linalg  # noqa: F401  # brings threads of its own, and only what is there already is limited

    with threadpool_limits(1):  # the same numbers on every machine, and no threads that wait for busy cores
        return _fitted(examples, outside, vectors, progress)


def embedded(texts: Sequence[str], progress: Progress) -> Vectors:
    """The vectors, some at a time so that progress is seen, and two lots at once: a training has two cores."""
    blocks = [texts[start : start + BLOCK] for start in range(0, len(texts), BLOCK)]
    parts = []
    with ThreadPoolExecutor(READERS) as readers:
        for part in readers.map(embed, blocks):
            parts.append(part)
            progress(0.02 + 0.48 * len(parts) / len(blocks), "Reading examples")
    return np.concatenate(parts)


def thinned(examples: Sequence[Labelled]) -> Sequence[Labelled]:
    """The examples, or where there are too many, the same share of each label, spread over its list."""
    if len(examples) <= MOST:
        return examples
    seen: dict[str, int] = {}
    kept, share = [], MOST / len(examples)
    for example in examples:
        before = seen.get(example.label, 0)
        seen[example.label] = before + 1
        if int((before + 1) * share) > int(before * share) or before == 0:
            kept.append(example)
    return kept[:MOST]


def _fitted(examples: Sequence[Labelled], outside: str, vectors: Vectors, progress: Progress) -> IntentModel:
    names = tuple(sorted({e.label for e in examples}))
    labels = np.array([names.index(e.label) for e in examples])
    groups = [np.flatnonzero(labels == place) for place in range(len(names))]
    likeness = Likeness.fitted([e.text for e in examples], vectors)
    targets = np.eye(len(names), dtype=np.float32)[labels]
    progress(0.55, "Comparing all pairs")
    fit = regression.fit(likeness.among_seen(), targets, groups)
    progress(0.9, "Learning from mistakes")
    corrected, held_out_scores = correction.learned(fit.without_itself, labels)
    progress(0.95, "Calibrating")
    model = IntentModel(
        names=names,
        outside=outside,
        version=version_of(examples, outside),
        likeness=likeness,
        weights=fit.weights.astype(np.float16).astype(np.float32),
        labels=labels.astype(np.int16),
        correction=corrected,
        confidence=calibrated(held_out_scores, labels),
        scope=UNTAUGHT,
    )
    shares = model.confidence.shares(held_out_scores)
    held_out = HeldOut(shares, tuple(e.label for e in examples))
    scope = _scope_head(model, fit, groups)
    progress(1.0, "Fitted")
    return replace(model, scope=scope, held_out=held_out)


def _scope_head(model: IntentModel, fit: regression.Fit, groups: Sequence[Rows]) -> ScopeHead:
    """Learned from each example as it looks to a model without it, and to one without its whole intent."""
    inside = model.is_inside[model.labels]
    if model.is_inside.sum() < 3:
        return UNTAUGHT
    alone, apart = _nearest(model, inside)
    seen = signs_of(*model.sides(fit.without_itself), alone)
    unseen = signs_of(*model.sides(_blind(fit.without_its_label, model.labels)), apart)
    best = np.where(model.is_inside, fit.without_itself, -np.inf).argmax(axis=1)
    size = float(np.median([len(rows) for rows in groups]))
    return taught(seen[inside], (best == model.labels)[inside], seen[~inside], unseen[inside], size)


def _blind(scores: Vectors, labels: NDArray[np.int16]) -> Vectors:
    """The scores without the one of the label that was left out: it would not be there."""
    blind = scores.copy()
    blind[np.arange(len(labels)), labels] = 0.0
    return blind


def _nearest(model: IntentModel, inside: NDArray[np.bool_]) -> tuple[Vectors, Vectors]:
    """For each example the cosine of the nearest others, and of the nearest with another label."""
    seen = model.likeness.seen
    alone, apart = np.empty(len(seen), dtype=np.float32), np.empty(len(seen), dtype=np.float32)
    columns = np.flatnonzero(inside)
    for start in range(0, len(seen), 1024):
        rows = np.arange(start, min(start + 1024, len(seen)))
        cosine = cosines(seen[rows], seen[columns])
        cosine[rows[:, None] == columns] = -1.0
        alone[rows] = nearest_of(cosine)
        cosine[model.labels[rows][:, None] == model.labels[columns]] = -1.0
        apart[rows] = nearest_of(cosine)
    return alone, apart
