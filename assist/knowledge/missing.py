"""Views of what is missing: agents report it, the knowledge manager writes it or says why it is no gap."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from assist.knowledge import gaps, queries
from assist.knowledge.forms import DismissalForm, GapForm
from assist.knowledge.models import GapTopic
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.people.gates import needs
from cases.people.permissions import Permission
from cases.refusals import InvalidInput

SHOWN = 50


@needs(Permission.WORK_CASES)
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Reports that no article answers a question of a case."""
    form = GapForm(request.POST)
    if not form.is_valid():
        raise InvalidInput("Write the question that no article answers.")
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=form.cleaned_data["case"])
    question = form.cleaned_data["question"]
    gaps.report_gap(case=case, question=question, by=Actor.of(request.user), at=timezone.now())
    if getattr(request, "htmx", False):
        return render(request, "assist/knowledge/_panel.html", {"panel": queries.panel_of(case)})
    return redirect(case)


@needs(Permission.EDIT_KNOWLEDGE)
@require_GET
def topics(request: HttpRequest) -> HttpResponse:
    """What articles are missing, the most asked first; with ?settled=1 what was settled."""
    is_settled = bool(request.GET.get("settled"))
    found = queries.settled_topics() if is_settled else queries.open_topics()
    context = {"missing": queries.missing_articles(list(found[:SHOWN])), "is_settled": is_settled}
    return render(request, "assist/knowledge/missing.html", context)


@needs(Permission.EDIT_KNOWLEDGE)
@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins the article that is to answer the topic, or goes on with it."""
    topic = get_object_or_404(GapTopic, pk=pk)
    article = gaps.write_article(topic=topic, by=Actor.of(request.user), at=timezone.now())
    return redirect("article-draft", slug=article.slug)


@needs(Permission.EDIT_KNOWLEDGE)
@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Says why the topic is no gap."""
    topic = get_object_or_404(GapTopic, pk=pk)
    form = DismissalForm(request.POST)
    if not form.is_valid():
        raise InvalidInput("Say in a few words why this is not a gap.")
    gaps.dismiss_topic(
        topic=topic, reason=form.cleaned_data["reason"], by=Actor.of(request.user), at=timezone.now()
    )
    return redirect("missing-articles")
