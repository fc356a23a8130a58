"""A supervisor settles an unknown outcome and records a reversal, in the browser."""

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from assist.tools.models import ToolCall
from assist.tools.running import lock_call, succeed
from cases.events.actors import SYSTEM
from tests.assist.tools.test_settling import unknown
from tests.assist.tools.test_views import proposed
from tests.backoffice import backoffice, backoffice_process, tools

__all__ = ["backoffice", "backoffice_process", "proposed", "tools", "unknown"]
State = ToolCall.State


@pytest.fixture
def paid(proposed):
    call = proposed()
    with transaction.atomic():
        succeed(lock_call(call.pk), {"amount": "184.50", "reference": "RF-1"}, by=SYSTEM, at=timezone.now())
    return call


@pytest.fixture(params=["light", "dark"])
def console(request, page_of, supervisor):
    def opened(call):
        page = page_of(supervisor, color_scheme=request.param)
        page.goto(call.case.get_absolute_url())
        expect(page.locator("#link")).to_have_attribute("data-state", "live")
        page.scheme = request.param
        return page, page.locator(f"#call-{call.pk}")

    return opened


def picture(page, card, name):
    """For somebody who looks: AGENTDESK_PICTURES names a folder."""
    if folder := os.environ.get("AGENTDESK_PICTURES"):
        card.scroll_into_view_if_needed()
        page.screenshot(path=str(Path(folder) / f"{name}-{page.scheme}.png"))


@pytest.mark.parametrize(
    ("press", "state"), [("It was done", State.SUCCEEDED), ("It was not done", State.FAILED)]
)
def test_an_unknown_outcome_is_settled_by_a_supervisor(unknown, console, axe, press, state):
    page, card = console(unknown)
    card.get_by_text("Settle it after a look into the system").click()
    picture(page, card, f"settle-{state}")
    card.get_by_role("button", name=press, exact=True).click()
    expect(card).to_have_attribute("data-state", "checking")  # words are needed
    card.get_by_label("Reference, or what you found there").fill("RF-77")
    card.get_by_role("button", name=press, exact=True).click()
    expect(card).to_have_attribute("data-state", state)
    expect(card).to_contain_text("RF-77" if state == State.SUCCEEDED else "It was not done, ")
    expect(card).to_contain_text("RF-77")
    unknown.refresh_from_db()
    assert unknown.state == state
    picture(page, card, f"settled-{state}")
    assert axe(page) == []


def test_a_reversal_is_recorded_and_the_card_says_so(paid, console, axe):
    page, card = console(paid)
    card.get_by_text("It was reversed").click()
    picture(page, card, "reverse")
    card.get_by_label("Reference of the reversal, and why").fill("RV-2, sent to the wrong card")
    card.get_by_role("button", name="Record the reversal").click()
    expect(card).to_have_attribute("data-state", "compensated")
    expect(card).to_contain_text("Reversed: RV-2, sent to the wrong card")
    expect(card.get_by_role("button", name="Tell the customer")).to_have_count(0)
    picture(page, card, "reversed")
    assert axe(page) == []
    page.reload()
    expect(page.locator(f"#call-{paid.pk}")).to_have_attribute("data-state", "compensated")
