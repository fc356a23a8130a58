"""Where the dialogue stands, read from the timeline."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from assist.frontline.events import AiAnswered
from assist.frontline.plans import plan_for
from assist.frontline.reading import address_in, postcode_in
from assist.frontline.rules import ANSWERED_BY_ARTICLES, SPEAKS, is_mere_reply
from assist.frontline.situation import Mention, Passage, Receipt, Said, Situation
from assist.knowledge.models import Article, Audience
from assist.knowledge.rules import Score, quoted
from assist.knowledge.search import Hit, search_passages
from assist.tools.models import ToolCall
from assist.understanding.queries import understanding_of
from cases.casefiles.models import Case
from cases.events.models import Event
from cases.interactions.models import Interaction, Turn

MOST_EVENTS = 120
# An agent reads a doubtful passage, a customer believes it. From here on, of 62 questions of the demo that an article
# answers 58 are told (57 rightly), of 76 typed in passing 46 (39 rightly), of 34 that none answers not one.
SURE_FROM = 0.3


def situation_of(turn: Turn, *, mentions: Sequence[Mention] = (), at: datetime) -> Situation:
    """The situation in which the customer's turn has to be answered. `mentions` is what this message says already."""
    case = Case.objects.get(pk=turn.case_id)
    turns = list(turn.interaction.turns.filter(speaker="customer", seq__lte=turn.seq).order_by("seq"))
    known = _known(case, turn, turns)
    earlier = said_in(turn.interaction)
    case.intent = _intent(case, earlier, turn.text)
    plan = plan_for(case)
    said = earlier + tuple(Said("tell", (mention.step,), turn.seq) for mention in mentions)
    read = understanding_of(turn)
    is_question = not plan.steps and case.intent in ANSWERED_BY_ARTICLES
    return Situation(
        intent=case.intent,
        words=turn.text,
        seq=turn.seq,
        language=read.language if read else SPEAKS,
        layer=case.layer,
        pattern=plan.pattern,
        plan=plan.steps,
        known=known,
        new_address=next((found for each in reversed(turns) if (found := address_in(each.text))), None),
        heard="\n".join(each.text for each in turns),
        receipts=_receipts(case, known.get("order_number", "")),
        said=said,
        article=_article(turn, turns, case.intent, at) if is_question else None,
    )


def _known(case: Case, turn: Turn, turns: Sequence[Turn]) -> dict[str, str]:
    """What the customer named, the latest of each kind. A postcode inside a whole address is that address's own."""
    found: dict[str, str] = {}
    for event in _latest(case, "turn.understood"):
        for entity in event.payload.get("entities", []):
            found[str(entity["kind"])] = str(entity["value"])
    postcodes = [postcode for each in turns if (postcode := postcode_in(each.text))]
    found.pop("postcode", None)
    return {**found, "postcode": postcodes[-1]} if postcodes else found


def _latest(case: Case, name: str) -> Iterable[Event]:
    rows = Event.objects.filter(case=case, name=name, redacted_at=None).order_by("-seq")[:MOST_EVENTS]
    return reversed(rows)


def _receipts(case: Case, order_number: str) -> tuple[Receipt, ...]:
    """What tools confirmed about the order that is talked about now."""
    calls = ToolCall.objects.filter(case=case, state=ToolCall.State.SUCCEEDED).select_related("tool")
    receipts = [_receipt(call) for call in calls.order_by("ended_seq", "pk")]
    return tuple(
        receipt for receipt in receipts if receipt.input.get("order_number", order_number) == order_number
    )


def _receipt(call: ToolCall) -> Receipt:
    return Receipt(call.tool.name, call.ended_seq, call.input, call.output)


def said_in(interaction: Interaction) -> tuple[Said, ...]:
    """The AI agent's answers in the contact, oldest first."""
    rows = _latest(interaction.case, AiAnswered.NAME)
    return tuple(
        _as_said(event.payload) for event in rows if event.payload["interaction_id"] == interaction.pk
    )


def _intent(case: Case, said: tuple[Said, ...], words: str) -> str:
    """What the case is about; a mere reply stays with what the AI agent had spoken of."""
    last = said[-1] if said else None
    return last.intent if last and last.intent and is_mere_reply(last, words, ()) else case.intent


def _as_said(payload: dict[str, Any]) -> Said:
    return Said(
        payload["kind"],
        tuple(payload["steps"]),
        payload["reply_seq"],
        payload["source"],
        payload["order_number"],
        payload.get("intent", ""),
    )


def _article(turn: Turn, turns: Sequence[Turn], intent: str, at: datetime) -> Passage | None:
    """The best passage of a published public article for the question."""
    earlier = " ".join(each.text for each in turns[-3:] if each.seq < turn.seq)
    hits = search_passages(
        text=turn.text, context=earlier, viewer_audience=Audience.PUBLIC,
        language=turn.interaction.language, intent=intent, limit=1, at=at,
    )  # fmt: skip
    return _passage(hits[0]) if hits else None


def _passage(hit: Hit) -> Passage:
    article = Article.objects.get(pk=hit.article_id)
    written = [
        reply["text"] for reply in article.replies if reply.get("section") == hit.heading and hit.heading
    ]
    plain = [text for text in written if "{{" not in text]
    text = plain[0] if plain else quoted(hit.text, hit.sentence)
    return Passage(hit.name, " ".join(text.split()), hit.url, is_sure(hit.score), article.body)


def is_sure(score: Score) -> bool:
    """Whether a passage of this score may be told to a customer by the AI agent alone."""
    return score.answers and score.chance >= SURE_FROM
