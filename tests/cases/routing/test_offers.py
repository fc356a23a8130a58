import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from cases.casefiles.actions import lock_case
from cases.events.actors import SYSTEM, Actor
from cases.interactions.actions import open_interaction
from cases.interactions.models import Interaction
from cases.interactions.passing import close_interaction, connect_agent, queue_interaction
from cases.routing.actions import accept_offer, decline_offer, set_presence
from cases.routing.models import Membership, Offer, Presence, Queue
from cases.routing.offering import expire_offers, offer_next, offer_waiting
from cases.routing.refusals import NotYourOffer, OfferExpired
from cases.routing.rules import Candidate, choose

AVAILABLE = Presence.State.AVAILABLE


@pytest.fixture
def waiting(interaction, queue, at):
    queue_interaction(interaction=interaction, queue=queue, reason="asked for a person", by=SYSTEM, at=at)
    interaction.refresh_from_db()
    return interaction


def test_a_waiting_contact_is_offered_to_an_available_agent_and_accepted(waiting, agent, at):
    set_presence(user=agent, state=AVAILABLE, at=at)

    assert offer_waiting(at=at) == 1
    accept_offer(offer=Offer.objects.get(), by=Actor.of(agent), at=at)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.owner, waiting.agent) == ("connected", "agent", agent)
    waiting.case.refresh_from_db()
    assert waiting.case.owner == agent


def test_nobody_is_asked_twice_at_the_same_moment(waiting, agent, at):
    set_presence(user=agent, state=AVAILABLE, at=at)
    offer_next(interaction=waiting, at=at)

    assert offer_next(interaction=waiting, at=at) is None
    assert Offer.objects.count() == 1


def test_a_declined_contact_goes_to_the_next_agent_and_keeps_its_waiting_time(waiting, agent, colleague, at):
    for user in (agent, colleague):
        set_presence(user=user, state=AVAILABLE, at=at)
    first = offer_next(interaction=waiting, at=at)
    decline_offer(offer=first, by=Actor.of(first.agent), at=at)

    second = offer_next(interaction=waiting, at=at)

    assert {first.agent, second.agent} == {agent, colleague}
    waiting.refresh_from_db()
    assert waiting.queued_at == at


def test_missed_and_unreachable_are_two_different_results(waiting, agent, at):
    set_presence(user=agent, state=AVAILABLE, at=at)
    offer_next(interaction=waiting, at=at)
    expire_offers(at=at + timedelta(seconds=21))
    assert Offer.objects.get().result == Offer.Result.MISSED

    Presence.objects.update(seen_at=at + timedelta(minutes=2))
    offer_next(interaction=waiting, at=at + timedelta(minutes=2))
    expire_offers(at=at + timedelta(minutes=5))
    assert Offer.objects.latest("pk").result == Offer.Result.UNREACHABLE


def test_two_misses_in_a_row_make_an_agent_unresponsive(waiting, agent, at):
    set_presence(user=agent, state=AVAILABLE, at=at)
    for minute in (0, 2):
        now = at + timedelta(minutes=minute)
        Presence.objects.update(seen_at=now)
        offer_next(interaction=waiting, at=now)
        expire_offers(at=now + timedelta(seconds=21))

    assert Presence.objects.get().state == Presence.State.UNRESPONSIVE


def test_whoever_is_back_after_misses_is_offered_what_waits_at_once(waiting, agent, at):
    set_presence(user=agent, state=AVAILABLE, at=at)
    Presence.objects.update(missed_in_a_row=1)
    offer_next(interaction=waiting, at=at)
    expire_offers(at=at + timedelta(seconds=21))
    waiting.refresh_from_db()
    assert offer_next(interaction=waiting, at=at + timedelta(seconds=22)) is None

    set_presence(user=agent, state=AVAILABLE, at=at + timedelta(seconds=30))
    assert offer_next(interaction=waiting, at=at + timedelta(seconds=30))


def test_an_offer_is_answered_only_by_whom_it_was_made_to_and_only_in_time(waiting, agent, colleague, at):
    set_presence(user=agent, state=AVAILABLE, at=at)
    offer = offer_next(interaction=waiting, at=at)

    with pytest.raises(NotYourOffer):
        accept_offer(offer=offer, by=Actor.of(colleague), at=at)
    with pytest.raises(OfferExpired):
        accept_offer(offer=offer, by=Actor.of(agent), at=at + timedelta(minutes=1))


def test_going_away_gives_the_offer_back(waiting, agent, at):
    set_presence(user=agent, state=AVAILABLE, at=at)
    offer_next(interaction=waiting, at=at)

    set_presence(user=agent, state=Presence.State.BREAK, at=at)

    waiting.refresh_from_db()
    assert waiting.state == Interaction.State.QUEUED
    assert Offer.objects.get().result == Offer.Result.RESCINDED


