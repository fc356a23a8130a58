from collections.abc import Sequence

from django.db.models import F, QuerySet

from cases.casefiles.models import Case
from cases.events.actors import ActorKind
from cases.events.models import Event
from cases.interactions.models import Interaction, Turn


def turn_of(event: Event) -> Turn:
    """The turn that the event tells of, with its contact and the event's case. All reactions to the event share it."""
    known: Turn | None = event.__dict__.get("turn_told")
    if known is None:
        known = Turn.objects.select_related("interaction").get(pk=event.payload["turn_id"])
        tell_turn_with(event, known)
    known.case = known.interaction.case = event.case
    return known


def tell_turn_with(event: Event, turn: Turn) -> None:
    """Lets the reactions to the event find the turn that was just written."""
    event.__dict__["turn_told"] = turn


def turns_of(case: Case) -> QuerySet[Turn]:
    """All turns of the case over all its contacts, in order."""
    return Turn.objects.filter(case=case).order_by("seq")


def latest_interaction(case: Case) -> Interaction | None:
    """The contact that is live, else the last one."""
    found = Interaction.objects.filter(case=case).order_by(F("ended_at").desc(nulls_first=True), "-pk")
    return found.first()


def last_customer_turns(interaction: Interaction, count: int = 3) -> Sequence[Turn]:
    """The customer's last turns, oldest first."""
    turns = interaction.turns.filter(speaker=ActorKind.CUSTOMER).order_by("-seq")[:count]
    return list(reversed(turns))
