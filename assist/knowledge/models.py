from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from pgvector.django import HnswIndex, VectorField

from assist.knowledge.remarks import DIMENSIONS, ArticleFlag, Gap, GapTopic

__all__ = ["Article", "ArticleFlag", "ArticleVersion", "Gap", "GapTopic", "Passage", "SavedReply"]


class Audience(models.TextChoices):
    PUBLIC = "public", "Public: may be quoted to customers"
    INTERNAL = "internal", "Internal: for agents only"

    @classmethod
    def readable_by(cls, viewer: str) -> list[str]:
        """What somebody of this audience may read: agents everything, customers only what is public."""
        return [cls.PUBLIC, cls.INTERNAL] if viewer == cls.INTERNAL else [cls.PUBLIC]


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in review", "In review"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Superseded"
    RETIRED = "retired", "Retired"


def _words() -> Any:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True)


class ArticleText(models.Model):
    """What is written in an article; the article itself holds what is live, each version what it was then."""

    title = models.CharField(max_length=200)
    body = models.TextField()
    audience = models.CharField(max_length=16, choices=Audience.choices, default=Audience.PUBLIC)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    intents = _words()
    synonyms = _words()
    ids = _words()
    replies = models.JSONField(default=list, blank=True)

    TEXT_FIELDS = (
        "title", "body", "audience", "valid_from", "valid_until", "intents", "synonyms", "ids", "replies",
    )  # fmt: skip

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def text_fields(self) -> dict[str, Any]:
        """The written part, to copy between an article and its versions or to compare them."""
        return {name: getattr(self, name) for name in self.TEXT_FIELDS}


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> ArticleQuerySet:
        return self.filter(state=State.PUBLISHED)

    def readable_by(self, viewer: str) -> ArticleQuerySet:
        return self.filter(audience__in=Audience.readable_by(viewer))


class Article(ArticleText):
    """One article. Its text is what readers get now; a draft or a text in review is a version beside it."""

    slug = models.SlugField(max_length=120, unique=True)
    language = models.CharField(max_length=8, default="en")
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)  # the number of the version that is live; 0 when none is
    reviewed_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    changed_at = models.DateTimeField()
    title_embedding = models.BinaryField(default=bytes)  # float16; of the title that is live

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    @property
    def open_version(self) -> ArticleVersion | None:
        """The draft or the text in review, if there is one."""
        return self.versions.filter(state__in=[State.DRAFT, State.IN_REVIEW]).first()


class ArticleVersion(ArticleText):
    """One version of an article: who wrote it, who published it, and its text as it was."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="article_versions"
    )
    author_name = models.CharField(max_length=200)
    reviewer_name = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_version_once"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(state="published"), name="article_one_published_version"
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(state__in=["draft", "in review"]),
                name="article_one_open_version",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_in_review(self) -> bool:
        return self.state == State.IN_REVIEW

    @property
    def can_return(self) -> bool:
        """Whether this version was live once and can be brought back."""
        return self.state in (State.SUPERSEDED, State.RETIRED)


class PassageQuerySet(models.QuerySet["Passage"]):
    def readable_by(self, viewer: str) -> PassageQuerySet:
        return self.filter(audience__in=Audience.readable_by(viewer))

    def valid_on(self, day: date) -> PassageQuerySet:
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day)
        )


class Passage(models.Model):
    """A piece of a published article that is found on its own. Exists only while its article is published.

    Audience, language and validity are copied from the article, so that one index scan can filter by them.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=300, blank=True)
    anchor = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    lead = models.TextField()  # title, heading, synonyms and ids, folded
    folded = models.TextField()
    ids = _words()
    audience = models.CharField(max_length=16, choices=Audience.choices)
    language = models.CharField(max_length=8)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    embedding = VectorField(dimensions=DIMENSIONS)
    sentence_embeddings = models.BinaryField(default=bytes)  # float16, one row a sentence
    words = models.GeneratedField(
        expression=SearchVector("lead", weight="A", config="english")
        + SearchVector("folded", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["article", "position"]
        constraints = [models.UniqueConstraint(fields=["article", "position"], name="passage_position_once")]
        indexes = [
            GinIndex(fields=["words"], name="passage_words"),
            GinIndex(fields=["ids"], name="passage_ids"),
            HnswIndex(
                fields=["embedding"], name="passage_embedding", m=16, ef_construction=64,
                opclasses=["vector_cosine_ops"],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.article_id}#{self.anchor or self.position}"


class SavedReply(models.Model):
    """A short text with variables that agents insert with '/'."""

    shortcut = models.CharField(max_length=60)
    language = models.CharField(max_length=8, default="en")
    title = models.CharField(max_length=200)
    body = models.TextField()
    intents = _words()
    embedding = VectorField(dimensions=DIMENSIONS, null=True)
    changed_at = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["shortcut"]
        constraints = [
            models.UniqueConstraint(fields=["shortcut", "language"], name="saved_reply_shortcut_once")
        ]

    def __str__(self) -> str:
        return self.shortcut
