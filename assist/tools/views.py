"""One function a resource: proposals, confirmations, approvals, withdrawals, the inbox of approvals."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from assist.tools import actions, approvals, checking, confirming
from assist.tools.models import Approval, Tool, ToolCall
from assist.tools.queries import approvals_for, panel_of
from assist.tools.refusals import DecisionMissing
from assist.tools.rules import cleaned, validate_input
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.interactions.queries import latest_interaction
from cases.people.gates import needs
from cases.people.permissions import Permission


@needs(Permission.WORK_CASES)
@require_POST
def tool_calls(request: HttpRequest, pk: int) -> HttpResponse:
    """A new card: `tool` names what for. The form is filled from what the case knows."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("customer"), pk=pk)
    tool = get_object_or_404(Tool, name=request.POST.get("tool", ""), is_active=True)
    key = request.POST.get("key") or request.headers.get("Idempotency-Key") or str(uuid4())
    actions.propose_call(
        case=case, interaction=latest_interaction(case), tool=tool.name,
        key=f"asked-{tool.name}-{key}"[:150], by=Actor.of(request.user), at=timezone.now(),
    )  # fmt: skip
    return _panel(request, case)


@needs(Permission.WORK_CASES)
@require_POST
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """The acting person's yes, with the fields of the form. Fields that are not right give the card again,
    with 422.
    """
    call = _call(request, pk)
    values = cleaned(call.tool.input_schema, request.POST)
    if call.is_draft and (errors := validate_input(call.tool.input_schema, values)):
        return _panel(request, call.case, status=422, errors={call.pk: errors}, typed={call.pk: values})
    confirming.confirm_call(call=call, input=values, by=Actor.of(request.user), at=timezone.now())
    return _panel(request, call.case)


@needs(Permission.WORK_CASES)
@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the call back, or puts the card aside."""
    call = _call(request, pk)
    actions.withdraw_call(call=call, by=Actor.of(request.user), at=timezone.now())
    return _panel(request, call.case)


@needs(Permission.WORK_CASES)
@require_POST
def repetition(request: HttpRequest, pk: int) -> HttpResponse:
    """A new card with the fields of one that was declined, failed or ran out."""
    call = _call(request, pk)
    actions.propose_again(call=call, by=Actor.of(request.user), at=timezone.now())
    return _panel(request, call.case)


@needs(Permission.APPROVE_CALLS)
@require_POST
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's decision: `decision` is approve or refuse, a refusal needs a `reason`."""
    number = request.POST.get("approval", "")
    asked = get_object_or_404(
        Approval.objects.visible_to(request.user), call_id=pk, pk=number if number.isdecimal() else 0
    )
    by, at = Actor.of(request.user), timezone.now()
    decision = request.POST.get("decision")
    if decision == "approve":
        approvals.approve_call(approval=asked, by=by, at=at)
    elif decision == "refuse":
        approvals.refuse_call(approval=asked, reason=request.POST.get("reason", ""), by=by, at=at)
    else:
        raise DecisionMissing
    return _inbox(request)


@needs(Permission.DIRECT_FLOOR)
@require_POST
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """A person looked into the system of record: `was_done` with its reference in `words`, or what they found
    instead.
    """
    call = _call(request, pk)
    words = request.POST.get("words", "").strip() or "looked up by hand"
    was_done = request.POST.get("was_done") == "yes"
    checking.settle_call(
        call=call, was_done=was_done, words=words, by=Actor.of(request.user), at=timezone.now()
    )
    return _panel(request, call.case)


@needs(Permission.DIRECT_FLOOR)
@require_POST
def reversal(request: HttpRequest, pk: int) -> HttpResponse:
    """The effect of a call was taken back in the system of record: how, in `words`."""
    call = _call(request, pk)
    words = request.POST.get("words", "").strip()
    checking.compensate_call(call=call, words=words, by=Actor.of(request.user), at=timezone.now())
    return _panel(request, call.case)


@needs(Permission.WORK_CASES)
@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The action cards of a case, for a page that lost them."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("customer"), pk=pk)
    return _panel(request, case)


@needs(Permission.APPROVE_CALLS)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for this person's decision; the list alone for htmx."""
    return _inbox(request)


def _call(request: HttpRequest, pk: int) -> ToolCall:
    calls = ToolCall.objects.visible_to(request.user)
    return get_object_or_404(calls.select_related("tool", "case__customer"), pk=pk)


def _panel(request: HttpRequest, case: Case, status: int = 200, **shown: Mapping[int, Any]) -> HttpResponse:
    """The panel for htmx; a plain form goes back to the case, or sees the panel alone when its fields were
    not right.
    """
    is_htmx = getattr(request, "htmx", False)
    if not is_htmx and status == 200:
        return redirect(case)
    template = "assist/tools/_panel.html" if is_htmx else "assist/tools/panel.html"
    context = {"panel": panel_of(case, at=timezone.now(), **shown), "case": case}
    return render(request, template, context, status=status)


def _inbox(request: HttpRequest) -> HttpResponse:
    is_htmx = getattr(request, "htmx", False)
    if request.method == "POST" and not is_htmx:
        return redirect("tools:approvals")
    template = "assist/tools/_approvals.html" if is_htmx else "assist/tools/approvals.html"
    return render(request, template, {"approvals": approvals_for(request.user, at=timezone.now())})  # type: ignore[arg-type]
