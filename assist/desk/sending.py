"""Commands of the composer: send, note, draft, typing. JSON for the script, a redirect for a plain form."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assist.desk.actions import save_draft
from assist.desk.live import tell_colleagues_typing
from assist.desk.models import Draft
from assist.desk.views import LOOK, case_for, viewer
from cases.casefiles.actions import note_on
from cases.casefiles.models import Case
from cases.channels.widget.live import tell_agent_types
from cases.events.actors import Actor
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction
from cases.live import frames_after
from cases.people.gates import needs
from cases.people.permissions import Permission as P


def interaction_for(request: HttpRequest, pk: int) -> Interaction:
    """The contact, as far as the person may see its case."""
    visible = Interaction.objects.visible_to(viewer(request)).select_related("case__customer")
    return get_object_or_404(visible, pk=pk)


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "").split(",")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _key(request: HttpRequest) -> str:
    return (request.headers.get("Idempotency-Key") or request.POST.get("external_id", ""))[:100]


def _answer(request: HttpRequest, case: Case, after: int) -> HttpResponse:
    """The frames since `after`, so that the sender sees the own words even while the socket is down."""
    if not wants_json(request):
        return redirect(case)
    return JsonResponse({"frames": frames_after(case, after) or []})


@needs(P.WORK_CASES)
@require_POST
def turns(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends a message. Fields: text, external_id (or an Idempotency-Key header), basis_seq, suggestion."""
    interaction = interaction_for(request, pk)
    if not (key := _key(request)):
        return HttpResponseBadRequest("An Idempotency-Key header or external_id is needed.")
    basis = _number(request.POST.get("basis_seq"))
    turn = post_turn(
        interaction=interaction,
        text=request.POST.get("text", ""),
        by=Actor.of(viewer(request)),
        at=timezone.now(),
        external_id=key,
        basis_seq=basis or None,
        suggestion_id=_number(request.POST.get("suggestion")),
    )
    _empty_draft(interaction.case, viewer(request), Draft.Mode.REPLY)
    return _answer(request, interaction.case, basis or turn.seq - 1)


@needs(P.WORK_CASES)
@require_POST
def notes(request: HttpRequest, number: int) -> HttpResponse:
    """Keeps an internal note. Fields: text, external_id (or Idempotency-Key)."""
    case = case_for(request, number)
    text = request.POST.get("text", "").strip()
    if not text or not (key := _key(request)):
        return HttpResponseBadRequest("A text and an Idempotency-Key header or external_id are needed.")
    note = note_on(case=case, text=text, by=Actor.of(viewer(request)), at=timezone.now(), external_id=key)
    _empty_draft(case, viewer(request), Draft.Mode.NOTE)
    return _answer(request, case, note.seq - 1)


def _empty_draft(case: Case, user: Any, mode: str) -> None:
    Draft.objects.filter(case=case, user=user, mode=mode).update(text="")


@needs(*LOOK)
@require_http_methods(["PUT", "POST"])
def drafts(request: HttpRequest, number: int, mode: str) -> HttpResponse:
    """Keeps what is being written. Fields: text, version. Answers {"version": n}."""
    fields = QueryDict(request.body) if request.method == "PUT" else request.POST
    draft = save_draft(
        case=case_for(request, number),
        user=viewer(request),
        mode=mode,
        text=fields.get("text", ""),
        version=_number(fields.get("version")),
        at=timezone.now(),
    )
    return JsonResponse({"version": draft.version})


@needs(P.WORK_CASES)
@require_POST
def typing(request: HttpRequest, pk: int) -> HttpResponse:
    """Tells the customer and the colleagues who look that this person types."""
    interaction = interaction_for(request, pk)
    if interaction.is_owned_by(Actor.of(viewer(request))):
        tell_agent_types(interaction.pk, viewer(request).name)
        tell_colleagues_typing(interaction.case_id, viewer(request))
    return HttpResponse(status=204)
