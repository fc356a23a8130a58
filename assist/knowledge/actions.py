"""Importing articles and saved replies, and what happens with knowledge on a case."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from assist.knowledge.events import ArticleFlagged, KnowledgeFound
from assist.knowledge.files import ArticleFile, SavedReplyFile, read_articles, read_saved_replies
from assist.knowledge.gaps import notice_gap
from assist.knowledge.models import Article, ArticleFlag, Audience, SavedReply, State
from assist.knowledge.plans import is_planned
from assist.knowledge.publishing import make_live, save_draft, start_article
from assist.knowledge.queries import asks_something
from assist.knowledge.rules import RULES_VERSION, misses_an_article, says_too_little
from assist.knowledge.search import Hit, search_passages
from assist.providers.embeddings import embed
from assist.understanding.queries import understanding_of
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.interactions.models import Turn
from cases.interactions.queries import last_customer_turns
from cases.people.models import User

SHOWN = 3
LATELY = 20  # turns back, among which one may come a second time


@transaction.atomic
def load_articles(folder: Path, *, by: Actor, at: datetime) -> list[Article]:
    """Brings every article of the folder in; an unchanged one is left alone. Raises BadFile, then nothing
    is kept."""
    return [load_article(file, by=by, at=at) for file in read_articles(folder)]


@transaction.atomic
def load_article(file: ArticleFile, *, by: Actor, at: datetime) -> Article:
    """The article of one file. A file marked published is live at once: its review took place where the
    file lives."""
    text, writer = _text_of(file), _writer(file.author, by)
    article = Article.objects.filter(slug=file.slug).first()
    if article is None:
        article = start_article(slug=file.slug, language=file.language, text=text, by=writer, at=at)
    elif article.text_fields() == text and article.state == file.state:
        return article
    version = save_draft(article=article, text=text, note=f"Imported by {by.name}", by=writer, at=at)
    if file.state == State.PUBLISHED:
        return make_live(version.article, version, reviewer=by, reviewed_on=file.reviewed_on, at=at)
    return version.article


@transaction.atomic
def load_saved_replies(path: Path, *, by: Actor, at: datetime) -> list[SavedReply]:
    """Brings the file's saved replies in, by shortcut and language; the file's text wins. Raises BadFile."""
    files = read_saved_replies(path)
    vectors: Any = embed([f"{file.title}. {file.body}" for file in files]) if files else []
    return [_saved_reply(file, vector, at) for file, vector in zip(files, vectors, strict=True)]


@transaction.atomic
def find_for_turn(*, turn: Turn, at: datetime) -> list[Hit]:
    """Puts the passages that answer the customer's turn on the case, once a turn. Agents may read internal
    ones.

    A turn that asks nothing (thanks, a wish for a person) leaves what was found before. What no article answers is kept
    for the writers.
    """
    case = turn.case
    read = understanding_of(turn)
    if read and not asks_something(read):
        return []
    if _was_searched(case.pk, turn):
        return []
    earlier = [other.text for other in last_customer_turns(turn.interaction) if other.seq < turn.seq]
    hits = search_passages(
        text=turn.text, context=earlier, viewer_audience=Audience.INTERNAL,
        language=turn.interaction.language, intent=case.intent, limit=SHOWN, at=at,
    )  # fmt: skip
    answering = [hit for hit in hits if hit.score.answers and not says_too_little(turn.text, case.intent)]
    is_gap = not answering and misses_an_article(turn.text, is_planned=is_planned(case, read, turn.text))
    passages = [kept(hit) for hit in answering]
    record(
        case,
        KnowledgeFound(turn.pk, turn.seq, turn.position, passages, RULES_VERSION, is_gap),
        by=SYSTEM,
        at=at,
    )
    if is_gap:
        notice_gap(case=case, question=turn.text, language=turn.interaction.language, at=at)
    return answering


def _was_searched(case_id: int, turn: Turn) -> bool:
    return any(event.turn_id == turn.pk for event in _searches(case_id))  # type: ignore[attr-defined]  # annotated


_searches = Prepared(
    lambda case: (
        Event.objects.filter(case_id=case, name=KnowledgeFound.NAME)
        .annotate(turn_id=F("payload__turn_id"))
        .order_by("-seq")
        .only("case_id", "seq")[:LATELY]
    )
)


@transaction.atomic
def flag_article(
    *,
    article: Article,
    fault: str,
    note: str = "",
    anchor: str = "",
    case: Case | None = None,
    by: Actor,
    at: datetime,
) -> ArticleFlag:
    """An agent's remark for the knowledge manager; on a case it stands on the timeline too."""
    flag = ArticleFlag.objects.create(
        article=article, fault=fault, note=note, anchor=anchor, case=case, flagged_by=by.name, flagged_at=at
    )
    if case:
        record(case, ArticleFlagged(flag.pk, article.slug, article.title, fault, note), by=by, at=at)
    return flag


def close_flag(*, flag: ArticleFlag, by: Actor, at: datetime) -> None:
    """Done with a flag: it leaves the list and stays in the history."""
    flag.closed_at, flag.closed_by = at, by.name
    flag.save(update_fields=["closed_at", "closed_by"])


def kept(hit: Hit) -> dict[str, Any]:
    """What the timeline keeps of a hit: enough to show it again as it was."""
    return {
        "slug": hit.slug, "anchor": hit.anchor, "title": hit.title, "heading": hit.heading, "text": hit.text,
        "sentence": hit.sentence, "audience": hit.audience, "version": hit.version,
        "reviewed_on": hit.reviewed_on.isoformat() if hit.reviewed_on else "",
        "score": round(hit.score.total, 3), "dense": round(hit.score.dense, 3),
        "words": round(hit.score.words, 3), "chance": round(hit.score.chance, 3),
    }  # fmt: skip


def _text_of(file: ArticleFile) -> dict[str, Any]:
    return {
        "title": file.title, "body": file.body, "audience": file.audience, "valid_from": file.valid_from,
        "valid_until": file.valid_until, "intents": list(file.intents), "synonyms": list(file.synonyms),
        "ids": list(file.ids), "replies": [dict(reply) for reply in file.replies],
    }  # fmt: skip


def _writer(author: str, by: Actor) -> Actor:
    """The person a file names, by the start of the name or e-mail; else who imports."""
    named = Q(email__istartswith=f"{author}@") | Q(name__iexact=author) | Q(name__istartswith=f"{author} ")
    person = User.objects.filter(named).order_by("pk").first() if author else None
    return Actor.of(person) if person else by


def _saved_reply(file: SavedReplyFile, vector: Any, at: datetime) -> SavedReply:
    texts = {"title": file.title, "body": file.body, "intents": list(file.intents)}
    reply, _ = SavedReply.objects.update_or_create(
        shortcut=file.shortcut,
        language=file.language,
        defaults={**texts, "embedding": vector, "changed_at": at, "is_active": True},
    )
    return reply
