"""What nobody dispatched is tried again, and less and less often."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from cases.events import sweep
from cases.events.models import Event
from cases.events.sweep import GRACE, sweep_events
from tests.keys import forget_keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_on(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    forget_keys()
    found: list[int] = []
    monkeypatch.setattr(sweep, "_again", found.append)
    return found


@pytest.fixture
def stale(interaction: Any, says: Any, at: datetime) -> list[int]:
    """Two events that nobody dispatched, the older first."""
    Event.objects.undispatched().update(dispatched_at=at)
    for minutes in (2, 1):
        says(interaction, "Hello?", at=at - timedelta(minutes=minutes))
    return list(Event.objects.undispatched().order_by("at").values_list("pk", flat=True))


def test_an_event_is_handed_on_once_until_it_is_twice_as_old(
    stale: list[int], handed_on: list[int], at: datetime
) -> None:
    assert sweep_events(at=at) == 2
    assert sweep_events(at=at) == 0
    assert handed_on == stale


def test_what_waits_for_its_next_attempt_hides_no_other(
    stale: list[int], handed_on: list[int], at: datetime
) -> None:
    for _ in range(2):
        assert sweep_events(at=at, limit=1) == 1
    assert handed_on == stale


def test_what_may_still_be_under_way_is_left_alone(
    stale: list[int], handed_on: list[int], at: datetime
) -> None:
    assert sweep_events(at=at - timedelta(minutes=2) + GRACE) == 0
    assert handed_on == []
