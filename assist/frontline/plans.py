"""The journey that the AI agent follows for a case."""

from dataclasses import dataclass

from assist.journeys.models import Journey
from assist.journeys.rules import Step
from cases.casefiles.models import Case


@dataclass(frozen=True)
class Plan:
    """The steps and who leads; without steps there is no journey for the intent."""

    pattern: str = ""
    steps: tuple[Step, ...] = ()


def plan_for(case: Case) -> Plan:
    """The plan of the case's intent: the version that the case began with, else the current one."""
    fitting = (
        Journey.objects.filter(intents__contains=[case.intent]) if case.intent else Journey.objects.none()
    )
    begun = fitting.filter(runs__case=case).order_by("-version").first()
    journey = begun or fitting.filter(is_current=True).first()
    return Plan(journey.pattern, journey.steps) if journey else Plan()
