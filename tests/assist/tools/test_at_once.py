"""Two workers and two hands at the same moment, on real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection

from assist.tools import running
from assist.tools.actions import propose_call
from assist.tools.confirming import confirm_call
from assist.tools.models import ToolCall
from cases.casefiles.actions import verify_customer
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.events.queries import verify_chain
from cases.interactions.models import Interaction
from cases.people.models import User
from tests.services import RunningService

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work: Callable[[], object]) -> None:
    def alone() -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(alone) for _ in range(3)]:
            done.result()


def test_three_hands_and_three_workers_pay_once(
    tools: int, connected: Interaction, agent: User, at: datetime, backoffice: RunningService
) -> None:
    verify_customer(case=connected.case, how="postcode", by=SYSTEM, at=at)
    by, given = Actor.of(agent), {"order_number": "58291", "amount": "2.00", "reason": "goodwill"}
    call = propose_call(
        case=connected.case, interaction=connected, tool="issue_refund", input=given, by=by, at=at, key="one"
    )
    at_once(lambda: confirm_call(call=ToolCall.objects.get(pk=call.pk), by=by, at=at))
    at_once(lambda: running.run_call(call=ToolCall.objects.get(pk=call.pk), at=at))
    call.refresh_from_db()
    assert call.state == ToolCall.State.SUCCEEDED
    names = list(Event.objects.filter(case=call.case).values_list("name", flat=True))
    assert (names.count("tool_call.confirmed"), names.count("tool_call.running")) == (1, 1)
    paid = backoffice.call("GET", f"/refunds/?idempotency_key={call.idempotency_key}").json()["refunds"]
    assert len(paid) == 1
    assert verify_chain(call.case) == []
