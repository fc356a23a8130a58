"""The headline figures: value, how it stands in words, its reference and its formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist.wallboard.agents import AgentRow
from assist.wallboard.figures import Containment
from assist.wallboard.rows import QueueRow
from assist.wallboard.rules import ABANDON_LIMIT, LEVEL_WORDS, Answering, Tone, clock, level_tone
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


def figures_of(
    queues: Sequence[Queue],
    rows: Sequence[QueueRow],
    answering: Mapping[int, Answering],
    agents: Sequence[AgentRow],
    containment: Containment,
    suggestions: tuple[int, int],
) -> list[Figure]:
    total = sum((answering.get(queue.pk, Answering()) for queue in queues), Answering())
    return [
        _service_level(total, queues),
        _waiting(rows),
        _longest(rows),
        _on_queue(agents),
        _abandoned(total),
        _contained(containment),
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
        f"Target {target} % in {clock(within)}, of {total.denominator}",
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


def _contained(today: Containment) -> Figure:
    """Never alone: what the AI agent ended by itself says little without what of it is resolved."""
    value = "–" if today.share is None else f"{today.share} %"
    formula = (
        "Ended by the AI agent, no queue and no person ÷ all that ended today; all begin with the AI agent"
    )
    note = f"{today.contained} of {today.ended} today, {today.resolved} resolved"
    return Figure("contained", "Contained by the AI", value, note, formula)


def _suggestions_used(shown: int, used: int) -> Figure:
    value = f"{round(100 * used / shown)} %" if shown else "–"
    return Figure(
        "suggestions", "Suggestions used", value, f"of {shown} shown today", "Used, edited or not ÷ shown"
    )
