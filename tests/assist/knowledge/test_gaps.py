from collections.abc import Callable
from datetime import datetime

import pytest

from assist.journeys.events import JourneyFinished, JourneyStarted
from assist.knowledge.actions import find_for_turn
from assist.knowledge.gaps import dismiss_topic, notice_gap, report_gap, write_article
from assist.knowledge.models import Article, Gap, GapTopic, State
from assist.knowledge.plans import is_planned
from assist.knowledge.publishing import publish_article, submit_for_review
from assist.knowledge.queries import missing_articles, open_topics, panel_of
from assist.knowledge.refusals import GapSettled, NoReason
from assist.knowledge.rules import is_of_another_code, misses_an_article
from assist.taxonomy.models import Intent
from assist.understanding.models import Understanding
from cases.events.actions import record
from cases.events.actors import SYSTEM, Actor
from cases.interactions.models import Interaction
from cases.live import fragment
from cases.people.models import User

RATED = {"complexity": "low", "emotional_weight": "low", "business_risk": "low"}


@pytest.mark.parametrize(
    ("text", "is_planned", "misses"),
    [
        ("Do you sell life insurance for my dog?", False, True),
        ("Where is my parcel with the oak table?", True, False),
        ("yes that is right", False, False),
        ("58307", False, False),
        ("Your colleague promised me a voucher last week. Where is it?", False, False),
        ("So Thursday morning at 9 is booked?", False, False),
        ("Have you deleted all the data of my account?", False, False),
        ("My desk shows E04 and the motor does not move.", False, True),
    ],
)
def test_only_a_real_question_misses_an_article(text: str, is_planned: bool, misses: bool) -> None:
    assert misses_an_article(text, is_planned=is_planned) is misses


@pytest.mark.parametrize(
    "text",
    [
        "Do you sell life insurance for my dog?",
        "yes that is right",
        "Which paint may I use on the legs of the oak table?",
        "You promised me that it comes on Monday.",
        "When is your chat open on Sunday?",
        "it does not work",
        "I want a manager and compensation for all my lost time.",
    ],
)
def test_the_console_says_that_an_article_is_missing_exactly_where_it_is_collected(
    articles: dict[str, Article], connected: Interaction, says: Callable, at: datetime, text: str
) -> None:
    find_for_turn(turn=says(connected, text), at=at)
    is_told = panel_of(connected.case).state == "gap"
    assert is_told is Gap.objects.filter(case=connected.case, question=text).exists()
    html = fragment("assist/knowledge/_panel.html", panel=panel_of(connected.case))
    assert ("No article answers" in html) is is_told


def test_a_plan_answers_its_own_kind_of_message_alone(connected: Interaction, at: datetime) -> None:
    case = connected.case
    journey = Intent.objects.create(
        key="damaged", name="Damaged", family="complaint", journey="damaged", **RATED
    )
    other = Intent.objects.create(key="faq", name="Question", family="faq", **RATED)
    record(case, JourneyStarted(1, "damaged", "Damaged", 1), by=SYSTEM, at=at)
    assert is_planned(case, None, "It is broken.")
    assert is_planned(case, Understanding(intent=journey.key), "Can I get a new one?")
    assert is_planned(case, Understanding(intent=other.key), "I'd rather have my money back.")
    assert not is_planned(case, Understanding(intent=other.key), "Does the lamp fit a ceiling of 2 metres?")
    record(case, JourneyFinished(1, "Damaged"), by=SYSTEM, at=at)
    assert not is_planned(case, None, "Something else is the matter.")


@pytest.mark.parametrize(
    ("question", "heading", "other"),
    [
        ("My desk shows E04", "E07 and a desk that moves one way", True),
        ("My desk shows E07", "E07 and a desk that moves one way", False),
        ("My desk shows an error", "E07 and a desk that moves one way", False),
        ("The desk of NG7 does not move", "E07 and a desk that moves one way", False),
        ("E04 again", "How to reach us", False),
    ],
)
def test_a_section_about_another_code_is_no_answer(question: str, heading: str, other: bool) -> None:
    assert is_of_another_code(question, heading) is other


def test_what_no_article_answers_is_collected_with_its_case(
    articles: dict[str, Article], connected: Interaction, says: Callable, at: datetime
) -> None:
    find_for_turn(turn=says(connected, "Do you sell life insurance for my dog?"), at=at)
    gap = Gap.objects.get()
    assert (gap.case, gap.is_reported) == (connected.case, False)
    assert not connected.case.events.filter(name="gap.reported").exists()


def test_what_an_article_answers_is_not_collected(
    articles: dict[str, Article], connected: Interaction, says: Callable, at: datetime
) -> None:
    find_for_turn(turn=says(connected, "When is your chat open on Sunday?"), at=at)
    assert not Gap.objects.exists()


