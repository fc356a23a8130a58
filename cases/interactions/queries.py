from collections.abc import Sequence

from django.db.models import F, QuerySet

from cases.casefiles.models import Case
from cases.events.actors import ActorKind
from cases.interactions.models import Interaction, Turn


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
