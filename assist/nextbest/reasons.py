"""Why a step is the next one, in evidence: like cases, the customer's words, what the systems of record say, what is done. Pure.

A reason never repeats the step's own name. Where nothing but the plan speaks for the step, it says what in the plan leads here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assist.journeys.rules import SETTLED, Step, chosen_tool

ENOUGH = 10  # like cases, from which they are a reason
QUOTED = 90  # characters of what the customer wrote
NAMED = 2  # steps that a reason names


@dataclass(frozen=True)
class Said:
    """One utterance: who spoke, the text, its place in the contact."""

    speaker: str
    text: str
    position: int


@dataclass(frozen=True)
class Weight:
    """How likely a step is the next one, and in how many of the like cases it was."""

    chance: float
    times: int = 0
    cases: int = 0


@dataclass(frozen=True)
class Behind:
    """A step that was settled or failed: by whom, with which receipt, or in which message."""

    state: str
    who: str = ""
    receipt: str = ""
    position: int = 0
    seq: int = 0


@dataclass(frozen=True)
class Known:
    """What speaks for steps besides the plan: the steps as they stand, and what look-ups found, in words, by tool."""

    behind: Mapping[str, Behind] = field(default_factory=dict)
    found: Mapping[str, str] = field(default_factory=dict)
    record: str = ""  # what the back office says of the order: "order 58213 was delivered on 3 May"
    doubt: str = ""  # why the customer may not be who the order belongs to


def reason_for(
    step: Step, tool: str, steps: Sequence[Step], said: Sequence[Said], known: Known, weight: Weight | None
) -> str:
    """The strongest evidence for the step, one or two sentences."""
    return (
        _like_cases(weight) or _wish(step, tool, said) or _unproven(step, known) or _waiting(step, steps, said)
        or _follows(step, steps, known) or _first(step, steps)
    )  # fmt: skip


def _like_cases(weight: Weight | None) -> str:
    if weight and weight.cases >= ENOUGH and weight.times * 2 >= weight.cases:
        return f"In {weight.times} of {weight.cases} like cases this was the next step."
    return ""


def _wish(step: Step, tool: str, said: Sequence[Said]) -> str:
    """The message in which the customer chose the tool."""
    if not tool or len(step.tools) < 2:
        return ""
    customers = [turn for turn in reversed(said) if turn.speaker == "customer"]
    wish = next((turn for turn in customers if chosen_tool(step, [turn.text]) == tool), None)
    return f"The customer asked for it in message {wish.position}: “{_short(wish.text)}”" if wish else ""


def _unproven(step: Step, known: Known) -> str:
    """It failed, or its look-up answered something else than the step needs."""
    behind = known.behind.get(step.key)
    if behind and behind.state == "failed":
        return f"It was tried and failed: {behind.receipt.rstrip('.')}."
    if known.doubt and step.proof.where.get("verified"):
        return known.doubt
    answers = [known.found[tool] for tool in step.tools if tool in known.found]
    if not answers:
        return ""
    return f"{'It is still open' if step.proof.where else 'It was looked up already'}: {answers[0]}."


def _waiting(step: Step, steps: Sequence[Step], said: Sequence[Said]) -> str:
    """What only the customer can give: whether it was asked for, and what depends on it."""
    if step.proof.turn != "customer" and not step.proof.entity:
        return ""
    asked = [
        turn.position for turn in said if turn.speaker != "customer" and step.says and step.says in turn.text
    ]
    if asked:
        return f"It was asked for in message {asked[-1]}; no message of the customer answers it yet."
    after = _after(step, steps)
    return "No message of the customer gives it yet" + (
        f", and {_listed(after)} depends on it." if after else "."
    )


def _follows(step: Step, steps: Sequence[Step], known: Known) -> str:
    """What is done already of that on which the step depends, the latest first, and what the back office says."""
    titles = {each.key: each.title for each in steps}
    done = sorted(
        ((known.behind[key], titles[key]) for key in step.depends_on if _is_settled(key, known)),
        key=lambda pair: -pair[0].seq,
    )
    told = [_told(behind, title) for behind, title in done[:NAMED]]
    record = f"{known.record}." if known.record and not step.proof.where.get("verified") else ""
    return " ".join([record, f"{'; '.join(told)}." if told else ""]).strip()


def _is_settled(key: str, known: Known) -> bool:
    return key in known.behind and known.behind[key].state in SETTLED


def _told(behind: Behind, title: str) -> str:
    if behind.state == "skipped":
        return f"“{title}” was left out" + (f": {behind.receipt}" if behind.receipt else "")
    by = f" by {behind.who}" if behind.who else ""
    proof = behind.receipt or (f"message {behind.position}" if behind.position else "")
    return f"“{title}” is done{by}" + (f" ({proof})" if proof else "")


def _first(step: Step, steps: Sequence[Step]) -> str:
    """Nothing but the plan: what waits for the step."""
    after = _after(step, steps)
    if after:
        waits = "waits" if len(after) == 1 else "wait"
        return f"Nothing has to come before it, and {_listed(after)} {waits} for it."
    return "Nothing has to come before it, and no other step waits for it."


def _after(step: Step, steps: Sequence[Step]) -> list[str]:
    return [each.title for each in steps if step.key in each.depends_on]


def _listed(titles: Sequence[str]) -> str:
    named = " and ".join(f"“{title}”" for title in titles[:NAMED])
    return named + (f" and {len(titles) - NAMED} more" if len(titles) > NAMED else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1].rstrip()}…"
