from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from assist.knowledge import publishing
from assist.knowledge.actions import find_for_turn
from assist.knowledge.models import Article, ArticleFlag, Gap
from assist.knowledge.queries import panel_of
from cases.events.actors import Actor
from cases.interactions.models import Interaction
from cases.people.models import User

Articles = dict[str, Article]


def test_everybody_who_may_read_opens_a_published_article(
    articles: Articles, agent: User, as_user: Callable[[User], Client]
) -> None:
    page = as_user(agent).get("/knowledge/damaged-on-arrival/")
    assert page.status_code == 200
    assert b'id="report-it"' in page.content
    assert b"Bring back" not in page.content


def test_a_visitor_is_sent_to_sign_in(articles: Articles, client: Client) -> None:
    assert client.get("/knowledge/").status_code == 302


def test_a_draft_is_hidden_from_agents_and_shown_to_writers(
    agent: User, knowledge_manager: User, as_user: Callable[[User], Client], at: datetime
) -> None:
    text = {"title": "Draft", "body": "x", "audience": "public"}
    publishing.start_article(slug="draft", language="en", text=text, by=Actor.of(knowledge_manager), at=at)
    assert as_user(agent).get("/knowledge/draft/").status_code == 404
    assert as_user(knowledge_manager).get("/knowledge/draft/").status_code == 200


@pytest.mark.parametrize(
    "name", ["article-draft", "article-review", "article-publication", "article-retirement"]
)
def test_agents_change_no_article(
    articles: Articles, agent: User, as_user: Callable[[User], Client], name: str
) -> None:
    assert as_user(agent).post(reverse(name, args=["opening-hours"])).status_code == 403


def test_a_writer_drafts_submits_and_another_person_publishes(
    knowledge_manager: User, administrator: User, as_user: Callable[[User], Client]
) -> None:
    writer = as_user(knowledge_manager)
    fields = {
        "title": "Gift wrap", "slug": "gift-wrap", "language": "en", "audience": "public",
        "body": "We wrap.", "synonyms": "paper, ribbon", "replies": "[Cost]\nIt is free.\n\nWe wrap it.",
    }  # fmt: skip
    assert writer.post("/knowledge/new/", fields).status_code == 302
    article = Article.objects.get(slug="gift-wrap")
    assert article.synonyms == ["paper", "ribbon"]
    assert article.replies == [
        {"section": "Cost", "text": "It is free."},
        {"section": "", "text": "We wrap it."},
    ]
    writer.post("/knowledge/gift-wrap/review/")
    assert writer.post("/knowledge/gift-wrap/publication/").status_code == 409
    assert as_user(administrator).post("/knowledge/gift-wrap/publication/").status_code == 302
    assert as_user(administrator).get("/knowledge/gift-wrap/").context["article"].version == 1


def test_the_form_comes_back_with_its_errors(
    knowledge_manager: User, as_user: Callable[[User], Client]
) -> None:
    answer = as_user(knowledge_manager).post("/knowledge/new/", {"title": "", "slug": "Bad Slug"})
    assert answer.status_code == 422
    assert b"Use lower case letters" in answer.content


def test_the_search_box_answers_with_marked_passages(
    articles: Articles, agent: User, as_user: Callable[[User], Client]
) -> None:
    answer = as_user(agent).get("/knowledge/search/", {"q": "limit for refunds without asking"})
    assert b"<mark>" in answer.content
    assert b"Internal" in answer.content


def test_a_flag_from_a_case_stands_on_its_timeline(
    articles: Articles, connected: Interaction, agent: User, stranger: User, as_user: Callable[[User], Client]
) -> None:
    fields = {"fault": "wrong", "note": "Says 30 days", "case": connected.case_id}
    assert as_user(stranger).post("/knowledge/damaged-on-arrival/flags/", fields).status_code == 404
    assert as_user(agent).post("/knowledge/damaged-on-arrival/flags/", fields).status_code == 302
    assert ArticleFlag.objects.get().flagged_by == agent.name
    assert connected.case.events.filter(name="article.flagged").count() == 1


def test_a_gap_is_kept_once_with_its_case(
    connected: Interaction, agent: User, stranger: User, as_user: Callable[[User], Client]
) -> None:
    fields = {"case": connected.case_id, "question": "Customs refunds for gifts?"}
    assert as_user(stranger).post("/knowledge/gaps/", fields).status_code == 404
    for _ in range(2):
        as_user(agent).post("/knowledge/gaps/", fields)
    assert Gap.objects.get().case == connected.case


def test_the_panel_shows_what_was_found_and_drops_what_was_retired(
    articles: Articles, connected: Interaction, says: Callable, knowledge_manager: User, at: datetime
) -> None:
    turn = says(connected, "It came cracked. Can I have my money back?")
    find_for_turn(turn=turn, at=at)
    find_for_turn(turn=turn, at=at)
    assert connected.case.events.filter(name="knowledge.found").count() == 1
    panel = panel_of(connected.case)
    assert panel.state == "found"
    assert "<mark>" in panel.passages[0].marked
    for article in articles.values():
        publishing.retire_article(article=article, by=Actor.of(knowledge_manager), at=at)
    assert panel_of(connected.case).passages == ()


def test_a_question_without_an_answer_shows_a_gap(
    articles: Articles, connected: Interaction, says: Callable, at: datetime
) -> None:
    find_for_turn(turn=says(connected, "What is the capital of Norway?"), at=at)
    panel = panel_of(connected.case)
    assert (panel.state, panel.question) == ("gap", "What is the capital of Norway?")


def test_the_list_needs_the_same_number_of_queries_for_many_articles(
    articles: Articles, knowledge_manager: User, as_user: Callable[[User], Client], at: datetime,
    django_assert_max_num_queries: Callable,
) -> None:  # fmt: skip
    browser = as_user(knowledge_manager)
    for number in range(8):
        text = {"title": f"More {number}", "body": "x", "audience": "public"}
        publishing.start_article(
            slug=f"more-{number}", language="en", text=text, by=Actor.of(knowledge_manager), at=at
        )
    with django_assert_max_num_queries(8):
        assert browser.get("/knowledge/").status_code == 200
