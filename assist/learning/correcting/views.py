"""The page of doubtful readings."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assist.learning.correcting.actions import INTENTS, MOODS, SENTIMENT, correct_reading
from assist.learning.correcting.queries import doubtful_readings
from assist.taxonomy.models import Intent
from assist.understanding.models import Understanding
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.people.gates import needs
from cases.people.models import User
from cases.people.permissions import Permission


@require_safe
@needs(Permission.TRAIN_MODELS)
def readings(request: HttpRequest) -> HttpResponse:
    """What the models were unsure of, with the choice of what it really was."""
    context = {
        "rows": doubtful_readings(cast(User, request.user)),
        "intents": Intent.objects.active(),
        "moods": MOODS,
        "trains": True,
        "tab": "corrections",
    }
    return render(request, "assist/learning/corrections.html", context)


@require_POST
@needs(Permission.TRAIN_MODELS)
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps what a person chose for one reading."""
    visible = Understanding.objects.filter(case__in=Case.objects.visible_to(request.user))
    reading = get_object_or_404(visible.select_related("turn"), pk=pk)
    for kind in (INTENTS, SENTIMENT):
        if label := request.POST.get(kind, ""):
            correct_reading(
                reading=reading, kind=kind, label=label, by=Actor.of(request.user), at=timezone.now()
            )
    return redirect("learning:corrections")
