"""The passages that a search looks at: all that its reader may see while they are few, else those that the indexes bring.

What was read of a passage is kept in the process under its key. Whether passages came or went is asked with each search.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from django.db import connection

from assist.knowledge.models import DIMENSIONS, Audience
from assist.knowledge.shelf import Floats, Reading, Shelf, number_terms
from cases.events.runs import once_a_run

FEW = 10_000  # passages that are held in memory side by side, about 6 kB each
KEPT = 20_000  # passages whose numbers are kept, the latest used
EXACT_BELOW = 50_000  # from here on, how many passages there are is taken from PostgreSQL's own estimate
VIEWS_KEPT = 8  # readers' views of the same passages: audience, language, day
_STATE = """
SELECT c.reltuples, (SELECT max(id) FROM {0}), CASE WHEN c.reltuples < %s THEN (SELECT count(*) FROM {0}) END
  FROM pg_class c WHERE c.oid = %s::regclass
"""
_READ = """
SELECT p.id, p.article_id, p.anchor, p.audience, p.language, p.valid_from, p.valid_until, p.ids, p.heading, p.lead, p.folded,
       p.heading = '' AND EXISTS (SELECT 1 FROM assist_passage o WHERE o.article_id = p.article_id AND o.heading <> ''),
       vector_send(p.embedding), a.title_embedding, p.sentence_embeddings, a.intents
  FROM assist_passage p JOIN assist_article a ON a.id = p.article_id
 WHERE p.id = ANY(%s)
"""


@dataclass(frozen=True)
class Stock:
    """How many passages there are, and the last of them: what tells one state of the library from the next."""

    database: str
    count: int
    last: int

    @property
    def is_small(self) -> bool:
        return self.count <= FEW


@dataclass
class _Held:
    stock: Stock
    whole: Shelf
    views: dict[tuple[str, str, date], Shelf] = field(default_factory=dict)


_lock = threading.Lock()
_readings: OrderedDict[tuple[str, int], Reading] = OrderedDict()
_held: _Held | None = None


@once_a_run
def stock() -> Stock:
    """The library as it is now, by one cheap query."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE.format("assist_passage"), [EXACT_BELOW, "assist_passage"])
        estimate, last, counted = cursor.fetchone()
    return Stock(
        str(connection.settings_dict["NAME"]), int(estimate if counted is None else counted), last or 0
    )


def whole_shelf(now: Stock, viewer: str, language: str, day: date) -> Shelf:
    """Every passage that the reader may see that day, of a library that is small enough to hold."""
    global _held
    with _lock:
        if _held is None or _held.stock != now:
            _held = _Held(now, Shelf(readings_of(_all_keys())))
        key = (str(viewer), language, day)
        if key not in _held.views:
            if len(_held.views) >= VIEWS_KEPT:
                _held.views.clear()
            whole = _held.whole
            _held.views[key] = whole.only(whole.allowed(Audience.readable_by(viewer), language, day))
        return _held.views[key]


def readings_of(keys: Iterable[int]) -> list[Reading]:
    """The passages of these keys as numbers; only those not read before are fetched."""
    database = str(connection.settings_dict["NAME"])
    wanted = list(keys)
    missing = [key for key in wanted if (database, key) not in _readings]
    fetched = {reading.pk: reading for reading in _read(missing)} if missing else {}
    found = []
    for key in wanted:
        reading = fetched.get(key) or _readings.get((database, key))
        if reading is not None:
            _keep((database, key), reading)
            found.append(reading)
    return found


def _keep(key: tuple[str, int], reading: Reading) -> None:
    _readings[key] = reading
    _readings.move_to_end(key)
    while len(_readings) > KEPT:
        _readings.popitem(last=False)


def _all_keys() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM assist_passage")
        return [row[0] for row in cursor.fetchall()]


def _read(keys: Sequence[int]) -> list[Reading]:
    with connection.cursor() as cursor:
        cursor.execute(_READ, [list(keys)])
        return [_reading(*row) for row in cursor.fetchall()]


def _reading(
    pk: int, article: int, anchor: str, audience: str, language: str, first: date | None, last: date | None,
    ids: list[str], heading: str, lead: str, own: str,
    is_opening: bool, sent: bytes, title: bytes, told: bytes, intents: list[str],
) -> Reading:  # fmt: skip
    meaning = np.frombuffer(bytes(sent)[4:], dtype=">f4").astype(np.float32)
    terms, weights, is_own = number_terms(lead, f"{heading} {own}")
    return Reading(
        pk=pk, article_id=article, anchor=anchor, audience=audience, language=language, first_day=first or date.min,
        last_day=last or date.max, intents=frozenset(intents), ids=frozenset(ids), is_opening=is_opening,
        is_internal=audience == Audience.INTERNAL,
        meaning=meaning, title=_title(title, meaning),
        sentences=np.frombuffer(bytes(told), dtype=np.float16).reshape(-1, DIMENSIONS), terms=terms, weights=weights, is_own=is_own,
    )  # fmt: skip


def _title(kept: bytes, otherwise: Floats) -> Floats:
    vector = np.frombuffer(bytes(kept), dtype=np.float16).astype(np.float32)
    return vector if vector.shape == (DIMENSIONS,) else otherwise
