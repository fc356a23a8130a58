"""The console in a real browser on a real server."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.events.actors import AI_AGENT, Actor
from cases.interactions.actions import post_turn
from cases.interactions.models import Turn
from cases.interactions.passing import queue_interaction
from cases.people.roles import Role
from cases.routing.actions import set_presence
from cases.routing.models import Presence
from cases.routing.offering import offer_waiting
from tests.cast import person


@pytest.fixture
def console(page_of, agent, connected, says):
    """The page of the connected case, live."""
    says(connected, "My screen is cracked")
    page = page_of(agent)
    page.goto(connected.case.get_absolute_url())
    expect(page.locator("#link")).to_have_attribute("data-state", "live")
    return page


def turns_on(page):
    return page.locator("#turns > li[id]").evaluate_all("all => all.map(li => [li.id, li.innerText.trim()])")


def test_a_turn_appears_by_itself_and_leaves_draft_focus_and_caret(console, connected, says):
    console.click("#reply")
    console.keyboard.type("I am so sor")
    says(connected, "It is urgent")
    expect(console.locator("#turns")).to_contain_text("It is urgent")
    expect(console.locator("#worklist")).to_contain_text("It is urgent")
    console.keyboard.type("ry")
    expect(console.locator("#reply")).to_have_value("I am so sorry")
    expect(console.locator("#reply")).to_be_focused()


def test_what_the_frames_built_is_what_a_reload_shows(console, connected, agent, says):
    says(connected, "One")
    post_turn(interaction=connected, text="Two", by=Actor.of(agent), at=timezone.now(), external_id="two")
    says(connected, "Three")
    expect(console.locator("#turns")).to_contain_text("Three")
    before = turns_on(console)
    console.reload()
    assert turns_on(console) == before


def test_ctrl_enter_sends_once_and_empties_the_field(console, connected):
    console.click("#reply")
    console.keyboard.type("A replacement is on its way")
    console.keyboard.press("Control+Enter")
    expect(console.locator("#turns .turn.agent")).to_contain_text("A replacement is on its way")
    expect(console.locator("#reply")).to_have_value("")
    assert Turn.objects.filter(text="A replacement is on its way").count() == 1


def test_reply_and_note_never_mix(console, connected):
    console.click("#reply")
    console.keyboard.type("To the customer")
    console.locator(".modes label", has_text="Internal note").click()
    expect(console.locator("#note")).to_have_value("")
    console.keyboard.type("For the team")
    console.keyboard.press("Control+Enter")
    expect(console.locator("#turns .note")).to_contain_text("For the team")
    expect(console.locator("#reply")).to_have_value("To the customer")
    assert not Turn.objects.filter(text="For the team").exists()


def test_a_draft_survives_a_reload_and_another_browser(console, page_of, agent, connected):
    console.click("#reply")
    console.keyboard.type("Half a sen")
    expect(console.locator("#hint")).to_have_text("Draft saved")
    other = page_of(agent)
    other.goto(connected.case.get_absolute_url())
    expect(other.locator("#reply")).to_have_value("Half a sen")
    console.reload()
    expect(console.locator("#reply")).to_have_value("Half a sen")


def test_a_send_on_an_old_basis_asks_first(console, connected, says):
    console.route("**/changes/**", lambda route: route.abort())
    console.click("#reply")
    console.keyboard.type("Order 1 it is")
    # The customer's turn comes between the key press and the server: the request carries the older number.
    console.route(
        "**/turns/", lambda route: (says(connected, "No, the other order"), route.continue_()), times=1
    )
    console.keyboard.press("Control+Enter")
    expect(console.locator("#conflict")).to_contain_text("No, the other order")
    expect(console.locator("#reply")).to_have_value("Order 1 it is")
    console.click("text=Send anyway")
    expect(console.locator("#turns .turn.agent")).to_contain_text("Order 1 it is")
    assert Turn.objects.filter(text="Order 1 it is").count() == 1


def test_a_broken_link_is_said_and_afterwards_nothing_is_lost_or_doubled(console, site, connected, says):
    site.stop()
    expect(console.locator("#link")).to_have_attribute("data-state", "retry")
    expect(console.locator("#offline")).to_be_visible()
    console.click("#reply")
    console.keyboard.type("Sent while away")
    console.keyboard.press("Control+Enter")
    expect(console.locator(".turn.pending")).to_contain_text("Not sent yet")
    for number in range(5):
        says(connected, f"Missed {number}")
    site.start()
    expect(console.locator("#link")).to_have_attribute("data-state", "live", timeout=20_000)
    expect(console.locator("#turns")).to_contain_text("Missed 4")
    expect(console.locator("#conflict, #turns")).to_contain_text(["Missed 4"])
    texts = [text for _, text in turns_on(console) if "Missed" in text]
    assert [re.search(r"Missed \d", text)[0] for text in texts] == [f"Missed {n}" for n in range(5)]
    assert Turn.objects.filter(text="Sent while away").count() <= 1


def test_a_cut_cable_is_said_at_once(console):
    console.context.set_offline(True)
    expect(console.locator("#offline")).to_be_visible()
    console.context.set_offline(False)
    expect(console.locator("#link")).to_have_attribute("data-state", "live", timeout=30_000)


def test_an_offer_is_accepted_from_the_list(page_of, agent, interaction, queue, says, at):
    says(interaction, "May I talk to somebody?")
    set_presence(user=agent, state="available", at=timezone.now())
    page = page_of(agent)
    page.goto("/desk/")
    expect(page.locator("#link")).to_have_attribute("data-state", "live")
    queue_interaction(interaction=interaction, queue=queue, reason="asked", by=AI_AGENT, at=timezone.now())
    offer_waiting(at=timezone.now())
    expect(page.locator(".offer")).to_contain_text("May I talk to somebody?")
    page.locator(".offer").get_by_role("button", name="Accept").click()
    expect(page.locator("h1")).to_have_text("Maya Lindqvist")
    expect(page.locator("#casestate")).to_have_text("Ama Boateng leads this contact")


def test_an_offer_is_accepted_by_its_letter(page_of, agent, interaction, queue):
    set_presence(user=agent, state="available", at=timezone.now())
    queue_interaction(interaction=interaction, queue=queue, reason="asked", by=AI_AGENT, at=timezone.now())
    offer_waiting(at=timezone.now())
    page = page_of(agent)
    page.goto("/desk/")
    expect(page.locator(".offer")).to_be_visible()
    page.keyboard.press("a")
    expect(page.locator("#casestate")).to_have_text("Ama Boateng leads this contact")


def test_an_offer_is_declined_without_leaving_the_page(page_of, agent, interaction, queue, says):
    set_presence(user=agent, state="available", at=timezone.now())
    queue_interaction(interaction=interaction, queue=queue, reason="asked", by=AI_AGENT, at=timezone.now())
    offer_waiting(at=timezone.now())
    page = page_of(agent)
    page.goto("/desk/")
    page.locator(".offer").get_by_role("button", name="Decline").click()
    expect(page.locator(".offer")).to_have_count(0)


def test_resolve_can_be_undone_for_five_seconds(console, connected):
    console.get_by_role("button", name="Resolve").click()
    console.get_by_role("button", name="Undo").click()
    expect(console.locator(".undo")).to_have_count(0)
    connected.case.refresh_from_db()
    assert not connected.case.is_over
    console.get_by_role("button", name="Resolve").click()
    expect(console.locator("#casetitle")).to_contain_text("Resolved", timeout=30_000)


def test_letters_work_outside_fields_and_type_inside_them(console):
    console.locator("#scroller").focus()
    console.keyboard.press("n")
    expect(console.locator("#note")).to_be_focused()
    console.keyboard.type("njk?/@€ł")
    expect(console.locator("#note")).to_have_value("njk?/@€ł")
    console.keyboard.press("Escape")
    expect(console.locator("#scroller")).to_be_focused()
    console.keyboard.press("r")
    expect(console.locator("#reply")).to_be_focused()
    console.keyboard.press("F6")
    expect(console.locator(".assist .scroll")).to_be_focused()
    console.keyboard.press("Shift+F6")
    expect(console.locator("#reply")).to_be_focused()
    console.keyboard.press("Control+/")
    expect(console.locator("#keys")).to_be_visible()
    console.keyboard.press("Escape")
    console.keyboard.press("Control+k")
    expect(console.locator("#pq")).to_be_focused()
    console.keyboard.type("note")
    console.keyboard.press("Enter")
    expect(console.locator("#note")).to_be_focused()


def test_letters_can_be_switched_off(page_of, agent, connected):
    agent.has_shortcuts = False
    agent.save()
    page = page_of(agent)
    page.goto(connected.case.get_absolute_url())
    page.locator("#scroller").focus()
    page.keyboard.press("n")
    expect(page.locator("#note")).to_be_hidden()


def test_the_palette_finds_a_case(console, connected):
    console.keyboard.press("Control+k")
    console.keyboard.type("lindq")
    expect(console.locator("#pfound")).to_contain_text(str(connected.case.number))
    expect(console.locator("#palette .gh", has_text="Commands")).to_be_hidden()
    console.locator("#pq").fill("nobody of that name")
    expect(console.locator("#pnone")).to_be_visible()
    console.locator("#pq").fill("transfer")
    expect(console.locator("#pnone")).to_be_hidden()
    console.keyboard.press("Enter")
    expect(console.locator("#transferbox select")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_console(console, axe, scheme):
    console.emulate_media(color_scheme=scheme)
    assert axe(console) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_sign_in_desk_preferences_and_gallery(page_of, agent, axe, scheme):
    page = page_of()
    page.emulate_media(color_scheme=scheme)
    page.goto("/accounts/login/")
    assert axe(page) == []
    admin = person("Ingrid Solberg", Role.ADMINISTRATOR, None)
    for user, addresses in ((agent, ("/desk/", "/desk/preferences/", "/accounts/2fa/")), (admin, ("/ui/",))):
        page = page_of(user)
        page.emulate_media(color_scheme=scheme)
        for address in addresses:
            page.goto(address)
            assert axe(page) == [], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_error_pages_with_and_without_sections(page_of, agent, axe, scheme):
    for user in (agent, None):
        page = page_of(user)
        page.emulate_media(color_scheme=scheme)
        page.goto("/nowhere/")
        assert page.locator(".rail").is_visible() == (user is not None)
        assert axe(page) == []
        page.get_by_role("link", name="Back to your work").click()
        expect(page).to_have_url(re.compile("/desk/$" if user else "/accounts/login/"))
    page = page_of(agent)
    page.emulate_media(color_scheme=scheme)
    page.goto("/approvals/")
    expect(page.locator("[data-refusal]")).to_be_visible()
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 390, 768])
def test_narrow_screens_do_not_scroll_sideways(console, width):
    console.set_viewport_size({"width": width, "height": 844})
    for tab in ("Cases", "Conversation", "Assist"):
        console.get_by_role("button", name=tab, exact=True).click()
        assert console.evaluate("document.documentElement.scrollWidth <= innerWidth"), tab
        assert axe_targets(console) == []


def axe_targets(page):
    """Buttons and links that are smaller than 24 px."""
    return page.evaluate(
        """() => [...document.querySelectorAll("button, a[href], select")].filter(e => {
          const box = e.getBoundingClientRect();
          return e.checkVisibility() && box.width && !e.closest("p, li, dd, .vh") && !e.matches(".vh")
            && (box.width < 24 || box.height < 24);
        }).map(e => e.outerHTML.slice(0, 100))"""
    )


def test_an_unresponsive_agent_comes_back_with_one_press(page_of, agent, axe):
    set_presence(user=agent, state="available", at=timezone.now())
    Presence.objects.filter(user=agent).update(state="unresponsive", missed_in_a_row=2)
    page = page_of(agent)
    page.goto("/desk/")
    expect(page.locator("#standing")).to_contain_text("Nothing is offered to you")
    assert axe(page) == []
    page.locator("#standing").get_by_role("button", name="Be available").click()
    expect(page.locator("#standing")).to_have_count(0)
    expect(page.locator("#presence .lbl")).to_have_text("Available")
    page.keyboard.press("Control+k")
    page.keyboard.type("take a break")
    page.keyboard.press("Enter")
    expect(page.locator("#presence .lbl")).to_have_text("Break")


def test_a_letter_of_one_s_own_runs_its_command_and_the_usual_one_does_not(page_of, agent, connected, axe):
    page = page_of(agent)
    page.goto("/desk/preferences/")
    page.get_by_label("Reply to the customer").fill("w")
    page.get_by_role("button", name="Save").click()
    assert axe(page) == []
    page = page_of(agent)
    page.goto(connected.case.get_absolute_url())
    page.locator("#scroller").focus()
    page.keyboard.press("r")
    expect(page.locator("#scroller")).to_be_focused()
    page.keyboard.press("w")
    expect(page.locator("#reply")).to_be_focused()


def test_an_offer_is_told_by_the_computer_where_the_person_allowed_it(
    page_of, agent, interaction, queue, says
):
    set_presence(user=agent, state="available", at=timezone.now())
    page = page_of(agent, permissions=["notifications"])
    page.add_init_script(
        "window.told = []; window.Notification = class { static permission = 'granted';"
        " static requestPermission() {} constructor(t, o) { window.told.push([t, o.body]); } close() {} };"
        " document.hasFocus = () => false;"
    )
    page.goto("/desk/preferences/")
    expect(page.locator("#desktop-notices")).to_contain_text("They are off")
    page.get_by_role("button", name="Switch them on").click()
    expect(page.locator("#desktop-notices")).to_contain_text("They are on")
    page.goto("/desk/")
    expect(page.locator("#link")).to_have_attribute("data-state", "live")
    queue_interaction(interaction=interaction, queue=queue, reason="asked", by=AI_AGENT, at=timezone.now())
    offer_waiting(at=timezone.now())
    expect(page.locator(".offer")).to_have_count(1)
    [[title, body]] = page.evaluate("window.told")
    assert title == "New contact offered"
    assert queue.name in body
    assert "Maya" not in body
