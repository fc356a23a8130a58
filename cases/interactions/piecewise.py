"""A card number sent over several messages: what came before is taken out together with the rest."""

from datetime import datetime, timedelta

from cases.events.actors import ActorKind
from cases.events.prepared import Prepared
from cases.interactions.models import Interaction, Turn
from cases.redaction.digits import most_digits
from cases.redaction.rules import CARD, without
from cases.redaction.split import MOST_PIECES, split_card

FEWEST = 4  # digits of a piece
WITHIN = timedelta(minutes=30)


def take_out_split_card(interaction: Interaction, text: str, *, at: datetime) -> tuple[str, list[str]]:
    """The text as it may be stored next, and the kinds of what was removed from it.

    Takes the earlier pieces out of the customer's turns where they stand.
    Called under the case's lock. The events keep: none of them holds the words of a turn.
    """
    if most_digits(text) < FEWEST:
        return text, []
    earlier = _said_since(interaction.pk, at - WITHIN)[::-1]
    pieces = split_card([turn.text for turn in earlier], text) if earlier else []
    for back, span in pieces:
        if back == 0:
            text = without(text, [(span, CARD)]).text
        else:
            _take_out(earlier[-back], span)
    return text, [CARD] if pieces else []


_said_since = Prepared(
    lambda interaction, since: (
        Turn.objects.filter(interaction_id=interaction, speaker=ActorKind.CUSTOMER, at__gte=since)
        .only("text", "redacted_kinds")
        .order_by("-seq")[: MOST_PIECES - 1]
    )
)


def _take_out(turn: Turn, span: tuple[int, int]) -> None:
    turn.text = without(turn.text, [(span, CARD)]).text
    turn.redacted_kinds = list(dict.fromkeys([*turn.redacted_kinds, CARD]))
    turn.save(update_fields=["text", "redacted_kinds"])
