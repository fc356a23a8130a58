"""Articles and saved replies as files, for version control and for moving them between systems.

**An article** is one markdown file in UTF-8. Its name without `.md` is the slug (lower case, digits,
hyphens), so the file `damaged-on-arrival.md` is shown at /knowledge/damaged-on-arrival/. It opens with YAML
between two `---` lines::

    ---
    title: Damaged on arrival
    audience: public                 # public: may be quoted to customers. internal: agents only. Required.
    language: en                     # default en
    state: published                 # published (default) or draft
    reviewed: 2026-11-03             # day of the last review; required when published
    valid_from: 2026-01-01           # optional: not found before this day
    valid_until: 2027-01-31          # optional: not found after this day
    author: noor                     # optional: user name of the writer
    intents: [damaged_on_arrival]    # optional: keys of the taxonomy that this article answers
    synonyms: [broken, cracked]      # optional: words customers use that the text does not
    ids: [KB-104, E17]               # optional: codes; a question that contains one finds this article first
    reply: >                         # optional: what an agent can send, for the article as a whole
      I'm sorry your {{order.item|order}} arrived damaged, {{customer.first_name|there}}. You can choose a
      replacement or your money back.
    replies:                         # optional: the same for single sections, by their heading
      - section: Same-day replacement
        text: I can send a replacement for order {{order.number}} today if you decide before 16:00.
    ---
    The first lines are a passage of their own, before any heading.

    ## Same-day replacement
    Each heading (`##` or `###`) starts a passage. Paragraphs, lists and tables; raw HTML is shown as text.

Do not repeat the title as `#` heading. Short sections (40 to 120 words, one question each) are found best.

**Saved replies** are one YAML file, a list::

    - shortcut: /sorry-damaged
      title: Sorry, it arrived damaged
      intents: [damaged_on_arrival]  # optional: keys of the taxonomy; the engine offers it for these
      language: en                   # default en
      body: |
        I'm so sorry your {{order.item|order}} arrived damaged, {{customer.first_name}}.

**Slots**, in replies of articles and in saved replies: `{{name}}` must be known or the text is not offered at
all; `{{name|words}}` falls back to the words. Names: `customer.first_name`, `customer.name`,
`customer.email`, `agent.first_name`, `case.number`, and every field that a tool of this case returned, by the
kind of thing it describes: `order.number`, `order.total`, `order.item`, `order.status`, `order.placed_on`,
`order.delivered_on`, `shipment.status`, `shipment.carrier`, `shipment.tracking_number`, `shipment.eta`,
`refund.reference`, `refund.amount`, `refund.status`, `replacement.reference`, `address.line`,
`subscription.plan` …

**Numbers**: a figure, date or amount in a reply must stand in the article's own text (in the section it
names, or anywhere in the article) or come from a slot. Otherwise it is marked as not backed and cannot
be used as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n(.*)\Z", re.DOTALL)
AUDIENCES, STATES = ("public", "internal"), ("published", "draft")
ARTICLE_KEYS = {
    "title", "audience", "language", "state", "reviewed", "valid_from", "valid_until", "author",
    "intents", "synonyms", "ids", "reply", "replies",
}  # fmt: skip
REPLY_KEYS = {"shortcut", "title", "intents", "language", "body"}


class BadFile(ValueError):
    """A file that cannot be imported; the message names the file and says what to change."""


@dataclass(frozen=True)
class ArticleFile:
    """One article as written in its file, checked."""

    slug: str
    title: str
    body: str
    audience: str
    language: str
    state: str
    author: str
    reviewed_on: date | None
    valid_from: date | None
    valid_until: date | None
    intents: tuple[str, ...]
    synonyms: tuple[str, ...]
    ids: tuple[str, ...]
    replies: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class SavedReplyFile:
    """One saved reply as written in the file, checked."""

    shortcut: str
    title: str
    body: str
    language: str
    intents: tuple[str, ...]


def read_articles(folder: Path) -> list[ArticleFile]:
    """Every article of a folder in order of name. Raises BadFile for the first one that is not right."""
    return [parse_article(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.md"))]


def read_saved_replies(path: Path) -> list[SavedReplyFile]:
    """The saved replies of a file. Raises BadFile when one is not right or a shortcut stands twice."""
    replies = parse_saved_replies(path.name, path.read_text("utf-8"))
    _refuse(path.name, _twice(reply.shortcut for reply in replies), "stands twice")
    return replies


def parse_article(slug: str, source: str) -> ArticleFile:
    """The article in `source`. Raises BadFile with the slug and the reason."""
    parts = FRONT_MATTER.match(source)
    if not parts or not SLUG.fullmatch(slug):
        raise BadFile(f"{slug}.md: needs YAML between two --- lines, and a name in lower case with hyphens")
    front = _mapping(slug, parts[1], ARTICLE_KEYS)
    state = str(front.get("state", "published"))
    _require_choice(slug, "audience", front.get("audience"), AUDIENCES)
    _require_choice(slug, "state", state, STATES)
    if state == "published" and "reviewed" not in front:
        raise BadFile(f"{slug}.md: a published article needs its day of review (reviewed: 2026-11-03)")
    return ArticleFile(
        slug=slug,
        title=_text(slug, front, "title"),
        body=parts[2].strip(),
        audience=front["audience"],
        language=str(front.get("language", "en")),
        state=state,
        author=str(front.get("author", "")),
        reviewed_on=_day(slug, front, "reviewed"),
        valid_from=_day(slug, front, "valid_from"),
        valid_until=_day(slug, front, "valid_until"),
        intents=_words(slug, front, "intents"),
        synonyms=_words(slug, front, "synonyms"),
        ids=_words(slug, front, "ids"),
        replies=_replies(slug, front),
    )


def parse_saved_replies(name: str, source: str) -> list[SavedReplyFile]:
    """The saved replies in `source`. Raises BadFile with the name and the reason."""
    entries = _yaml(name, source)
    if not isinstance(entries, list):
        raise BadFile(f"{name}: must be a list of saved replies")
    return [_saved_reply(name, entry) for entry in entries]


def _saved_reply(name: str, entry: Any) -> SavedReplyFile:
    if not isinstance(entry, dict) or not str(entry.get("shortcut", "")).startswith("/"):
        raise BadFile(f"{name}: every reply needs a shortcut that starts with /")
    where = f"{name} {entry['shortcut']}"
    _refuse(where, sorted(set(entry) - REPLY_KEYS), "is not a known key")
    return SavedReplyFile(
        shortcut=entry["shortcut"],
        title=_text(where, entry, "title"),
        body=_text(where, entry, "body"),
        language=str(entry.get("language", "en")),
        intents=_words(where, entry, "intents"),
    )


def _replies(slug: str, front: dict[str, Any]) -> tuple[dict[str, str], ...]:
    whole = [{"section": "", "text": _text(slug, front, "reply")}] if "reply" in front else []
    parts = front.get("replies") or []
    if not isinstance(parts, list) or not all(isinstance(part, dict) and part.get("text") for part in parts):
        raise BadFile(f"{slug}.md: replies is a list of entries with section and text")
    sections = [{"section": str(p.get("section", "")), "text": str(p["text"]).strip()} for p in parts]
    return tuple(whole + sections)


def _mapping(slug: str, source: str, known: set[str]) -> dict[str, Any]:
    front = _yaml(slug, source)
    if not isinstance(front, dict):
        raise BadFile(f"{slug}.md: the part between the --- lines must be keys and values")
    _refuse(f"{slug}.md", sorted(set(map(str, front)) - known), "is not a known key")
    return front


def _yaml(name: str, source: str) -> Any:
    try:
        return yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise BadFile(f"{name}: {error}") from error


def _text(where: str, entry: dict[str, Any], key: str) -> str:
    text = str(entry.get(key) or "").strip()
    if not text:
        raise BadFile(f"{where}: {key} is missing")
    return text


def _words(where: str, entry: dict[str, Any], key: str) -> tuple[str, ...]:
    words = entry.get(key) or []
    if not isinstance(words, list):
        raise BadFile(f"{where}: {key} is a list, [like, this]")
    return tuple(str(word).strip() for word in words)


def _day(where: str, entry: dict[str, Any], key: str) -> date | None:
    day = entry.get(key)
    if day is not None and type(day) is not date:
        raise BadFile(f"{where}: {key} is a day, like 2026-11-03")
    return day


def _require_choice(where: str, key: str, value: Any, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise BadFile(f"{where}: {key} is one of {', '.join(choices)}")


def _refuse(where: str, words: list[str], fault: str) -> None:
    if words:
        raise BadFile(f"{where}: {', '.join(words)} {fault}")


def _twice(words: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [word for word in words if word in seen or seen.add(word)]  # type: ignore[func-returns-value]
