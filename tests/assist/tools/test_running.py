"""Exactly one effect, against the real back office: pressed twice, crashed between, timed out after it was
done.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from assist.tools import checking, running
from assist.tools.actions import call_tool, propose_call
from assist.tools.confirming import confirm_call
from assist.tools.models import Tool, ToolCall
from cases.casefiles.actions import verify_customer
from cases.events.actors import AI_AGENT, SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.models import Interaction
from cases.people.models import User
from tests.services import RunningService

State = ToolCall.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def order(backoffice: RunningService) -> str:
    """An order that other tests do not spend: its number."""
    found = backoffice.call("GET", "/orders/?email=chen.wei@example.com").json()["orders"]
    return str(next(order["number"] for order in found if Decimal(order["refundable"]) > 20))


@pytest.fixture
def refund(
    tools: int, connected: Interaction, agent: User, order: str, at: datetime
) -> Callable[..., ToolCall]:
    """`refund("10.00")`: a proposed refund on a case whose customer is verified."""

    def propose(amount: str, key: str = "one") -> ToolCall:
        verify_customer(case=connected.case, how="postcode", by=SYSTEM, at=at)
        given = {"order_number": order, "amount": amount, "reason": "faulty"}
        by = Actor.of(agent)
        return propose_call(
            case=connected.case,
            interaction=connected,
            tool="issue_refund",
            input=given,
            by=by,
            at=at,
            key=key,
        )

    return propose


@pytest.fixture
def paid_back(backoffice: RunningService) -> Callable[[ToolCall], list[dict[str, Any]]]:
    """What the back office really paid under the call's key."""

    def refunds(call: ToolCall) -> list[dict[str, Any]]:
        return list(
            backoffice.call("GET", f"/refunds/?idempotency_key={call.idempotency_key}").json()["refunds"]
        )

    return refunds


def names_of(call: ToolCall) -> list[str]:
    events = Event.objects.filter(case=call.case, name__startswith="tool_call").order_by("seq")
    return [event.name.removeprefix("tool_call.") for event in events]


def test_a_confirmed_refund_ends_with_the_receipt_of_the_back_office(
    refund: Callable[..., ToolCall], agent: User, at: datetime, paid_back: Callable[[ToolCall], list[Any]]
) -> None:
    call = confirm_call(call=refund("1.00"), by=Actor.of(agent), at=at)
    done = running.run_call(call=call, at=at)
    assert done.state == State.SUCCEEDED
    assert done.output["reference"] in done.receipt
    assert [refund["reference"] for refund in paid_back(done)] == [done.output["reference"]]
    assert names_of(done) == ["proposed", "confirmed", "running", "succeeded"]


def test_pressing_twice_and_running_twice_pays_once(
    refund: Callable[..., ToolCall], agent: User, at: datetime, paid_back: Callable[[ToolCall], list[Any]]
) -> None:
    call = refund("1.00")
    for _ in range(2):
        confirm_call(call=call, by=Actor.of(agent), at=at)
    for _ in range(2):
        done = running.run_call(call=call, at=at)
    assert len(paid_back(done)) == 1
    assert names_of(done).count("running") == 1


def test_a_timeout_after_the_back_office_did_it_is_checked_and_pays_once(
    refund: Callable[..., ToolCall],
    agent: User,
    at: datetime,
    backoffice: RunningService,
    paid_back: Callable[[ToolCall], list[Any]],
) -> None:
    call = confirm_call(call=refund("1.00"), by=Actor.of(agent), at=at)
    backoffice.order(path="/orders/{order_number}/refunds/", kind="timeout_after_commit", seconds=0.1)
    unknown = running.run_call(call=call, at=at)
    assert unknown.state == State.CHECKING
    checking.reconcile_calls(at=at + timedelta(seconds=10))
    call.refresh_from_db()
    assert call.state == State.SUCCEEDED
    assert len(paid_back(call)) == 1
    assert names_of(call) == ["proposed", "confirmed", "running", "checking", "succeeded"]


