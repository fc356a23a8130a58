"""From a move to the words of the AI agent, with their sources. Reads nothing and writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assist.frontline.evidence import unbacked_numbers
from assist.frontline.situation import Ask, HandOver, Mention, Move, Resolve, Situation, Tell
from assist.frontline.wording import (
    FAREWELL,
    HAND_OVER,
    HAND_OVER_BY_REASON,
    Message,
    NothingToSay,
    tell_article,
    tell_receipt,
)
from assist.suggestions.backing import Ground, is_untimely

KINDS: dict[type, str] = {Ask: "ask", Tell: "tell", HandOver: "handover", Resolve: "resolve"}


@dataclass(frozen=True)
class Answer:
    """What is about to be said and done. `message` is None where the AI agent says nothing (crisis)."""

    move: Move
    message: Message | None
    steps: tuple[str, ...] = ()
    source: str = ""
    order_number: str = ""
    intent: str = ""

    @property
    def kind(self) -> str:
        return KINDS[type(self.move)]

    @property
    def about(self) -> str:
        """What the event tells of it."""
        if isinstance(self.move, Tell):
            return self.move.article.title if self.move.article else "a confirmation of the back office"
        if isinstance(self.move, Ask):
            return self.move.text
        return self.move.reason if isinstance(self.move, HandOver) else getattr(self.move, "outcome", "")

    @property
    def sources(self) -> list[dict[str, Any]]:
        return [source.as_json() for source in self.message.sources] if self.message else []


def answer_for(move: Move, mentions: Sequence[Mention], now: Situation, *, today: date) -> Answer:
    """The answer of the move. One whose numbers are not backed by its sources becomes a handover."""
    message = _message(move, mentions, today)
    if message is None or _says_too_much(move, message, _evidence(message, now, mentions)):
        return handover_answer(HandOver("An answer could not be backed by its sources", "no_source"))
    own = (move.step,) if isinstance(move, Ask | Tell) else ()
    steps = (*(mention.step for mention in mentions), *own)
    return Answer(move, message, steps, _source(move, now), now.known.get("order_number", ""), now.intent)


def _says_too_much(move: Move, message: Message, evidence: Sequence[str]) -> bool:
    """Whether a number has no source, or an article speaks as if something had been done or stood so in this case."""
    quotes = isinstance(move, Tell) and move.article is not None
    return bool(unbacked_numbers(message.text, evidence)) or (
        quotes and is_untimely(message.text, Ground(articles=message.evidence))
    )


def handover_answer(move: HandOver, *, is_silent: bool = False) -> Answer:
    """The words of a handover; none of them where the customer is in a crisis."""
    return Answer(move, None if is_silent else Message(HAND_OVER_BY_REASON.get(move.trigger, HAND_OVER)))


def _message(move: Move, mentions: Sequence[Mention], today: date) -> Message | None:
    try:
        core = _core(move, today)
    except NothingToSay:
        return None
    return Message(" ".join([*(m.text for m in mentions), core.text]), core.sources, core.evidence)


def _core(move: Move, today: date) -> Message:
    if isinstance(move, Tell):
        said = _told(move, today)
        return Message(f"{said.text} {move.question}".strip(), said.sources, said.evidence)
    if isinstance(move, Ask):
        return Message(f"{move.lead} {move.text}".strip())
    if isinstance(move, HandOver):
        return Message(HAND_OVER_BY_REASON.get(move.trigger, HAND_OVER))
    return Message(FAREWELL)


def _told(move: Tell, today: date) -> Message:
    if move.article:
        return tell_article(move.article)
    if move.receipt is None:
        raise NothingToSay
    return tell_receipt(move.receipt, today=today)


def _evidence(message: Message, now: Situation, mentions: Sequence[Mention]) -> list[str]:
    """What the numbers of a message may come from: its sources, the customer's words and the journey's texts."""
    says = [step.says for step in now.plan] + [mention.text for mention in mentions]
    given = [now.new_address.line] if now.new_address else []
    return [*message.evidence, now.heard, *given, *says]


def _source(move: Move, now: Situation) -> str:
    if isinstance(move, Tell) and move.article:
        return move.article.url
    return now.new_address.line if now.new_address and isinstance(move, Ask) else ""
