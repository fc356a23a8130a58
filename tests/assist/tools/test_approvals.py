"""A second person decides: who may, who may not, and what is written down of both."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from assist.tools import approvals
from assist.tools.actions import propose_again, propose_call, withdraw_call
from assist.tools.confirming import confirm_call
from assist.tools.models import Approval, ToolCall
from assist.tools.queries import approvals_for
from assist.tools.refusals import (
    ApprovalOver,
    CallMovedOn,
    CheckFailed,
    FieldsMissing,
    OwnApproval,
    ReasonMissing,
    ToolBarred,
)
from cases.casefiles.actions import verify_customer
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.models import Interaction
from cases.people.models import Team, User
from cases.people.roles import Role
from tests.cast import person

State = ToolCall.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(tools: int, connected: Interaction, agent: User, at: datetime) -> Callable[..., ToolCall]:
    def propose(amount: str = "184.50", *, by: User = agent, key: str = "one") -> ToolCall:
        verify_customer(case=connected.case, how="postcode", by=SYSTEM, at=at)
        given = {"order_number": "58213", "amount": amount, "reason": "faulty"}
        return propose_call(
            case=connected.case,
            interaction=connected,
            tool="issue_refund",
            input=given,
            by=Actor.of(by),
            at=at,
            key=key,
        )

    return propose


@pytest.fixture
def asked(proposed: Callable[..., ToolCall], agent: User, supervisor: User, at: datetime) -> Approval:
    """An agent's refund above the limit, waiting for the supervisor."""
    return Approval.objects.get(call=confirm_call(call=proposed(), by=Actor.of(agent), at=at))


def barred(call: ToolCall) -> list[Event]:
    return list(Event.objects.filter(case=call.case, name="tool_call.barred"))


def test_a_refund_over_the_limit_waits_for_approval(asked: Approval, supervisor: User, at: datetime) -> None:
    assert asked.call.state == State.AWAITING_APPROVAL
    assert (str(asked.amount), str(asked.limit), asked.eligible) == ("184.50", "50.00", [supervisor.pk])
    assert [card.id for card in approvals_for(supervisor, at=at)] == [asked.pk]


def test_a_refund_within_the_limit_needs_nobody_else(
    proposed: Callable[..., ToolCall], agent: User, at: datetime
) -> None:
    assert confirm_call(call=proposed("50.00"), by=Actor.of(agent), at=at).state == State.RUNNING


def test_a_yes_lets_it_run_and_the_same_yes_twice_changes_nothing(
    asked: Approval, supervisor: User, at: datetime
) -> None:
    for _ in range(2):
        call = approvals.approve_call(approval=asked, by=Actor.of(supervisor), at=at)
    assert call.state == State.RUNNING
    assert Event.objects.filter(case=call.case, name="tool_call.approved").count() == 1


def test_a_no_needs_a_reason_and_gives_it_to_the_agent(
    asked: Approval, supervisor: User, at: datetime
) -> None:
    with pytest.raises(ReasonMissing):
        approvals.refuse_call(approval=asked, reason=" ", by=Actor.of(supervisor), at=at)
    call = approvals.refuse_call(
        approval=asked, reason="Offer the replacement first", by=Actor.of(supervisor), at=at
    )
    assert (call.state, call.error) == (State.DENIED, "Jun Okada: “Offer the replacement first”")


def test_nobody_approves_their_own(
    proposed: Callable[..., ToolCall], supervisor: User, team: Team, at: datetime
) -> None:
    other = person("Ada Quist", Role.SUPERVISOR, team)
    call = confirm_call(call=proposed("500.00", by=supervisor), by=Actor.of(supervisor), at=at)
    assert call.state == State.RUNNING, "within the supervisor's own limit"
    ToolCall.objects.filter(pk=call.pk).update(state=State.AWAITING_APPROVAL)
    expires = at + timedelta(minutes=5)
    asked = Approval.objects.create(
        call=call,
        requested_id=str(supervisor.pk),
        requested_at=at,
        expires_at=expires,
        amount=500,
        eligible=[other.pk],
    )
    with pytest.raises(OwnApproval):
        approvals.approve_call(approval=asked, by=Actor.of(supervisor), at=at)
    assert [event.payload["reason"] for event in barred(call)] == ["Nobody approves an action of their own."]
    assert approvals.approve_call(approval=asked, by=Actor.of(other), at=at).state == State.RUNNING


