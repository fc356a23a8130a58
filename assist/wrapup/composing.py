"""From the material of a contact to its draft. Pure: the material comes in, sentences with their evidence
go out."""

from collections.abc import Sequence

from assist.wrapup.drafts import Done, Draft, Line, Material, Planned, Promise, Said
from assist.wrapup.picking import Embed, sentences_of
from assist.wrapup.promises import due_date, is_promise, working_days_after
from assist.wrapup.reported import capitalised, reported
from assist.wrapup.telling.weights import Weights
from assist.wrapup.wanting import wanted_lines

SLOTS = ("wanted", "done", "promised", "outcome", "mood", "open")
MOST_PROMISES = 3
RULES_VERSION = "rules 2"  # another number where the same material gives another draft
LOW_MOOD, HIGH_MOOD = -0.25, 0.25


def compose(material: Material, *, embed: Embed, weights: Weights | None = None) -> Draft:
    """The draft. Every sentence has at least one number of an event behind it. `weights` are what was learnt from our notes."""
    promised = promises_in(material.turns)
    disposition, reason = disposition_of(material)
    lines = [
        *_wanted(material, embed, weights),
        *_done(material.calls),
        *(Line("promised", f"We promised: {p.text}.", (p.seq,)) for p in promised),
        *_outcome(material),
        *_mood(material.moods),
        *_open(material),
    ]
    return Draft(tuple(lines), disposition, reason, tuple(_follow_ups(promised, material)))


def _wanted(material: Material, embed: Embed, weights: Weights | None) -> list[Line]:
    lines = wanted_lines(material.turns, embed=embed, weights=weights)
    if not lines and material.intent_title:
        return [Line("wanted", f"It was about: {material.intent_title}.", (material.intent_seq,))]
    return lines


def _done(calls: Sequence[Done]) -> list[Line]:
    lines = []
    for call in calls:
        if call.error:
            lines.append(
                Line("open", f"{call.headline} did not work: {call.error.rstrip('.')}.", (call.seq,))
            )
        elif call.receipt:
            lines.append(Line("done", f"{call.headline}: {call.receipt.rstrip('.')}.", (call.seq,)))
        else:
            lines.append(Line("done", f"{call.headline}.", (call.seq,)))
    return lines


def promises_in(turns: Sequence[Said]) -> list[Promise]:
    """Our promises, the last ones, those with a day first to be kept when there are many."""
    found = [
        Promise(turn.seq, reported(s.text, is_customers=False), due_date(s.text, said_on=turn.on))
        for turn in turns
        if not turn.is_customers
        for s in sentences_of(turn.seq, turn.text)
        if is_promise(s.text) and not s.text.rstrip().endswith("?")
    ]
    dated = [promise for promise in found if promise.due_on]
    kept = (dated or found)[-MOST_PROMISES:]
    return sorted(kept, key=lambda promise: promise.seq)


def disposition_of(material: Material) -> tuple[str, str]:
    """The disposition and why, in words; `resolved` needs a receipt or somebody who said so."""
    receipts = [call for call in material.calls if call.receipt]
    failed = [call for call in material.calls if call.error]
    if material.closed_as[0]:
        return material.closed_as
    if material.is_abandoned:
        return "abandoned", "The customer left before anybody answered"
    if failed and not receipts:
        return "unresolved", f"{failed[-1].headline} did not work"
    if receipts and (material.is_resolved or not failed):
        return "resolved", receipts[-1].receipt.rstrip(".")[:200]
    if material.is_resolved:
        return "resolved", (material.outcome or "Answered, and the case was marked as resolved")[:200]
    return "partly_resolved", "Nothing confirms yet that it is solved"


def _outcome(material: Material) -> list[Line]:
    if not material.is_resolved:
        return []
    words = f": {material.outcome.rstrip('.')}" if material.outcome else ""
    return [Line("outcome", f"The case was resolved{words}.", (material.resolved_seq,))]


def _mood(moods: Sequence[tuple[int, float]]) -> list[Line]:
    if len(moods) < 2:
        return []
    (first_seq, first), (last_seq, last) = moods[0], moods[-1]
    if _word(first) == _word(last):
        return [Line("mood", f"The customer was {_word(last)} throughout.", (first_seq, last_seq))]
    return [
        Line(
            "mood",
            f"The customer was {_word(first)} at first and {_word(last)} at the end.",
            (first_seq, last_seq),
        )
    ]


def _word(mood: float) -> str:
    return "unhappy" if mood <= LOW_MOOD else "content" if mood >= HIGH_MOOD else "neutral"


def _open(material: Material) -> list[Line]:
    """A question of the customer that nobody answered any more."""
    if not material.turns or not material.turns[-1].is_customers:
        return []
    last = material.turns[-1]
    asked = [s for s in sentences_of(last.seq, last.text) if s.text.rstrip().endswith("?")]
    return [Line("open", f"Not answered: “{sentence.text.strip()}”", (last.seq,)) for sentence in asked[:1]]


def _follow_ups(promised: Sequence[Promise], material: Material) -> list[Planned]:
    """One for each dated promise; one for tomorrow when a tool failed and nothing else would bring us
    back."""
    planned = [
        Planned(f"Check: {p.text}"[:200], p.due_on, p.seq, _kind(p.text))
        for p in promised
        if p.due_on is not None
    ]
    failed = [call for call in material.calls if call.error]
    if not planned and failed and material.turns:
        due = working_days_after(material.turns[-1].on, 1)
        planned.append(Planned(capitalised(f"{failed[-1].headline}: try again"), due, failed[-1].seq))
    return planned


def _kind(text: str) -> str:
    return (
        "call_back"
        if any(word in text.lower() for word in ("call you", "call them", "ring them", "phone them"))
        else "follow_up"
    )
