"""What the parts of a pass take, each alone, and the whole."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assist.providers.embeddings.encoder import encoder
from assist.understanding import cues
from assist.understanding.course.moments import Moment
from assist.understanding.entities import find_entities
from assist.understanding.language import language_of
from assist.understanding.reading import Models, understand
from assist.understanding.rules import Context

WARM = 20
_CUES = (cues.crisis, cues.urgency, cues.wants_person, cues.repeated, cues.pushback, cues.injection)


@dataclass(frozen=True)
class Took:
    """Milliseconds of one part over all texts."""

    part: str
    p50: float
    p95: float

    def __str__(self) -> str:
        return f"{self.part:<10} p50 {self.p50:5.2f} ms, p95 {self.p95:5.2f} ms"


def parts(texts: Sequence[str], context: Context, models: Models) -> Iterator[Took]:
    """Each part on each text, as a live turn has it: read once, its embedding made once. The first texts warm up."""
    vectors = dict(zip(texts, encoder().encode(texts), strict=True))
    yield _took("embedding", texts, lambda text: encoder().encode([text]))
    yield _took("entities", texts, lambda text: find_entities(text, at=context.at, region=context.region))
    if ranker := models.intents:
        yield _took("intent", texts, lambda text: ranker.rank(text, vectors[text]))
    yield _took(
        "mood",
        texts,
        lambda text: models.sentiment.mood(Moment(text, context.earlier, context.answers), vectors[text]),
    )
    yield _took("cues", texts, lambda text: [cue(text) for cue in _CUES])
    yield _took(
        "language", texts, lambda text: language_of(text, earlier=context.earlier, locale=context.locale)
    )
    unseen = [f"{text} " for text in texts]  # as many words, and not in the cache of the moment
    yield _took("a pass", unseen, lambda text: understand(text, context, models))


def _took(part: str, texts: Sequence[str], run: Callable[[str], object]) -> Took:
    seconds = []
    for text in texts:
        begun = time.perf_counter()
        run(text)
        seconds.append(time.perf_counter() - begun)
    p50, p95 = np.percentile(seconds[min(WARM, len(seconds) // 2) :], [50, 95]) * 1000
    return Took(part, float(p50), float(p95))
