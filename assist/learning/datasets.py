"""Data sets: numbered, written once, and given back in the very order in which they came."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from assist.learning.models import DataSet, PastConversation
from assist.learning.progress import Progress, untold
from assist.registry.conversations import Conversation, conversation_of
from cases.events.actors import Actor

BATCH = 500


@transaction.atomic
def keep_dataset(
    *, name: str, source: str, sha256: str, conversations: Sequence[Conversation], by: Actor, at: datetime,
    filename: str = "", mapping: Mapping[str, Any] | None = None, removed: Mapping[str, int] | None = None,
    left_out: int = 0, upload_number: int | None = None, progress: Progress = untold,
) -> DataSet:  # fmt: skip
    """The next data set with all these conversations."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('data sets'))")
    last = DataSet.objects.aggregate(last=Max("number"))["last"] or 0
    dataset = DataSet.objects.create(
        number=last + 1, name=name[:120], source=source, sha256=sha256, filename=filename[:200],
        mapping=dict(mapping or {}), removed=dict(removed or {}),
        counts={**counts_of(conversations), "left_out": left_out},
        upload_number=upload_number, made_at=at, made_by_id=by.id, made_by=by.name,
    )  # fmt: skip
    for start in range(0, len(conversations), BATCH):
        progress(start / len(conversations), f"Keeping conversation {start + 1:,} of {len(conversations):,}")
        batch = conversations[start : start + BATCH]
        PastConversation.objects.bulk_create(_row(dataset, n, one) for n, one in enumerate(batch, start + 1))
    return dataset


def conversations_of(datasets: Iterable[DataSet]) -> tuple[Conversation, ...]:
    """All conversations of the data sets, by number and place; one that stands in two of them comes once."""
    ordered = sorted(datasets, key=lambda one: one.number)
    found: dict[tuple[str, str], Conversation] = {}
    for dataset in ordered:
        for row in dataset.conversations.order_by("position").iterator(chunk_size=500):
            found.setdefault((row.customer, row.external_id), _conversation(row))
    return tuple(found.values())


def counts_of(conversations: Iterable[Conversation]) -> dict[str, int]:
    """What a person wants to know of them at a glance."""
    conversations = list(conversations)
    speakers = Counter(turn.speaker for one in conversations for turn in one.turns)
    actions = {turn.action for one in conversations for turn in one.turns if turn.action}
    return {
        "conversations": len(conversations),
        "customers": len({one.customer for one in conversations}),
        "turns": speakers.total(),
        "customer_turns": speakers["customer"],
        "agent_turns": speakers["agent"],
        "tool_turns": speakers["tool"],
        "actions": len(actions),
        "tasks": len({task for one in conversations for task in one.tasks}),
    }


def digest_of(conversations: Iterable[Conversation]) -> str:
    """The sha256 of the conversations themselves."""
    digest = hashlib.sha256()
    for one in conversations:
        digest.update(json.dumps(asdict(one), sort_keys=True, default=str).encode())
    return digest.hexdigest()


def _row(dataset: DataSet, place: int, one: Conversation) -> PastConversation:
    turns = [
        {name: value for name, value in asdict(turn).items() if value not in ("", None, False)}
        for turn in one.turns
    ]
    return PastConversation(
        dataset=dataset, position=place, external_id=one.id[:200], customer=one.customer[:16],
        tasks=list(one.tasks), turns=turns,
    )  # fmt: skip


def _conversation(row: PastConversation) -> Conversation:
    plain = {"id": row.external_id, "customer": row.customer, "tasks": row.tasks, "turns": row.turns}
    return conversation_of(plain)
