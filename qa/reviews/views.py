"""The reviewer's list and the review page. Every save answers with the page's one fragment, or goes back to
the page."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cases.casefiles.models import Case
from cases.people.gates import needs
from cases.people.models import User
from cases.people.permissions import Permission
from qa.reviews.actions import answer_criterion, pin_note, submit_review, unpin_note
from qa.reviews.forms import AnswerForm, PinForm
from qa.reviews.models import ReviewNote
from qa.reviews.page import review_page
from qa.reviews.queries import LIST, drafts_of, picks_for, reviewable_case, submitted_for
from qa.sampling.queries import sample_worth

_READERS = (Permission.REVIEW_CASES, Permission.READ_REVIEWS, Permission.WORK_CASES)


@require_safe
@needs(*_READERS)
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits for review, own drafts and submitted reviews; an agent finds those about themselves."""
    user = _user(request)
    context = {
        "picks": picks_for(user)[:LIST],
        "drafts": drafts_of(user)[:LIST],
        "submitted": submitted_for(user)[:LIST],
        "worth": sample_worth(at=timezone.now()) if user.can(Permission.READ_REVIEWS) else None,
        "can_review": user.can(Permission.REVIEW_CASES),
        "section": "reviews",
    }
    return render(request, "qa/reviews/page.html", context)


@require_safe
@needs(*_READERS)
def review(request: HttpRequest, number: int) -> HttpResponse:
    return _show(request, _case(request, number), whole=True)


@require_POST
@needs(Permission.REVIEW_CASES)
def answer(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Saves one criterion of the draft."""
    case = _case(request, number)
    form = AnswerForm.read(request.POST)
    answer_criterion(
        case=case,
        key=key,
        points=form["points"],
        comment=form["comment"],
        by=_user(request),
        at=timezone.now(),
    )
    return _show(request, case)


@require_POST
@needs(Permission.REVIEW_CASES)
def notes(request: HttpRequest, number: int) -> HttpResponse:
    """Pins a note to a turn."""
    case = _case(request, number)
    pin_note(case=case, **PinForm.read(request.POST), by=_user(request), at=timezone.now())
    return _show(request, case)


@require_POST
@needs(Permission.REVIEW_CASES)
def note_removal(request: HttpRequest, number: int, note_id: int) -> HttpResponse:
    case = _case(request, number)
    unpin_note(case=case, note_id=note_id, by=_user(request), at=timezone.now())
    return _show(request, case)


@require_POST
@needs(Permission.REVIEW_CASES)
def submission(request: HttpRequest, number: int) -> HttpResponse:
    """Makes the review final."""
    case = _case(request, number)
    submit_review(case=case, by=_user(request), at=timezone.now())
    return _show(request, case)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _case(request: HttpRequest, number: int) -> Case:
    return get_object_or_404(reviewable_case(_user(request), number))


def _show(request: HttpRequest, case: Case, whole: bool = False) -> HttpResponse:
    if not whole and not request.htmx:  # type: ignore[attr-defined]
        return redirect("review", number=case.number)
    template = "qa/reviews/review.html" if whole else "qa/reviews/_review.html"
    context = {
        "page": review_page(case, _user(request)),
        "categories": ReviewNote.Category.choices,
        "section": "reviews",
    }
    return render(request, template, context)
