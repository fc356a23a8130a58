"""Tags and filters of the pages: icons, times as the scripts read them, the frame's menus, the mood line."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases.people.keys import commands_of, letters_of
from cases.people.permissions import Permission as P
from cases.routing.models import Presence

register = template.Library()

SPRITE = "vendor/lucide-1.62.0/icons.svg"


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """The names that the sprite knows."""
    text = (Path(settings.BASE_DIR) / "static" / SPRITE).read_text()
    return frozenset(re.findall(r'<symbol id="([^"]+)"', text))


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of 16 px beside its words; it is never the only thing that says something."""
    return _icon(name, extra)


@lru_cache(maxsize=500)
def _icon(name: str, extra: str) -> SafeString:
    """The same words each time: a panel has a dozen of them."""
    if name not in icon_names():
        raise template.TemplateSyntaxError(f"The sprite has no icon “{name}”")
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f"i {extra}".strip(),
        static(SPRITE),
        name,
    )


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    icon: str
    address: str
    permissions: tuple[P, ...]
    is_current: bool = False


SECTIONS = (
    Section("desk", "Desk", "inbox", "/desk/", (P.WORK_CASES,)),
    Section("floor", "Floor", "layout-dashboard", "/floor/", (P.WATCH_FLOOR,)),
    Section("reviews", "Reviews", "clipboard-check", "/reviews/", (P.REVIEW_CASES, P.READ_REVIEWS)),
    Section("knowledge", "Knowledge", "book-open", "/knowledge/", (P.READ_KNOWLEDGE,)),
    Section("learning", "Learning", "graduation-cap", "/learning/", (P.SEE_LEARNING,)),
)

# Pages that belong to no section of the rail; the palette and the person's menu lead there.
PAGES = (
    Section("follow-ups", "Follow-ups", "calendar-clock", "/follow-ups/", (P.WORK_CASES,)),
    Section("approvals", "Approvals", "shield-check", "/approvals/", (P.APPROVE_CALLS,)),
    Section("letters", "CRM letters to mend", "refresh-cw", "/crm/letters/", (P.MEND_WRITES,)),
    Section("language-model", "Language model", "globe", "/settings/language-model/", (P.CONFIGURE,)),
)


@register.simple_tag(takes_context=True)
def pages(context: dict[str, Any]) -> list[Section]:
    """The pages beside the sections that the person's role allows, the current one marked."""
    return _allowed(PAGES, context)


@register.simple_tag(takes_context=True)
def sections(context: dict[str, Any]) -> list[Section]:
    """The sections that the person's role allows, the current one marked."""
    return _allowed(SECTIONS, context)


def _allowed(found: Sequence[Section], context: dict[str, Any]) -> list[Section]:
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return []
    return [
        Section(s.key, s.title, s.icon, s.address, s.permissions, request.path.startswith(s.address))
        for s in found
        if any(request.user.can(permission) for permission in s.permissions)
    ]


@register.simple_tag
def presence_of(user: Any) -> Presence | None:
    """What the person chose to be, for whoever takes contacts; None for the others."""
    if not (user.is_authenticated and user.can(P.WORK_CASES)):
        return None
    found = Presence.objects.with_contact().filter(user=user).first()
    now = timezone.now()
    return found or Presence(user=user, state=Presence.State.OFFLINE, since=now, idle_since=now)


@register.simple_tag
def server_now() -> int:
    """The server's clock in milliseconds; the page's timers run by it."""
    return int(timezone.now().timestamp() * 1000)


@register.filter
def clock(at: datetime | None) -> str:
    """14:05, in the office's time zone."""
    return timezone.localtime(at).strftime("%H:%M") if at else ""


@register.filter
def day(at: datetime | None) -> str:
    """21 November 2026."""
    return f"{timezone.localtime(at):%-d %B %Y}" if at else ""


@register.filter
def iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""


@register.filter
def minutes(seconds: float | None) -> str:
    """0:38, or 1 h 04 above an hour."""
    whole = int(seconds or 0)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"


@register.filter
def ago(at: datetime | None) -> str:
    """12 s ago, 4 min ago, 3 h ago, 2 d ago: for pages that are not live."""
    if at is None:
        return ""
    seconds = max(0, int((timezone.now() - at).total_seconds()))
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"


@register.simple_tag
def countdown(until: datetime, breach: str = "", whole: int = 0) -> SafeString:
    """The moment, which the script turns into the time left. `breach` is said when it passes."""
    return format_html(
        '<b class="num" role="timer" data-deadline="{}" data-breach="{}" data-whole="{}">{}</b>',
        until.isoformat(), breach, whole, clock(until),
    )  # fmt: skip


@register.simple_tag
def since(at: datetime) -> SafeString:
    """The moment, which the script turns into the time since then."""
    return format_html('<b class="num" data-since="{}">{}</b>', at.isoformat(), clock(at))


@register.filter
def letters(user: Any) -> str:
    """The person's single-letter keys for the script: {"r": "reply", …} as JSON."""
    return json.dumps(commands_of(user.keys))


@register.filter
def key_of(user: Any, command: str) -> str:
    """The person's letter for the command, as it stands on the key; "" when they have none."""
    return letters_of(user.keys)[command].upper() if user.has_shortcuts else ""


@register.filter
def may(user: Any, permission: str) -> bool:
    """Whether the person has the permission: for what the page shows, never for what it allows."""
    return bool(user.can(P(permission)))


@register.filter
def initials(name: str) -> str:
    return "".join(part[0] for part in name.split()[:2]).upper()


@register.inclusion_tag("_mood.html")
def mood_line(course: Sequence[Sequence[float]]) -> dict[str, Any]:
    """A small line of the customer's mood, −1 to 1, with its course in words. Nothing below three points."""
    moods = [float(point[1]) for point in course][-12:]
    if len(moods) < 3:
        return {"points": ""}
    step = 136 / (len(moods) - 1)
    spots = [(round(4 + i * step, 1), round(14 - 10 * mood, 1)) for i, mood in enumerate(moods)]
    return {
        "points": " ".join(f"{x},{y}" for x, y in spots),
        "last": spots[-1],
        "tone": tone_of(moods[-1]),
        "trend": trend_of(moods),
        "words": ", ".join(tone_of(mood) for mood in moods),
        "count": len(moods),
    }


def tone_of(mood: float) -> str:
    if mood <= -0.6:
        return "very negative"
    if mood <= -0.2:
        return "negative"
    return "positive" if mood >= 0.3 else "neutral"


def trend_of(moods: Sequence[float]) -> str:
    """Falling, rising or steady: the last third against the ones before."""
    late = max(1, len(moods) // 3)
    change = sum(moods[-late:]) / late - sum(moods[:-late]) / max(1, len(moods) - late)
    if change <= -0.25:
        return "Falling"
    return "Rising" if change >= 0.25 else "Steady"
