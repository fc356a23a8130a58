"""Pure decisions: which step the next action belongs to, with which tool, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist.journeys.rules import SETTLED, Step, chosen_tool, next_step, ready_steps, waits_for_customer

OURS = ("agent", "either")


@dataclass(frozen=True)
class Said:
    """One utterance: who spoke, the text, its place in the contact."""

    speaker: str
    text: str
    position: int


@dataclass(frozen=True)
class NextAction:
    step: Step
    tool: str
    reason: str


def next_action(steps: Sequence[Step], states: Mapping[str, str], said: Sequence[Said]) -> NextAction | None:
    """The action that fits now, or None when there is none to suggest.

    When the current step is words alone, the step behind it is prepared already if the customer has chosen
    its tool.
    """
    now = next_step(steps, states)
    if now is None or waits_for_customer(now, [turn.speaker for turn in said]):
        return None
    customers = [turn for turn in said if turn.speaker == "customer"]
    for step in _candidates(steps, states, now):
        tool = chosen_tool(step, [turn.text for turn in customers])
        if tool and step.owner in OURS:
            return NextAction(step, tool, _reason(step, tool, customers))
    return None


def look_ups(steps: Sequence[Step], states: Mapping[str, str], harmless: frozenset[str]) -> list[str]:
    """Tools of open steps that only look something up and that nobody has to decide on."""
    ready = [step for step in ready_steps(steps, states) if step.owner in ("ai_agent", "either")]
    return [step.tools[0] for step in ready if len(step.tools) == 1 and step.tools[0] in harmless]


def _candidates(steps: Sequence[Step], states: Mapping[str, str], now: Step) -> list[Step]:
    if now.tools:
        return [now]
    behind = [step for step in steps if now.key in step.depends_on and len(step.tools) > 1]
    settled = {key for key, state in states.items() if state in SETTLED} | {now.key}
    return [step for step in behind if set(step.depends_on) <= settled]


def _reason(step: Step, tool: str, customers: Sequence[Said]) -> str:
    """Why, in plain words: the step of the plan, and the message in which the customer chose."""
    if len(step.tools) < 2:
        return f"Next in the plan: {step.title[:1].lower()}{step.title[1:]}."
    wish = next((turn for turn in reversed(customers) if chosen_tool(step, [turn.text]) == tool), None)
    return f"The customer asked for it in message {wish.position}." if wish else "Next in the plan."
