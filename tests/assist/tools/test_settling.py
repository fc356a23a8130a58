"""Unknown outcomes and reversals are settled by a supervisor who looked into the system of record."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assist.handoffs.queries import bundle_of
from assist.tools.models import ToolCall
from assist.tools.running import lock_call, succeed
from assist.wrapup.material import material_of
from cases.events.actors import SYSTEM
from cases.events.models import Event
from tests.assist.tools.test_views import proposed, signed_in

__all__ = ["proposed"]
State = ToolCall.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def unknown(proposed):
    call = proposed()
    call.hold(state=State.CHECKING, due_at=timezone.now())
    return call


@pytest.fixture
def paid(proposed):
    call = lock_call(proposed().pk)
    succeed(call, {"amount": "184.50", "reference": "RF-1"}, by=SYSTEM, at=timezone.now())
    return call


def settle(person, call, name="settlement", **fields):
    answer = signed_in(person).post(reverse(f"tools:{name}", args=[call.pk]), fields, HTTP_HX_REQUEST="true")
    call.refresh_from_db()
    return answer


@pytest.mark.parametrize(("was_done", "state"), [("yes", State.SUCCEEDED), ("no", State.FAILED)])
def test_a_supervisor_settles_what_nobody_knows(unknown, supervisor, was_done, state):
    page = signed_in(supervisor).get(unknown.case.get_absolute_url()).text
    assert reverse("tools:settlement", args=[unknown.pk]) in page
    assert " data-directs" in page
    answer = settle(supervisor, unknown, was_done=was_done, words="RF-77")
    assert (answer.status_code, unknown.state) == (200, state)
    assert "RF-77" in unknown.receipt + unknown.error
    assert "…" not in unknown.receipt

    assert settle(supervisor, unknown, was_done="yes", words="again").status_code == 409


def test_an_agent_reads_that_a_supervisor_can_and_is_refused(unknown, agent):
    page = signed_in(agent).get(unknown.case.get_absolute_url()).text
    assert "A supervisor can look into the system" in page
    assert " data-directs" not in page
    assert settle(agent, unknown, was_done="yes", words="RF-77").status_code == 403
    assert unknown.state == State.CHECKING


def test_a_reversal_is_kept_and_nothing_claims_the_refund_any_more(paid, supervisor):
    assert settle(supervisor, paid, "reversal", words="paid back twice, RV-2").status_code == 200
    assert (paid.state, paid.receipt != "") == (State.COMPENSATED, True)
    event = Event.objects.get(case=paid.case, name="tool_call.compensated")
    assert event.sentence == f"{paid.headline} was reversed: paid back twice, RV-2"
    bundle = bundle_of(paid.case, timezone.now())
    assert "RF-1" not in str(bundle.section("done"))
    assert "RV-2" in str(bundle.section("tried"))
    assert not any(call.receipt for call in material_of(paid.interaction).calls)


@pytest.mark.parametrize("words", ["", "  "])
def test_a_reversal_says_how(paid, supervisor, words):
    assert settle(supervisor, paid, "reversal", words=words).status_code == 422
    assert paid.state == State.SUCCEEDED


def test_an_agent_reverses_nothing(paid, agent):
    assert settle(agent, paid, "reversal", words="RV-2").status_code == 403
