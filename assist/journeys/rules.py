"""Pure decisions about a plan: what is next, what proves a step, which tool the customer's words choose."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

OWNERS = ("ai_agent", "agent", "either", "supervisor")
STAGES = ("identify", "eligibility", "execute", "communicate", "resolve", "close")
ON_FAILURE = ("retry", "skip", "escalate")
SETTLED = ("done", "skipped")
CUSTOMER, SPEAKERS_FOR_US = "customer", ("agent", "ai_agent")


@dataclass(frozen=True)
class Proof:
    """What makes a step done; empty parts prove nothing."""

    tools: tuple[str, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    entity: str = ""
    turn: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step of a plan, as its file has it (see `assist.journeys`)."""

    key: str
    title: str
    stage: str
    owner: str
    proof: Proof
    says: str = ""
    tools: tuple[str, ...] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fill: Mapping[str, Any] = field(default_factory=dict)
    depends_on: tuple[str, ...] = ()
    on_failure: str = "escalate"


def steps_from(plan: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The typed steps of a plan. Raises ValueError in words for a plan that does not hold together."""
    steps: list[Step] = []
    for entry in plan:
        before = (steps[-1].key,) if steps else ()
        steps.append(_step(entry, before))
    _check(steps)
    return tuple(steps)


def next_step(steps: Iterable[Step], states: Mapping[str, str]) -> Step | None:
    """The first step that is neither done nor skipped and waits for no other; None when the plan is through
    or stuck.
    """
    return next(iter(ready_steps(steps, states)), None)


def ready_steps(steps: Iterable[Step], states: Mapping[str, str]) -> list[Step]:
    """All steps that could be done now, in order. A failed step is ready again: somebody may still do it."""
    return [
        step
        for step in steps
        if states.get(step.key) not in SETTLED and all(states.get(key) in SETTLED for key in step.depends_on)
    ]


def is_finished(steps: Iterable[Step], states: Mapping[str, str]) -> bool:
    return all(states.get(step.key) in SETTLED for step in steps)


def gives_way(steps: Iterable[Step], states: Mapping[str, str]) -> bool:
    """Whether another plan may take the place of this one: nothing was done yet, or only talk is left to do."""
    if "done" not in states.values():
        return True
    left = [step for step in steps if states.get(step.key) not in SETTLED]
    return not any(step.tools or step.stage in ("execute", "resolve") for step in left)


def is_proven_by_receipt(step: Step, tool: str, output: Mapping[str, Any]) -> bool:
    return tool in step.proof.tools and all(
        output.get(name) == value for name, value in step.proof.where.items()
    )


def is_proven_by_turn(step: Step, speaker: str, text: str) -> bool:
    """Whether an utterance of this kind of speaker, with one of the words, is the step's proof."""
    wanted = SPEAKERS_FOR_US if step.proof.turn == "agent" else (step.proof.turn,)
    return (
        bool(step.proof.turn)
        and speaker in wanted
        and (not step.proof.mentions or mentions(text, step.proof.mentions) >= 0)
    )


def is_proven_by_entity(step: Step, kinds: Iterable[str]) -> bool:
    return bool(step.proof.entity) and step.proof.entity in kinds


def mentions(text: str, words: Iterable[str]) -> int:
    """The place of the last of the words in the text, as the beginning of a word and whatever the case; -1
    for none.
    """
    plain = text.lower().replace("’", "'")
    places = [
        hit.start() for word in words for hit in re.finditer(rf"\b{re.escape(str(word).lower())}", plain)
    ]
    return max(places, default=-1)


def chosen_tool(step: Step, said: Sequence[str]) -> str:
    """The tool of the step: its only one, or the one that the customer's latest words ask for; empty while
    that is open.
    """
    if len(step.tools) < 2:
        return step.tools[0] if step.tools else ""
    for text in reversed(said):
        places = {tool: mentions(text, step.choices.get(tool, ())) for tool in step.tools}
        best = max(places, key=lambda tool: places[tool])
        if places[best] >= 0:
            return best
    return ""


def waits_for_customer(step: Step, speakers: Sequence[str]) -> bool:
    """Whether the customer is the next to speak: only their words prove the step, and we have spoken last."""
    is_theirs = step.proof.turn == CUSTOMER or bool(step.proof.entity)
    return is_theirs and bool(speakers) and speakers[-1] != CUSTOMER


def _step(entry: Mapping[str, Any], before: tuple[str, ...]) -> Step:
    proof, after = entry.get("proven_by") or {}, entry.get("depends_on")
    return Step(
        key=entry["key"],
        title=entry["title"],
        stage=entry["stage"],
        owner=entry["owner"],
        proof=Proof(
            tools=_listed(proof.get("tool")),
            where=proof.get("where") or {},
            entity=proof.get("entity") or "",
            turn=proof.get("turn") or "",
            mentions=tuple(str(word) for word in proof.get("mentions") or ()),
        ),
        says=entry.get("says") or "",
        tools=_listed(entry.get("tools")),
        choices=entry.get("choices") or {},
        fill=entry.get("fill") or {},
        depends_on=before if after is None else tuple(after),
        on_failure=entry.get("on_failure") or "escalate",
    )


def _check(steps: Sequence[Step]) -> None:
    known: set[str] = set()
    for step in steps:
        for value, allowed in ((step.owner, OWNERS), (step.stage, STAGES), (step.on_failure, ON_FAILURE)):
            if value not in allowed:
                raise ValueError(f"Step {step.key}: “{value}” is not one of {', '.join(allowed)}")
        if step.key in known:
            raise ValueError(f"Step {step.key} stands twice")
        if unknown := set(step.depends_on) - known:
            raise ValueError(
                f"Step {step.key} depends on {', '.join(sorted(unknown))}, which is not before it"
            )
        known.add(step.key)


def _listed(names: Any) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names or ())
