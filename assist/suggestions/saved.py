"""Saved replies for the '/' menu of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from assist.knowledge.models import SavedReply
from assist.suggestions.evidence import evidence_of
from assist.suggestions.slots import SLOT, Known, fill
from cases.casefiles.models import Case
from cases.interactions.queries import latest_interaction

OFFERED = 8


@dataclass(frozen=True)
class SavedOption:
    """One entry of the menu; `text` still holds {{slots}} that are not known: sending is blocked while one
    is left."""

    shortcut: str
    title: str
    text: str
    fits: bool


def saved_replies_for(case: Case, search: str = "") -> list[SavedOption]:
    """The replies whose shortcut, title or text has the words, those for the case's intent first."""
    interaction = latest_interaction(case)
    known: Mapping[str, Known] = evidence_of(case, interaction).known if interaction else {}
    words = search.strip().lstrip("/")
    found = SavedReply.objects.filter(is_active=True, language=case.language).filter(
        Q(shortcut__icontains=words) | Q(title__icontains=words) | Q(body__icontains=words)
    )
    options = [
        SavedOption(
            r.shortcut, r.title, _filled(r.body, known), bool(case.intent) and case.intent in r.intents
        )
        for r in found
    ]
    return sorted(options, key=lambda option: (not option.fits, option.shortcut))[:OFFERED]


def _filled(body: str, known: Mapping[str, Known]) -> str:
    """Known slots filled, words for optional ones, required ones left to see; line breaks kept."""
    return "\n".join(
        fill(line, known).text if SLOT.search(line) else line for line in body.strip().split("\n")
    )
