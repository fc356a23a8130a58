import pytest

from assist.desk.actions import save_draft
from assist.desk.refusals import DraftIsNewer

pytestmark = pytest.mark.django_db


def test_a_draft_gets_a_new_version_with_every_save(connected, agent, at):
    case = connected.case
    first = save_draft(case=case, user=agent, mode="reply", text="Dear", version=0, at=at)
    second = save_draft(case=case, user=agent, mode="reply", text="Dear Maya", version=first.version, at=at)
    assert (second.version, second.text) == (2, "Dear Maya")


def test_an_old_window_does_not_overwrite_a_newer_draft(connected, agent, at):
    save_draft(case=connected.case, user=agent, mode="reply", text="Newer", version=0, at=at)
    with pytest.raises(DraftIsNewer) as refused:
        save_draft(case=connected.case, user=agent, mode="reply", text="Older", version=0, at=at)
    assert refused.value.details == {"version": 1, "text": "Newer"}


def test_drafts_of_two_people_do_not_meet(connected, agent, colleague, at):
    save_draft(case=connected.case, user=agent, mode="note", text="Mine", version=0, at=at)
    other = save_draft(case=connected.case, user=colleague, mode="note", text="Theirs", version=0, at=at)
    assert other.version == 1
