"""From figures to the rows that the page shows, words included."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.wallboard.agents import AgentRow
from assist.wallboard.figures import Waiting
from assist.wallboard.rules import (
    LEVEL_WORDS,
    Answering,
    Tone,
    clock,
    level_tone,
    mood_direction,
    mood_word,
    wait_tone,
)
from cases.interactions.models import Interaction
from cases.routing.models import Queue


@dataclass(frozen=True)
class QueueRow:
    id: int
    name: str
    waiting: int
    live: int
    longest: str
    longest_seconds: int
    wait_tone: str
    on_queue: int
    busy: int
    level: int | None
    target: int
    tone: str
    word: str
    counted: int
    handle_time: str


@dataclass(frozen=True)
class LiveRow:
    """A live contact. `who` is the case's number alone on a wall."""

    id: int
    number: int
    who: str
    channel: str
    with_whom: str
    problem: str
    layer: int
    mood: str
    direction: str
    tone: str
    age: str


def queue_rows(
    queues: Sequence[Queue],
    waiting: Mapping[int, Waiting],
    answering: Mapping[int, Answering],
    agents: Sequence[AgentRow],
    usual: Mapping[int, int],
    at: datetime,
) -> list[QueueRow]:
    members = Counter(queue for agent in agents for queue in agent.queue_ids if agent.is_on_queue)
    busy = Counter(queue for agent in agents for queue in agent.queue_ids if agent.is_busy)
    return [
        _queue_row(
            queue,
            waiting.get(queue.pk, Waiting()),
            answering.get(queue.pk, Answering()),
            (members[queue.pk], busy[queue.pk]),
            usual.get(queue.pk, 0),
            at,
        )
        for queue in queues
    ]


def _queue_row(
    queue: Queue, waiting: Waiting, answering: Answering, people: tuple[int, int], usual: int, at: datetime
) -> QueueRow:
    seconds = int((at - waiting.first_at).total_seconds()) if waiting.first_at else 0
    tone = level_tone(answering.service_level, queue.service_target)
    return QueueRow(
        id=queue.pk,
        name=queue.name,
        waiting=waiting.count,
        live=waiting.live,
        longest=clock(seconds) if waiting.first_at else "–",
        longest_seconds=seconds,
        wait_tone=wait_tone(seconds, queue.answer_within_seconds),
        on_queue=people[0],
        busy=people[1],
        level=answering.service_level,
        target=queue.service_target,
        tone=tone,
        word=LEVEL_WORDS.get(tone, ""),
        counted=answering.denominator,
        handle_time=clock(usual) if usual else "–",
    )


def live_rows(interactions: Iterable[Interaction], at: datetime, *, is_wall: bool) -> list[LiveRow]:
    return [_live_row(interaction, at, is_wall) for interaction in interactions]


def _live_row(interaction: Interaction, at: datetime, is_wall: bool) -> LiveRow:
    case = interaction.case
    course = [mood for _, mood in case.mood_course]
    return LiveRow(
        id=interaction.pk,
        number=case.number,
        who=f"Case {case.number}" if is_wall else case.customer.display_name,
        channel=interaction.channel,
        with_whom=_with_whom(interaction),
        problem=case.intent_title or "Not clear yet",
        layer=case.layer,
        mood=mood_word(case.mood) if course else "Not known",
        direction=mood_direction(course),
        tone=Tone.BAD if case.mood <= -0.5 else Tone.WARN if case.mood <= -0.2 else Tone.NONE,
        age=clock((at - interaction.opened_at).total_seconds()),
    )


def _with_whom(interaction: Interaction) -> str:
    if interaction.owner == Interaction.Owner.AGENT and interaction.agent:
        return interaction.agent.name
    if interaction.owner == Interaction.Owner.QUEUE:
        return f"Waiting in {interaction.queue}" if interaction.queue else "Waiting"
    return "AI agent"
