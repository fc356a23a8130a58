"""What the live model says of a case's open steps. Reads only; the model in shadow is asked by the action."""

from dataclasses import dataclass, replace

from assist.journeys.models import JourneyRun
from assist.journeys.rules import Step, ready_steps
from assist.nextbest.journeys import action_of, plan_of_steps, with_actions
from assist.nextbest.ranking.model import NextActions, Ranked
from assist.nextbest.reasons import Weight
from assist.nextbest.rules import Weights
from assist.nextbest.trainer import KIND, read
from assist.providers.embeddings import embed
from assist.registry.conversations import Conversation
from assist.registry.queries import live_model, shadow_model
from assist.registry.timelines import conversation_of_case, turns_of_case
from cases.casefiles.models import Case
from cases.interactions.models import Turn

PLAN_ALONE = "plan"  # the version where no model is live


@dataclass(frozen=True)
class Weighed:
    """The weights of the steps by their keys, from which chance they are heard, and which version said so."""

    weights: Weights
    threshold: float = 0.0
    version: str = PLAN_ALONE
    number: int = 0


def weigh_steps(case: Case, run: JourneyRun) -> Weighed:
    """What the live model says of the steps; no weights where none is live."""
    found = live_model(KIND, read)
    if found is None:
        return Weighed({})
    version, model = found
    weights = _weights(model, case, run)
    return Weighed(weights, model.threshold, version.name, version.number)


def weigh_in_shadow(case: Case, run: JourneyRun) -> Weighed | None:
    """The same by the version that runs in the shadow; None where there is none."""
    found = shadow_model(KIND, read)
    if found is None:
        return None
    version, model = found
    return Weighed(_weights(model, case, run), model.threshold, version.name, version.number)


def _weights(model: NextActions, case: Case, run: JourneyRun) -> Weights:
    steps, task = run.journey.steps, case.intent or run.journey.key
    turns = with_actions(turns_of_case(case), _steps_by_words(case, run))
    ranked = model.rank(turns, (task,), embed, [plan_of_steps(task, steps)])
    return by_step({one.action: one for one in ranked}, ready_steps(steps, run.states()))


def by_step(ranked: dict[str, Ranked], ready: list[Step]) -> dict[str, Weight]:
    """The weight of each ready step. Calls of tools are one action, which the first step with a tool takes."""
    weights: dict[str, Weight] = {}
    for step in ready:
        if found := ranked.pop(action_of(step), None):
            times, cases = (found.evidence.times, found.evidence.cases) if found.evidence else (0, 0)
            weights[step.key] = Weight(found.chance, times, cases)
    return weights


def _steps_by_words(case: Case, run: JourneyRun) -> dict[str, Step]:
    """The agents' words that proved a step, with that step."""
    proofs = {step.seq: step.key for step in run.steps.all() if step.seq and step.is_settled}
    words = Turn.objects.filter(case=case, seq__in=proofs).values_list("seq", "text")
    planned = {step.key: step for step in run.journey.steps}
    return {text: planned[proofs[seq]] for seq, text in words}


def told_case(case: Case) -> Conversation:
    """The whole case to learn from: its turns with the steps that they were, as a running case is read."""
    conversation = conversation_of_case(case)
    runs = (
        JourneyRun.objects.filter(case=case)
        .select_related("journey")
        .prefetch_related("steps")
        .order_by("pk")
    )
    steps = {words: step for run in runs for words, step in _steps_by_words(case, run).items()}
    return replace(conversation, turns=with_actions(conversation.turns, steps))
