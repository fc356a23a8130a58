"""Training and measuring what notes keep, for the room of learning."""

from collections.abc import Callable

import numpy as np

from assist.registry.material import NotedTalk, Notes
from assist.wrapup.telling.choosing import choose
from assist.wrapup.telling.concepts import stemmed
from assist.wrapup.telling.likeness import rouge
from assist.wrapup.telling.teller import Talk, lesson_of, talk_of
from assist.wrapup.telling.weights import Lesson, Weights

KIND = "notes"
LEAST = 20  # notes; of fewer nothing general is learnt
SAY_EVERY = 50
read = Weights.from_bytes


def train(material: Notes, *, seed: int, progress: Callable[[float, str], None]) -> Weights:
    """What these notes keep of their conversations. Nothing is drawn, so the seed changes nothing.

    Raises ValueError where the notes are too few.
    """
    if len(material) < LEAST:
        raise ValueError(f"{len(material)} notes are too few: at least {LEAST} are needed.")
    lessons = []
    for number, row in enumerate(material.talks):
        lessons.append(_lesson(_talk(row), row))
        if number % SAY_EVERY == 0:
            progress(0.6 * number / len(material), f"Read {number} of {len(material)} notes")
    progress(0.6, "Weighing words")
    return Weights.fit(lessons)


def evaluate(model: Weights, held_out: Notes) -> dict[str, float]:
    """How like the notes of people ours are."""
    rows = [_scored(model, row) for row in held_out.talks]
    return (
        {name: float(np.mean([row[name] for row in rows])) for name in ("rouge1", "rouge2", "rougeL")}
        if rows
        else {}
    )


def _scored(model: Weights, row: NotedTalk) -> dict[str, float]:
    talk = _talk(row)
    lesson = _lesson(talk, row)
    chosen = choose(talk.found, model.chances(lesson.context))
    return rouge([word for statement in chosen for word in stemmed(statement.words)], lesson.note)


def _talk(row: NotedTalk) -> Talk:
    return talk_of(row.turns, row.labels)


def _lesson(talk: Talk, row: NotedTalk) -> Lesson:
    return lesson_of(talk, row.turns, row.labels, row.note)
