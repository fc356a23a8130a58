from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from assist.understanding.entities import accounts, contacts, dates, ids, money
from assist.understanding.rules import Entity


def find_entities(
    text: str, *, at: datetime, region: str = "GB", id_patterns: Mapping[str, str] | None = None
) -> tuple[Entity, ...]:
    """All entities of the text in the order of their place; of two that overlap the surer one.

    `at` is what "tomorrow" counts from; `region` reads phone numbers without a country code; `id_patterns` are the
    tenant's own ids by kind (`{"order_number": r"\\b5\\d{4}\\b"}`), else `ids.DEFAULT_PATTERNS`.
    """
    taken: list[Entity] = []
    for entity in _candidates(text, at, region, id_patterns or ids.DEFAULT_PATTERNS):
        if not any(entity.start < other.end and other.start < entity.end for other in taken):
            taken.append(entity)
    return tuple(sorted(taken, key=lambda entity: entity.start))


def _candidates(text: str, at: datetime, region: str, patterns: Mapping[str, str]) -> Iterator[Entity]:
    finders: list[Iterable[Entity]] = [
        ids.cards(text),
        contacts.emails(text),
        accounts.ibans(text),
        money.amounts(text),
        contacts.addresses(text),
        contacts.postcodes(text),
        ids.tracking_numbers(text),
        ids.announced_ids(text),
        contacts.phones(text, region),
        dates.dates(text, at),
        ids.tenant_ids(text, patterns),
    ]
    for finder in finders:
        yield from finder
