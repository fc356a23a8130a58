"""What a search found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from assist.knowledge.rules import Score, excerpt, mark_sentence
from assist.knowledge.words import sentences


@dataclass(frozen=True)
class Hit:
    """A passage that was found: where it stands, how it scored, and the sentence that answers best."""

    passage_id: int
    article_id: int
    slug: str
    title: str
    heading: str
    anchor: str
    text: str
    audience: str
    version: int
    reviewed_on: date | None
    score: Score
    sentence: int

    @property
    def url(self) -> str:
        """The article's page at this passage."""
        return f"/knowledge/{self.slug}/" + (f"#{self.anchor}" if self.anchor else "")

    @property
    def name(self) -> str:
        return f"{self.title}, {self.heading}" if self.heading else self.title

    @property
    def best(self) -> str:
        """The best sentence as plain text."""
        parts = sentences(self.text)
        return parts[self.sentence] if self.sentence < len(parts) else self.text

    @property
    def marked(self) -> SafeString:
        """The best sentence and its neighbours as HTML, the sentence in <mark>, everything escaped."""
        text, number = excerpt(self.text, self.sentence)
        return mark_safe(mark_sentence(text, number))