def test_like_questions_come_together_and_others_stay_apart(
    db: None, connected: Interaction, at: datetime
) -> None:
    case = connected.case
    for question in (
        "Do you sell life insurance for dogs?",
        "Can I buy life insurance for my dog?",
        "Which paint may I use on the oak table?",
    ):
        notice_gap(case=case, question=question, language="en", at=at)
    assert sorted(topic.questions for topic in open_topics()) == [1, 2]


def test_a_report_confirms_what_was_noticed(connected: Interaction, agent: User, at: datetime) -> None:
    question = "Do you sell life insurance for dogs?"
    notice_gap(case=connected.case, question=question, language="en", at=at)
    for _ in range(2):
        report_gap(case=connected.case, question=question, by=Actor.of(agent), at=at)
    gap = Gap.objects.get()
    assert (gap.is_reported, gap.reported_by) == (True, agent.name)
    assert connected.case.events.filter(name="gap.reported").count() == 1


def test_no_gap_needs_a_reason_and_keeps_later_questions_silent(
    connected: Interaction, knowledge_manager: User, at: datetime
) -> None:
    by = Actor.of(knowledge_manager)
    notice_gap(case=connected.case, question="Do you sell life insurance for dogs?", language="en", at=at)
    topic = GapTopic.objects.get()
    with pytest.raises(NoReason):
        dismiss_topic(topic=topic, reason=" ", by=by, at=at)
    dismiss_topic(topic=topic, reason="We sell furniture.", by=by, at=at)
    notice_gap(case=connected.case, question="Is there life insurance for my dog?", language="en", at=at)
    assert not open_topics()
    with pytest.raises(GapSettled):
        dismiss_topic(topic=topic, reason="Again.", by=by, at=at)


def test_the_article_written_for_a_gap_settles_it_when_published(
    connected: Interaction, knowledge_manager: User, administrator: User, at: datetime
) -> None:
    writer = Actor.of(knowledge_manager)
    notice_gap(case=connected.case, question="Which paint may I use on the oak table?", language="en", at=at)
    topic = GapTopic.objects.get()
    article = write_article(topic=topic, by=writer, at=at)
    assert write_article(topic=GapTopic.objects.get(), by=writer, at=at) == article
    assert "Which paint" in article.body
    submit_for_review(article=article, by=writer, at=at)
    publish_article(article=article, by=Actor.of(administrator), at=at)
    topic.refresh_from_db()
    article.refresh_from_db()
    assert (topic.state, article.state) == (GapTopic.State.WRITTEN, State.PUBLISHED)


def test_the_list_shows_the_most_asked_first_with_examples(
    connected: Interaction, at: datetime, django_assert_max_num_queries: Callable
) -> None:
    for question in ("Which paint suits oak?", "Do you insure dogs?", "Can my dog be insured by you?"):
        notice_gap(case=connected.case, question=question, language="en", at=at)
    with django_assert_max_num_queries(3):
        missing = missing_articles(open_topics())
        assert len(missing) == len({entry.topic.pk for entry in missing})
        assert all(entry.examples[0].case.number for entry in missing)


def test_writers_see_what_is_missing_and_others_do_not(
    connected: Interaction, as_user: Callable, agent: User, knowledge_manager: User, at: datetime
) -> None:
    notice_gap(case=connected.case, question="Which paint may I use on the oak table?", language="en", at=at)
    assert as_user(agent).get("/knowledge/missing/").status_code == 403
    page = as_user(knowledge_manager).get("/knowledge/missing/")
    assert "Which paint" in page.content.decode()
    assert str(connected.case.number) in page.content.decode()
    assert connected.case.get_absolute_url() not in page.text  # a writer may not open cases


def test_the_page_begins_the_article_and_dismisses(
    connected: Interaction, as_user: Callable, agent: User, knowledge_manager: User, at: datetime
) -> None:
    for question in ("Which paint may I use on the oak table?", "Do you sell life insurance for dogs?"):
        notice_gap(case=connected.case, question=question, language="en", at=at)
    paint, dogs = GapTopic.objects.order_by("pk")
    assert as_user(agent).post(f"/knowledge/missing/{paint.pk}/article/").status_code == 403
    writer = as_user(knowledge_manager)
    assert "/draft/" in writer.post(f"/knowledge/missing/{paint.pk}/article/")["Location"]
    assert writer.post(f"/knowledge/missing/{dogs.pk}/dismissal/", {"reason": ""}).status_code in (
        409,
        422,
        400,
    )
    writer.post(f"/knowledge/missing/{dogs.pk}/dismissal/", {"reason": "We sell furniture."})
    assert "We sell furniture." in writer.get("/knowledge/missing/?settled=1").content.decode()
    assert GapTopic.objects.get(pk=dogs.pk).state == GapTopic.State.NO_GAP
