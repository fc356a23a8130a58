"""Sites that may show the chat, and the conversations of their visitors."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.channels.widget.tokens import Visitor

__all__ = ["WidgetConversation", "WidgetSite"]


class WidgetSite(models.Model):
    """One site (or group of sites) with the chat. `allowed_origins` holds origins, or `self` for the desk's
    own."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    allowed_origins = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    queue = models.ForeignKey(
        "cases.Queue", on_delete=models.SET_NULL, null=True, blank=True, related_name="widget_sites"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ConversationQuerySet(models.QuerySet["WidgetConversation"]):
    def of_visitor(self, visitor: Visitor) -> "ConversationQuerySet":
        return self.filter(site__key=visitor.site, visitor=visitor.id)


class WidgetConversation(models.Model):
    """What a visitor sees of an interaction. The id is the public one, the number counts the visitor's
    conversations."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(WidgetSite, on_delete=models.PROTECT, related_name="conversations")
    visitor = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    interaction = models.OneToOneField(
        "cases.Interaction", on_delete=models.PROTECT, related_name="widget_conversation"
    )
    opened_at = models.DateTimeField()

    objects = ConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "visitor", "number"], name="widget_conversation_once_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id}/{self.visitor}/{self.number}"

    def is_of(self, visitor: Visitor) -> bool:
        """Whether it is this visitor's. A column may keep something else than it is given: it is compared as kept."""
        column: Any = self._meta.get_field("visitor")
        kept = column.get_prep_value(visitor.id)
        return (self.site.key, self.visitor) == (visitor.site, kept)
