"""Who acts in which role, and who may approve at this moment."""

from decimal import Decimal

from django.db.models import Q, QuerySet

from assist.tools.models import ToolCall
from assist.tools.rules import limit_of
from cases.events.actors import Actor, ActorKind
from cases.people.models import User
from cases.people.permissions import Permission

AI_ROLE = "ai_agent"


def role_of(actor: Actor) -> str:
    """`ai_agent`, the role of the person, or nothing for a system or a customer."""
    if actor.kind == ActorKind.AI_AGENT:
        return AI_ROLE
    found = User.objects.filter(pk=actor.user_id or 0, is_active=True).values_list("role", flat=True).first()
    return found or ""


def approvers_of(call: ToolCall, *, amount: Decimal, requested_by: str) -> list[User]:
    """Who may say yes now: the permission, the case's team, a limit that reaches, and not the one who
    asks.
    """
    found = _of_team(User.objects.eligible(Permission.APPROVE_CALLS), call)
    return [user for user in found if str(user.pk) != requested_by and _reaches(call, user, amount)]


def _of_team(people: QuerySet[User], call: ToolCall) -> QuerySet[User]:
    """People of the case's team; those without a team may decide for every team."""
    if call.case.team_id is None:
        return people.order_by("name")
    return people.filter(Q(team_id=call.case.team_id) | Q(team_id=None)).order_by("name")


def _reaches(call: ToolCall, user: User, amount: Decimal) -> bool:
    limit = limit_of(call.tool.limits, user.role)
    return limit is None or amount <= limit
