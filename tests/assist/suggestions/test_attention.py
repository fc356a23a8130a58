"""The budget of attention: as a table, and from the customer's words to what is held back, comes later or never."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assist.knowledge.queries import panel_of as knowledge_panel
from assist.suggestions import actions, using
from assist.suggestions.attention import (
    LONGEST_HELD,
    Attention,
    Budget,
    Stood,
    had_their_chance,
    held_until,
    why_hold,
)
from assist.suggestions.holding import attention_of, wake_held
from assist.suggestions.models import HeldSuggestion, Suggestion
from assist.suggestions.queries import panel_of
from assist.suggestions.tasks import suggest_held
from cases.casefiles.models import Case
from cases.channels.widget.queries import note_typing
from cases.events.actors import Actor
from cases.events.models import Event
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction, Turn
from cases.people.models import User
from tests.keys import forget_keys

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
BUDGET = Budget()
Says = Callable[..., Turn]
CRACKED = "My monitor arrived cracked. Can I have a replacement or my money back?"
HOURS = "What are your opening hours on Sunday?"


@pytest.mark.parametrize(
    ("attention", "why"),
    [
        (Attention(), ""),
        (Attention(last_shown_at=NOW - BUDGET.cool_down, shown_on_contact=1), ""),
        (Attention(last_shown_at=NOW - SECOND, shown_on_contact=1), "cool_down"),
        (Attention(is_typing=True), "typing"),
        (Attention(is_typing=True, last_shown_at=NOW), "typing"),
        (Attention(takes_card_data=True, is_typing=True), "card_data"),
        (Attention(shown_on_contact=BUDGET.a_contact), "contact_budget"),
        (Attention(shown_on_contact=BUDGET.a_contact - 1), ""),
        (Attention(shown_this_hour=BUDGET.an_hour, is_typing=True), "hour_budget"),
    ],
)
def test_what_holds_a_suggestion_back(attention: Attention, why: str) -> None:
    assert why_hold(attention, BUDGET, NOW) == why


def test_what_passes_is_looked_at_again_when_it_has_passed() -> None:
    cooling = Attention(last_shown_at=NOW - SECOND)
    assert held_until("cool_down", cooling, BUDGET, NOW) == NOW - SECOND + BUDGET.cool_down
    assert held_until("typing", Attention(is_typing=True), BUDGET, NOW) > NOW


def test_a_card_that_flashed_by_has_not_had_its_chance() -> None:
    flashed = Stood("a", "A", NOW, NOW + SECOND)
    stood = Stood("b", "B", NOW, NOW + BUDGET.seen_after)
    assert had_their_chance([flashed, stood], BUDGET) == [stood]


# --- on a contact


@pytest.fixture
def contact(connected: Interaction, content: None, settings) -> Interaction:
    forget_keys()
    Case.objects.filter(pk=connected.case_id).update(intent="damaged_on_arrival", layer=2)
    connected.case.refresh_from_db()
    return connected


def names(interaction: Interaction) -> list[str]:
    told = interaction.case.events.filter(name__contains="suggestion").order_by("seq")
    return [event.name.removeprefix("suggestion.") for event in told]


def suggest(turn: Turn, at: datetime | None = None) -> list[Suggestion]:
    at = at or turn.at
    return actions.suggest_unasked(turn=turn, asked_at=at, at=at)


def test_while_the_agent_writes_it_waits_and_comes_afterwards(
    contact: Interaction, says: Says, settle
) -> None:
    turn = says(contact, CRACKED)
    note_typing(contact.pk, "Ama")
    assert suggest(turn) == []
    assert names(contact) == ["held"]
    forget_keys()
    assert wake_held(at=turn.at + 4 * SECOND) == 1
    settle()
    assert names(contact)[:3] == ["held", "held_suggestion.due", "shown"]
    assert not HeldSuggestion.objects.exists()


def test_the_sign_is_the_one_that_the_console_sends(
    contact: Interaction, agent: User, client: Client, at: datetime
) -> None:
    client.force_login(agent)
    assert not attention_of(contact, at).is_typing
    client.post(reverse("desk:typing", args=[contact.pk]))
    assert attention_of(contact, at).is_typing


def test_who_writes_on_and_on_gets_none(contact: Interaction, says: Says) -> None:
    turn = says(contact, CRACKED)
    note_typing(contact.pk, "Ama")
    suggest(turn)
    note_typing(contact.pk, "Ama")
    assert suggest(turn, turn.at + LONGEST_HELD + SECOND) == []
    assert names(contact) == ["held", "withheld"]
    assert panel_of(contact.case).why == "typing"


def test_a_second_one_waits_until_the_first_was_seen(contact: Interaction, says: Says, at: datetime) -> None:
    assert suggest(says(contact, CRACKED, at=at))
    second = says(contact, HOURS, at=at + SECOND)
    assert suggest(second) == []
    held = HeldSuggestion.objects.get()
    assert (held.why, held.due_at) == ("cool_down", at + BUDGET.cool_down)
    assert wake_held(at=held.due_at - SECOND) == 0
    wake_held(at=held.due_at)
    actions.suggest_for_held(turn=second, asked_at=held.due_at, at=held.due_at)
    assert Suggestion.objects.shown().first().answers_turn == second  # type: ignore[union-attr]


def test_what_was_answered_meanwhile_does_not_come(
    contact: Interaction, says: Says, agent: User, at: datetime
) -> None:
    turn = says(contact, CRACKED, at=at)
    note_typing(contact.pk, "Ama")
    suggest(turn)
    post_turn(interaction=contact, text="One moment.", by=Actor.of(agent), at=at + SECOND, external_id="a1")
    forget_keys()
    wake_held(at=at + 9 * SECOND)
    suggest_held(Event.objects.get(name="held_suggestion.due"))
    assert not Suggestion.objects.exists()
    assert not HeldSuggestion.objects.exists()


def test_asking_overrides_the_budget(contact: Interaction, says: Says, settings, at: datetime) -> None:
    settings.SUGGESTION_BUDGET = {"a_contact": 0}
    turn = says(contact, CRACKED)
    note_typing(contact.pk, "Ama")
    assert suggest(turn) == []
    assert panel_of(contact.case).why == "contact_budget"
    assert actions.suggest_replies(turn=turn, at=at, is_asked=True)


def test_a_contact_and_an_hour_have_their_share(
    contact: Interaction, says: Says, settings, at: datetime
) -> None:
    suggest(says(contact, CRACKED, at=at))
    settings.SUGGESTION_BUDGET = {"a_contact": 1}
    suggest(says(contact, HOURS, at=at + timedelta(minutes=1)))
    assert panel_of(contact.case).why == "contact_budget"
    settings.SUGGESTION_BUDGET = {"an_hour": 1}
    suggest(says(contact, HOURS, at=at + timedelta(minutes=2)))
    assert panel_of(contact.case).why == "hour_budget"
    assert suggest(says(contact, HOURS, at=at + timedelta(minutes=61)))


def test_what_was_asked_for_costs_no_attention(contact: Interaction, says: Says, at: datetime) -> None:
    actions.suggest_replies(turn=says(contact, CRACKED), at=at, is_asked=True)
    assert attention_of(contact, at) == Attention()


def test_the_same_comes_once_on_a_contact(contact: Interaction, says: Says, at: datetime) -> None:
    first = suggest(says(contact, CRACKED, at=at))
    later = at + timedelta(minutes=2)
    actions.retire_suggestions(interaction=contact, why="newer_turn", at=later)
    again = suggest(says(contact, CRACKED, at=later), later)
    assert first[0].key not in {each.key for each in again}
    asked = actions.suggest_replies(turn=contact.turns.last(), at=later, is_asked=True)  # type: ignore[arg-type]
    assert first[0].key in {each.key for each in asked}


def test_nothing_comes_while_card_data_is_taken(contact: Interaction, says: Says, at: datetime) -> None:
    says(contact, "My card is 4242 4242 4242 4242", at=at)
    soon = says(contact, CRACKED, at=at + timedelta(seconds=30))
    assert suggest(soon) == []
    assert panel_of(contact.case).why == "card_data"
    assert suggest(says(contact, CRACKED, at=at + timedelta(minutes=3)))


def test_using_one_leaves_room_for_the_next(
    contact: Interaction, says: Says, agent: User, at: datetime
) -> None:
    shown = suggest(says(contact, CRACKED, at=at))
    using.use_suggestion(suggestion=shown[0], by=Actor.of(agent), at=at + SECOND)
    attention = attention_of(contact, at + 20 * SECOND)
    assert (attention.shown_on_contact, why_hold(attention, BUDGET, at + 20 * SECOND)) == (1, "")


# --- live, on demand or quiet, as the agent chooses


@pytest.mark.parametrize("mode", ["on_demand", "quiet"])
def test_a_choice_takes_away_what_is_shown_and_holds_for_the_next_message(
    contact: Interaction, says: Says, agent: User, client: Client, mode: str, at: datetime
) -> None:
    suggest(says(contact, CRACKED, at=at))
    client.force_login(agent)
    answer = client.post(
        "/suggestions/mode/", {"mode": mode, "case": contact.case_id}, HTTP_HX_REQUEST="true"
    )
    assert 'id="assist-mode"' in answer.text
    assert not Suggestion.objects.shown().exists()
    assert suggest(says(contact, HOURS, at=at + timedelta(minutes=1))) == []
    assert panel_of(contact.case).why == mode


def test_live_again_begins_with_the_next_message(
    contact: Interaction, says: Says, agent: User, client: Client, settle: Callable[[], int]
) -> None:
    User.objects.filter(pk=agent.pk).update(assist_mode="quiet")
    client.force_login(agent)
    says(contact, CRACKED)
    settle()
    assert panel_of(contact.case).why == "quiet"
    assert client.post("/suggestions/mode/", {"mode": "live", "case": contact.case_id}).status_code == 302
    says(contact, HOURS)
    settle()
    assert panel_of(contact.case).state == "shown"


def test_the_console_offers_the_three_modes_in_its_menu_and_in_the_palette(
    contact: Interaction, agent: User, client: Client
) -> None:
    client.force_login(agent)
    page = client.get(f"/desk/cases/{contact.case.number}/").text
    for mode in ("live", "on_demand", "quiet"):
        assert f'data-command="mode-{mode}"' in page
        assert f'data-run="mode-{mode}"' in page


def test_any_other_word_is_no_mode_and_strangers_have_none(
    agent: User, reviewer: User, client: Client
) -> None:
    assert client.post("/suggestions/mode/", {"mode": "live"}).status_code == 302
    client.force_login(agent)
    assert client.post("/suggestions/mode/", {"mode": "loud"}).status_code == 422
    client.force_login(reviewer)
    assert client.post("/suggestions/mode/", {"mode": "live"}).status_code == 403


# --- what is overtaken goes: articles and actions too


def test_the_articles_follow_the_newest_message(
    contact: Interaction, says: Says, settle: Callable[[], int]
) -> None:
    says(contact, CRACKED)
    settle()
    first = knowledge_panel(contact.case)
    says(contact, HOURS)
    settle()
    assert knowledge_panel(contact.case) != first
    found = contact.case.events.filter(name="knowledge.found").order_by("seq").last()
    assert found.payload["turn_id"] == contact.turns.last().pk
