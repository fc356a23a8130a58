"""Questions that no article answers: collected from the cases, put together by meaning, and settled by a writer."""

from __future__ import annotations

import re
from datetime import datetime

import numpy as np
from django.db import connection, transaction
from django.db.models import Q
from pgvector.django import CosineDistance

from assist.knowledge.events import GapReported
from assist.knowledge.models import Article, Audience, Gap, GapTopic
from assist.knowledge.publishing import start_article
from assist.knowledge.refusals import GapSettled, NoReason
from assist.knowledge.rules import SAME_QUESTION
from assist.providers.embeddings import embed
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import SYSTEM, Actor

LONGEST = 1000
_LOCK = 4_207_311  # one topic is chosen at a time, or two like questions would make two


@transaction.atomic
def notice_gap(*, case: Case, question: str, language: str, at: datetime) -> Gap | None:
    """Keeps what the search could not answer, for the writers. None when the case asked the same already."""
    question = question.strip()[:LONGEST]
    if case.gaps.filter(question=question).exists():
        return None
    return _collect(case, question, language, by=SYSTEM, at=at, is_reported=False)


@transaction.atomic
def report_gap(*, case: Case, question: str, by: Actor, at: datetime) -> Gap:
    """An agent says that an article is missing; it stands on the timeline. The same question of a case is kept once."""
    question = question.strip()[:LONGEST]
    gap = case.gaps.filter(question=question).first()
    if gap is None:
        gap = _collect(case, question, case.language, by=by, at=at, is_reported=True)
    elif gap.is_reported:
        return gap
    else:
        gap.is_reported, gap.reported_by, gap.reported_at = True, by.name, at
        gap.save(update_fields=["is_reported", "reported_by", "reported_at"])
    record(case, GapReported(gap.pk, gap.question), by=by, at=at)
    return gap


@transaction.atomic
def dismiss_topic(*, topic: GapTopic, reason: str, by: Actor, at: datetime) -> GapTopic:
    """Not a gap, with the reason; like questions that come later join it in silence. Raises NoReason, GapSettled."""
    if not reason.strip():
        raise NoReason
    topic = _open(topic)
    topic.reason = reason.strip()[:300]
    return _close(topic, GapTopic.State.NO_GAP, by=by, at=at)


@transaction.atomic
def write_article(*, topic: GapTopic, by: Actor, at: datetime) -> Article:
    """The draft that is to answer the topic, new or begun before. Its publication settles the topic. Raises GapSettled."""
    topic = _open(topic)
    if topic.article is None:
        title = topic.question.rstrip("?!. ")[:180]
        text = {"title": title, "body": _questions_of(topic), "audience": Audience.INTERNAL}
        slug = _free_slug(title)
        topic.article = start_article(slug=slug, language=topic.language, text=text, by=by, at=at)
        topic.save(update_fields=["article"])
    return topic.article


def _collect(case: Case, question: str, language: str, *, by: Actor, at: datetime, is_reported: bool) -> Gap:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return Gap.objects.create(
        case=case, topic=_topic_for(question, language, at), question=question, intent=case.intent,
        language=language, is_reported=is_reported, reported_by=by.name, reported_at=at,
    )  # fmt: skip


def _topic_for(question: str, language: str, at: datetime) -> GapTopic:
    """The topic of like questions, open or dismissed; an answered one is over, so a new one is opened."""
    meaning = embed([question])[0]
    like = GapTopic.objects.filter(~Q(state=GapTopic.State.WRITTEN), language=language)
    near = like.annotate(distance=CosineDistance("embedding", meaning)).order_by("distance").first()
    if near is None or near.distance > 1 - SAME_QUESTION:
        return GapTopic.objects.create(
            question=question, language=language, embedding=meaning, first_at=at, last_at=at
        )
    count = near.gaps.count()
    middle = np.asarray(near.embedding, dtype=np.float32) * count + meaning
    near.embedding, near.last_at = middle / np.linalg.norm(middle), at
    near.save(update_fields=["embedding", "last_at"])
    return near


def _open(topic: GapTopic) -> GapTopic:
    topic = GapTopic.objects.select_for_update().get(pk=topic.pk)
    if topic.state != GapTopic.State.OPEN:
        raise GapSettled
    return topic


def _close(topic: GapTopic, state: str, *, by: Actor, at: datetime) -> GapTopic:
    topic.state, topic.closed_at, topic.closed_by = state, at, by.name
    topic.save(update_fields=["state", "reason", "closed_at", "closed_by"])
    return topic


def _questions_of(topic: GapTopic) -> str:
    asked = dict.fromkeys(topic.gaps.order_by("reported_at").values_list("question", flat=True)[:5])
    return "What customers asked:\n\n" + "\n".join(f"- {question}" for question in asked)


def _free_slug(title: str) -> str:
    stem = "-".join(re.findall(r"[a-z0-9]+", title.lower())[:8]) or "article"
    taken = set(Article.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    names = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
