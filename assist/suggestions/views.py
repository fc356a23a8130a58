"""One function a resource: a use, a dismissal and its undoing, an asking, saved replies."""

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assist.suggestions.actions import suggest_replies
from assist.suggestions.forms import DismissalForm, ModeForm
from assist.suggestions.models import Suggestion
from assist.suggestions.modes import choose_mode
from assist.suggestions.queries import panel_of
from assist.suggestions.saved import saved_replies_for
from assist.suggestions.situations import turn_to_answer
from assist.suggestions.using import dismiss_suggestion, edit_suggestion, restore_suggestion, use_suggestion
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.interactions.queries import latest_interaction
from cases.people.gates import needs
from cases.people.models import User
from cases.people.permissions import Permission


@needs(Permission.WORK_CASES)
@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the suggestion over. The answer is the panel; the text is in the page already."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user), pk=pk)
    take = edit_suggestion if "edit" in request.POST else use_suggestion
    used = take(suggestion=suggestion, by=Actor.of(request.user), at=timezone.now())
    if "application/json" in request.headers.get("Accept", "").split(","):
        return JsonResponse({"id": used.pk, "text": used.body})
    return _panel(request, used.case)


@needs(Permission.WORK_CASES)
@require_http_methods(["POST", "DELETE"])
def dismissal(request: HttpRequest, pk: int) -> HttpResponse:
    """POST dismisses with a reason, DELETE (or POST with `undo`) brings it back within 10 seconds."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user), pk=pk)
    by, at = Actor.of(request.user), timezone.now()
    if request.method == "DELETE" or "undo" in request.POST:
        return _panel(request, restore_suggestion(suggestion=suggestion, by=by, at=at).case)
    reason = DismissalForm.reason_in(request.POST)
    return _panel(request, dismiss_suggestion(suggestion=suggestion, reason=reason, by=by, at=at).case)


@needs(Permission.WORK_CASES)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Asks for a reply to the customer's last turn (Ctrl+.), whatever the mode and the layer."""
    number = request.POST.get("case") or request.GET.get("case") or 0
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=number)
    interaction = latest_interaction(case)
    turn = turn_to_answer(interaction) if interaction else None
    if turn:
        suggest_replies(turn=turn, is_asked=True, by=Actor.of(request.user), at=timezone.now())
    return _panel(request, case)


@needs(Permission.WORK_CASES)
@require_POST
def mode(request: HttpRequest) -> HttpResponse:
    """How suggestions come to this person from now on: live, on demand or quiet. Fields: mode, case."""
    user = cast(User, request.user)
    chosen = ModeForm.mode_in(request.POST)
    choose_mode(user=user, mode=chosen, at=timezone.now())
    number = request.POST.get("case", "")
    case = Case.objects.visible_to(user).filter(pk=number).first() if number.isdigit() else None
    if not getattr(request, "htmx", False):
        return redirect(case or "desk:console")
    return render(request, "assist/suggestions/_mode.html", {"case": case})


@needs(Permission.WORK_CASES)
@require_GET
def saved_replies(request: HttpRequest, pk: int) -> HttpResponse:
    """The options of the '/' menu for a case, their slots filled; what is not known stays {{in braces}}."""
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    options = saved_replies_for(case, request.GET.get("q", ""))
    return render(request, "assist/suggestions/_saved_replies.html", {"options": options})


def _panel(request: HttpRequest, case: Case) -> HttpResponse:
    """The panel for htmx, the case's page for a plain form."""
    if not getattr(request, "htmx", False):
        return redirect(case)
    return render(request, "assist/suggestions/_panel.html", {"panel": panel_of(case)})
