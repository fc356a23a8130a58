"""The /ui/ page: every component in every state, for whoever builds pages and for the tests of looks."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assist.desk.heads import Head
from assist.desk.transcript import Item
from assist.desk.worklist import CaseRow, OfferCard, Work
from cases.people.gates import needs
from cases.people.permissions import Permission as P


@needs(P.CONFIGURE)
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "gallery/page.html", _samples())


def _samples() -> dict[str, Any]:
    now = timezone.now()
    row = CaseRow(40318, "Maya Lindqvist", "The screen is cracked", "Chat", "message-square",
                  2, "Reply due", "warn", now - timedelta(seconds=72), "/ui/")  # fmt: skip
    quiet = replace(row, number=40319, name="Hollis Grant", unread=0, chip="In contact", tone="")
    offer = OfferCard(1, "Visitor 4821", "Chat", "message-square", "asked for a person", "Customer care",
                      "Can I change the delivery slot?", now + timedelta(seconds=18), 20)  # fmt: skip
    return {
        "number": 40318,
        "work": Work(
            [offer], [row, quiet], [replace(row, number=40320, chip="Wrap-up", tone="acc")], [quiet]
        ),
        "empty": Work([], [], [], []),
        "heads": _heads(now),
        "items": _items(now),
    }


def _heads(now: Any) -> list[Head]:
    course = [[n, mood] for n, mood in enumerate((0.1, 0.0, -0.3, -0.5, -0.9))]
    led = Head(40318, "Maya Lindqvist", "Chat", "message-square", True, "Damaged", 2, "Open", False,
               "connected", "Ama Boateng leads this contact", 1, 1, False, 38, now - timedelta(seconds=61),
               now - timedelta(minutes=6), course)  # fmt: skip
    return [
        led,
        replace(led, is_over=True, case_state="Resolved", waiting_since=None, layer=3, mood_course=[]),
    ]


def _items(now: Any) -> list[Item]:
    return [
        Item(1, "turn", now, "My new monitor came today and it is broken.", "Maya Lindqvist", "cust"),
        Item(2, "turn", now, "I am sorry to hear that. I am the AI agent; you can have a person at any time.",
             "AI agent", "ai", sources=[{"title": "Damaged in transit", "url": "/ui/"}]),
        Item(3, "line", now, "The customer asked for a person", icon="hand"),
        Item(4, "turn", now, "Hello Maya, please keep the box for now.", "Ama Boateng", "agent"),
        Item(5, "note", now, "Same carrier damaged two others this week.", "Priya Nair"),
    ]  # fmt: skip
