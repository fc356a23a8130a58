"""Verbs of what a desk does: those that move something in a system of record, and those that only take attention. Pure."""

from __future__ import annotations

import re


def listed(words: str) -> tuple[str, ...]:
    """The words of a line."""
    return tuple(words.split())


_REGULAR = listed(
    "refund return credit transfer replace exchange cancel change update correct waive deduct discount book reserve move reschedule"
    " unlock reset block close delete remove erase extend upgrade approve grant repair collect arrange order issue process dispatch"
    " ship deliver reimburse compensate request report log raise open escalate pause renew activate deactivate ask settle charge reverse"
)
_IRREGULAR = {
    "send": "sent",
    "pay": "paid",
    "give": "gave",
    "repay": "repaid",
    "stop": "stopped",
    "swap": "swapped",
}
_DOUBLED = {
    "cancel": "cancelled",
    "transfer": "transferred",
    "log": "logged",
    "reset": "reset",
    "ship": "shipped",
}


def _past(verb: str) -> str:
    return _IRREGULAR.get(verb) or _DOUBLED.get(verb) or (f"{verb}d" if verb.endswith("e") else f"{verb}ed")


def _doing(verb: str) -> str:
    if verb in ("cancel", "transfer", "log", "ship", "stop", "swap", "reset"):
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") else f"{verb}ing"


EFFECTS = {_past(verb): verb for verb in (*_REGULAR, *_IRREGULAR)} | {"canceled": "cancel", "given": "give"}
DOING = {_doing(verb): verb for verb in (*_REGULAR, *_IRREGULAR)} | {"canceling": "cancel", "asking": "ask"}
ATTENTION = frozenset(
    listed(
        "check look see help find need let explain wait tell write call ring phone inform keep stay read review confirm contact follow"
        " forward pass speak talk note remember try take go connect hand answer reply know be hear understand ask show clear"
        " investigate monitor watch listen treat continue mention add attach share"
    )
)
MESSAGES = re.compile(
    r"\b(?:send|give|get|receive|update|text|e-?mail)(?:ing)?(?: you| them)?(?: soon| then| later)?"
    r"(?: (?:a|an|the|any|another|more|all))?(?: \w+)?"
    r" (?:e-?mails?|messages?|link|call|answer|reply|update|news|details?|information|confirmation|copy|text|word|instructions)\b"
    r"|\b(?:update|text|e-?mail|get back to|come back to|return to) you\b|\byou(?:'ll| will)? hear\b"
)


def base_of(word: str) -> str:
    """The verb as it stands in a dictionary, from any of its forms here: "refunded" is refund."""
    return EFFECTS.get(word) or DOING.get(word) or word