def test_an_answer_slower_than_the_time_limit_is_an_unknown_outcome(
    refund: Callable[..., ToolCall],
    agent: User,
    at: datetime,
    backoffice: RunningService,
    paid_back: Callable[[ToolCall], list[Any]],
) -> None:
    Tool.objects.filter(name="issue_refund").update(time_limit=0.4)
    call = confirm_call(call=refund("1.00"), by=Actor.of(agent), at=at)
    running.source_named("backoffice").call("getOrder", {"order_number": "58213"}, key="", seconds=5)
    backoffice.order(path="/orders/{order_number}/refunds/", kind="slow", seconds=0.8)
    assert running.run_call(call=call, at=at).state == State.CHECKING
    done = checking.check_call(
        call=call, at=at + timedelta(seconds=2)
    )  # not there yet: sent again, the first one wins
    while done.state != State.SUCCEEDED and done.attempts < 9:
        done = checking.check_call(call=done, at=at + timedelta(seconds=60))
    assert done.state == State.SUCCEEDED
    assert len(paid_back(done)) == 1


def test_a_worker_that_died_before_sending_is_made_good_by_the_sweep(
    refund: Callable[..., ToolCall], agent: User, at: datetime, paid_back: Callable[[ToolCall], list[Any]]
) -> None:
    call = confirm_call(call=refund("1.00"), by=Actor.of(agent), at=at)
    assert running._claim(call.pk, at=at) is not None  # the process ends here
    checking.reconcile_calls(at=at + timedelta(seconds=5))
    call.refresh_from_db()
    assert call.state == State.RUNNING, "within the time limit it is somebody's work"
    checking.reconcile_calls(at=at + timedelta(seconds=30))
    call.refresh_from_db()
    assert call.state == State.SUCCEEDED
    assert len(paid_back(call)) == 1


def test_a_worker_that_died_after_sending_is_made_good_by_the_sweep(
    refund: Callable[..., ToolCall], agent: User, at: datetime, paid_back: Callable[[ToolCall], list[Any]]
) -> None:
    call = confirm_call(call=refund("1.00"), by=Actor.of(agent), at=at)
    claimed = running._claim(call.pk, at=at)
    assert claimed is not None
    running._send(claimed)  # the answer is lost with the process
    checking.reconcile_calls(at=at + timedelta(seconds=30))
    call.refresh_from_db()
    assert call.state == State.SUCCEEDED
    assert len(paid_back(call)) == 1


def test_what_was_confirmed_and_never_picked_up_is_run_by_the_sweep(
    refund: Callable[..., ToolCall], agent: User, at: datetime
) -> None:
    call = confirm_call(call=refund("1.00"), by=Actor.of(agent), at=at)
    checking.reconcile_calls(at=at + timedelta(seconds=6))
    call.refresh_from_db()
    assert call.state == State.SUCCEEDED


def test_a_system_that_is_busy_is_asked_again_when_it_said(
    refund: Callable[..., ToolCall], agent: User, at: datetime, backoffice: RunningService
) -> None:
    call = confirm_call(call=refund("1.00"), by=Actor.of(agent), at=at)
    backoffice.order(path="/orders/{order_number}/refunds/", kind="429", seconds=3)
    held = running.run_call(call=call, at=at)
    assert held.state == State.RUNNING
    assert held.started_at is None
    checking.reconcile_calls(at=at + timedelta(seconds=1))
    call.refresh_from_db()
    assert call.attempts == 1
    checking.reconcile_calls(at=at + timedelta(seconds=5))
    call.refresh_from_db()
    assert call.state == State.SUCCEEDED


def test_a_no_of_the_back_office_is_shown_in_its_words(
    refund: Callable[..., ToolCall], agent: User, at: datetime, order: str, backoffice: RunningService
) -> None:
    call = refund("1.00")
    ToolCall.objects.filter(pk=call.pk).update(input={**call.input, "order_number": "99999"})
    failed = running.run_call(call=confirm_call(call=call, by=Actor.of(agent), at=at), at=at)
    assert failed.state == State.FAILED
    assert failed.error == "There is no order 99999."


