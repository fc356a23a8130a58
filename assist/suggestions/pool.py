"""The saved replies of a language with their vectors, kept in the process until one of them changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from assist.knowledge.models import SavedReply

AT_MOST = 12  # of hundreds only the nearest are filled and checked
_PRINT = """
SELECT count(*), coalesce(sum(hashtextextended(concat_ws('|', id, shortcut, title, body, intents::text, changed_at), 0)), 0)
  FROM {table} WHERE is_active AND language = %s
"""


@dataclass(frozen=True)
class Pool:
    """The replies, row by row with their vectors."""

    replies: tuple[SavedReply, ...]
    vectors: NDArray[np.float32]

    def nearest(
        self, meaning: NDArray[np.float32], *, intent: str, bonus: float, least: float
    ) -> list[tuple[SavedReply, float]]:
        """Those for the intent or for any, from the score `least` on, best first; one for the intent gains `bonus`."""
        if not self.replies:
            return []
        found = [
            (reply, float(likeness) + (bonus if reply.intents else 0.0))
            for reply, likeness in zip(self.replies, self.vectors @ meaning, strict=True)
            if not reply.intents or (intent and intent in reply.intents)
        ]
        worth = [each for each in found if each[1] >= least]
        return sorted(worth, key=lambda each: (-each[1], each[0].shortcut))[:AT_MOST]


_pools: dict[str, tuple[tuple[int, int], Pool]] = {}


def saved_pool(language: str) -> Pool:
    """The active saved replies of the language; one small query tells whether those in the process still hold."""
    mark = _mark(language)
    kept = _pools.get(language)
    if kept is None or kept[0] != mark:
        kept = _pools[language] = (mark, _read(language))
    return kept[1]


def _mark(language: str) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_PRINT.format(table=SavedReply._meta.db_table), [language])
        count, total = cursor.fetchone()
    return int(count), int(total)


def _read(language: str) -> Pool:
    replies = tuple(SavedReply.objects.filter(is_active=True, language=language).exclude(embedding=None))
    return Pool(replies, _matrix([reply.embedding for reply in replies]))


def _matrix(vectors: Sequence[object]) -> NDArray[np.float32]:
    rows = [np.asarray(vector, dtype=np.float32) for vector in vectors]
    return np.stack(rows) if rows else np.zeros((0, 0), dtype=np.float32)
