"""A small real trainer for the tests: it counts words by label. Deterministic, and better the more it has read."""

import json
from collections import Counter

from assist.registry.material import Dialogues, Line, Lines


class CountingModel:
    def __init__(self, counts, prior):
        self.counts, self.prior = counts, prior

    def to_bytes(self):
        return json.dumps({"counts": self.counts, "prior": self.prior}, sort_keys=True).encode()

    def guess(self, text):
        words = text.lower().split()
        scores = {label: sum(have.get(word, 0) for word in words) for label, have in self.counts.items()}
        best = max(scores.values(), default=0)
        return min((label for label, score in scores.items() if score == best and best), default=self.prior)


def lines_of(material):
    if isinstance(material, Dialogues):
        return [
            Line(before.text, after.action)
            for one in material.conversations
            for before, after in zip(one.turns, one.turns[1:], strict=False)
            if after.action
        ]
    return material.lines


def train(material, *, seed, progress):
    progress(0.1, "Counting words")
    lines = lines_of(material)
    counts: dict[str, Counter] = {}
    for line in lines:
        counts.setdefault(line.label, Counter()).update(line.text.lower().split())
    progress(1.0, "Counted")
    prior = Counter(line.label for line in lines).most_common(1)[0][0]
    return CountingModel({label: dict(sorted(c.items())) for label, c in sorted(counts.items())}, prior)


def fallback(material, *, seed):
    return CountingModel({}, lines_of(material)[0].label)


def evaluate(model, held_out):
    lines = lines_of(held_out)
    right = [model.guess(line.text) == line.label for line in lines]
    classes = {}
    for line, hit in zip(lines, right, strict=True):
        of = classes.setdefault(line.label, {"n": 0, "recall": 0.0})
        of["n"] += 1
        of["recall"] += hit
    per_class = {label: {"n": of["n"], "recall": of["recall"] / of["n"]} for label, of in classes.items()}
    return {"accuracy": sum(right) / len(right), "per_class": per_class}


def read(artefact):
    found = json.loads(artefact)
    return CountingModel(found["counts"], found["prior"])


def break_down(*args, **kwargs):
    raise RuntimeError("somebody's words")


def refuse(*args, **kwargs):
    raise ValueError("3 notes are too few, and 4111 1111 1111 1111 is a card")


__all__ = ["Lines", "evaluate", "fallback", "read", "train"]
