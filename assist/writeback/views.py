"""The dead letters: a list, one of them, and its resending."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from assist.writeback.actions import resend_write
from assist.writeback.forms import MendForm
from assist.writeback.models import CrmWrite
from cases.events.actors import Actor
from cases.people.gates import needs
from cases.people.permissions import Permission

A_PAGE = 50


@needs(Permission.MEND_WRITES)
@require_GET
def dead_letters(request: HttpRequest) -> HttpResponse:
    """What the CRM did not take, newest first."""
    found = (
        CrmWrite.objects.dead()
        .visible_to(request.user)
        .select_related("case__customer")
        .order_by("-created_at")
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "assist/writeback/page.html", {"page": page})


@needs(Permission.MEND_WRITES)
@require_GET
def dead_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with its content to mend."""
    write = get_object_or_404(
        CrmWrite.objects.visible_to(request.user).select_related("case__customer"), pk=pk
    )
    return render(request, "assist/writeback/letter.html", {"write": write, "form": MendForm(write)})


@needs(Permission.MEND_WRITES)
@require_POST
def resending(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends it again, as it stands in the form."""
    write = get_object_or_404(
        CrmWrite.objects.visible_to(request.user).select_related("case__customer"), pk=pk
    )
    form = MendForm(write, request.POST)
    if not form.is_valid():
        return render(request, "assist/writeback/letter.html", {"write": write, "form": form}, status=422)
    resend_write(write=write, payload=form.payload(), by=Actor.of(request.user), at=timezone.now())
    return redirect("dead-letters")
