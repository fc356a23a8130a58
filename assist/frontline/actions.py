"""One answer to one turn of the customer. Tools are called outside of any transaction; what is said and recorded is one."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from assist.frontline.events import AiAnswered, AiWasOvertaken
from assist.frontline.models import AiReply
from assist.frontline.passing import hand_over
from assist.frontline.queries import situation_of
from assist.frontline.rules import RULES_VERSION, Ask, Call, HandOver, Mention, Move, Resolve, Situation, Tell, decide
from assist.frontline.wording import (
    FAREWELL,
    GREETING,
    HAND_OVER,
    HAND_OVER_BY_REASON,
    Message,
    NothingToSay,
    tell_article,
    tell_receipt,
    unbacked_numbers,
)
from assist.tools.actions import call_tool
from assist.tools.models import ToolCall
from cases.casefiles.actions import lock_case, resolve_case
from cases.events.actions import record
from cases.events.actors import AI_AGENT
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import close_interaction
from cases.interactions.refusals import ConversationMovedOn, InteractionOver, NotTheOwner

MOST_MOVES = 8
LONDON = ZoneInfo("Europe/London")


def answer_turn(*, turn: Turn, at: datetime) -> AiReply | None:
    """Answers the customer's turn while the AI agent owns the contact; None when there is nothing for it to say.

    The second time for the same turn changes nothing. An answer that came too late is recorded and not sent.
    """
    if not _is_its_turn(turn):
        return None
    move, mentions, now = _walk(turn, at)
    message = _message(move, mentions, now, at)
    if message is None or unbacked_numbers(message.text, _evidence(message, now, mentions)):
        move = HandOver("An answer could not be backed by its sources", "no_source")
        message = Message(_hand_over_words(move))
    return _send(turn, move, mentions, now, message, at)


def hand_over_turn(*, turn: Turn, reason: str, trigger: str, is_silent: bool = False, at: datetime) -> AiReply | None:
    """Hands the contact over instead of answering, because an escalation rule said so. `is_silent`: without a word."""
    if not _is_its_turn(turn):
        return None
    move = HandOver(reason, trigger)
    message = None if is_silent else Message(_hand_over_words(move))
    return _send(turn, move, (), None, message, at)


def _is_its_turn(turn: Turn) -> bool:
    interaction = Interaction.objects.get(pk=turn.interaction_id)
    if interaction.owner != Interaction.Owner.AI_AGENT or interaction.is_over:
        return False
    is_overtaken = interaction.turns.filter(speaker="customer", seq__gt=turn.seq).exists()
    return not is_overtaken and not AiReply.objects.filter(turn=turn).exists()


def _walk(turn: Turn, at: datetime) -> tuple[Move, list[Mention], Situation]:
    """Moves until something has to be said to the customer."""
    mentions: list[Mention] = []
    for _ in range(MOST_MOVES):
        now = situation_of(turn, mentions=mentions, at=at)
        move = decide(now)
        if isinstance(move, Mention):
            mentions.append(move)
        elif isinstance(move, Call):
            call = _call(turn, move, at)
            if call.state != ToolCall.State.SUCCEEDED:
                return _after_failure(call), mentions, now
        else:
            return move, mentions, now
    return HandOver("The plan does not come to an end", "loop"), mentions, now


def _call(turn: Turn, move: Call, at: datetime) -> ToolCall:
    return call_tool(
        case=turn.case, interaction=turn.interaction, tool=move.tool, input=dict(move.input), by=AI_AGENT, at=at,
        key=f"ai-{turn.pk}-{move.tool}",
    )  # fmt: skip


def _after_failure(call: ToolCall) -> HandOver:
    trigger = "policy" if call.state == ToolCall.State.DENIED else "tool_failed"
    return HandOver(f"{call.headline}: {call.error or 'no answer from the system yet'}", trigger)


def _message(move: Move, mentions: Sequence[Mention], now: Situation, at: datetime) -> Message | None:
    """The text of the move with what was mentioned on the way; None when a receipt says less than the text needs."""
    try:
        core = _core(move, now, at)
    except NothingToSay:
        return None
    return Message(" ".join([*(m.text for m in mentions), core.text]), core.sources, core.evidence)


def _core(move: Move, now: Situation, at: datetime) -> Message:
    if isinstance(move, Tell):
        said = tell_article(move.article) if move.article else _from_receipt(move, at)
        return Message(f"{said.text} {move.question}".strip(), said.sources, said.evidence)
    if isinstance(move, Ask):
        return Message(f"{move.lead} {move.text}".strip())
    return Message(FAREWELL) if isinstance(move, Resolve) else Message(_hand_over_words(move))


def _from_receipt(move: Tell, at: datetime) -> Message:
    if move.receipt is None:
        raise NothingToSay
    return tell_receipt(move.receipt, today=at.astimezone(LONDON).date())


def _hand_over_words(move: Move) -> str:
    return HAND_OVER_BY_REASON.get(move.trigger, HAND_OVER) if isinstance(move, HandOver) else HAND_OVER


def _evidence(message: Message, now: Situation, mentions: Sequence[Mention]) -> list[str]:
    """What the numbers of a message may come from: its sources, the customer's words and the journey's texts."""
    says = [step.says for step in now.plan] + [mention.text for mention in mentions]
    given = [now.new_address.line] if now.new_address else []
    return [*message.evidence, now.heard, *given, *says]


def _send(
    turn: Turn, move: Move, mentions: Sequence[Mention], now: Situation | None, message: Message | None, at: datetime
) -> AiReply | None:
    try:
        return _post(turn, move, mentions, now, message, at)
    except (ConversationMovedOn, NotTheOwner, InteractionOver) as refusal:
        return _keep_overtaken(turn, refusal.message, at)


@transaction.atomic
def _post(
    turn: Turn, move: Move, mentions: Sequence[Mention], now: Situation | None, message: Message | None, at: datetime
) -> AiReply:
    case = lock_case(turn.case_id)
    if known := AiReply.objects.filter(turn=turn).first():
        return known
    interaction = Interaction.objects.select_related("case").get(pk=turn.interaction_id)
    reply = _say(interaction, turn, message, at) if message else None
    kept = AiReply.objects.create(interaction=interaction, turn=turn, kind=_kind(move), reply=reply, at=at)
    record(case, _fact(turn, reply, move, mentions, now, message), by=AI_AGENT, at=at)
    _follow(move, interaction, turn, at)
    return kept


def _say(interaction: Interaction, turn: Turn, message: Message, at: datetime) -> Turn:
    is_first = not interaction.turns.filter(speaker="ai_agent").exists()
    return post_turn(
        interaction=interaction, text=f"{GREETING} {message.text}" if is_first else message.text, by=AI_AGENT, at=at,
        external_id=f"ai-{turn.pk}", basis_seq=turn.seq, sources=[source.as_json() for source in message.sources],
    )  # fmt: skip


def _fact(
    turn: Turn, reply: Turn | None, move: Move, mentions: Sequence[Mention], now: Situation | None, message: Message | None
) -> AiAnswered:
    own = (move.step,) if isinstance(move, Ask | Tell) else ()
    return AiAnswered(
        interaction_id=turn.interaction_id, turn_id=turn.pk, turn_seq=turn.seq, kind=_kind(move), about=_about(move),
        reply_turn_id=reply.pk if reply else 0, reply_seq=reply.seq if reply else turn.seq,
        steps=[*(mention.step for mention in mentions), *own], source=_source(move, now),
        order_number=now.known.get("order_number", "") if now else "",
        trigger=move.trigger if isinstance(move, HandOver) else "",
        sources=[source.as_json() for source in message.sources] if message else [], rules_version=RULES_VERSION,
    )  # fmt: skip


def _kind(move: Move) -> str:
    return {Ask: "ask", Tell: "tell", HandOver: "handover", Resolve: "resolve"}[type(move)]


def _about(move: Move) -> str:
    if isinstance(move, Tell):
        return move.article.title if move.article else "a confirmation of the back office"
    if isinstance(move, Ask):
        return move.text
    return move.reason if isinstance(move, HandOver) else getattr(move, "outcome", "")


def _source(move: Move, now: Situation | None) -> str:
    if isinstance(move, Tell) and move.article:
        return move.article.url
    return now.new_address.line if now and now.new_address and isinstance(move, Ask) else ""


def _follow(move: Move, interaction: Interaction, turn: Turn, at: datetime) -> None:
    if isinstance(move, HandOver):
        hand_over(interaction=interaction, turn=turn, reason=move.reason, trigger=move.trigger, at=at)
    elif isinstance(move, Resolve):
        resolve_case(
            case=interaction.case, outcome=move.outcome, evidence_seqs=move.evidence, by=AI_AGENT, at=at
        )
        close_interaction(interaction=interaction, by=AI_AGENT, at=at)


@transaction.atomic
def _keep_overtaken(turn: Turn, why: str, at: datetime) -> AiReply:
    case = lock_case(turn.case_id)
    kept, is_new = AiReply.objects.get_or_create(
        turn=turn, defaults={"interaction_id": turn.interaction_id, "kind": "overtaken", "at": at}
    )
    if is_new:
        record(case, AiWasOvertaken(turn.interaction_id, turn.pk, turn.seq, why), by=AI_AGENT, at=at)
    return kept
