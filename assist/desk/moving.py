"""Commands that move contacts and people: offers, presence, transfer, take-over, resolution, help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from assist.desk import actions
from assist.desk.live import desk_picture, tell_desks_of
from assist.desk.sending import interaction_for
from assist.desk.views import case_for, viewer
from cases.casefiles.actions import ask_help
from cases.events.actors import Actor
from cases.interactions.passing import connect_agent, start_wrap_up
from cases.interactions.queries import latest_interaction
from cases.people.gates import needs
from cases.people.permissions import Permission as P
from cases.refusals import InvalidInput
from cases.routing.actions import accept_offer, choose_next_state, decline_offer, set_presence
from cases.routing.models import Offer, Presence
from cases.routing.offering import offer_waiting

CHOOSABLE = [s for s in Presence.State.values if s != Presence.State.UNRESPONSIVE]


def _offer(request: HttpRequest, pk: int) -> Offer:
    return get_object_or_404(
        Offer.objects.select_related("interaction__case", "agent"), pk=pk, agent=viewer(request)
    )


def _desk_again(request: HttpRequest) -> HttpResponse:
    """The person's own panels for htmx, else the page they came from."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("desk:console")
    number = request.POST.get("number", "0")
    picture = desk_picture(
        viewer(request), number=int(number) if number.isdecimal() else 0, at=timezone.now()
    )
    return HttpResponse(picture)


@needs(P.WORK_CASES)
@require_POST
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the offered contact and opens its case."""
    interaction = accept_offer(offer=_offer(request, pk), by=Actor.of(viewer(request)), at=timezone.now())
    return redirect(interaction.case)


@needs(P.WORK_CASES)
@require_POST
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    decline_offer(offer=_offer(request, pk), by=Actor.of(viewer(request)), at=timezone.now())
    return _desk_again(request)


@needs(P.WORK_CASES)
@require_POST
def presence(request: HttpRequest) -> HttpResponse:
    """Sets the person's own presence, or with `next_state` what they will be after the contacts they have now.

    Whoever becomes available is offered what waits.
    """
    later, now = request.POST.get("next_state", ""), timezone.now()
    state = later or request.POST.get("state", "")
    if state not in CHOOSABLE:
        raise InvalidInput("There is no such presence.")
    choose = choose_next_state if later else set_presence
    if choose(user=viewer(request), state=state, at=now).state == Presence.State.AVAILABLE:
        offer_waiting(at=now)
    tell_desks_of(viewer(request))
    return _desk_again(request)


@needs(P.WORK_CASES)
@require_POST
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Passes the contact to a queue, a colleague or the AI agent. Fields: to, reason."""
    interaction = interaction_for(request, pk)
    reason = request.POST.get("reason", "").strip()
    by, now = Actor.of(viewer(request)), timezone.now()
    actions.transfer(interaction=interaction, to=request.POST.get("to", ""), reason=reason, by=by, at=now)
    return redirect("desk:console")


@needs(P.DIRECT_FLOOR)
@require_POST
def takeover(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes the supervisor the one who leads the contact."""
    interaction = interaction_for(request, pk)
    connect_agent(
        interaction=interaction, agent=viewer(request), by=Actor.of(viewer(request)), at=timezone.now()
    )
    return redirect(interaction.case)


@needs(P.WORK_CASES)
@require_POST
def closure(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends the talk without calling the case resolved; the wrap-up begins."""
    interaction = interaction_for(request, pk)
    start_wrap_up(interaction=interaction, by=Actor.of(viewer(request)), at=timezone.now())
    return redirect(interaction.case)


@needs(P.WORK_CASES)
@require_POST
def resolution(request: HttpRequest, number: int) -> HttpResponse:
    """Resolves the case and begins the wrap-up of its live contact."""
    case = case_for(request, number)
    interaction = latest_interaction(case)
    actions.resolve(case=case, interaction=interaction, by=Actor.of(viewer(request)), at=timezone.now())
    return redirect(case)


@needs(P.WORK_CASES)
@require_POST
def help_request(request: HttpRequest, number: int) -> HttpResponse:
    case = case_for(request, number)
    ask_help(case=case, text=request.POST.get("text", ""), by=Actor.of(viewer(request)), at=timezone.now())
    return redirect(case)
