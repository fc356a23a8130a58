from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from cases.casefiles.models import Case
from cases.people.models import User
from qa.reviews.actions import answer_criterion, submit_review
from qa.reviews.models import Review, ReviewNote
from qa.sampling.models import Pick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scorecard")]


@pytest.fixture
def pick(closed: Case, at: datetime) -> Pick:
    return Pick.objects.create(
        case=closed, reasons=["low_mood"], had_person=True, was_drawn=False, picked_at=at
    )


@pytest.fixture
def submitted(closed: Case, reviewer: User, at: datetime) -> Review:
    for key, points in {"resolution": 3, "tone": 3, "compliance": 1, "escalation": -1}.items():
        answer_criterion(case=closed, key=key, points=points, comment="", by=reviewer, at=at)
    return submit_review(case=closed, by=reviewer, at=at)


def address(case: Case, what: str = "") -> str:
    return f"/reviews/cases/{case.number}/{what}"


def test_the_reviewers_list_says_why_and_what_the_sample_is_worth(
    client: Client, reviewer: User, pick: Pick
) -> None:
    client.force_login(reviewer)
    html = client.get("/reviews/").content.decode()
    assert f"Case {pick.case.number}" in html
    assert "low mood" in html
    assert "Last 7 days: 1 closed, 1 picked" in html


def test_a_review_is_filled_in_without_script(client: Client, reviewer: User, closed: Case) -> None:
    client.force_login(reviewer)
    for key, points in {"resolution": "3", "tone": "2", "compliance": "1", "escalation": "na"}.items():
        assert client.post(address(closed, f"answers/{key}/"), {"points": points}).status_code == 302
    pinned = {"position": 2, "text": "Warm", "criterion_key": "tone", "category": "", "key": "tone-0"}
    assert client.post(address(closed, "notes/"), pinned).status_code == 302
    html = client.get(address(closed)).content.decode()
    assert "Warm" in html
    assert "Pinned: turn 2." in html
    assert client.post(address(closed, "submission/")).status_code == 302
    assert Review.objects.get().score == 90


def test_a_save_by_htmx_answers_with_the_pages_own_fragment(
    client: Client, reviewer: User, closed: Case
) -> None:
    client.force_login(reviewer)
    answer = client.post(
        address(closed, "answers/tone/"), {"points": "1", "comment": "Too short"}, HTTP_HX_REQUEST="true"
    )
    html = answer.content.decode()
    assert html.startswith('<div class="review" id="review">')
    assert "Too short" in html
    page = client.get(address(closed)).content.decode()
    assert html.split("csrfmiddlewaretoken")[0] in page


def test_a_finding_carries_its_category(client: Client, reviewer: User, closed: Case) -> None:
    client.force_login(reviewer)
    pinned = {"position": 1, "text": "Read as billing", "category": "intent_misread", "key": "k-1"}
    client.post(address(closed, "notes/"), pinned)
    assert ReviewNote.objects.get().get_category_display() == "Intent misread"
    client.post(address(closed, f"notes/{ReviewNote.objects.get().pk}/removal/"))
    assert not ReviewNote.objects.exists()


def test_an_invalid_answer_is_refused_in_words(client: Client, reviewer: User, closed: Case) -> None:
    client.force_login(reviewer)
    assert client.post(address(closed, "answers/tone/"), {"points": "9"}).status_code == 422


def test_an_agent_sees_only_the_own_submitted_reviews(
    client: Client, agent: User, colleague: User, closed: Case, submitted: Review
) -> None:
    client.force_login(agent)
    assert f"Case {closed.number}" in client.get("/reviews/").content.decode()
    page = client.get(address(closed)).content.decode()
    assert "Submitted by Leila Haddad" in page
    assert "Submit review" not in page
    client.force_login(colleague)
    assert f"Case {closed.number}" not in client.get("/reviews/").content.decode()
    assert client.get(address(closed)).status_code == 404


def test_a_draft_is_the_reviewers_own(
    client: Client, reviewer: User, agent: User, supervisor: User, closed: Case, at: datetime
) -> None:
    answer_criterion(case=closed, key="tone", points=1, comment="", by=reviewer, at=at)
    for person in (agent, supervisor):
        client.force_login(person)
        assert client.get(address(closed)).status_code == 404


def test_a_supervisor_reads_the_reviews_of_the_team_and_changes_nothing(
    client: Client, supervisor: User, closed: Case, submitted: Review
) -> None:
    client.force_login(supervisor)
    assert "100 of 100" in client.get("/reviews/").content.decode()
    assert client.get(address(closed)).status_code == 200
    assert client.post(address(closed, "answers/tone/"), {"points": "1"}).status_code == 403


@pytest.mark.parametrize("who", ["knowledge_manager", "administrator"])
def test_the_others_have_no_business_here(client: Client, request: Any, who: str, closed: Case) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get("/reviews/").status_code == 403
    assert client.get(address(closed)).status_code == 403


def test_strangers_are_sent_to_sign_in(client: Client, closed: Case) -> None:
    assert client.get(address(closed)).status_code == 302


def test_the_list_takes_the_same_queries_for_one_pick_and_many(
    client: Client, reviewer: User, pick: Pick, django_assert_max_num_queries: Any
) -> None:
    client.force_login(reviewer)
    with django_assert_max_num_queries(14):
        client.get("/reviews/")


def test_the_page_takes_a_fixed_number_of_queries(
    client: Client, reviewer: User, pick: Pick, django_assert_max_num_queries: Any
) -> None:
    client.force_login(reviewer)
    with django_assert_max_num_queries(20):
        client.get(address(pick.case))
