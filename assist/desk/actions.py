from datetime import datetime

from django.db import transaction

from assist.desk.models import Draft
from assist.desk.refusals import ColleagueIsFull, DraftIsNewer, NowhereToGo
from cases.casefiles.actions import resolve_case
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.interactions.actions import _lock
from cases.interactions.models import Interaction
from cases.interactions.passing import connect_agent, queue_interaction, return_to_ai, start_wrap_up
from cases.interactions.refusals import NotTheOwner
from cases.people.models import User
from cases.people.permissions import Permission
from cases.routing.models import Presence, Queue
from cases.routing.offering import loads_of
from cases.routing.rules import fits

State = Interaction.State


@transaction.atomic
def save_draft(*, case: Case, user: User, mode: str, text: str, version: int, at: datetime) -> Draft:
    """Keeps the draft as the next version. Raises DraftIsNewer, with its text, if another window was quicker.

    A draft is nobody's business but the writer's: it is the one change that records no event.
    """
    draft, _ = Draft.objects.select_for_update().get_or_create(
        case=case, user=user, mode=mode, defaults={"saved_at": at}
    )
    if draft.version > version and draft.text not in (text, ""):
        raise DraftIsNewer(version=draft.version, text=draft.text)
    draft.text, draft.version, draft.saved_at = text[:20_000], draft.version + 1, at
    draft.save()
    return draft


@transaction.atomic
def transfer(*, interaction: Interaction, to: str, reason: str, by: Actor, at: datetime) -> None:
    """Passes the contact on. `to` is "ai", "queue:<id>" or "agent:<id>".

    Raises NotTheOwner, NowhereToGo, ColleagueIsFull.
    """
    if not _lock(interaction).is_owned_by(by):
        raise NotTheOwner
    kind, _, pk = to.partition(":")
    if kind == "ai":
        return_to_ai(interaction=interaction, reason=reason, by=by, at=at)
    elif kind == "queue" and pk.isdecimal() and (queue := Queue.objects.filter(pk=pk).first()):
        queue_interaction(interaction=interaction, queue=queue, reason=reason or "transferred", by=by, at=at)
    elif kind == "agent" and pk.isdecimal():
        connect_agent(interaction=interaction, agent=_able(int(pk), interaction, at), by=by, at=at)
    else:
        raise NowhereToGo


def _able(user_id: int, interaction: Interaction, at: datetime) -> User:
    reachable = Presence.objects.reachable(at).values("user_id")
    able = User.objects.eligible(Permission.WORK_CASES).filter(pk=user_id, pk__in=reachable)
    agent = able.select_for_update(of=("self",)).first()
    if agent is None:
        raise NowhereToGo
    if not fits(loads_of([agent.pk]).get(agent.pk, 0), interaction.channel):
        raise ColleagueIsFull
    return agent


@transaction.atomic
def resolve(*, case: Case, interaction: Interaction | None, by: Actor, at: datetime) -> None:
    """Resolves the case; its live contact goes into wrap-up. Raises NotTheOwner, CaseIsOver."""
    if interaction and not interaction.is_over:
        start_wrap_up(interaction=interaction, by=by, at=at)
    resolve_case(case=case, by=by, at=at)
