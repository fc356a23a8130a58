"""From figures to the rows that the page shows, words included."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.wallboard.agents import AgentRow
from assist.wallboard.figures import Waiting
from assist.wallboard.rules import (
    ABANDON_LIMIT,
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
class Figure:
    """One headline figure: value, how it stands in words, its reference and its formula."""

    key: str
    title: str
    value: str
    note: str
    formula: str
    tone: str = Tone.NONE
    word: str = ""


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


def figures_of(
    queues: Sequence[Queue],
    rows: Sequence[QueueRow],
    answering: Mapping[int, Answering],
    agents: Sequence[AgentRow],
    suggestions: tuple[int, int],
) -> list[Figure]:
    total = sum((answering.get(queue.pk, Answering()) for queue in queues), Answering())
    return [
        _service_level(total, queues),
        _waiting(rows),
        _longest(rows),
        _on_queue(agents),
        _abandoned(total),
        _suggestions_used(*suggestions),
    ]


def _service_level(total: Answering, queues: Sequence[Queue]) -> Figure:
    target = max((queue.service_target for queue in queues), default=80)
    within = min((queue.answer_within_seconds for queue in queues), default=20)
    tone = level_tone(total.service_level, target)
    return Figure(
        "level",
        "Service level, 30 min",
        "–" if total.service_level is None else f"{total.service_level} %",
        f"Target {target} % in {clock(within)}, of {total.denominator} contacts",
        "Answered in time ÷ (answered + abandoned − abandoned within 5 s)",
        tone,
        LEVEL_WORDS.get(tone, ""),
    )


def _waiting(rows: Sequence[QueueRow]) -> Figure:
    everybody, live = sum(row.waiting for row in rows), sum(row.live for row in rows)
    note = f"{live} live, {everybody - live} email"
    return Figure(
        "waiting", "Waiting now", str(everybody), note, "Contacts in a queue or offered, not yet connected"
    )


def _longest(rows: Sequence[QueueRow]) -> Figure:
    worst = max(rows, key=lambda row: row.longest_seconds, default=None)
    if worst is None or not worst.live:
        return Figure(
            "longest",
            "Longest live wait",
            "0:00",
            "Nobody waits",
            "Now − start of the oldest live wait",
            Tone.OK,
        )
    word = {Tone.WARN: "Past target", Tone.BAD: "Over limit"}.get(Tone(worst.wait_tone), "")
    formula = "Now − start of the oldest live wait, email apart"
    return Figure("longest", "Longest live wait", worst.longest, worst.name, formula, worst.wait_tone, word)


def _on_queue(agents: Sequence[AgentRow]) -> Figure:
    away = sum(agent.is_away for agent in agents)
    wrapping = sum(agent.is_wrapping_up for agent in agents)
    value = f"{sum(agent.is_on_queue for agent in agents)} / {len(agents)}"
    formula = "Agents available or on a contact ÷ agents signed in"
    return Figure("staff", "On queue / staffed", value, f"{away} away, {wrapping} in wrap-up", formula)


def _abandoned(total: Answering) -> Figure:
    share = total.abandonment
    is_over = share is not None and share > ABANDON_LIMIT
    return Figure(
        "abandoned",
        "Abandoned, 30 min",
        "–" if share is None else f"{share} %",
        f"Limit {ABANDON_LIMIT} %, {total.short} short ones apart",
        "Left before an answer ÷ queued, those within 5 s apart",
        Tone.BAD if is_over else Tone.NONE,
        "Over limit" if is_over else "",
    )


def _suggestions_used(shown: int, used: int) -> Figure:
    value = f"{round(100 * used / shown)} %" if shown else "–"
    return Figure(
        "suggestions", "Suggestions used", value, f"of {shown} shown today", "Used, edited or not ÷ shown"
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
