"""Customers who go away: no contact and no case stays open behind them."""

from datetime import timedelta

import pytest

from agentdesk.schedule import SCHEDULE
from assist.wrapup.models import WrapUp
from cases.casefiles.actions import resolve_case
from cases.casefiles.models import Case
from cases.channels.widget.actions import abandon_left
from cases.channels.widget.seeing import GONE_AFTER, is_gone, note_seen
from cases.events.actors import AI_AGENT, SYSTEM
from cases.interactions.actions import post_turn
from cases.interactions.leaving import end_ai_contact, end_silent_contacts, ending_of
from cases.interactions.passing import close_interaction, queue_interaction
from cases.routing.actions import set_presence
from cases.routing.models import Offer, Presence
from cases.routing.offering import expire_offers, offer_next

MINUTE = timedelta(minutes=1)


def answered(interaction, says, at):
    says(interaction, "What are your opening hours?", at=at)
    sources = [{"kind": "article", "title": "Opening hours", "url": "/knowledge/opening-hours/"}]
    post_turn(interaction=interaction, text="9 to 5.", by=AI_AGENT, at=at, external_id="a", sources=sources)


def ended(interaction):
    interaction.refresh_from_db()
    interaction.case.refresh_from_db()
    return interaction.state, interaction.case.state, interaction.case.disposition


@pytest.mark.parametrize(
    ("is_resolved", "was_answered", "disposition"),
    [(True, True, "resolved"), (False, True, "unresolved"), (False, False, "abandoned")],
)
def test_only_a_confirmed_answer_resolves(is_resolved, was_answered, disposition):
    assert ending_of(is_resolved=is_resolved, was_answered=was_answered)[0] == disposition


def test_an_answer_that_nobody_confirmed_ends_unresolved_after_half_an_hour(interaction, says, at):
    answered(interaction, says, at)
    assert end_silent_contacts(at=at + 29 * MINUTE) == 0
    assert end_silent_contacts(at=at + 31 * MINUTE) == 1
    assert ended(interaction) == ("closed", Case.State.CLOSED, "unresolved")
    assert end_silent_contacts(at=at + 32 * MINUTE) == 0


def test_a_question_that_was_never_answered_ends_abandoned(interaction, says, at):
    says(interaction, "Hello?", at=at)
    end_silent_contacts(at=at + 31 * MINUTE)
    assert ended(interaction) == ("closed", Case.State.CLOSED, "abandoned")


def test_a_case_that_was_resolved_ends_resolved(interaction, says, at):
    answered(interaction, says, at)
    resolve_case(case=interaction.case, outcome="confirmed", by=AI_AGENT, at=at)
    end_silent_contacts(at=at + 31 * MINUTE)
    assert ended(interaction) == ("closed", Case.State.CLOSED, "resolved")


def test_who_writes_again_is_not_silent(interaction, says, at):
    answered(interaction, says, at)
    says(interaction, "And on Sunday?", at=at + 20 * MINUTE)
    assert end_silent_contacts(at=at + 40 * MINUTE) == 0


def test_a_contact_with_a_person_is_left_to_the_person(connected, says, at):
    says(connected, "Hello?", at=at)
    assert end_silent_contacts(at=at + 31 * MINUTE) == 0
    assert not end_ai_contact(interaction=connected, by=SYSTEM, at=at)


def test_the_unresolved_ending_stays_after_the_wrap_up_was_written(interaction, says, settle, at):
    answered(interaction, says, at)
    end_silent_contacts(at=at + 31 * MINUTE)
    settle()
    assert ended(interaction) == ("closed", Case.State.CLOSED, "unresolved")
    assert WrapUp.objects.get(interaction=interaction).disposition == "unresolved"


def test_a_contact_that_was_offered_when_the_customer_left_frees_the_agent(interaction, queue, agent, at):
    set_presence(user=agent, state=Presence.State.AVAILABLE, at=at)
    queue_interaction(interaction=interaction, queue=queue, reason="asked", by=SYSTEM, at=at)
    offer_next(interaction=interaction, at=at)
    close_interaction(interaction=interaction, by=SYSTEM, at=at, abandoned=True)
    expire_offers(at=at + MINUTE)
    assert Offer.objects.get().result == Offer.Result.CUSTOMER_LEFT


def test_a_page_is_gone_after_ten_minutes_and_not_before(interaction, at):
    note_seen(interaction.pk, at=at)
    assert not is_gone(interaction.pk, at=at + GONE_AFTER - MINUTE)
    assert is_gone(interaction.pk, at=at + GONE_AFTER)


def test_the_sweep_runs_both():
    assert {end_silent_contacts, abandon_left} <= {due.run for due in SCHEDULE}
