"""Drafts, review and publication: each verb one transaction. A second person publishes; every version
stays."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from assist.knowledge.models import Article, ArticleVersion, GapTopic, State
from assist.knowledge.passages import cut_passages
from assist.knowledge.refusals import DraftOfAnother, NeverLive, NoDraft, NotInReview, OwnArticle
from assist.knowledge.rules import may_publish
from cases.events.actors import Actor


@transaction.atomic
def save_draft(
    *, article: Article, text: dict[str, Any], note: str = "", by: Actor, at: datetime
) -> ArticleVersion:
    """Keeps `text` as the draft of the article; what is live stays live. Raises DraftOfAnother while in
    review."""
    article = _locked(article)
    version = article.open_version
    if version and version.is_in_review:
        raise DraftOfAnother
    version = version or ArticleVersion(article=article, number=_next_number(article))
    for name, value in {**article.text_fields(), **text}.items():
        setattr(version, name, value)
    version.note, version.written_at = note, at
    version.author_id, version.author_name = by.user_id, by.name
    version.save()
    if not article.version:
        _keep(article, **version.text_fields(), changed_at=at)
    return version


@transaction.atomic
def start_article(*, slug: str, language: str, text: dict[str, Any], by: Actor, at: datetime) -> Article:
    """A new article with its first draft; nobody finds it before it is published."""
    article = Article.objects.create(
        slug=slug, language=language, author_id=by.user_id, changed_at=at, **text
    )
    save_draft(article=article, text=text, by=by, at=at)
    return article


@transaction.atomic
def submit_for_review(*, article: Article, by: Actor, at: datetime) -> ArticleVersion:
    """Puts the draft before a second person. Raises NoDraft."""
    article = _locked(article)
    version = article.open_version
    if version is None or not version.is_draft:
        raise NoDraft
    version.state, version.submitted_at = State.IN_REVIEW, at
    version.save(update_fields=["state", "submitted_at"])
    if not article.version:
        _keep(article, state=State.IN_REVIEW, changed_at=at)
    return version


@transaction.atomic
def send_back(*, article: Article, note: str, by: Actor, at: datetime) -> ArticleVersion:
    """Returns the version in review to its writer with a note. Raises NotInReview."""
    article = _locked(article)
    version = _in_review(article)
    version.state, version.note, version.reviewer_name = State.DRAFT, note[:300], by.name
    version.save(update_fields=["state", "note", "reviewer_name"])
    if not article.version:
        _keep(article, state=State.DRAFT, changed_at=at)
    return version


@transaction.atomic
def publish_article(*, article: Article, by: Actor, at: datetime) -> Article:
    """Makes the version in review live: new passages from this moment. Raises NotInReview, OwnArticle."""
    article = _locked(article)
    version = _in_review(article)
    if not may_publish(author=str(version.author_id or version.author_name), reviewer=by.id):
        raise OwnArticle
    return make_live(article, version, reviewer=by, reviewed_on=timezone.localtime(at).date(), at=at)


@transaction.atomic
def bring_back(*, article: Article, number: int, by: Actor, at: datetime) -> Article:
    """Rolls back: makes an earlier version live again, as a new version with its text. Raises NeverLive."""
    article = _locked(article)
    earlier = article.versions.get(number=number)
    if not earlier.can_return:
        raise NeverLive
    again = ArticleVersion(
        article=article, number=_next_number(article),
        author_id=earlier.author_id, author_name=earlier.author_name,
        note=f"Version {number} again", written_at=at, **earlier.text_fields(),
    )  # fmt: skip
    return make_live(article, again, reviewer=by, reviewed_on=article.reviewed_on, at=at)


@transaction.atomic
def retire_article(*, article: Article, by: Actor, at: datetime) -> Article:
    """Takes the article out of every search; its versions stay and can be brought back."""
    article = _locked(article)
    article.versions.filter(state=State.PUBLISHED).update(state=State.RETIRED, decided_at=at)
    article.passages.all().delete()
    _keep(article, state=State.RETIRED, version=0, changed_at=at)
    return article


def make_live(
    article: Article, version: ArticleVersion, *, reviewer: Actor, reviewed_on: date | None, at: datetime
) -> Article:
    """Publishes the version without asking who wrote it: for the verbs above and for the import."""
    article.versions.filter(state=State.PUBLISHED).update(state=State.SUPERSEDED)
    version.state, version.reviewer_name, version.decided_at = State.PUBLISHED, reviewer.name, at
    version.save()
    _keep(
        article, **version.text_fields(), state=State.PUBLISHED, version=version.number,
        reviewed_on=reviewed_on, changed_at=at,
    )  # fmt: skip
    cut_passages(article)
    _settle(article, by=reviewer, at=at)
    return article


def _settle(article: Article, *, by: Actor, at: datetime) -> None:
    """The gaps that the article was written for are closed."""
    answered = article.gap_topics.filter(state=GapTopic.State.OPEN)
    answered.update(state=GapTopic.State.WRITTEN, closed_at=at, closed_by=by.name)


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update().get(pk=article.pk)


def _in_review(article: Article) -> ArticleVersion:
    version = article.open_version
    if version is None or not version.is_in_review:
        raise NotInReview
    return version


def _next_number(article: Article) -> int:
    return int(article.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def _keep(article: Article, **values: Any) -> None:
    for name, value in values.items():
        setattr(article, name, value)
    article.save()
