"""What left for a case, the state of the connected model, and a trial of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from assist.providers.language.queries import calls_of, model_page
from assist.providers.language.trial import try_model
from cases.casefiles.models import Case
from cases.people.gates import needs
from cases.people.permissions import Permission as P


@needs(P.WORK_CASES, P.SEE_TEAM_CASES, P.SEE_ALL_CASES)
@require_GET
def left(request: HttpRequest, number: int) -> HttpResponse:
    """Everything that was sent to a language model for the case, as it left."""
    visible = Case.objects.visible_to(request.user).select_related("customer")
    case = get_object_or_404(visible, number=number)
    return render(request, "assist/providers/language/left.html", {"case": case, "calls": calls_of(case)})


@needs(P.CONFIGURE)
@require_GET
def model(request: HttpRequest) -> HttpResponse:
    """Whether the connected model works, what the hour has taken, its last calls."""
    return render(request, "assist/providers/language/model.html", {"page": model_page(timezone.now())})


@needs(P.CONFIGURE)
@require_POST
def trial(request: HttpRequest) -> HttpResponse:
    """Asks one small question without any customer's words. The answer stands first in the list of calls."""
    try_model(at=timezone.now())
    return redirect("language-model")
