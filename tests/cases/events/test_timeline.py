from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from cases.casefiles.actions import note_on
from cases.casefiles.events import CaseReopened
from cases.events.actions import record
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.events.queries import timeline_of, verify_chain


def test_events_count_from_one_without_gaps_and_the_chain_holds(interaction, says):
    says(interaction, "Hello")
    says(interaction, "Where is my order?")

    events = list(timeline_of(interaction.case))

    assert [e.seq for e in events] == [1, 2, 3, 4]
    assert [e.name for e in events] == ["case.opened", "interaction.opened", "turn.received", "turn.received"]
    assert verify_chain(interaction.case) == []


CHANGE = "UPDATE cases_event SET payload = payload || '{\"position\": 9}' WHERE seq = 3"


def tamper(statement):
    """As somebody does who may switch the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (CHANGE, "The content of event 3 was changed"),
        ("DELETE FROM cases_event WHERE seq = 3", "The last event is 2, the case knows of 3"),
    ],
)
def test_tampering_is_found_by_the_chain_and_told_by_the_command(interaction, says, statement, fault, capsys):
    says(interaction, "Hello")
    call_command("verify_timelines")
    assert "1 timelines hold" in capsys.readouterr().out
    tamper(statement)

    assert verify_chain(interaction.case) == [fault]
    with pytest.raises(CommandError, match="1 of 1 timelines do not hold"):
        call_command("verify_timelines")
    assert capsys.readouterr().err == f"Case {interaction.case.number}: {fault}\n"


def test_an_event_needs_the_transaction_of_its_change(transactional_db, interaction, at):
    with pytest.raises(RuntimeError, match="transaction"):
        record(interaction.case, CaseReopened("x"), by=SYSTEM, at=at)


def test_a_rolled_back_change_leaves_no_event_and_no_gap(interaction, says, at):
    with transaction.atomic():
        record(interaction.case, CaseReopened("x"), by=SYSTEM, at=at)
        transaction.set_rollback(True)
    says(interaction, "Hello")

    assert [e.seq for e in timeline_of(interaction.case)] == [1, 2, 3]


def test_writers_at_the_same_moment_take_numbers_one_after_another(transactional_db, interaction, agent, at):
    def write(number):
        try:
            note_on(
                case=interaction.case,
                text=f"note {number}",
                by=Actor.of(agent),
                at=at,
                external_id=str(number),
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))

    assert [e.seq for e in timeline_of(interaction.case)] == list(range(1, 27))
    assert verify_chain(interaction.case) == []


def test_every_stored_event_reads_back_as_its_typed_fact(interaction, says):
    turn = says(interaction, "Hello")

    event = Event.objects.get(case=interaction.case, seq=turn.seq)

    assert event.fact.turn_id == turn.pk
    assert event.actor.name == "Maya Lindqvist"
    assert event.sentence == "The customer wrote"
