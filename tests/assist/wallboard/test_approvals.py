import uuid
from datetime import datetime, timedelta

import pytest
from django.test import Client

from assist.tools.models import Approval, Tool, ToolCall
from assist.wallboard.live import frame_for
from assist.wallboard.queries import floor_for
from cases.interactions.models import Interaction
from cases.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def approval(connected: Interaction, agent: User, supervisor: User, at: datetime) -> Approval:
    tool = Tool.objects.create(
        name="issue_refund",
        title="Refund",
        headline="Refund {amount}",
        source="backoffice",
        operation="refund",
        risk="high",
        input_schema={"type": "object", "properties": {}},
    )
    call = ToolCall.objects.create(
        case=connected.case,
        interaction=connected,
        tool=tool,
        key="refund-1",
        idempotency_key=uuid.uuid4(),
        state=ToolCall.State.AWAITING_APPROVAL,
        input={"amount": "184.50"},
        proposed_kind="agent",
        proposed_name=agent.name,
        proposed_at=at,
    )
    return Approval.objects.create(
        call=call,
        amount="184.50",
        limit="50",
        requested_id=str(agent.pk),
        requested_name=agent.name,
        requested_at=at,
        expires_at=at + timedelta(minutes=10),
        eligible=[supervisor.pk],
    )


def test_an_approval_comes_first_with_its_form(client: Client, supervisor: User, approval: Approval) -> None:
    client.force_login(supervisor)
    html = client.get("/floor/").content.decode()
    assert f'id="approval-{approval.pk}"' in html
    assert "£184.50" in html
    assert html.index(f'id="approval-{approval.pk}"') < html.index('id="floor-alerts"')
    assert f'id="approval-{approval.pk}"' in frame_for(supervisor, False)["content"]


def test_an_administrator_watches_and_decides_nothing(
    administrator: User, approval: Approval, at: datetime
) -> None:
    assert floor_for(administrator, at=at).approvals == []


def test_a_wall_shows_no_approval(supervisor: User, approval: Approval, at: datetime) -> None:
    assert floor_for(supervisor, at=at, is_wall=True).approvals == []
