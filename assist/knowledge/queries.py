"""Reads of knowledge: the panel of a case, the lists of the knowledge manager."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils.safestring import SafeString, mark_safe

from assist.knowledge.events import GapReported, KnowledgeFound
from assist.knowledge.models import Article, ArticleFlag, Gap, GapTopic, State
from assist.knowledge.rules import excerpt, mark_sentence
from assist.understanding.models import Understanding
from assist.understanding.queries import readings_of
from cases.casefiles.models import Case
from cases.events.models import Event
from cases.interactions.models import Turn
from cases.interactions.queries import last_customer_turns, last_turns
from cases.people.models import User
from cases.people.permissions import Permission

_LIVE = "SELECT slug FROM assist_article WHERE slug = ANY(%s) AND state = %s"


@dataclass(frozen=True)
class FoundPassage:
    """A passage as the panel shows it."""

    slug: str
    anchor: str
    title: str
    heading: str
    marked: SafeString
    best: str
    is_internal: bool
    reviewed_on: date | None
    url: str

    @property
    def quote(self) -> str:
        """What "Quote" puts into the message box."""
        return self.best


@dataclass(frozen=True)
class KnowledgePanel:
    """The knowledge beside a case. `state` is one of idle, found, gap, reported, none.

    A gap is one that was collected with its case; where nothing was found and nothing is missing, nothing is said."""

    case_id: int
    state: str
    passages: tuple[FoundPassage, ...] = ()
    position: int = 0
    question: str = ""


def panel_of(case: Case, *, at: datetime | None = None) -> KnowledgePanel:
    """The passages for the customer's last understood turn, without those withdrawn since."""
    event = case.events.named(KnowledgeFound).order_by("seq").last()
    return panel_after(case, event) if event else KnowledgePanel(case.pk, "idle")


def panel_after(case: Case, event: Event) -> KnowledgePanel:
    """The same as of the event that told what was found."""
    fact: Any = event.fact
    passages = _still_published(fact.passages)
    question = _question(case.pk, fact.turn_id)
    if passages:
        return KnowledgePanel(case.pk, "found", passages, fact.position, question)
    if not fact.is_gap:
        return KnowledgePanel(case.pk, "none", (), fact.position, question)
    reported = case.events.named(GapReported).filter(seq__gt=fact.turn_seq).exists()
    return KnowledgePanel(case.pk, "reported" if reported else "gap", (), fact.position, question)


def found_passage(kept: dict[str, Any]) -> FoundPassage:
    """The passage from what the timeline, or a search, kept of it."""
    text, number = excerpt(kept["text"], kept["sentence"])
    best, _ = excerpt(kept["text"], kept["sentence"], around=0)
    return FoundPassage(
        slug=kept["slug"],
        anchor=kept["anchor"],
        title=kept["title"],
        heading=kept["heading"],
        marked=mark_safe(mark_sentence(text, number)),
        best=best,
        is_internal=kept["audience"] == "internal",
        reviewed_on=date.fromisoformat(kept["reviewed_on"]) if kept["reviewed_on"] else None,
        url=f"/knowledge/{kept['slug']}/" + (f"#{kept['anchor']}" if kept["anchor"] else ""),
    )


def question_of(turn: Turn) -> str:
    """What the customer wants to know as of this turn: its own words, or an earlier turn's when it only
    asks for a
    person or says thank you; "" when nothing was asked yet."""
    known = {entry.turn_id: entry for entry in readings_of(turn.case_id)}
    earlier = [other for other in last_customer_turns(turn.interaction, 4) if other.seq <= turn.seq]
    asking = [other.text for other in earlier if other.pk not in known or asks_something(known[other.pk])]
    return asking[-1] if asking else ""


def asks_something(read: Understanding) -> bool:
    """Whether the turn has a question or wish that an article could answer."""
    return not read.is_small_talk and not (read.wants_person and not read.intent)


def articles_for(user: User) -> QuerySet[Article]:
    """The articles that the person may open: writers all of them, everybody else the published ones."""
    if user.can(Permission.EDIT_KNOWLEDGE):
        return Article.objects.all()
    return Article.objects.published()


def article_list(user: User, *, state: str = "", search: str = "") -> QuerySet[Article]:
    """The list of the knowledge page with the number of open flags, newest change first."""
    found = articles_for(user).annotate(
        open_flags=Count("flags", filter=Q(flags__closed_at=None), distinct=True)
    )
    found = found.annotate(
        in_review=Count("versions", filter=Q(versions__state=State.IN_REVIEW), distinct=True)
    )
    if state == State.IN_REVIEW:
        found = found.filter(versions__state=State.IN_REVIEW)
    elif state == "flagged":
        found = found.filter(open_flags__gt=0)
    elif state:
        found = found.filter(state=state)
    if search:
        found = found.filter(Q(title__icontains=search) | Q(body__icontains=search))
    return found.select_related("author").order_by("title")


def open_flags() -> QuerySet[ArticleFlag]:
    return ArticleFlag.objects.filter(closed_at=None).select_related("article", "case")


def open_topics(*, language: str = "") -> QuerySet[GapTopic]:
    """What articles are missing: the most asked first, with how many questions and cases, and how many agents reported."""
    topics = GapTopic.objects.filter(state=GapTopic.State.OPEN)
    if language:
        topics = topics.filter(language=language)
    counted = topics.annotate(
        questions=Count("gaps"),
        cases=Count("gaps__case", distinct=True),
        reports=Count("gaps", filter=Q(gaps__is_reported=True)),
    )
    return counted.select_related("article").order_by("-cases", "-reports", "-last_at")


def settled_topics() -> QuerySet[GapTopic]:
    """What was settled, the latest first."""
    settled = GapTopic.objects.exclude(state=GapTopic.State.OPEN).select_related("article")
    return settled.annotate(questions=Count("gaps")).order_by("-closed_at")


@dataclass(frozen=True)
class MissingArticle:
    """A topic as the knowledge manager sees it: examples in the customers' words, each with its case."""

    topic: GapTopic
    examples: tuple[Gap, ...]


def missing_articles(topics: Sequence[GapTopic], *, examples: int = 4) -> list[MissingArticle]:
    """The topics with some of their questions, reported ones first."""
    gaps = (
        Gap.objects.filter(topic__in=topics).select_related("case").order_by("-is_reported", "-reported_at")
    )
    by_topic: dict[int, list[Gap]] = {}
    for gap in gaps:
        by_topic.setdefault(int(gap.topic_id or 0), []).append(gap)
    return [MissingArticle(topic, tuple(by_topic.get(topic.pk, [])[:examples])) for topic in topics]


def _still_published(kept: list[dict[str, Any]]) -> tuple[FoundPassage, ...]:
    if not kept:
        return ()
    with (
        connection.cursor() as cursor
    ):  # for each message that finds something: a queryset would cost five times that
        cursor.execute(_LIVE, [list({entry["slug"] for entry in kept}), State.PUBLISHED])
        live = {slug for (slug,) in cursor.fetchall()}
    return tuple(found_passage(entry) for entry in kept if entry["slug"] in live)


def _question(case_id: int, turn_id: int) -> str:
    lately = {turn.pk: turn for turn in last_turns(case_id)}
    turn = lately.get(turn_id) or Turn.objects.filter(pk=turn_id).first()
    return turn.text if turn else ""
