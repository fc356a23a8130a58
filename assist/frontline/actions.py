"""One answer to one turn of the customer. Tools are called outside of any transaction; what is said and recorded is one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assist.escalation.rules import Decision
from assist.frontline.answering import Answer, answer_for, handover_answer
from assist.frontline.events import AiAnswered, AiWasOvertaken
from assist.frontline.models import AiReply
from assist.frontline.passing import hand_over
from assist.frontline.queries import situation_of
from assist.frontline.rules import RULES_VERSION, after_refusal, decide
from assist.frontline.situation import Call, HandOver, Mention, Move, Resolve, Situation
from assist.frontline.wording import GREETING, HAND_OVER_BY_REASON
from assist.knowledge.gaps import notice_gap
from assist.knowledge.rules import misses_an_article
from assist.taxonomy.queries import intent_of
from assist.tools.actions import call_tool
from assist.tools.models import ToolCall
from cases.casefiles.actions import close_case, lock_case, resolve_case, set_intent
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import AI_AGENT
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import close_interaction
from cases.interactions.refusals import ConversationMovedOn, InteractionOver, NotTheOwner

MOST_MOVES = 8


def answer_turn(*, turn: Turn, at: datetime) -> AiReply | None:
    """Answers the customer's turn while the AI agent owns the contact; None when there is nothing for it to say.

    The second time for the same turn changes nothing. An answer that came too late is recorded and not sent.
    """
    return _send(turn, _walk(turn, at), None, at) if _is_its_turn(turn) else None


def hand_over_turn(
    *, turn: Turn, decision: Decision, is_silent: bool = False, at: datetime
) -> AiReply | None:
    """Hands the contact over instead of answering, as the escalation rules decided. `is_silent`: without a word."""
    if not _is_its_turn(turn):
        return None
    trigger = decision.triggers[0].key if decision.triggers else ""
    return _send(turn, handover_answer(HandOver(decision.reason, trigger), is_silent=is_silent), decision, at)


@transaction.atomic
def honour_wish(*, interaction: Interaction, asked_seq: int, at: datetime) -> bool:
    """The customer pressed the button: says so and hands over at once. False when the AI agent leads no more."""
    lock_case(interaction.case_id)
    current = Interaction.objects.select_related("case").get(pk=interaction.pk)
    if current.owner != Interaction.Owner.AI_AGENT or current.is_over:
        return False
    text = greeted(current, HAND_OVER_BY_REASON["person_asked"])
    post_turn(interaction=current, text=text, by=AI_AGENT, at=at, external_id=f"ai-asked-{asked_seq}")
    return hand_over(
        interaction=current, reason="The customer asked for a person", trigger="person_asked", at=at
    )


def _is_its_turn(turn: Turn) -> bool:
    interaction = Interaction.objects.get(pk=turn.interaction_id)
    if interaction.owner != Interaction.Owner.AI_AGENT or interaction.is_over:
        return False
    is_overtaken = interaction.turns.filter(speaker="customer", seq__gt=turn.seq).exists()
    return not is_overtaken and not AiReply.objects.filter(turn=turn).exists()


def _walk(turn: Turn, at: datetime) -> Answer:
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
                return answer_for(_after(call, move, now), mentions, now, today=timezone.localdate(at))
        else:
            return answer_for(move, mentions, now, today=timezone.localdate(at))
    return handover_answer(HandOver("The plan does not come to an end", "loop"))


def _call(turn: Turn, move: Call, at: datetime) -> ToolCall:
    return call_tool(
        case=turn.case, interaction=turn.interaction, tool=move.tool, input=dict(move.input), by=AI_AGENT, at=at,
        key=f"ai-{turn.pk}-{move.tool}",
    )  # fmt: skip


def _after(call: ToolCall, move: Call, now: Situation) -> Move:
    reason = f"{call.headline}: {call.error or 'no answer from the system yet'}"
    is_denied = call.state == ToolCall.State.DENIED
    return after_refusal(now, move, code=call.error_code, reason=reason, is_denied=is_denied)


def _send(turn: Turn, answer: Answer, decision: Decision | None, at: datetime) -> AiReply | None:
    try:
        return _post(turn, answer, decision, at)
    except (ConversationMovedOn, NotTheOwner, InteractionOver) as refusal:
        return _keep_overtaken(turn, refusal.message, at)


@transaction.atomic
def _post(turn: Turn, answer: Answer, decision: Decision | None, at: datetime) -> AiReply:
    case = lock_case(turn.case_id)
    if known := AiReply.objects.filter(turn=turn).first():
        return known
    interaction = Interaction.objects.select_related("case").get(pk=turn.interaction_id)
    _keep_intent(case, answer, turn, at)
    reply = _say(interaction, turn, answer, at)
    kept = AiReply.objects.create(interaction=interaction, turn=turn, kind=answer.kind, reply=reply, at=at)
    record(case, _fact(turn, reply, answer), by=AI_AGENT, at=at)
    _follow(answer, interaction, turn, decision, at)
    _keep_gap(case, answer, turn, at)
    return kept


def _keep_gap(case: Case, answer: Answer, turn: Turn, at: datetime) -> None:
    """What the AI agent could not answer from a public article is missing to customers, whatever agents may read."""
    is_lost = isinstance(answer.move, HandOver) and answer.move.trigger == "no_source"
    if is_lost and misses_an_article(turn.text, is_planned=False):
        notice_gap(case=case, question=turn.text, language=turn.interaction.language, at=at)


def _keep_intent(case: Case, answer: Answer, turn: Turn, at: datetime) -> None:
    """A reply that was misread as a new request does not change what the case is about."""
    intent = intent_of(answer.intent) if answer.intent != case.intent else None
    if intent:
        confidence = case.intent_confidence
        set_intent(
            case=case,
            intent=intent.key,
            title=intent.name,
            confidence=confidence,
            turn_seq=turn.seq,
            by=AI_AGENT,
            at=at,
        )


def _say(interaction: Interaction, turn: Turn, answer: Answer, at: datetime) -> Turn | None:
    if answer.message is None:
        return None
    return post_turn(
        interaction=interaction, text=greeted(interaction, answer.message.text), by=AI_AGENT, at=at,
        external_id=f"ai-{turn.pk}", basis_seq=turn.seq, sources=answer.sources,
    )  # fmt: skip


def greeted(interaction: Interaction, text: str) -> str:
    """The first words of the AI agent in a contact say that it is one, and that a person can be had."""
    is_first = not interaction.turns.filter(speaker="ai_agent").exists()
    return f"{GREETING} {text}" if is_first else text


def _fact(turn: Turn, reply: Turn | None, answer: Answer) -> AiAnswered:
    return AiAnswered(
        interaction_id=turn.interaction_id,
        turn_id=turn.pk,
        turn_seq=turn.seq,
        kind=answer.kind,
        about=answer.about,
        reply_turn_id=reply.pk if reply else 0,
        reply_seq=reply.seq if reply else turn.seq,
        steps=list(answer.steps),
        source=answer.source,
        order_number=answer.order_number,
        intent=answer.intent,
        trigger=answer.move.trigger if isinstance(answer.move, HandOver) else "",
        sources=answer.sources,
        rules_version=RULES_VERSION,
    )


def _follow(
    answer: Answer, interaction: Interaction, turn: Turn, decision: Decision | None, at: datetime
) -> None:
    move = answer.move
    if isinstance(move, HandOver):
        hand_over(interaction=interaction, reason=move.reason, trigger=move.trigger, decision=decision, at=at)
    elif isinstance(move, Resolve):
        _finish(interaction, move, at)


def _finish(interaction: Interaction, move: Resolve, at: datetime) -> None:
    """Resolved by the AI agent alone, on the customer's own word; both events stand behind it as evidence."""
    case = interaction.case
    resolve_case(case=case, outcome=move.outcome, evidence_seqs=move.evidence, by=AI_AGENT, at=at)
    close_interaction(interaction=interaction, by=AI_AGENT, at=at)
    close_case(case=case, disposition=Case.Disposition.RESOLVED, reason=move.outcome, by=AI_AGENT, at=at)


@transaction.atomic
def _keep_overtaken(turn: Turn, why: str, at: datetime) -> AiReply:
    case = lock_case(turn.case_id)
    kept, is_new = AiReply.objects.get_or_create(
        turn=turn, defaults={"interaction_id": turn.interaction_id, "kind": "overtaken", "at": at}
    )
    if is_new:
        record(case, AiWasOvertaken(turn.interaction_id, turn.pk, turn.seq, why), by=AI_AGENT, at=at)
    return kept
