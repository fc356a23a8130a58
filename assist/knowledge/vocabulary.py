"""How common each word is in a large library, by PostgreSQL's own statistics; kept in the process and renewed now and then."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from assist.knowledge.library import Stock
from assist.knowledge.words import stem

RENEWED_AFTER, GROWN_BY = 300.0, 0.2  # seconds, and share of the passages; the statistics change slowly
_SHARES = """
SELECT s.most_common_elems::text::text[], s.most_common_elem_freqs FROM pg_stats s
 WHERE s.schemaname = current_schema() AND s.tablename = 'assist_passage' AND s.attname = 'words'
"""
_STEMS = "SELECT w, coalesce((ts_lexize('english_stem', w))[1], '') FROM unnest(%s::text[]) w"


@dataclass(frozen=True)
class Vocabulary:
    """The share of the `count` passages that hold each common lexeme. What is not among them is rarer than all of those."""

    count: int
    common: Mapping[str, float]
    rare: float

    def shares_of(self, words: Sequence[str]) -> dict[str, float]:
        """The share of passages for the lexeme of each word; words that PostgreSQL ignores are left out."""
        lexemes = lexemes_of(words)
        return {lexeme: self.common.get(lexeme, self.rare) for lexeme in lexemes.values() if lexeme}

    def passages_with(self, words: Sequence[str]) -> dict[str, int]:
        """In about how many passages each word stands, by our stems."""
        lexemes = lexemes_of(words)
        return {
            stem(word): round(self.common.get(lexemes.get(word, ""), self.rare) * self.count)
            for word in words
        }


_known: tuple[float, str, Vocabulary] | None = None
_lexemes: dict[str, str] = {}
MOST_LEXEMES = 50_000


def vocabulary_of(now: Stock) -> Vocabulary:
    """The library's vocabulary, at most some minutes old."""
    global _known
    known = _known
    if known and known[1] == now.database and _still_holds(known[0], known[2], now):
        return known[2]
    vocabulary = _read(now)
    _known = (time.monotonic(), now.database, vocabulary)
    return vocabulary


def _still_holds(since: float, vocabulary: Vocabulary, now: Stock) -> bool:
    has_grown = abs(now.count - vocabulary.count) > vocabulary.count * GROWN_BY
    return not has_grown and time.monotonic() - since < RENEWED_AFTER


def lexemes_of(words: Sequence[str]) -> dict[str, str]:
    """PostgreSQL's stem of each word, "" for a word that it ignores. Each word is asked once a process."""
    missing = [word for word in words if word not in _lexemes]
    if missing:
        with connection.cursor() as cursor:
            cursor.execute(_STEMS, [missing])
            found = dict(cursor.fetchall())
        if len(_lexemes) > MOST_LEXEMES:
            _lexemes.clear()
        _lexemes.update(found)
        return {word: found.get(word) or _lexemes.get(word, "") for word in words}
    return {word: _lexemes[word] for word in words}


def _read(now: Stock) -> Vocabulary:
    with connection.cursor() as cursor:
        cursor.execute(_SHARES)
        row = cursor.fetchone()
    if not row or not row[0]:
        return Vocabulary(now.count, {}, 0.0)
    common = {lexeme: share for lexeme, share in zip(row[0], row[1], strict=False) if lexeme}
    return Vocabulary(now.count, common, min(common.values()) / 2)
