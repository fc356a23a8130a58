"""Pure decisions: which steps could be next, in which order, with which tool, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist.journeys.rules import SETTLED, Step, chosen_tool, next_step, ready_steps, waits_for_customer
from assist.nextbest.reasons import Known, Said, Weight, reason_for

OURS = ("agent", "either")
MOST = 3


@dataclass(frozen=True)
class NextAction:
    """A step with its tool (empty for words alone) and the reason to do it now."""

    step: Step
    tool: str
    reason: str


Weights = Mapping[str, Weight]
PLAN_ALONE = Known()


def next_steps(
    steps: Sequence[Step],
    states: Mapping[str, str],
    said: Sequence[Said],
    weights: Weights,
    threshold: float,
    known: Known = PLAN_ALONE,
) -> list[NextAction]:
    """Up to three steps that could be done now, the best first; none while the plan waits for the customer.

    The weights order them when the best of them reaches the threshold; else the plan's order stands.
    """
    return _in_order(steps, states, said, weights, threshold, known)[:MOST]


def next_action(
    steps: Sequence[Step],
    states: Mapping[str, str],
    said: Sequence[Said],
    weights: Weights | None = None,
    threshold: float = 0.0,
    known: Known = PLAN_ALONE,
) -> NextAction | None:
    """The action that fits now, or None when there is none to suggest.

    When the current step is words alone, the step behind it is prepared already if the customer has chosen
    its tool.
    """
    ranked = _in_order(steps, states, said, weights or {}, threshold, known)
    now = next_step(steps, states)
    if not ranked or now is None:
        return None
    behind = _behind(steps, states, now) if not now.tools else []
    if is_trusted([action.step for action in ranked], weights or {}, threshold) and ranked[0].tool:
        return ranked[0]
    return next((action for action in ranked if action.tool and action.step in [now, *behind]), None)


def is_trusted(steps: Sequence[Step], weights: Weights, threshold: float) -> bool:
    """Whether the weights say enough to be heard."""
    return any(step.key in weights and weights[step.key].chance >= threshold for step in steps)


def look_ups(steps: Sequence[Step], states: Mapping[str, str], harmless: frozenset[str]) -> list[str]:
    """Tools of open steps that only look something up and that nobody has to decide on."""
    ready = [step for step in ready_steps(steps, states) if step.owner in ("ai_agent", "either")]
    return [step.tools[0] for step in ready if len(step.tools) == 1 and step.tools[0] in harmless]


def _in_order(
    steps: Sequence[Step],
    states: Mapping[str, str],
    said: Sequence[Said],
    weights: Weights,
    threshold: float,
    known: Known,
) -> list[NextAction]:
    now = next_step(steps, states)
    speakers, customers = (
        [turn.speaker for turn in said],
        [turn for turn in said if turn.speaker == "customer"],
    )
    if now is None or waits_for_customer(now, speakers):
        return []
    possible = [step for step in ready_steps(steps, states) if not waits_for_customer(step, speakers)]
    possible += [step for step in _behind(steps, states, now) if step not in possible]
    texts = [turn.text for turn in customers]
    chosen = [(step, chosen_tool(step, texts)) for step in possible if step.owner in OURS]
    found = [(step, tool) for step, tool in chosen if tool or not step.tools]
    trusted = is_trusted([step for step, _ in found], weights, threshold)
    if trusted:
        found.sort(key=lambda pair: -_chance(pair[0], weights))  # stable: equal ones stay in the plan's order
    kept = weights if trusted else {}
    return [
        NextAction(step, tool, reason_for(step, tool, steps, said, known, kept.get(step.key)))
        for step, tool in found
    ]


def _behind(steps: Sequence[Step], states: Mapping[str, str], now: Step) -> list[Step]:
    """Steps behind words alone, that a customer's choice has decided before they were offered."""
    if now.tools:
        return []
    behind = [step for step in steps if now.key in step.depends_on and len(step.tools) > 1]
    settled = {key for key, state in states.items() if state in SETTLED} | {now.key}
    return [step for step in behind if set(step.depends_on) <= settled]


def _chance(step: Step, weights: Weights) -> float:
    return weights[step.key].chance if step.key in weights else 0.0
