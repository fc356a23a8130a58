from datetime import datetime

import pytest

from assist.knowledge import lookup
from assist.knowledge.models import Article, Passage
from assist.knowledge.search import search_passages
from tests.assist.knowledge.many import fill_passages


def test_common_words_are_left_out_on_a_large_table(
    articles: dict[str, Article], at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "SMALL", 100)
    fill_passages(300, at=at)
    shares = lookup._shares(["v1", "replacement"])
    assert shares["v1"] > lookup.COMMON_SHARE
    assert shares["replacement"] <= lookup.COMMON_SHARE
    allowed = Passage.objects.all()
    assert lookup._with_any_word(allowed, {"v1": shares["v1"]}) == set()
    assert lookup._with_all_words(allowed, {"v1": shares["v1"]}) == set()
    assert lookup._with_any_word(allowed, shares) != set()


def test_the_answer_is_found_among_many_passages(
    articles: dict[str, Article], at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "SMALL", 100)
    fill_passages(300, at=at)
    hits = search_passages(text="it came cracked, can I have a replacement", viewer_audience="public", at=at)
    assert hits[0].slug == "damaged-on-arrival"


def test_articles_of_the_intent_are_always_in_the_pool(articles: dict[str, Article], at: datetime) -> None:
    hits = search_passages(
        text="please help me with this", viewer_audience="public", intent="damaged_on_arrival", limit=9, at=at
    )
    assert {hit.score.intent for hit in hits if hit.slug == "damaged-on-arrival"} == {1}
