from collections.abc import Sequence

from django.db.models import F, QuerySet

from cases.casefiles.models import Case
from cases.events.actors import ActorKind
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.events.runs import current_run, until
from cases.interactions.models import Interaction, Turn

SPOKEN = ("turn.received", "turn.sent")
MOVED = (*SPOKEN, "interaction.", "person.asked", "offer.")  # what changes a contact's row
LOOKED_AT = 60
NOT_HUMAN = (ActorKind.SYSTEM, ActorKind.AI_AGENT)


def turn_of(event: Event) -> Turn:
    """The turn that the event tells of, with its contact and the event's case. All reactions to the event share it."""
    known: Turn | None = event.__dict__.get("turn_told")
    if known is None:
        known = _turn(event.case_id, event.payload["turn_id"])
        tell_turn_with(event, known)
    known.case = known.interaction.case = event.case
    return known


def tell_turn_with(event: Event, turn: Turn) -> None:
    """Lets the reactions to the event find the turn that was just written."""
    event.__dict__["turn_told"] = turn


def _turn(case_id: int, turn_id: int) -> Turn:
    """A background run looks at the last turns anyway, and its turn is one of them."""
    lately = last_turns(case_id) if current_run() else ()
    for turn in reversed(lately):
        if turn.pk == turn_id:
            turn.interaction = contact_of(case_id, turn.interaction_id)
            return turn
    return Turn.objects.select_related("interaction").get(pk=turn_id)


def turns_of(case: Case) -> QuerySet[Turn]:
    """All turns of the case over all its contacts, in order."""
    return Turn.objects.filter(case=case).order_by("seq")


@until(*SPOKEN)
def last_turns(case_id: int) -> Sequence[Turn]:
    """The last 60 turns of the case over all its contacts, oldest first."""
    return tuple(_turns_back(case_id))[::-1]


_turns_back = Prepared(lambda case: Turn.objects.filter(case_id=case).order_by("-seq")[:LOOKED_AT])


@until(*MOVED)
def contact_of(case_id: int, interaction_id: int) -> Interaction:
    """The contact of the case with its agent and queue, as it is now."""
    latest = current_contact(case_id)
    if latest is not None and latest.pk == interaction_id:
        return latest
    return Interaction.objects.select_related("agent", "queue").get(pk=interaction_id)


@until(*MOVED)
def current_contact(case_id: int) -> Interaction | None:
    """The contact that is live, else the last one, with its agent and queue."""
    return _contacts.first(case_id)


def _latest_first(case: int) -> QuerySet[Interaction]:
    contacts = Interaction.objects.filter(case_id=case).select_related("agent", "queue")
    return contacts.order_by(F("ended_at").desc(nulls_first=True), "-pk")[:1]


_contacts = Prepared(_latest_first)


def latest_interaction(case: Case) -> Interaction | None:
    """The same of a case at hand."""
    found = current_contact(case.pk)
    if found is not None:
        found.case = case
    return found


def last_customer_turns(interaction: Interaction, count: int = 3) -> Sequence[Turn]:
    """The customer's last turns in the contact, oldest first."""
    turns = last_turns(interaction.case_id)
    theirs = [turn for turn in turns if turn.interaction_id == interaction.pk and turn.is_customers]
    return theirs[-count:]


def has_newer_turn(turn: Turn) -> bool:
    """Whether the conversation went on: the customer wrote again or somebody answered."""
    return any(
        later.seq > turn.seq
        and later.interaction_id == turn.interaction_id
        and later.speaker not in NOT_HUMAN
        for later in last_turns(turn.case_id)
    )
