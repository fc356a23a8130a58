"""What stands where on the console: nothing that is needed may shrink away or lie out of sight."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assist.handoffs.actions import make_handoff
from assist.wrapup.tasks import draft_for_contact
from cases.events.actors import SYSTEM, Actor
from cases.events.models import Event
from cases.interactions.passing import start_wrap_up

# Sizes of the window in CSS pixels: 1440 × 900 at 200 %, at 125 %, and whole.
ZOOMED, SMALL, WHOLE = (720, 450), (1152, 720), (1440, 900)


@pytest.fixture
def console(page_of, agent, connected, says):
    for number in range(12):
        says(connected, f"My screen is cracked, {number}")
    make_handoff(interaction=connected, basis_seq=1, reason="asked", to="Care", by=SYSTEM, at=timezone.now())
    page = page_of(agent)
    page.goto(connected.case.get_absolute_url())
    expect(page.locator("#link")).to_have_attribute("data-state", "live")
    return page


@pytest.mark.parametrize("size", [ZOOMED, SMALL, WHOLE])
def test_conversation_and_composer_are_both_on_the_screen(console, size):
    console.set_viewport_size({"width": size[0], "height": size[1]})
    expect(console.locator("#turns .turn").last).to_be_in_viewport(ratio=1)
    expect(console.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
    assert console.locator("#scroller").bounding_box()["height"] >= 120
    assert console.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_handoff_leaves_the_suggestion_on_the_first_screen(console):
    customer = console.locator("#panel-customer").bounding_box()
    assert customer["y"] + customer["height"] < 620
    console.get_by_text("All of it").click()
    expect(console.locator("#panel-handoffs")).to_contain_text("What the customer wants")


def test_a_wrap_up_comes_to_whoever_had_scrolled_away(console, connected, agent):
    scroll = console.locator(".assist .scroll")
    console.set_viewport_size({"width": 1440, "height": 500})
    scroll.evaluate("box => box.scrollTop = box.scrollHeight")
    start_wrap_up(interaction=connected, by=Actor.of(agent), at=timezone.now())
    draft_for_contact(Event.objects.get(case=connected.case, name="interaction.wrap_up_started"))
    expect(console.locator("#panel-wrapup select")).to_be_in_viewport()
