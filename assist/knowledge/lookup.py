"""The pool of a library too large to compare whole: what the indexes bring by meaning, words, codes and intent, in one query.

Each look-up takes a time that hardly grows with the number of passages. Words are taken from the rarest up, as long as
they bring few passages together: ranking a third of 100,000 passages costs more than all the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakSet

from django.db import connection
from django.db.backends.utils import CursorWrapper

from assist.knowledge.models import Audience
from assist.knowledge.shelf import Floats
from assist.knowledge.vocabulary import Vocabulary
from assist.knowledge.words import exact_ids, whole_words

NEAREST, BY_WORDS, BY_ID, OF_INTENT = 40, 40, 20, 40
NEAREST_EACH, BY_WORDS_EACH = (
    16,
    8,
)  # where several needs share the pool: places further back hardly count in the fusion
ROWS_READ = 1500  # passages that the words of the needs together may bring to be ranked,
LEAST_ROWS = 200  # and each of them in any case
MOST_WORDS = 8
_ALLOWED = """p.audience = ANY(%(audiences)s) AND p.language = %(language)s
   AND (p.valid_from IS NULL OR p.valid_from <= %(day)s) AND (p.valid_until IS NULL OR p.valid_until >= %(day)s)"""
_POOL = """
WITH named AS MATERIALIZED (SELECT p.id FROM assist_passage p WHERE p.ids && %(ids)s::varchar[] AND {allowed})
SELECT near.id FROM unnest(%(vectors)s::vector[]) AS need(meaning), LATERAL (
       SELECT p.id FROM assist_passage p WHERE {allowed} ORDER BY p.embedding <=> need.meaning LIMIT {nearest}) near
UNION
SELECT found.id FROM unnest(%(asked)s::tsquery[]) AS need(words), LATERAL (
       SELECT p.id FROM assist_passage p WHERE p.words @@ need.words AND {allowed}
        ORDER BY ts_rank(p.words, need.words) DESC, p.id LIMIT {by_words}) found
UNION
(SELECT id FROM named LIMIT {by_id})
UNION
(SELECT own.id FROM (
        SELECT p.id, (p.embedding <=> %(first)s::vector) + 0.0 AS distance FROM assist_passage p
         WHERE p.article_id IN (SELECT a.id FROM assist_article a WHERE a.intents && %(intents)s::varchar[] LIMIT 50)
           AND {allowed}) own
  ORDER BY own.distance LIMIT {of_intent})
"""
# The numbers stand in the text: a plan for any number would not know that it is small.
_ALWAYS = {"allowed": _ALLOWED, "by_id": BY_ID, "of_intent": OF_INTENT}
_FOR_ONE = _POOL.format(nearest=NEAREST, by_words=BY_WORDS, **_ALWAYS)
_FOR_MANY = _POOL.format(nearest=NEAREST_EACH, by_words=BY_WORDS_EACH, **_ALWAYS)
_SETTINGS = """
SELECT set_config('hnsw.iterative_scan', 'relaxed_order', false), set_config('jit', 'off', false)
"""
_prepared: WeakSet[object] = WeakSet()


@dataclass(frozen=True)
class Reader:
    """Who asks, in which language, on which day."""

    audience: str
    language: str
    day: date


def pool_of(
    reader: Reader, needs: Sequence[str], vectors: Floats, vocabulary: Vocabulary, *, text: str, intent: str
) -> list[int]:
    """The keys of the passages worth scoring, in order: near one of the vectors, or by the words of one of the needs."""
    most = max(LEAST_ROWS, ROWS_READ / len(needs))
    asked = [query for need in needs for query in _queries(need, vocabulary, most)]
    with connection.cursor() as cursor:
        _prepare(cursor)
        cursor.execute(
            _FOR_ONE if len(vectors) == 1 else _FOR_MANY,
            {
                "vectors": [_literal(vector) for vector in vectors],
                "first": _literal(vectors[0]),
                "asked": asked,
                "ids": exact_ids(text),
                "intents": [intent] if intent else [],
                "audiences": Audience.readable_by(reader.audience),
                "language": reader.language,
                "day": reader.day,
            },
        )
        return sorted(row[0] for row in cursor.fetchall())


def _prepare(cursor: CursorWrapper) -> None:
    """Once a connection. Filters must not thin out what the vector index finds, and compiling a plan takes longer
    than the search: how many needs there are is not known to the planner, so it may expect very many."""
    raw = connection.connection
    if raw not in _prepared:
        cursor.execute(_SETTINGS)
        _prepared.add(raw)


def _literal(vector: Floats) -> str:
    return "[" + ",".join(f"{number:.6g}" for number in vector) + "]"


def _queries(need: str, vocabulary: Vocabulary, most_rows: float = ROWS_READ) -> list[str]:
    """All the words that are known, and any of the rare ones."""
    shares = vocabulary.shares_of(whole_words(need))
    rare: list[str] = []
    rows = 0.0
    for lexeme, share in sorted(shares.items(), key=lambda entry: (entry[1], entry[0])):
        rows += share * vocabulary.count
        if rows > most_rows or len(rare) == MOST_WORDS:
            break
        rare.append(_quoted(lexeme))
    if not rare:
        return []
    every = " & ".join(_quoted(lexeme) for lexeme in shares)
    return [every, " | ".join(rare)] if len(shares) <= MOST_WORDS else [" | ".join(rare)]


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
