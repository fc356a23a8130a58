"""Articles: read, list, search and flag. What writers and reviewers do stands in `editing.py`."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from assist.knowledge import actions, queries
from assist.knowledge.actions import flag_article, kept
from assist.knowledge.forms import FlagForm
from assist.knowledge.markdown import html_of
from assist.knowledge.models import ArticleFlag, Audience, State
from assist.knowledge.search import search_passages
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.people.gates import needs
from cases.people.models import User
from cases.people.permissions import Permission
from cases.refusals import InvalidInput


@needs(Permission.READ_KNOWLEDGE)
@require_GET
def article_list(request: HttpRequest) -> HttpResponse:
    """All articles that the person may open; for writers with what is in review, flagged and missing."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()
    is_writer = _user(request).can(Permission.EDIT_KNOWLEDGE)
    context = {
        "articles": queries.article_list(_user(request), state=state, search=words),
        "state": state,
        "words": words,
        "is_writer": is_writer,
        "flags": queries.open_flags()[:20] if is_writer else [],
        "topics": queries.open_topics()[:5] if is_writer else [],
        "filters": [("", "All"), *[(s, s.label) for s in (State.PUBLISHED, State.DRAFT, State.IN_REVIEW)],
                    ("flagged", "Flagged"), (State.RETIRED, State.RETIRED.label)],
    }  # fmt: skip
    return render(request, "assist/knowledge/list.html", context)


@needs(Permission.READ_KNOWLEDGE)
@require_GET
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """The article as readers get it, with its history for writers."""
    found = get_object_or_404(queries.articles_for(_user(request)), slug=slug)
    is_writer = _user(request).can(Permission.EDIT_KNOWLEDGE)
    context = {
        "article": found,
        "html": mark_safe(html_of(found.body)),
        "open_version": found.open_version if is_writer else None,
        "versions": found.versions.all() if is_writer else [],
        "flags": found.flags.filter(closed_at=None) if is_writer else [],
        "is_writer": is_writer,
        "faults": ArticleFlag.Fault.choices,
        "case_number": request.GET.get("case", ""),
    }
    return render(request, "assist/knowledge/page.html", context)


@needs(Permission.READ_KNOWLEDGE)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The results of the search box, agents' view: public and internal passages, the sentence marked."""
    words = request.GET.get("q", "").strip()[:400]
    hits = search_passages(text=words, viewer_audience=Audience.INTERNAL, limit=5, at=timezone.now())
    passages = [queries.found_passage(kept(hit)) for hit in hits if hit.score.answers or hit.score.words]
    context = {"passages": passages, "words": words, "case_id": request.GET.get("case", "")}
    return render(request, "assist/knowledge/_results.html", context)


@needs(Permission.READ_KNOWLEDGE)
@require_POST
def flag(request: HttpRequest, slug: str) -> HttpResponse:
    """An agent's remark; with `case` it stands on that case's timeline."""
    found = get_object_or_404(queries.articles_for(_user(request)), slug=slug)
    form = FlagForm(request.POST)
    if not form.is_valid():
        raise InvalidInput("Choose what is wrong with the article.")
    case = _case(request, form.cleaned_data["case"])
    fields = {name: form.cleaned_data[name] for name in ("fault", "note", "anchor")}
    flag_article(article=found, case=case, by=Actor.of(request.user), at=timezone.now(), **fields)
    if getattr(request, "htmx", False):
        return render(request, "assist/knowledge/_flagged.html", {"article": found})
    return redirect(case or found)


@needs(Permission.EDIT_KNOWLEDGE)
@require_POST
def close_flag(request: HttpRequest, pk: int) -> HttpResponse:
    remark = get_object_or_404(ArticleFlag, pk=pk)
    actions.close_flag(flag=remark, by=Actor.of(request.user), at=timezone.now())
    return redirect(remark.article)


def _user(request: HttpRequest) -> User:
    """The signed-in person; the gate let nobody else in."""
    return cast(User, request.user)


def _case(request: HttpRequest, pk: int | None) -> Case | None:
    return get_object_or_404(Case.objects.visible_to(request.user), pk=pk) if pk else None
