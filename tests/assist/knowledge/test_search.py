from datetime import datetime

import pytest

from assist.knowledge.models import Article, Passage
from assist.knowledge.search import search_passages

Articles = dict[str, Article]


@pytest.mark.parametrize(
    ("question", "slug", "anchor"),
    [
        ("my parcel arrived cracked, I want my money back", "damaged-on-arrival", "replacement-or-refund"),
        ("when are you open on sunday", "opening-hours", "customer-service"),
        ("how many days do I have to report the damage", "damaged-on-arrival", "report-it"),
    ],
)
def test_the_passage_that_answers_is_found_first(
    articles: Articles, at: datetime, question: str, slug: str, anchor: str
) -> None:
    first = search_passages(text=question, viewer_audience="public", at=at)[0]
    assert (first.slug, first.anchor) == (slug, anchor)
    assert first.score.answers
    assert "<mark>" in first.marked


def test_an_exact_code_wins_outright(articles: Articles, at: datetime) -> None:
    hits = search_passages(text="opening hours kb-104", viewer_audience="public", at=at)
    assert hits[0].slug == "damaged-on-arrival"
    assert hits[0].score.exact


def test_a_customer_never_gets_an_internal_passage(articles: Articles, at: datetime) -> None:
    question = "how much may an agent refund without a supervisor"
    public = search_passages(text=question, viewer_audience="public", limit=20, at=at)
    internal = search_passages(text=question, viewer_audience="internal", limit=20, at=at)
    assert "refund-limits" not in {hit.slug for hit in public}
    assert internal[0].slug == "refund-limits"


def test_an_article_is_not_found_after_its_last_day(articles: Articles, at: datetime) -> None:
    hits = search_passages(text="winter sale lamps cheaper", viewer_audience="public", limit=20, at=at)
    assert "winter-sale" not in {hit.slug for hit in hits}


@pytest.mark.parametrize("question", ["what is the capital of Norway", "hello", "thanks a lot"])
def test_what_no_article_covers_is_not_taken_for_an_answer(
    articles: Articles, at: datetime, question: str
) -> None:
    hits = search_passages(text=question, viewer_audience="internal", at=at)
    assert not any(hit.score.answers for hit in hits)


def test_an_empty_question_finds_nothing(articles: Articles, at: datetime) -> None:
    assert search_passages(text="  ", viewer_audience="internal", at=at) == []


def test_markup_in_an_article_is_escaped_in_the_marked_text(articles: Articles, at: datetime) -> None:
    passage = Passage.objects.get(anchor="customer-service")
    passage.text = "Our chat is open <script>alert(1)</script> on Sunday."
    passage.save()
    first = search_passages(text="chat open sunday", viewer_audience="public", at=at)[0]
    assert "<script>" not in first.marked
    assert "&lt;script&gt;" in first.marked


def test_the_same_question_gives_the_same_answer(articles: Articles, at: datetime) -> None:
    ask = {"text": "cracked, refund please", "viewer_audience": "public", "at": at}
    assert search_passages(**ask) == search_passages(**ask)
