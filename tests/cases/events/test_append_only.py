import pytest
from django.db import DatabaseError

from cases.events.models import Event
from cases.events.queries import verify_chain


@pytest.fixture
def event(interaction, says):
    return Event.objects.get(case=interaction.case, seq=says(interaction, "Hello").seq)


@pytest.mark.parametrize(
    "change", [{"name": "case.closed"}, {"actor_name": "Somebody"}, {"payload": {"x": 1}}, {"hash": "0" * 64}]
)
def test_the_database_refuses_a_changed_event(event, change):
    with pytest.raises(DatabaseError, match="append-only"):
        Event.objects.filter(pk=event.pk).update(**change)


def test_the_database_refuses_to_delete_an_event(event):
    with pytest.raises(DatabaseError, match="may not be deleted"):
        event.delete()


def test_a_redaction_is_allowed_and_the_chain_still_verifies(event, at):
    Event.objects.filter(pk=event.pk).update(payload={}, salt="", redacted_at=at)

    assert verify_chain(event.case) == []
    event.refresh_from_db()
    assert event.sentence == "The content was removed"
