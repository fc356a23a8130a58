"""The action cards over HTTP, asked as the allowed and as the stranger; what the socket shows equals a
reload.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assist.tools.actions import propose_again, propose_call
from assist.tools.approvals import refuse_call
from assist.tools.confirming import confirm_call
from assist.tools.live import show_card
from assist.tools.models import Approval, ToolCall
from assist.tools.queries import panel_of
from cases.casefiles.actions import verify_customer
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.models import Interaction
from cases.live import fragment
from cases.people.models import User

State = ToolCall.State
HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}
FIELDS = {"order_number": "58213", "amount": "184.50", "reason": "faulty"}
pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def proposed(tools: int, connected: Interaction, at: datetime) -> Callable[..., ToolCall]:
    def propose(key: str = "one", **changed: str) -> ToolCall:
        verify_customer(case=connected.case, how="postcode", by=SYSTEM, at=at)
        given = {**FIELDS, **changed}
        return propose_call(
            case=connected.case,
            interaction=connected,
            tool="issue_refund",
            input=given,
            by=SYSTEM,
            at=at,
            key=key,
        )

    return propose


@pytest.fixture
def asked(proposed: Callable[..., ToolCall], agent: User, supervisor: User, at: datetime) -> Approval:
    return Approval.objects.get(call=confirm_call(call=proposed(), by=Actor.of(agent), at=at))


def test_preparing_an_action_gives_its_card(tools: int, connected: Interaction, agent: User) -> None:
    address = reverse("tools:calls", args=[connected.case_id])
    for _ in range(2):
        answer = signed_in(agent).post(address, {"tool": "issue_refund", "key": "k1"}, **HTMX)
    assert answer.status_code == 200
    assert 'data-behavior="action-card"' in answer.content.decode()
    assert ToolCall.objects.get().state == State.VALIDATING, (
        "the form has gaps, and pressing twice makes one card"
    )


def test_fields_that_are_not_right_come_back_marked_with_what_was_typed(
    proposed: Callable[..., ToolCall], agent: User
) -> None:
    call = proposed()
    address = reverse("tools:confirmation", args=[call.pk])
    answer = signed_in(agent).post(address, {**FIELDS, "amount": "lots"}, **HTMX)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Amount is not in the right form. Write it as 12.50." in text
    assert 'value="lots"' in text
    call.refresh_from_db()
    assert call.input == FIELDS


def test_confirming_within_the_limit_lets_it_run(proposed: Callable[..., ToolCall], agent: User) -> None:
    call = proposed()
    answer = signed_in(agent).post(
        reverse("tools:confirmation", args=[call.pk]), {**FIELDS, "amount": "20"}, **HTMX
    )
    call.refresh_from_db()
    assert (answer.status_code, call.state, call.input["amount"]) == (200, State.RUNNING, "20.00")


def test_a_plain_form_goes_back_to_the_case(proposed: Callable[..., ToolCall], agent: User) -> None:
    call = proposed()
    answer = signed_in(agent).post(
        reverse("tools:confirmation", args=[call.pk]), {**FIELDS, "amount": "20.00"}
    )
    assert (answer.status_code, answer["Location"]) == (302, call.case.get_absolute_url())


@pytest.mark.parametrize("name", ["confirmation", "withdrawal", "repetition"])
def test_a_stranger_does_not_find_the_card(
    proposed: Callable[..., ToolCall], stranger: User, name: str
) -> None:
    call = proposed()
    answer = signed_in(stranger).post(reverse(f"tools:{name}", args=[call.pk]), FIELDS)
    assert answer.status_code == 404
    call.refresh_from_db()
    assert call.is_draft


def test_a_stranger_prepares_nothing(tools: int, connected: Interaction, stranger: User) -> None:
    answer = signed_in(stranger).post(
        reverse("tools:calls", args=[connected.case_id]), {"tool": "find_order"}
    )
    assert (answer.status_code, ToolCall.objects.count()) == (404, 0)


def test_who_is_not_signed_in_is_sent_to_the_door(proposed: Callable[..., ToolCall]) -> None:
    answer = Client().post(reverse("tools:confirmation", args=[proposed().pk]), FIELDS)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


def test_a_reviewer_works_on_no_card(proposed: Callable[..., ToolCall], reviewer: User) -> None:
    answer = signed_in(reviewer).post(reverse("tools:confirmation", args=[proposed().pk]), FIELDS, **HTMX)
    assert answer.status_code == 403


def test_the_supervisor_approves_from_the_inbox(asked: Approval, supervisor: User) -> None:
    client = signed_in(supervisor)
    inbox = client.get(reverse("tools:approvals")).content.decode()
    assert "Refund order 58213" in inbox
    assert "Ama Boateng" in inbox
    given = {"approval": asked.pk, "decision": "approve"}
    answer = client.post(reverse("tools:approval", args=[asked.call_id]), given, **HTMX)
    assert "Nothing waits for your decision" in answer.content.decode()
    asked.call.refresh_from_db()
    assert asked.call.state == State.RUNNING


def test_declining_without_a_reason_is_turned_back(asked: Approval, supervisor: User) -> None:
    given = {"approval": asked.pk, "decision": "refuse", "reason": ""}
    answer = signed_in(supervisor).post(reverse("tools:approval", args=[asked.call_id]), given, **HTMX)
    assert answer.status_code == 422


def test_a_form_without_a_decision_decides_nothing(asked: Approval, supervisor: User) -> None:
    address = reverse("tools:approval", args=[asked.call_id])
    answer = signed_in(supervisor).post(address, {"approval": asked.pk, "reason": "hm"}, **HTMX)
    asked.refresh_from_db()
    assert (answer.status_code, asked.decision) == (422, "open")


def test_a_decision_on_what_is_no_number_is_not_found(asked: Approval, supervisor: User) -> None:
    address = reverse("tools:approval", args=[asked.call_id])
    answer = signed_in(supervisor).post(address, {"approval": "abc", "decision": "approve"}, **HTMX)
    assert answer.status_code == 404


def test_an_agent_neither_sees_the_inbox_nor_approves(asked: Approval, agent: User) -> None:
    client = signed_in(agent)
    given = {"approval": asked.pk, "decision": "approve"}
    assert client.get(reverse("tools:approvals")).status_code == 403
    assert client.post(reverse("tools:approval", args=[asked.call_id]), given).status_code == 403


@pytest.mark.parametrize("moment", ["draft", "asked", "denied", "again"])
def test_what_the_socket_shows_is_what_a_reload_shows(
    proposed: Callable[..., ToolCall], agent: User, supervisor: User, at: datetime, moment: str
) -> None:
    call = proposed()
    if moment != "draft":
        call = confirm_call(call=call, by=Actor.of(agent), at=at)
    if moment in ("denied", "again"):
        call = refuse_call(approval=call.approvals.get(), reason="Too much", by=Actor.of(supervisor), at=at)
    if moment == "again":
        propose_again(call=call, by=Actor.of(agent), at=at)
    event = Event.objects.filter(case=call.case, name__startswith="tool_call").last()
    assert event is not None
    [shown] = show_card(event)
    assert shown.html == fragment("assist/tools/_panel.html", panel=panel_of(event.case, at=timezone.now()))


def test_the_panel_costs_the_same_for_one_card_and_for_many(
    proposed: Callable[..., ToolCall],
    connected: Interaction,
    at: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(12):
        proposed(key=f"k{number}", amount=f"{number + 1}.00")
    connected.case.refresh_from_db()
    with django_assert_max_num_queries(9):
        assert len(panel_of(connected.case, at=at).cards) == 12


def test_the_inbox_costs_the_same_for_one_and_for_many(
    proposed: Callable[..., ToolCall],
    agent: User,
    supervisor: User,
    at: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    from assist.tools.queries import approvals_for

    for number in range(8):
        confirm_call(call=proposed(key=f"k{number}"), by=Actor.of(agent), at=at)
    with django_assert_max_num_queries(2):
        assert len(approvals_for(supervisor, at=at)) == 8
