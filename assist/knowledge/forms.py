from __future__ import annotations

import re
from typing import Any

from django import forms

from assist.knowledge.files import SLUG
from assist.knowledge.models import Article, ArticleFlag, Audience


class WordsField(forms.CharField):
    """Words separated by commas, kept as a list."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return [word.strip()[:80] for word in str(value or "").split(",") if word.strip()]

    def validate(self, value: Any) -> None:
        """A list needs no further check."""

    def run_validators(self, value: Any) -> None:
        """The validators of the base class expect a string."""

    def prepare_value(self, value: Any) -> str:
        return ", ".join(value) if isinstance(value, list) else str(value or "")


class RepliesField(forms.CharField):
    """Replies, one a paragraph; a first line in brackets names its section: `[Same-day replacement]`."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> list[dict[str, str]]:  # type: ignore[override]
        blocks = re.split(r"\n\s*\n", str(value or "").replace("\r\n", "\n").strip())
        return [self._reply(block.strip()) for block in blocks if block.strip()]

    def validate(self, value: Any) -> None:
        """A list needs no further check."""

    def run_validators(self, value: Any) -> None:
        """The validators of the base class expect a string."""

    def prepare_value(self, value: Any) -> str:
        if not isinstance(value, list):
            return str(value or "")
        blocks = [f"[{r['section']}]\n{r['text']}" if r["section"] else r["text"] for r in value]
        return "\n\n".join(blocks)

    @staticmethod
    def _reply(block: str) -> dict[str, str]:
        named = re.match(r"\[([^\]\n]+)\]\s*\n(.+)", block, re.DOTALL)
        section, text = (named[1], named[2]) if named else ("", block)
        return {"section": section.strip(), "text": " ".join(text.split())}


class ArticleForm(forms.Form):
    """The text of an article, new or as a draft of a new version."""

    title = forms.CharField(max_length=200)
    audience = forms.ChoiceField(choices=Audience.choices)
    body = forms.CharField(widget=forms.Textarea, label="Text", help_text="Markdown; ## starts a passage")
    synonyms = WordsField(required=False, label="Words customers use", help_text="Separated by commas")
    ids = WordsField(required=False, label="Codes", help_text="A question with one finds this article first")
    intents = WordsField(required=False, label="Intents", help_text="Keys of the taxonomy")
    replies = RepliesField(
        required=False, label="Replies", help_text="Paragraphs; [Heading] on the first line names the section"
    )
    valid_from = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    valid_until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", "This day is before the first one.")
        return cleaned


class NewArticleForm(ArticleForm):
    slug = forms.CharField(max_length=120, label="Address", help_text="Lower case with hyphens")
    language = forms.CharField(max_length=8, initial="en")

    field_order = ("title", "slug", "language")

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if not SLUG.fullmatch(slug) or slug in ("new", "search", "gaps", "flags", "missing"):
            raise forms.ValidationError("Use lower case letters, digits and hyphens.")
        if Article.objects.filter(slug=slug).exists():
            raise forms.ValidationError("There is an article at this address.")
        return slug


class FlagForm(forms.Form):
    fault = forms.ChoiceField(choices=ArticleFlag.Fault.choices)
    note = forms.CharField(required=False, max_length=1000)
    anchor = forms.CharField(required=False, max_length=300)
    case = forms.IntegerField(required=False)


class GapForm(forms.Form):
    case = forms.IntegerField()
    question = forms.CharField(max_length=4000)


class SendBackForm(forms.Form):
    note = forms.CharField(max_length=300)


class DismissalForm(forms.Form):
    reason = forms.CharField(max_length=300)
