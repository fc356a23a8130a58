"""Pure decisions of the widget: who answers, what may be written, how often, and from where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from cases.channels.widget import words
from cases.channels.widget.refusals import EmailNotValid, TextEmpty, TextTooLong

OWN_ORIGIN = "self"


class Answers(StrEnum):
    """Who answers the customer now."""

    AI = "ai"
    WAITING = "waiting"
    PERSON = "person"
    CLOSED = "closed"


@dataclass(frozen=True)
class Limit:
    """At most `times` within each window of `seconds`."""

    times: int
    seconds: int


LIMITS = {
    "open": Limit(30, 60),  # conversations from one address
    "write": Limit(20, 30),  # messages of one visitor
    "signal": Limit(60, 60),  # typing, asking for a person, leaving
    "read": Limit(240, 60),  # polls of one visitor
}


def window_of(limit: Limit, at: datetime) -> tuple[int, int]:
    """The number of the window that `at` is in, and the seconds until it ends."""
    moment = int(at.timestamp())
    return moment // limit.seconds, limit.seconds - moment % limit.seconds


def who_answers(*, owner: str, is_over: bool) -> Answers:
    if is_over:
        return Answers.CLOSED
    if owner == "agent":
        return Answers.PERSON
    return Answers.AI if owner == "ai_agent" else Answers.WAITING


def checked_text(text: object) -> str:
    """The message without surrounding blanks and control characters; refuses an empty or too long one."""
    cleaned = "".join(c for c in str(text or "") if c in "\n\t" or c.isprintable() or c == "\u200d").strip()
    if not cleaned:
        raise TextEmpty
    if len(cleaned) > words.LONGEST_TEXT:
        raise TextTooLong(words.TOO_LONG.format(length=len(cleaned), limit=words.LONGEST_TEXT))
    return cleaned


def one_line(words: object, longest: int) -> str:
    """A short text without control characters, which neither a name has nor the database takes."""
    return "".join(c for c in str(words or "") if c.isprintable()).strip()[:longest]


def checked_language(code: object) -> str:
    """The two letters of the language; English when they are none."""
    letters = str(code or "")[:2].lower()
    return letters if len(letters) == 2 and letters.isascii() and letters.isalpha() else "en"


def checked_email(email: object) -> str:
    """The address in lower case, or "" when none is given. Looks at the shape only; nobody is verified by
    it."""
    cleaned = str(email or "").strip().lower()
    if not cleaned:
        return ""
    name, at, domain = cleaned.partition("@")
    if (
        not (name and at and "." in domain.strip("."))
        or len(cleaned) > 254
        or any(c.isspace() or not c.isprintable() for c in cleaned)
    ):
        raise EmailNotValid
    return cleaned


def origin_of(url: str) -> str:
    """`https://shop.example:8443/a/b` → `https://shop.example:8443`; "" when it has no scheme or host."""
    parts = urlsplit(url.strip().lower())
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} and parts.netloc else ""


def frame_ancestors(allowed: Iterable[str]) -> list[str]:
    """The sources for CSP's frame-ancestors; nobody when nothing is allowed. `self` is the desk's own
    origin."""
    sources = ["'self'" if entry == OWN_ORIGIN else origin_of(entry) for entry in allowed]
    return [source for source in sources if source] or ["'none'"]


def is_own_origin(origin: str | None, host: str) -> bool:
    """Browsers send an Origin with every POST and socket: it has to be the frame's own. Others send none."""
    return origin is None or (origin != "null" and urlsplit(origin).netloc.lower() == host.lower())