def test_the_ai_agent_looks_up_through_the_same_door(
    tools: int, interaction: Interaction, at: datetime, backoffice: RunningService
) -> None:
    given = {"order_number": "58213"}
    call = call_tool(
        case=interaction.case, interaction=interaction, tool="find_order", input=given, by=AI_AGENT, at=at
    )
    again = call_tool(
        case=interaction.case, interaction=interaction, tool="find_order", input=given, by=AI_AGENT, at=at
    )
    assert (call.state, call.output["items"], again.pk) == (State.SUCCEEDED, "Vidsyn 27 monitor", call.pk)


def test_a_read_that_meets_an_error_is_tried_again_at_once(
    tools: int, interaction: Interaction, at: datetime, backoffice: RunningService
) -> None:
    backoffice.order(path="/orders/{order_number}/", kind="500", times=2)
    given = {"order_number": "58213"}
    call = call_tool(
        case=interaction.case, interaction=interaction, tool="find_order", input=given, by=AI_AGENT, at=at
    )
    assert (call.state, call.attempts) == (State.SUCCEEDED, 3)


def test_the_right_postcode_verifies_the_customer(
    tools: int, interaction: Interaction, at: datetime, backoffice: RunningService
) -> None:
    given = {"order_number": "58213", "postcode": "LS1 1AA"}
    wrong = call_tool(
        case=interaction.case, interaction=interaction, tool="lookup_customer", input=given, at=at
    )
    interaction.case.refresh_from_db()
    assert (wrong.output["verified"], interaction.case.is_verified) == (False, False)
    failed = interaction.case.events.get(name="customer.verification_failed")
    assert failed.payload == {"how": "postcode compared", "evidence_seq": wrong.ended_seq}
    given = {"order_number": "58213", "postcode": "ls6 2qp"}
    call_tool(case=interaction.case, interaction=interaction, tool="lookup_customer", input=given, at=at)
    interaction.case.refresh_from_db()
    assert interaction.case.is_verified
    assert interaction.case.events.filter(name="customer.verification_failed").count() == 1


def test_the_ai_agent_may_not_pay_and_may_not_change_what_is_not_verified(
    tools: int, interaction: Interaction, at: datetime, backoffice: RunningService
) -> None:
    given = {"order_number": "58213", "amount": "1.00", "reason": "faulty"}
    call = call_tool(case=interaction.case, interaction=interaction, tool="issue_refund", input=given, at=at)
    assert (call.state, call.error_code) == (State.DENIED, "tool_barred")
    given = {"customer_id": "C-1004", "line1": "1 New Street", "city": "York", "postcode": "YO1 7HH"}
    call = call_tool(
        case=interaction.case, interaction=interaction, tool="change_address", input=given, at=at
    )
    assert (call.state, call.error_code) == (State.DENIED, "check_failed")


def test_an_unreachable_system_is_a_failure_and_nothing_was_sent(
    tools: int, interaction: Interaction, at: datetime, settings: Any
) -> None:
    adapter = "assist.tools.sources.http.HttpSource"
    settings.TOOL_SOURCES = {"backoffice": {"adapter": adapter, "url": "http://127.0.0.1:9", "token": "x"}}
    given = {"order_number": "58213"}
    call = call_tool(case=interaction.case, interaction=interaction, tool="find_order", input=given, at=at)
    assert (call.state, call.attempts) == (State.FAILED, 3)


def test_a_call_that_fails_unforeseen_holds_up_no_other_and_waits_a_minute(
    refund: Callable[..., ToolCall], agent: User, at: datetime
) -> None:
    broken = confirm_call(call=refund("1.00"), by=Actor.of(agent), at=at - timedelta(seconds=10))
    sound = confirm_call(call=refund("1.50", key="two"), by=Actor.of(agent), at=at)
    copy = Tool.objects.get(name="issue_refund")
    copy.pk, copy.name, copy.source = None, "old_refund", "a source that the settings have no more"
    copy.save()
    ToolCall.objects.filter(pk=broken.pk).update(tool=copy, state=State.CHECKING, due_at=at)
    assert checking.reconcile_calls(at=at + timedelta(seconds=6)) == 2
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.state, sound.state) == (State.CHECKING, State.SUCCEEDED)
    assert broken.due_at == at + timedelta(seconds=66)
