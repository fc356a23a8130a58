"""Past cases of the demo: each happens through the real actions, with earlier times, and once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from assist.taxonomy.queries import intent_of
from assist.taxonomy.rules import LayerSignals, assign_layer
from cases.casefiles.actions import close_case, resolve_case, set_intent, set_layer, set_mood, verify_customer
from cases.customers.actions import find_or_create_customer
from cases.events.actors import AI_AGENT, SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.actions import open_interaction, post_turn, receive_turn
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import close_interaction, connect_agent, queue_interaction, start_wrap_up
from cases.people.models import User
from cases.routing.models import Queue
from qa.sampling.actions import pick_case


@dataclass
class Clock:
    """The time within one past case; it goes on with every turn."""

    at: datetime
    pace: timedelta

    def next(self) -> datetime:
        self.at += self.pace
        return self.at


def happened(entry: dict[str, Any], persona: dict[str, Any], number: int, *, now: datetime) -> bool:
    """Lets one past case happen; False when it did before. Its events are marked as dispatched: nothing follows today."""
    external_id = f"past-{number}-{entry['persona']}"
    if Interaction.objects.filter(channel="chat", external_id=external_id).exists():
        return False
    with transaction.atomic():
        interaction = _play(entry, persona, external_id, Clock(_moment(entry["ago"], now), _pace(entry)))
        Event.objects.filter(case=interaction.case).undispatched().update(dispatched_at=now)
    return True


def _play(entry: dict[str, Any], persona: dict[str, Any], external_id: str, clock: Clock) -> Interaction:
    queue = Queue.objects.filter(slug=entry.get("queue", "")).first()
    customer = find_or_create_customer(
        channel="email", address=persona["email"], name=persona["name"], email=persona["email"], at=clock.at
    )
    interaction = open_interaction(
        customer=customer, channel="chat", by=Actor.customer(customer), at=clock.at, external_id=external_id,
        team=(queue or Queue.objects.get(is_default=True)).team,
    )  # fmt: skip
    moods = iter(entry.get("mood", []))
    for position, line in enumerate(entry["turns"]):
        _say(interaction, entry, line, position, moods, queue, clock)
        interaction.refresh_from_db()
    _end(interaction, entry, clock)
    return interaction


def _say(
    interaction: Interaction, entry: dict[str, Any], line: dict[str, str], position: int, moods: Any,
    queue: Queue | None, clock: Clock,
) -> None:  # fmt: skip
    (who, text), external_id = next(iter(line.items())), f"line-{position}"
    if who == "customer":
        by = Actor.customer(interaction.case.customer)
        turn = receive_turn(
            interaction=interaction, text=text, external_id=external_id, by=by, at=clock.next()
        )
        _understand(turn, entry, next(moods, 0.0), clock)
    elif who == "ai":
        sources = [{"kind": "article", "seq": 0, **entry["source"]}] if "source" in entry else []
        post_turn(
            interaction=interaction,
            text=text,
            by=AI_AGENT,
            at=clock.next(),
            external_id=external_id,
            sources=sources,
        )
    else:
        agent = _agent(entry)
        _connect(interaction, entry, queue, agent, clock)
        interaction.refresh_from_db()
        post_turn(
            interaction=interaction, text=text, by=Actor.of(agent), at=clock.next(), external_id=external_id
        )
    if who != "agent" and queue and not interaction.had_person and _next_is_agent(entry, position):
        _queue(interaction, entry, queue, clock)


def _next_is_agent(entry: dict[str, Any], position: int) -> bool:
    turns = entry["turns"]
    after = turns[position + 1] if position + 1 < len(turns) else {}
    return "agent" in after or (bool(entry.get("left")) and "ai" in turns[position])


def _understand(turn: Turn, entry: dict[str, Any], mood: float, clock: Clock) -> None:
    case, intent = turn.case, intent_of(entry["intent"])
    set_intent(
        case=case, intent=entry["intent"], title=intent.name if intent else entry["intent"], confidence=0.9,
        turn_seq=turn.seq, by=SYSTEM, at=clock.at,
    )  # fmt: skip
    set_mood(case=case, mood=mood, turn_seq=turn.seq)
    if intent:
        placed = assign_layer(intent.ratings, LayerSignals(mood=mood), case.customer.segment, case.layer)
        set_layer(case=case, layer=placed.layer, reasons=placed.reasons, by=SYSTEM, at=clock.at)
    if "verified" in entry:
        verify_customer(
            case=case, how=f"{entry['verified']} fit", evidence_seq=turn.seq, by=SYSTEM, at=clock.at
        )


def _queue(interaction: Interaction, entry: dict[str, Any], queue: Queue, clock: Clock) -> None:
    queue_interaction(interaction=interaction, queue=queue, reason=entry.get("reason", "A person leads in this kind of request"),
                      by=AI_AGENT, at=clock.at)  # fmt: skip
    clock.at += timedelta(seconds=entry.get("waited", 15))


def _connect(
    interaction: Interaction, entry: dict[str, Any], queue: Queue | None, agent: User, clock: Clock
) -> None:
    if interaction.owner != Interaction.Owner.AGENT:
        connect_agent(interaction=interaction, agent=agent, by=Actor.of(agent), at=clock.at)


def _end(interaction: Interaction, entry: dict[str, Any], clock: Clock) -> None:
    case = interaction.case
    if entry.get("left"):
        by = Actor.customer(case.customer)
        close_interaction(interaction=interaction, by=by, at=clock.next(), abandoned=True)
        close_case(case=case, disposition="abandoned", reason="The customer left", by=SYSTEM, at=clock.at)
        return
    by = Actor.of(_agent(entry)) if "agent" in entry else AI_AGENT
    last = list(interaction.turns.values_list("seq", flat=True))[-2:]
    resolve_case(case=case, outcome=entry["outcome"], evidence_seqs=last, by=by, at=clock.next())
    if "agent" in entry:
        start_wrap_up(interaction=interaction, by=by, at=clock.at)
    close_interaction(interaction=interaction, by=by, at=clock.next())
    close_case(
        case=case,
        disposition=entry.get("disposition", "resolved"),
        reason=entry["outcome"][:200],
        by=by,
        at=clock.at,
    )
    pick_case(case=case, seed=case.last_hash, by=SYSTEM, at=clock.at)


def _agent(entry: dict[str, Any]) -> User:
    return User.objects.get(email__istartswith=f"{entry['agent']}@")


def _pace(entry: dict[str, Any]) -> timedelta:
    return timedelta(seconds=entry.get("pace", 30))


def _moment(ago: dict[str, Any], now: datetime) -> datetime:
    if "minutes" in ago:
        return now - timedelta(minutes=ago["minutes"])
    hour, minute = map(int, ago["time"].split(":"))
    day = timezone.localtime(now) - timedelta(days=ago["days"])
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)
