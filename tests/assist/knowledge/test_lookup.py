from datetime import datetime

import pytest

from agentdesk.bench.library import fill_passages
from assist.knowledge import library, lookup
from assist.knowledge.library import stock
from assist.knowledge.models import Article, Passage
from assist.knowledge.search import search_passages
from assist.knowledge.vocabulary import Vocabulary, vocabulary_of

OTHER_MATTERS = (
    "reset-password",
    "unlock-account",
    "gift-cards",
    "trade-accounts",
    "hoyde-desk-errors",
    "vidsyn-monitor",
)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every library is too large to be compared whole."""
    monkeypatch.setattr(library, "FEW", 0)


@pytest.mark.django_db
def test_words_are_taken_from_the_rarest_up_while_they_bring_few() -> None:
    vocabulary = Vocabulary(100_000, {"refund": 0.004, "order": 0.4, "sofa": 0.01}, 0.0005)
    queries = lookup._queries("refund the order of the sofa, Ewelina", vocabulary)
    assert queries == ["'refund' & 'order' & 'sofa' & 'ewelina'", "'ewelina' | 'refund' | 'sofa'"]


@pytest.mark.django_db
def test_a_need_of_common_words_alone_is_left_to_its_meaning() -> None:
    assert lookup._queries("my order", Vocabulary(100_000, {"order": 0.4}, 0.0005)) == []


def test_each_of_many_needs_gets_a_part_of_the_rows(
    articles: dict[str, Article], large: None, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    queries = lookup._queries
    monkeypatch.setattr(lookup, "_queries", lambda *given: (asked.append(given[2]), queries(*given))[1])
    letter = "The lamp came cracked in three places yesterday. " + " ".join(
        f"My {thing} from the Leeds showroom has a scratch on the left side." for thing in "abcdefghi"
    )
    search_passages(text=letter, viewer_audience="public", at=at)
    assert len(asked) > 5
    assert max(asked) < lookup.ROWS_READ


def test_a_whole_letter_finds_its_article_in_a_large_library(
    articles: dict[str, Article], large: None, at: datetime
) -> None:
    fill_passages(300, at=at, about=OTHER_MATTERS)
    letter = """Good morning. I have waited for three weeks and nobody rang me back about this. My neighbour took the parcel in.
    The mirror was cracked when I took it out of the box, and I would like a replacement or the full price back. I am at home
    all week except Thursday. Kind regards, and please do not send me another survey about it."""
    assert "damaged-on-arrival" in {
        hit.slug for hit in search_passages(text=letter, viewer_audience="public", at=at)
    }


def test_the_answer_is_found_among_many_passages(
    articles: dict[str, Article], large: None, at: datetime
) -> None:
    fill_passages(300, at=at, about=OTHER_MATTERS)
    hits = search_passages(text="it came cracked, can I have a replacement", viewer_audience="public", at=at)
    assert hits[0].slug == "damaged-on-arrival"


@pytest.mark.parametrize("question", ["opening hours kb-104", "is KB-104 for this"])
def test_an_exact_code_wins_in_a_large_library_too(
    articles: dict[str, Article], large: None, at: datetime, question: str
) -> None:
    fill_passages(300, at=at, about=OTHER_MATTERS)
    hits = search_passages(text=question, viewer_audience="public", at=at)
    assert hits[0].slug == "damaged-on-arrival"
    assert hits[0].score.exact


def test_a_large_library_shows_nobody_what_is_not_for_them(
    articles: dict[str, Article], large: None, at: datetime
) -> None:
    question = "how much may an agent refund, and are lamps cheaper in the winter sale"
    public = {hit.slug for hit in search_passages(text=question, viewer_audience="public", limit=20, at=at)}
    internal = {
        hit.slug for hit in search_passages(text=question, viewer_audience="internal", limit=20, at=at)
    }
    assert public == {"damaged-on-arrival", "opening-hours"}
    assert internal == {"damaged-on-arrival", "opening-hours", "refund-limits"}


def test_small_and_large_libraries_agree_on_the_first_hit(
    articles: dict[str, Article], at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = ["are you open on sunday", "how many days do I have to report the damage"]
    first = [search_passages(text=text, viewer_audience="public", at=at)[0].anchor for text in questions]
    monkeypatch.setattr(library, "FEW", 0)
    assert [
        search_passages(text=text, viewer_audience="public", at=at)[0].anchor for text in questions
    ] == first


def test_articles_of_the_intent_are_always_in_the_pool(
    articles: dict[str, Article], large: None, at: datetime
) -> None:
    fill_passages(300, at=at, about=OTHER_MATTERS)
    hits = search_passages(
        text="please help me with this",
        viewer_audience="public",
        intent="damaged_on_arrival",
        limit=200,
        at=at,
    )
    assert {hit.score.intent for hit in hits if hit.slug == "damaged-on-arrival"} == {1}


def test_what_comes_and_goes_is_seen_by_the_next_search(articles: dict[str, Article], at: datetime) -> None:
    before = stock()
    assert search_passages(text="when are you open on sunday", viewer_audience="public", at=at)
    articles["opening-hours"].passages.all().delete()
    assert stock() != before
    hits = search_passages(text="when are you open on sunday", viewer_audience="public", at=at)
    assert "opening-hours" not in {hit.slug for hit in hits}


def test_only_new_passages_are_read(articles: dict[str, Article], at: datetime) -> None:
    keys = list(Passage.objects.values_list("pk", flat=True))
    first = library.readings_of(keys)
    assert library.readings_of(keys) == first


def test_the_vocabulary_knows_common_words(articles: dict[str, Article], at: datetime) -> None:
    fill_passages(400, at=at)
    vocabulary = vocabulary_of(stock())
    shares = vocabulary.shares_of(["order", "zeppelin"])
    assert shares["order"] > 5 * shares["zeppelin"]
