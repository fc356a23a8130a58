"""Opening contacts and the turns in them. What moves a contact between owners stands in `passing.py`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from cases.casefiles.actions import lock_case, open_case, reopen_case
from cases.casefiles.models import Case
from cases.customers.models import Customer
from cases.events.actions import record
from cases.events.actors import Actor, ActorKind
from cases.events.prepared import Prepared, add_row, save_columns
from cases.interactions.events import InteractionOpened, PersonAsked, TurnReceived, TurnSent
from cases.interactions.models import Interaction, Turn
from cases.interactions.piecewise import take_out_split_card
from cases.interactions.queries import tell_turn_with
from cases.interactions.refusals import (
    ConversationMovedOn,
    EmptyText,
    InteractionOver,
    NotTheOwner,
    TextTooLong,
)
from cases.people.models import Team
from cases.redaction.rules import redact

LONGEST_TEXT = 4000


@transaction.atomic
def open_interaction(
    *,
    customer: Customer,
    channel: str,
    by: Actor,
    at: datetime,
    external_id: str,
    language: str = "en",
    team: Team | None = None,
    case: Case | None = None,
    brought_by: Team | None = None,
) -> Interaction:
    """A new contact, owned by the AI agent at first, on `case` or on a new one. Idempotent by channel and external id,
    also for two calls at once. `brought_by`: the team whose integration speaks for the customer."""
    Customer.objects.select_for_update(no_key=True).get(
        pk=customer.pk
    )  # one contact of a customer after another
    known = (
        Interaction.objects.select_related("case").filter(channel=channel, external_id=external_id).first()
    )
    if known:
        return known
    case = case or open_case(customer=customer, team=team, language=language, by=by, at=at)
    interaction = Interaction.objects.create(
        case=case,
        channel=channel,
        external_id=external_id,
        brought_by=brought_by,
        language=language,
        state=Interaction.State.WITH_AI,
        opened_at=at,
    )
    record(case, InteractionOpened(interaction.pk, channel), by=by, at=at)
    return interaction


@transaction.atomic
def receive_turn(*, interaction: Interaction, text: str, external_id: str, by: Actor, at: datetime) -> Turn:
    """The customer's words, card data removed before they are kept. Idempotent by external id.

    A resolved case is opened again. Raises EmptyText, TextTooLong, InteractionOver.
    """
    text = _checked(text)
    locked = _lock(interaction)
    if known := _known(locked, external_id):
        return known
    if locked.is_over:
        raise InteractionOver
    if locked.case.is_over:
        reopen_case(case=locked.case, reason="the customer wrote again", by=by, at=at)
    kept, taken = take_out_split_card(locked, text, at=at)
    turn = _add_turn(locked, kept, external_id, by, at, sources=[], taken=taken)
    locked.last_customer_turn_at = at
    save_columns(locked, "last_position", "last_customer_turn_at")
    fact = TurnReceived(locked.pk, turn.pk, turn.position, len(turn.redacted_kinds))
    tell_turn_with(record(locked.case, fact, by=by, at=at), turn)
    return turn


@transaction.atomic
def post_turn(
    *,
    interaction: Interaction,
    text: str,
    by: Actor,
    at: datetime,
    external_id: str,
    basis_seq: int | None = None,
    sources: Sequence[dict[str, Any]] = (),
    suggestion_id: int = 0,
) -> Turn:
    """A message to the customer. Idempotent by external id.

    `basis_seq` is the last event that the author had seen; a turn by somebody else since then is refused.
    Raises NotTheOwner, ConversationMovedOn, InteractionOver, EmptyText, TextTooLong.
    """
    text = _checked(text)
    locked = _lock(interaction)
    if known := _known(locked, external_id):
        return known
    _may_speak(locked, by, basis_seq)
    turn = _add_turn(locked, text, external_id, by, at, sources=list(sources))
    if by.kind == ActorKind.AGENT and locked.first_reply_at is None:
        locked.first_reply_at = at
    locked.save(update_fields=["last_position", "first_reply_at"])
    fact = TurnSent(locked.pk, turn.pk, turn.position, suggestion_id)
    tell_turn_with(record(locked.case, fact, by=by, at=at), turn)
    return turn


@transaction.atomic
def ask_for_person(*, interaction: Interaction, how: str = "button", by: Actor, at: datetime) -> None:
    """The customer wants a person. Recorded once a contact; the escalation room honours it at the first request."""
    locked = _lock(interaction)
    if locked.is_over:
        raise InteractionOver
    if locked.person_asked_at is None:
        locked.person_asked_at = at
        locked.save(update_fields=["person_asked_at"])
        record(locked.case, PersonAsked(locked.pk, how), by=by, at=at)


def _lock(interaction: Interaction) -> Interaction:
    """The contact as it is now, under the case's lock, so that turns and owners change one after another."""
    case = lock_case(interaction.case_id)
    locked = _now.first(interaction.pk)
    if locked is None:
        raise Interaction.DoesNotExist
    locked.case = case
    return locked


_now = Prepared(lambda key: Interaction.objects.filter(pk=key))


def _checked(text: str) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        raise EmptyText
    if len(text) > LONGEST_TEXT:
        raise TextTooLong
    return text


def _known(interaction: Interaction, external_id: str) -> Turn | None:
    kept = Turn._meta.get_field("external_id").get_prep_value(external_id)
    with connection.cursor() as cursor:  # nearly always a new one, and a queryset would cost five times that
        cursor.execute(_KNOWN, [interaction.pk, kept])
        found = cursor.fetchone()
    return Turn.objects.get(pk=found[0]) if found else None


_KNOWN = "SELECT id FROM cases_turn WHERE interaction_id = %s AND external_id = %s"


def _may_speak(interaction: Interaction, by: Actor, basis_seq: int | None) -> None:
    if interaction.is_over:
        raise InteractionOver
    if by.kind != ActorKind.SYSTEM and not interaction.is_owned_by(by):
        raise NotTheOwner
    if basis_seq is None:
        return
    newer = Turn.objects.filter(interaction=interaction, seq__gt=basis_seq).exclude(
        speaker=by.kind, speaker_id=by.id
    )
    if turns := list(newer.values_list("seq", flat=True)):
        raise ConversationMovedOn(seqs=turns)


def _add_turn(
    interaction: Interaction,
    text: str,
    external_id: str,
    by: Actor,
    at: datetime,
    *,
    sources: list[dict[str, Any]],
    taken: Sequence[str] = (),
) -> Turn:
    """`taken` are the kinds of card data that was removed from the text already."""
    redacted = redact(text)
    interaction.last_position += 1
    turn = Turn(
        interaction=interaction,
        case=interaction.case,
        seq=interaction.case.last_seq + 1,  # the case is locked: its next event is this turn's
        position=interaction.last_position,
        speaker=by.kind,
        speaker_id=by.id,
        speaker_name=by.name,
        text=redacted.text,
        redacted_kinds=list(dict.fromkeys([*taken, *redacted.kinds])),
        sources=sources,
        external_id=external_id,
        at=at,
    )
    return add_row(turn)
