"""What the machine said at an event, and which versions of models and rules said it. Pure: a payload in, words out.

Everything shown was written when it was said; a model that was trained or put live later changes none of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Payload = Mapping[str, Any]
VERSION_NAMES = {
    "embedding": "Sentence embeddings", "embeddings": "Sentence embeddings", "intents": "Intents", "sentiment": "Sentiment",
    "rules": "Rules", "knowledge": "Knowledge", "suggestions": "Rules of suggestions", "replies": "Replies",
    "language": "Language model", "language_model": "Language model", "notes": "Notes", "next_actions": "Next actions",
}  # fmt: skip
BUILT_IN = "what the desk has"
SHOWN = 8  # letters of a digest


@dataclass(frozen=True)
class Answer:
    """One thing that was said. `sure` is its confidence in words, `why` the reason or the source."""

    words: str
    sure: str = ""
    why: str = ""


@dataclass(frozen=True)
class MachineSaid:
    """The answers, best first, with (name, version) of what gave them."""

    title: str
    answers: list[Answer]
    versions: list[tuple[str, str]]


def said_at(
    name: str, payload: Payload, kept: Mapping[int, Any], serving: Mapping[str, str]
) -> MachineSaid | None:
    """None for an event in which no model or rule answers.

    `kept` holds what the room wrote beside the event: the texts of suggestions by their id, or the first three of a reading.
    `serving` names the registered version of a kind that was live then ("intents 3").
    """
    tell = _TELL.get(name)
    if tell is None or not payload:
        return None
    title, answers = tell(payload, kept)
    return MachineSaid(title, answers, _versions(payload, serving))


def _versions(payload: Payload, serving: Mapping[str, str]) -> list[tuple[str, str]]:
    """As recorded in the event; a digest stands behind the name of the registered version it belongs to."""
    told = dict(payload.get("versions") or {})
    if rules := payload.get("rules") or payload.get("rules_version"):
        told.setdefault("rules", rules)
    if version := payload.get("version"):
        told["next_actions"] = "plan of the journey" if version == "plan" else version
    return [
        (VERSION_NAMES.get(kind, str(kind)), _version(value, serving.get(kind, "")))
        for kind, value in told.items()
    ]


def _version(value: str | None, serving: str) -> str:
    if not value:
        return BUILT_IN
    if serving and serving != value:
        return f"{serving} ({value[:SHOWN]})"
    return value if " " in value or len(value) <= 2 * SHOWN else value[:SHOWN]


def _reading(payload: Payload, kept: Mapping[int, Any]) -> tuple[str, list[Answer]]:
    ranking: Sequence[tuple[str, float]] = kept.get(payload["turn_id"], ())
    first = [Answer(_words(intent), _percent(confidence)) for intent, confidence in ranking]
    if payload.get("is_out_of_scope"):
        first.insert(0, Answer("Something that no intent covers"))
    mood = Answer(
        f"Sentiment {payload.get('sentiment', 0):+.2f}",
        why="losing patience" if payload.get("is_frustrated") else "",
    )
    return "What the message was read as", [*first, mood]


def _steps(payload: Payload, kept: Mapping[int, Any]) -> tuple[str, list[Answer]]:
    steps = [
        Answer(
            _words(str(one["key"])),
            _percent(one.get("chance")),
            str(one.get("reason", "")),
        )
        for one in payload.get("steps", ())
    ]
    return "Next steps, best first", steps


def _suggested(payload: Payload, kept: Mapping[int, Any]) -> tuple[str, list[Answer]]:
    replies = [
        Answer(
            str(kept.get(one["id"], one["key"])), _percent(one.get("confidence")),
            ", ".join(str(source.get("title", "")) for source in one.get("sources", ())),
        )
        for one in payload.get("suggestions", ())
    ]  # fmt: skip
    return "Suggested replies, best first", replies


def _withheld(payload: Payload, kept: Mapping[int, Any]) -> tuple[str, list[Answer]]:
    return "No reply was suggested", []


_NO_ARTICLE = {True: "No article answers it", False: "Nothing near it, and no article was needed"}


def _passages(payload: Payload, kept: Mapping[int, Any]) -> tuple[str, list[Answer]]:
    found = [
        Answer(
            str(one.get("sentence") or one.get("text", "")), f"score {one['score']:.2f}" if "score" in one else "",
            f"{one.get('title', '')}, version {one.get('version', '?')}",
        )
        for one in payload.get("passages", ())
    ]  # fmt: skip
    return "Passages found, best first", found or [Answer(_NO_ARTICLE[bool(payload.get("is_gap", True))])]


def _drafted(payload: Payload, kept: Mapping[int, Any]) -> tuple[str, list[Answer]]:
    return "The drafted wrap-up", [Answer(str(line.get("text", ""))) for line in payload.get("lines", ())]


def _words(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _percent(share: float | None) -> str:
    return f"{share * 100:.0f} %" if share is not None else ""


_TELL: dict[str, Callable[[Payload, Mapping[int, Any]], tuple[str, list[Answer]]]] = {
    "turn.understood": _reading,
    "next_steps.ranked": _steps,
    "suggestion.shown": _suggested,
    "suggestion.withheld": _withheld,
    "knowledge.found": _passages,
    "wrap_up.drafted": _drafted,
}
