"""What the customer's panel shows of the CRM, and that it never waits for it."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.cache import cache

from assist.desk.live import show_orders
from assist.desk.queries import panel_of
from assist.desk.tasks import look_up_customer
from assist.providers.crm import CrmUnavailable, OpenTask, PastCase, Profile, profiles
from assist.providers.crm.scripted import ScriptedCrm
from assist.tools.actions import propose_call
from assist.tools.running import lock_call, succeed
from cases.customers.models import Customer
from cases.events.actors import SYSTEM
from cases.events.models import Event
from cases.interactions.models import Interaction
from cases.live import fragment
from tests.backoffice import tools

__all__ = ["tools"]


@pytest.fixture
def crm(monkeypatch: pytest.MonkeyPatch, customer: Customer, at: datetime) -> Iterator[ScriptedCrm]:
    past = PastCase("1", "Delivery slot", "resolved", "", date(2026, 9, 1), None)
    task = OpenTask("Call back", date(2026, 11, 27))
    known = Profile(
        "1",
        "Maya Lindqvist",
        "valued",
        Decimal("2148.30"),
        "GBP",
        date(2021, 3, 14),
        "",
        (past,),
        (task,),
        at,
    )
    twin = ScriptedCrm(profiles={customer.email: known})
    monkeypatch.setattr(profiles, "connected", lambda: twin)
    keys = ["crm-profile-pause", profiles.key_of(profiles.contact_of(customer))]
    cache.delete_many(keys)
    yield twin
    cache.delete_many(keys)


def test_what_the_crm_said_stands_on_the_panel(crm: ScriptedCrm, interaction: Interaction) -> None:
    look_up_customer(Event.objects.get(case=interaction.case, name="interaction.opened"))
    panel = panel_of(interaction.case)
    assert (panel.since, panel.worth, panel.segment) == (2021, "£2,148.30", "Valued")
    assert (panel.earlier_cases, panel.open_tasks) == (1, 1)
    html = fragment("assist/desk/_panel.html", panel=panel)
    assert "<dd>2021</dd>" in html
    assert "£2,148.30" in html


def test_the_panel_itself_never_asks_the_crm(crm: ScriptedCrm, interaction: Interaction) -> None:
    crm.failures = [CrmUnavailable("nobody may ask")]
    panel = panel_of(interaction.case)
    assert len(crm.failures) == 1
    assert (panel.since, panel.worth) == (0, "")
    assert fragment("assist/desk/_panel.html", panel=panel).count("Not known") == 2


def test_orders_that_were_looked_up_stand_on_the_panel_the_open_one_first(
    tools: int, crm: ScriptedCrm, connected: Interaction, at: datetime
) -> None:
    told = {"number": "58213", "items": "Monitor", "paid": "184.50", "status": "delivered"}
    told["delivered_at"] = "2026-11-20T09:12:00+00:00"
    for number, output in enumerate(
        (told, told, {"number": "58300", "paid": "20.00", "status": "on_the_way", "expected_on": None})
    ):
        call = propose_call(
            case=connected.case, interaction=connected, tool="find_order", key=f"look-{number}",
            input={"order_number": output["number"]}, by=SYSTEM, at=at,
        )  # fmt: skip
        succeed(lock_call(call.pk), output, by=SYSTEM, at=at)
    panel = panel_of(connected.case)
    assert [(order.number, order.is_open) for order in panel.orders] == [("58300", True), ("58213", False)]
    html = fragment("assist/desk/_panel.html", panel=panel)
    assert "£184.50" in html
    assert "Delivered" in html
    assert "On the way" in html
    assert "Day not known" in html
    assert "English" in html
    shown = show_orders(Event.objects.filter(case=connected.case, name="tool_call.succeeded").latest("pk"))
    assert "58300" in str(shown[0])
