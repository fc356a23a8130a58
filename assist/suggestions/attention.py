"""The budget of attention: what comes unasked comes seldom, and never into the middle of something. Pure rules.

A hint that comes every few seconds is not read, and one that comes while somebody writes is in the way. What is asked for
is never held back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# These pass by themselves: what is held back for them comes later, as long as it still answers the newest message.
PASSING = frozenset({"typing", "cool_down"})
LONGEST_HELD = timedelta(seconds=45)  # after that it is withheld for good
LOOK_AGAIN = timedelta(seconds=3)  # whether the agent still types


@dataclass(frozen=True)
class Budget:
    """What one agent's attention bears unasked."""

    cool_down: timedelta = timedelta(seconds=1.5)  # between two on one contact: faster cannot be read
    a_contact: int = 40
    an_hour: int = 300  # for one agent over all contacts: four lively chats stay below
    seen_after: timedelta = timedelta(seconds=10)  # a card that stood this long had its chance


@dataclass(frozen=True)
class Attention:
    """How much an agent had of one contact and of the last hour, and what the agent does now."""

    last_shown_at: datetime | None = None
    shown_on_contact: int = 0
    shown_this_hour: int = 0
    is_typing: bool = False
    takes_card_data: bool = False


@dataclass(frozen=True)
class Stood:
    """A card of the contact that was retired: what it said, and how long it stood."""

    key: str
    body: str
    shown_at: datetime
    retired_at: datetime


def why_hold(attention: Attention, budget: Budget, at: datetime) -> str:
    """Why nothing is put forward unasked now, or "". What lasts comes before what passes."""
    if attention.takes_card_data:
        return "card_data"
    if attention.shown_on_contact >= budget.a_contact:
        return "contact_budget"
    if attention.shown_this_hour >= budget.an_hour:
        return "hour_budget"
    if attention.is_typing:
        return "typing"
    last = attention.last_shown_at
    return "cool_down" if last is not None and at < last + budget.cool_down else ""


def held_until(why: str, attention: Attention, budget: Budget, at: datetime) -> datetime:
    """When to look again at what was held back."""
    if why == "cool_down" and attention.last_shown_at is not None:
        return attention.last_shown_at + budget.cool_down
    return at + LOOK_AGAIN


def had_their_chance(stood: Iterable[Stood], budget: Budget) -> list[Stood]:
    """What stood long enough to be read and was left: it does not come unasked again on this contact."""
    return [card for card in stood if card.retired_at - card.shown_at >= budget.seen_after]
