"""A journey of this desk in the form that the ranking reads, and a running case with the steps that its turns were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assist.journeys.rules import Step
from assist.nextbest.ranking.states import QUERY
from assist.registry.conversations import Plan, Turn


def action_of(step: Step) -> str:
    """The step's action: all calls of tools are one, other steps ask or tell."""
    if step.tools:
        return QUERY
    return f"ask_{step.key}" if "?" in step.says else f"inform_{step.key}"


def plan_of_steps(task: str, steps: Sequence[Step]) -> Plan:
    """What the journey says before anybody has walked it: the words of each step, and which may follow which."""
    words = {action_of(step): step.says or f"{step.title}." for step in steps}
    actions = {step.key: action_of(step) for step in steps}
    after: dict[str, list[str]] = {}
    for step in steps:
        for key in step.depends_on:
            after.setdefault(actions[key], []).append(actions[step.key])
    return Plan(task, words, {action: tuple(dict.fromkeys(nexts)) for action, nexts in after.items()})


def with_actions(turns: Iterable[Turn], done: Mapping[str, Step]) -> tuple[Turn, ...]:
    """The turns, where an agent's words that proved a step carry its action. `done` has the steps by those words."""
    return tuple(
        replace(turn, action=action_of(done[turn.text]))
        if turn.speaker == "agent" and not turn.action and turn.text in done
        else turn
        for turn in turns
    )
