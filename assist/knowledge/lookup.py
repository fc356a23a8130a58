"""Where the hybrid search gets its pool of passages from: meaning, words, codes, and the case's intent.

Each look-up takes a time that hardly grows with the number of passages. Words that stand everywhere are left
out: ranking a third of 100,000 passages costs more than all the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

import numpy as np
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, transaction
from django.db.models import Value
from numpy.typing import NDArray
from pgvector.django import CosineDistance

from assist.knowledge.models import Article, Passage, PassageQuerySet
from assist.knowledge.words import exact_ids, whole_words

POOL = 30
MOST_OR_WORDS = 6
MOST_ARTICLES = 50
COMMON_SHARE = 0.01
SMALL = 5_000
_STATISTICS = """
SELECT c.reltuples, s.most_common_elems::text::text[], s.most_common_elem_freqs FROM pg_class c
  LEFT JOIN pg_stats s ON s.schemaname = current_schema() AND s.tablename = c.relname AND s.attname = 'words'
 WHERE c.oid = %s::regclass
"""

Vector = NDArray[np.float32]


def pool_of(allowed: PassageQuerySet, text: str, meaning: Vector, intent: str) -> list[Passage]:
    """The passages that are worth scoring, with their articles."""
    shares = _shares(whole_words(text))
    keys = _nearest(allowed, meaning) | _with_ids(allowed, text)
    keys |= _with_all_words(allowed, shares) | _with_any_word(allowed, shares)
    if intent:
        keys |= _of_intent(allowed, intent, meaning)
    return list(Passage.objects.filter(pk__in=keys).select_related("article"))


@transaction.atomic
def _nearest(allowed: PassageQuerySet, meaning: Vector) -> set[int]:
    with connection.cursor() as cursor:  # filters must not thin out what the index finds
        cursor.execute("SELECT set_config('hnsw.iterative_scan', 'strict_order', true)")
    near = allowed.annotate(distance=CosineDistance("embedding", meaning)).order_by("distance")
    return set(near.values_list("pk", flat=True)[:POOL])


def _of_intent(allowed: PassageQuerySet, intent: str, meaning: Vector) -> set[int]:
    """The nearest passages of the articles written for the intent: few, so they are compared one by one."""
    articles = list(
        Article.objects.filter(intents__contains=[intent]).values_list("pk", flat=True)[:MOST_ARTICLES]
    )
    exact = CosineDistance("embedding", meaning) + Value(0.0)  # an expression that the index cannot answer
    near = allowed.filter(article__in=articles).annotate(distance=exact).order_by("distance")
    return set(near.values_list("pk", flat=True)[:POOL]) if articles else set()


def _with_all_words(allowed: PassageQuerySet, shares: Mapping[str, float]) -> set[int]:
    """Passages with every word; left out where even the rarest word stands in too many to rank."""
    if not shares or min(shares.values()) > COMMON_SHARE:
        return set()
    return _ranked(allowed, SearchQuery(" ".join(shares), config="english"))


def _with_any_word(allowed: PassageQuerySet, shares: Mapping[str, float]) -> set[int]:
    rare = sorted(
        (word for word, share in shares.items() if share <= COMMON_SHARE), key=lambda w: (shares[w], w)
    )
    if not rare:
        return set()
    return _ranked(
        allowed, reduce(or_, (SearchQuery(word, config="english") for word in rare[:MOST_OR_WORDS]))
    )


def _with_ids(allowed: PassageQuerySet, text: str) -> set[int]:
    ids = exact_ids(text)
    return set(allowed.filter(ids__overlap=ids).values_list("pk", flat=True)[:POOL]) if ids else set()


def _ranked(allowed: PassageQuerySet, query: SearchQuery) -> set[int]:
    found = allowed.filter(words=query).annotate(rank=SearchRank("words", query)).order_by("-rank")
    return set(found.values_list("pk", flat=True)[:POOL])


def _shares(words: Sequence[str]) -> dict[str, float]:
    """The share of passages that each word stands in, by PostgreSQL's own statistics; 0 for rare words and
    small tables."""
    with connection.cursor() as cursor:
        cursor.execute(_STATISTICS, [Passage._meta.db_table])
        rows, lexemes, shares = cursor.fetchone()
        if rows < SMALL or not lexemes:
            return dict.fromkeys(words, 0.0)
        cursor.execute("SELECT w, (ts_lexize('english_stem', w))[1] FROM unnest(%s::text[]) w", [list(words)])
        known = dict(zip(lexemes, shares, strict=False))
        return {word: known.get(lexeme, 0.0) for word, lexeme in cursor.fetchall() if lexeme}