@pytest.mark.parametrize(
    ("loads", "channel", "expected"),
    [
        ([0, 34], "chat", 0),
        ([34, 0], "chat", 1),
        ([68, 68], "chat", 0),
        ([102, 102], "chat", None),
        ([20, 0], "voice", 1),
        ([1, 1], "voice", None),
    ],
)
def test_the_emptiest_agent_that_fits_is_chosen(loads, channel, expected, at):
    candidates = [Candidate(i, 1, load, at) for i, load in enumerate(loads)]
    chosen = choose(candidates, channel)
    assert (chosen.user_id if chosen else None) == expected


def test_the_last_agent_of_the_case_comes_first(at):
    candidates = [Candidate(1, 3, 0, at), Candidate(2, 1, 34, at, had_this_case=True)]
    assert choose(candidates, "chat").user_id == 2


def contact(customer, team, queue, at, name):
    by = Actor.customer(customer)
    found = open_interaction(customer=customer, channel="chat", by=by, at=at, external_id=name, team=team)
    queue_interaction(interaction=found, queue=queue, reason="asked", by=SYSTEM, at=at)
    return found


def test_a_line_that_nobody_can_take_holds_up_no_other(queue, agent, customer, team, at):
    unstaffed = Queue.objects.create(slug="trade", name="Trade", team=team)
    full = Queue.objects.create(slug="calls", name="Calls", team=team)
    Membership.objects.create(user=agent, queue=full)
    for n in range(3):
        contact(customer, team, unstaffed, at, f"trade-{n}")
    for n in range(3):
        found = contact(customer, team, full, at, f"call-{n}")
        Interaction.objects.filter(pk=found.pk).update(channel="voice")
    last = contact(customer, team, queue, at + timedelta(seconds=1), "last")
    connect_agent(interaction=contact(customer, team, queue, at, "own"), agent=agent, by=SYSTEM, at=at)
    set_presence(user=agent, state=AVAILABLE, at=at)

    assert offer_waiting(at=at, limit=2) == 1
    assert Offer.objects.get().interaction == last


def test_a_contact_that_was_moved_during_its_offer_goes_to_the_other_queue(
    waiting, agent, supervisor, team, at
):
    other = Queue.objects.create(slug="trade", name="Trade", team=team)
    Membership.objects.create(user=supervisor, queue=other)
    for user in (agent, supervisor):
        set_presence(user=user, state=AVAILABLE, at=at)
    first = offer_next(interaction=waiting, at=at)
    queue_interaction(interaction=waiting, queue=other, reason="trade", by=SYSTEM, at=at)

    with pytest.raises(OfferExpired):
        accept_offer(offer=first, by=Actor.of(agent), at=at)
    assert offer_next(interaction=waiting, at=at).agent == supervisor
    first.refresh_from_db()
    assert first.result == Offer.Result.RESCINDED


def test_a_contact_that_a_supervisor_took_during_its_offer_stays_theirs(
    waiting, agent, supervisor, settle, at
):
    set_presence(user=agent, state=AVAILABLE, at=at)
    offer = offer_next(interaction=waiting, at=at)
    connect_agent(interaction=waiting, agent=supervisor, by=Actor.of(supervisor), at=at)

    with pytest.raises(OfferExpired):
        accept_offer(offer=offer, by=Actor.of(agent), at=at)
    settle()
    offer.refresh_from_db()
    waiting.refresh_from_db()
    assert (offer.result, waiting.agent) == (Offer.Result.RESCINDED, supervisor)


def test_who_goes_away_after_the_customer_left_is_not_held_up(waiting, agent, at):
    set_presence(user=agent, state=AVAILABLE, at=at)
    offer_next(interaction=waiting, at=at)
    close_interaction(interaction=waiting, by=SYSTEM, at=at, abandoned=True)

    assert set_presence(user=agent, state=Presence.State.BREAK, at=at).state == "break"
    assert Offer.objects.get().result == Offer.Result.CUSTOMER_LEFT


@pytest.mark.django_db(transaction=True)
def test_going_away_waits_for_no_case_while_it_holds_the_presence(waiting, agent, at):
    """Whoever ends an offer holds the case and asks for the presence: the other way round both would wait."""
    set_presence(user=agent, state=AVAILABLE, at=at)
    offer_next(interaction=waiting, at=at)

    def go_away():
        try:
            set_presence(user=agent, state=Presence.State.BREAK, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_case(waiting.case_id)
            going = pool.submit(go_away)
            until_true(lambda: Presence.objects.get(user=agent).state == "break")
            Presence.objects.select_for_update(nowait=True).get(user=agent)
        going.result()
    assert Offer.objects.get().result == Offer.Result.RESCINDED


def until_true(holds, within=10):
    ends = time.monotonic() + within
    while not holds():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.01)
