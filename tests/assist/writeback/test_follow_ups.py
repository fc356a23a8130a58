"""The end of a follow-up ends its task in the CRM."""

from datetime import datetime

import pytest

from assist.providers.crm.scripted import ScriptedCrm
from assist.writeback.delivery import deliver_due
from assist.writeback.models import CrmWrite
from assist.writeback.tasks import write_follow_up, write_follow_up_end
from cases.casefiles.models import Case
from cases.events.actors import SYSTEM
from cases.events.models import Event
from cases.followups.actions import end_follow_up, plan_follow_up
from cases.followups.models import FollowUp


@pytest.fixture
def planned(case: Case, at: datetime) -> FollowUp:
    found = plan_follow_up(case=case, title="Call Maya", due_on=at.date(), key="k-1", by=SYSTEM, at=at)
    write_follow_up(Event.objects.get(case=case, name="follow_up.planned"))
    return found


def end(planned: FollowUp, state: str, at: datetime) -> Event:
    end_follow_up(follow_up=planned, state=state, by=SYSTEM, at=at)
    return Event.objects.get(case=planned.case, name="follow_up.ended")


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_an_ended_follow_up_ends_its_task(
    planned: FollowUp, twin: ScriptedCrm, at: datetime, state: str
) -> None:
    write_follow_up_end(end(planned, state, at))
    later = CrmWrite.objects.latest("next_try_at").next_try_at
    assert deliver_due(crm=twin, jitter=lambda: 0.0, at=later) == 2
    made, ended = twin.written
    assert "state" not in made.payload
    assert (ended.payload["state"], ended.payload["reference"]) == (state, "1")
    assert set(CrmWrite.objects.values_list("state", flat=True)) == {CrmWrite.State.WRITTEN}


def test_the_end_is_written_once_however_often_the_reaction_runs(planned: FollowUp, at: datetime) -> None:
    event = end(planned, "done", at)
    write_follow_up_end(event)
    write_follow_up_end(event)
    assert CrmWrite.objects.filter(kind="task").count() == 2