def test_who_lost_the_right_meanwhile_may_not_decide(asked: Approval, supervisor: User, at: datetime) -> None:
    User.objects.filter(pk=supervisor.pk).update(role=Role.REVIEWER)
    with pytest.raises(ToolBarred):
        approvals.approve_call(approval=asked, by=Actor.of(supervisor), at=at)
    assert len(barred(asked.call)) == 1


def test_a_supervisor_of_another_team_may_not_decide(asked: Approval, at: datetime) -> None:
    other = person("Otto Berg", Role.SUPERVISOR, Team.objects.create(name="Trade desk"))
    with pytest.raises(ToolBarred):
        approvals.approve_call(approval=asked, by=Actor.of(other), at=at)


def test_what_nobody_may_approve_is_refused_and_recorded(
    proposed: Callable[..., ToolCall], agent: User, supervisor: User, at: datetime
) -> None:
    call = proposed("500.01")
    with pytest.raises(CheckFailed, match="Nobody of the team"):
        confirm_call(call=call, by=Actor.of(agent), at=at)
    call.refresh_from_db()
    assert call.is_draft
    assert len(barred(call)) == 1


def test_an_approval_runs_out(asked: Approval, supervisor: User, at: datetime) -> None:
    late = at + timedelta(minutes=11)
    assert approvals.expire_approvals(at=at) == 0
    with pytest.raises(ApprovalOver):
        approvals.approve_call(approval=asked, by=Actor.of(supervisor), at=late)
    assert approvals.expire_approvals(at=late) == 1
    asked.call.refresh_from_db()
    assert asked.call.state == State.EXPIRED


def test_the_agent_withdraws_and_the_form_is_back(
    asked: Approval, agent: User, supervisor: User, at: datetime
) -> None:
    call = withdraw_call(call=asked.call, by=Actor.of(agent), at=at)
    assert call.state == State.AWAITING_CONFIRMATION
    with pytest.raises(ApprovalOver):
        approvals.approve_call(approval=asked, by=Actor.of(supervisor), at=at)
    assert confirm_call(call=call, by=Actor.of(agent), at=at).state == State.AWAITING_APPROVAL


def test_a_declined_call_can_be_changed_and_sent_again(
    asked: Approval, agent: User, supervisor: User, at: datetime
) -> None:
    denied = approvals.refuse_call(approval=asked, reason="Too much", by=Actor.of(supervisor), at=at)
    again = propose_again(call=denied, by=Actor.of(agent), at=at)
    assert (again.input, again.state) == (denied.input, State.AWAITING_CONFIRMATION)
    assert propose_again(call=denied, by=Actor.of(agent), at=at).pk == again.pk


def test_an_unverified_customer_gets_nothing(
    tools: int, connected: Interaction, agent: User, at: datetime
) -> None:
    given = {"order_number": "58213", "amount": "1.00", "reason": "faulty"}
    call = propose_call(
        case=connected.case,
        interaction=connected,
        tool="issue_refund",
        input=given,
        by=SYSTEM,
        at=at,
        key="one",
    )
    with pytest.raises(CheckFailed, match="not verified"):
        confirm_call(call=call, by=Actor.of(agent), at=at)
    assert [event.actor_name for event in barred(call)] == [agent.name]


def test_a_role_for_which_the_tool_is_not_meant_is_barred(
    proposed: Callable[..., ToolCall], reviewer: User, at: datetime
) -> None:
    call = proposed()
    with pytest.raises(ToolBarred, match="role reviewer"):
        confirm_call(call=call, by=Actor.of(reviewer), at=at)
    assert len(barred(call)) == 1


def test_a_form_with_gaps_is_not_run(proposed: Callable[..., ToolCall], agent: User, at: datetime) -> None:
    with pytest.raises(FieldsMissing):
        confirm_call(call=proposed(), input={"amount": "1.00"}, by=Actor.of(agent), at=at)


def test_a_colleague_cannot_press_what_somebody_has_pressed(
    proposed: Callable[..., ToolCall], agent: User, colleague: User, at: datetime
) -> None:
    call = confirm_call(call=proposed("1.00"), by=Actor.of(agent), at=at)
    with pytest.raises(CallMovedOn):
        confirm_call(call=call, by=Actor.of(colleague), at=at)


def test_the_same_key_is_one_proposal(proposed: Callable[..., ToolCall]) -> None:
    assert proposed().pk == proposed().pk
    assert Event.objects.filter(name="tool_call.proposed").count() == 1
