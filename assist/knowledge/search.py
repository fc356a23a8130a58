"""The hybrid search over passages: meaning weighs most, words help, an exact code wins.

`lookup.py` brings the pool, `rules.Score` ranks it, and the best sentence of each hit is marked.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import numpy as np
from django.utils import timezone

from assist.knowledge.hits import Hit
from assist.knowledge.lookup import Vector, pool_of
from assist.knowledge.models import Passage
from assist.knowledge.rules import Score, best_sentence
from assist.knowledge.words import exact_ids, telling_words
from assist.providers.embeddings import embed

CONTEXT_WEIGHT = 0.25
LEANS_WITHIN = 2  # a question with so few telling words leans on what was said before
TELLING = 2.5  # words that together weigh less than this tell too little to count in full


def search_passages(
    *,
    text: str,
    viewer_audience: str,
    language: str = "en",
    limit: int = 5,
    at: datetime,
    context: str = "",
    intent: str = "",
) -> list[Hit]:
    """The passages nearest to the question, best first, one per heading.

    `viewer_audience` is "public" for anything that a customer will read and "internal" for agents, who read
    both.
    `context` is what was said before; it bends the meaning of a question that says too little by itself ("and on
    Sunday?") and adds no words to look for.
    Articles that name the `intent` come a little nearer, those that name only others go a little back.
    Whether a hit is good enough to answer is its `score.answers`.
    """
    if not text.strip():
        return []
    meaning = _meaning(text, context)
    allowed = Passage.objects.readable_by(viewer_audience).filter(language=language).valid_on(_day(at))
    pool = pool_of(allowed, text, meaning, intent)
    hits = [_hit(passage, score, text, meaning) for passage, score in _scored(pool, text, meaning, intent)]
    return _one_per_heading(hits)[:limit]


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _meaning(text: str, context: str) -> Vector:
    leans = bool(context.strip()) and len(telling_words(text)) <= LEANS_WITHIN
    vectors = embed([text, context] if leans else [text])
    if len(vectors) == 1:
        return np.asarray(vectors[0], dtype=np.float32)
    mixed = (1 - CONTEXT_WEIGHT) * vectors[0] + CONTEXT_WEIGHT * vectors[1]
    return np.asarray(mixed / np.linalg.norm(mixed), dtype=np.float32)


def _scored(pool: list[Passage], text: str, meaning: Vector, intent: str) -> list[tuple[Passage, Score]]:
    wanted, ids = telling_words(text), set(exact_ids(text))
    own = {passage.pk: telling_words(f"{passage.heading} {passage.folded}") for passage in pool}
    lead = {passage.pk: telling_words(passage.lead) for passage in pool}
    weights = _weights(wanted, [own[pk] | lead[pk] for pk in own])
    whole = max(sum(weights.values()), TELLING)
    scored = []
    for passage in pool:
        found, led = wanted & own[passage.pk], wanted & lead[passage.pk] - own[passage.pk]
        score = Score(
            dense=max(0.0, float(np.dot(np.asarray(passage.embedding, dtype=np.float32), meaning))),
            words=sum(weights[word] for word in found) / whole,
            has_all_words=bool(wanted) and found | led == wanted,
            exact=bool(ids & set(passage.ids)),
            intent=_fit(intent, passage.article.intents),
            lead_words=sum(weights[word] for word in led) / whole,
            is_opening=not passage.heading,
        )
        scored.append((passage, score))
    return sorted(scored, key=lambda entry: (-entry[1].total, entry[0].pk))


def _fit(intent: str, intents: Sequence[str]) -> int:
    if not intent or not intents:
        return 0
    return 1 if intent in intents else -1


def _weights(wanted: set[str], pool: Iterable[set[str]]) -> dict[str, float]:
    """Rarer words of the pool weigh more. A word that no passage has still counts: it was not answered."""
    texts = list(pool)
    return {
        word: math.log((len(texts) + 1.5) / (sum(word in text for text in texts) + 0.5)) for word in wanted
    }


def _hit(passage: Passage, score: Score, text: str, meaning: Vector) -> Hit:
    vectors = np.frombuffer(bytes(passage.sentence_embeddings), dtype=np.float16).astype(np.float32)
    likeness = (vectors.reshape(-1, meaning.shape[0]) @ meaning).tolist() if vectors.size else []
    article = passage.article
    return Hit(
        passage_id=passage.pk,
        article_id=article.pk,
        slug=article.slug,
        title=article.title,
        heading=passage.heading,
        anchor=passage.anchor,
        text=passage.text,
        audience=passage.audience,
        version=article.version,
        reviewed_on=article.reviewed_on,
        score=score,
        sentence=best_sentence(passage.text, text, likeness),
    )


def _one_per_heading(hits: list[Hit]) -> list[Hit]:
    seen: set[tuple[int, str]] = set()
    kept = []
    for hit in hits:
        if (hit.article_id, hit.anchor) not in seen:
            seen.add((hit.article_id, hit.anchor))
            kept.append(hit)
    return kept
