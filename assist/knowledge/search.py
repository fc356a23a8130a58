"""The search over passages: meaning weighs most, words help, an exact code wins; a long text is many needs at once.

`library.py` and `lookup.py` bring the passages, `asking.py` compares them with the question, `rules.Score` ranks them for
one need and `fusion.py` for many, the first of a short question are compared sentence by sentence, and the best sentence of
each hit is marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

import numpy as np
from django.utils import timezone

from assist.knowledge.asking import Asked, ask
from assist.knowledge.fusion import rank_articles
from assist.knowledge.hits import Hit
from assist.knowledge.lookup import Reader
from assist.knowledge.models import Passage
from assist.knowledge.rules import best_sentence, by_sentence, is_of_another_code
from assist.knowledge.shelf import Floats
from cases.events.prepared import Prepared

EARLIER_WEIGHT = 0.1  # what was said before, beside a question that says enough by itself
EXACT_FIRST = 10.0
LOOKED_INTO = 16  # passages that are compared sentence by sentence
SPARE = 3  # passages looked at for each that is wanted: some are parts of one section


class Place(NamedTuple):
    """One passage of the shelf, found for one of the needs."""

    need: int
    passage: int


def search_passages(
    *,
    text: str,
    viewer_audience: str,
    language: str = "en",
    limit: int = 5,
    at: datetime,
    context: str | Sequence[str] = "",
    intent: str = "",
) -> list[Hit]:
    """The passages nearest to the question, best first, one per heading.

    `viewer_audience` is "public" for anything that a customer will read and "internal" for agents, who read
    both.
    `context` is what was said before, the latest turn last; it bends the meaning of a question that says too little by
    itself ("and on Sunday?"), brings passages near it a little forward, and adds no words to look for.
    Articles that name the `intent` come a little nearer, those that name only others go a little back.
    Whether a hit is good enough to answer is its `score.answers`. A long text is taken apart: its hits come from
    different articles, each scored for the sentence that it meets best.
    """
    before = [context] if isinstance(context, str) else list(context)
    reader = Reader(viewer_audience, language, _day(at))
    asked = ask(text, [said for said in before if said.strip()], reader, intent)
    if asked is None:
        return []
    places = _one_a_section(asked, _ranked(asked, intent)[: limit * SPARE])
    return _hits(asked, places[:limit], intent)


def ranked_articles(*, text: str, viewer_audience: str, language: str = "en", at: datetime) -> list[int]:
    """The articles by how well they meet the text as a whole, best first: their keys."""
    reader = Reader(viewer_audience, language, _day(at))
    asked = ask(text, [], reader, "")
    if asked is None:
        return []
    return list(dict.fromkeys(int(asked.shelf.articles[place.passage]) for place in _ranked(asked, "")))


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _ranked(asked: Asked, intent: str) -> list[Place]:
    totals = _totals(asked, intent)
    if asked.is_long:
        return _of_many_needs(asked, totals)
    return [Place(0, place) for place in _by_sentence(asked, totals[0])]


def _by_sentence(asked: Asked, totals: Floats) -> list[int]:
    """The passages by their totals, the first of them looked into once more: which has the sentence that answers?"""
    order: list[int] = np.argsort(-totals, kind="stable").tolist()
    first = order[:LOOKED_INTO]
    first.sort(key=lambda place: -totals[place] - by_sentence(asked.nearest(0, place)))
    return first + order[LOOKED_INTO:]


def _of_many_needs(asked: Asked, totals: Floats) -> list[Place]:
    """The best passage of each article, the articles by how well they meet all the needs."""
    shelf = asked.shelf
    merit = rank_articles(shelf, asked.evidence, asked.bm25)
    if asked.ids:
        merit += EXACT_FIRST * shelf.holding(asked.ids)[shelf.starts]
    ends = [*shelf.starts[1:], len(shelf)]
    found = []
    for article in np.argsort(-merit, kind="stable"):
        start = int(shelf.starts[article])
        part = totals[:, start : ends[article]]
        need, passage = np.unravel_index(int(part.argmax()), part.shape)
        found.append(Place(int(need), start + int(passage)))
    return found


def _totals(asked: Asked, intent: str) -> Floats:
    shelf = asked.shelf
    total: Floats = asked.evidence.totals(shelf.fits(intent), shelf.openings) + EARLIER_WEIGHT * asked.earlier
    return total + EXACT_FIRST * shelf.holding(asked.ids) if asked.ids else total


def _hits(asked: Asked, places: Sequence[Place], intent: str) -> list[Hit]:
    keys = [asked.shelf.readings[place.passage].pk for place in places]
    passages = {passage.pk: passage for passage in _passages(*keys)}
    found = [(place, passages.get(key)) for place, key in zip(places, keys, strict=True)]
    return [_hit(asked, place, passage, intent) for place, passage in found if passage is not None]


_passages = Prepared(
    lambda *keys: (
        Passage.objects.filter(pk__in=keys)
        .select_related("article")
        .defer(
            "embedding",
            "sentence_embeddings",
            "lead",
            "folded",
            "words",
            "article__body",
            "article__title_embedding",
        )
        .order_by()
    )
)


def _hit(asked: Asked, place: Place, passage: Passage, intent: str) -> Hit:
    article = passage.article
    likeness = asked.shelf.readings[place.passage].likeness(asked.vectors[place.need])
    score = asked.score(place.need, place.passage, intent)
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
        score=replace(score, is_of_another_code=is_of_another_code(asked.text, passage.heading)),
        sentence=best_sentence(passage.text, asked.needs[place.need], likeness),
    )


def _one_a_section(asked: Asked, places: Sequence[Place]) -> list[Place]:
    first: dict[tuple[int, str], Place] = {}
    for place in places:
        reading = asked.shelf.readings[place.passage]
        first.setdefault((reading.article_id, reading.anchor), place)
    return list(first.values())
