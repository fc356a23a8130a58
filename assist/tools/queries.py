from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Prefetch, Q

from assist.tools.cards import Card, card_of
from assist.tools.checks import CaseFacts
from assist.tools.facts import facts_of
from assist.tools.fields import summary_of
from assist.tools.models import Approval, Tool, ToolCall
from cases.casefiles.models import Case
from cases.people.models import User
from cases.people.permissions import Permission

FINISHED_SHOWN = 3
AGENTS = "agent"


@dataclass(frozen=True)
class Panel:
    """The cards of a case, the open ones first, and what else can be started.

    `mark` is the last call of the case: what is prepared from this panel happens once per mark.
    """

    case_id: int
    cards: tuple[Card, ...]
    tools: tuple[tuple[str, str], ...]
    mark: int = 0


@dataclass(frozen=True)
class ApprovalCard:
    """One decision that a supervisor owes, with the evidence for it."""

    id: int
    call_id: int
    title: str
    who: str
    case_id: int
    case_number: int
    customer: str
    case_url: str
    summary: str
    amount: str
    limit: str
    checks: tuple[Mapping[str, Any], ...]
    reason: str
    requested_at: datetime
    expires_at: datetime


def panel_of(
    case: Case,
    *,
    at: datetime,
    errors: Mapping[int, Mapping[str, str]] | None = None,
    typed: Mapping[int, Any] | None = None,
) -> Panel:
    """The tools' panel of a case. `errors` and `typed` are those of forms that were just sent, by the id of
    their call.
    """
    calls = _on_cards(case)
    facts = facts_of(case, at=at) if any(call.is_draft for call in calls) else CaseFacts()
    role = _role_of(case)
    for call in calls:
        call.input = (typed or {}).get(call.pk, call.input)
    cards = tuple(card_of(call, facts=facts, role=role, errors=(errors or {}).get(call.pk)) for call in calls)
    return Panel(case.pk, cards, _startable(), _mark(case))


def approvals_for(user: User, *, at: datetime) -> list[ApprovalCard]:
    """What this person may decide now, the one that runs out first on top. Empty for who may not approve."""
    if not user.can(Permission.APPROVE_CALLS):
        return []
    found = (
        Approval.objects.open()
        .visible_to(user)
        .for_cards()
        .filter(expires_at__gt=at)
        .exclude(requested_id=str(user.pk))
    )
    return [approval_card(approval) for approval in found[:50]]


def approval_card(approval: Approval) -> ApprovalCard:
    call = approval.call
    return ApprovalCard(
        id=approval.pk,
        call_id=call.pk,
        title=call.headline,
        who=approval.requested_name,
        case_id=call.case_id,
        case_number=call.case.number,
        customer=call.case.customer.display_name,
        case_url=call.case.get_absolute_url(),
        summary=summary_of(call),
        amount=str(approval.amount),
        limit=str(approval.limit),
        checks=tuple(call.checks),
        reason=call.reason,
        requested_at=approval.requested_at,
        expires_at=approval.expires_at,
    )


def _on_cards(case: Case) -> list[ToolCall]:
    """All open cards, newest first, then the last finished ones. Proposals that were put aside are not
    shown.
    """
    shown = (
        ToolCall.objects.filter(case=case).on_cards().exclude(state=ToolCall.State.EXPIRED, confirmed_at=None)
    )
    shown = shown.select_related("tool").prefetch_related(
        Prefetch("approvals", Approval.objects.order_by("pk"))
    )
    recent = list(shown.order_by("-pk")[:20])
    is_open = [call for call in recent if not call.is_over]
    return is_open + [call for call in recent if call.is_over][:FINISHED_SHOWN]


def _mark(case: Case) -> int:
    return ToolCall.objects.filter(case=case).aggregate(last=Max("pk"))["last"] or 0


def _role_of(case: Case) -> str:
    """The role of who works on the case, for the words about limits; an agent's while nobody does."""
    role = User.objects.filter(Q(owned_cases=case)).values_list("role", flat=True).first()
    return role or AGENTS


def _startable() -> tuple[tuple[str, str], ...]:
    tools = Tool.objects.filter(is_active=True).order_by("title").only("name", "title", "callers")
    return tuple((tool.name, tool.title) for tool in tools if AGENTS in tool.callers)
