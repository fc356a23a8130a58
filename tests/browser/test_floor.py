"""The floor and the review page in a real browser."""

# ruff: noqa: F811 - fixtures of QA are asked for by name

import re

import pytest
from playwright.sync_api import expect

from cases.casefiles.actions import ask_help
from cases.events.actors import Actor
from qa.reviews.models import Review, ReviewAnswer
from tests.qa.conftest import closed, scorecard  # noqa: F401 - fixtures


@pytest.fixture
def floor(page_of, supervisor, connected, agent, at):
    from assist.wallboard.actions import watch_floor

    ask_help(case=connected.case, text="Wants a manager", by=Actor.of(agent), at=at)
    watch_floor(at=at)
    page = page_of(supervisor)
    page.goto("/floor/")
    expect(page.locator("#link")).to_have_attribute("data-state", "live")
    return page


def test_the_floor_moves_by_itself_and_keeps_what_is_open(floor, connected, says):
    floor.locator("#floor-chart-table summary").click()
    expect(floor.locator("#floor-live tbody tr")).to_have_count(1)
    before = floor.locator(".pagehead time").inner_text()
    expect(floor.locator(".pagehead time")).not_to_have_text(before)
    expect(floor.locator("#floor-chart-table")).to_have_attribute("open", "")


def test_a_paused_floor_stands_still_and_is_shaded(floor):
    floor.get_by_role("button", name="Pause updates").click()
    before = floor.locator(".pagehead time").inner_text()
    expect(floor.locator("#floor")).to_have_class("floor stale")
    floor.wait_for_timeout(3500)
    assert floor.locator(".pagehead time").inner_text() == before
    floor.get_by_role("button", name="Go on").click()
    expect(floor.locator(".pagehead time")).not_to_have_text(before)


def test_somebody_sees_to_a_call_for_help(floor):
    expect(floor.locator("#floor-needs .alert")).to_contain_text("Wants a manager")
    floor.get_by_role("button", name="Seen to").click()
    expect(floor.locator("#floor-needs .alert")).to_have_count(0)
    expect(floor.locator("#floor-calm")).to_be_visible()


def test_the_wall_hides_controls_and_names(page_of, supervisor, connected):
    page = page_of(supervisor)
    page.goto("/floor/?wall=1")
    expect(page.locator("#floor-live")).to_contain_text(f"Case {connected.case.number}")
    expect(page.locator(".topbar")).to_be_hidden()
    page.wait_for_timeout(1500)
    assert connected.case.customer.name not in page.locator("#main").inner_text()


def test_a_review_saves_itself_and_keeps_a_half_written_note(page_of, reviewer, closed, scorecard):
    page = page_of(reviewer)
    page.goto(f"/reviews/cases/{closed.number}/")
    page.locator("#pin-tone summary").click()
    page.locator("#pin-tone textarea").fill("Half a sen")
    page.locator('#criterion-tone input[value="2"]').check()
    expect(page.locator("#review-score b")).to_have_text("67")
    expect(page.locator("#pin-tone textarea")).to_have_value("Half a sen")
    assert ReviewAnswer.objects.get().points == 2
    page.locator("#pin-tone input[name=position]").fill("2")
    page.locator("#pin-tone").get_by_role("button", name="Pin").click()
    expect(page.locator("#r2 .pin")).to_contain_text("Half a sen")
    for key, value in (("resolution", "3"), ("compliance", "1"), ("escalation", "na")):
        page.locator(f'#criterion-{key} input[value="{value}"]').check()
        expect(page.locator(f'#criterion-{key} input[value="{value}"]')).to_be_checked()
    expect(page.locator("#review-score")).not_to_contain_text("left")
    page.get_by_role("button", name="Submit review").click()
    expect(page.locator("#review-sheet")).to_contain_text("Submitted by Leila Haddad")
    assert Review.objects.get().score == 90


def test_the_replay_steps_and_slides(page_of, reviewer, closed):
    page = page_of(reviewer)
    page.goto(f"/reviews/cases/{closed.number}/replay/?at=1")
    page.get_by_role("link", name="Next").click()
    expect(page.locator("#step-2")).to_have_attribute("aria-current", "step")
    page.locator("#replay-at").fill("4")
    expect(page.locator("#step-4")).to_have_attribute("aria-current", "step")


def test_a_supervisor_who_looks_on_is_given_no_words_to_send(page_of, supervisor, connected, says):
    says(connected, "My screen is cracked")
    page = page_of(supervisor)
    page.goto(connected.case.get_absolute_url())
    expect(page.locator("#note")).to_be_visible()
    page.evaluate("""() => document.querySelector("#panel-customer").insertAdjacentHTML(
      "beforeend", '<button class="btn" id="probe" type="button" data-behavior="use-text">Use</button>')""")
    expect(page.locator("#probe")).to_be_hidden()
    page.get_by_role("button", name="Take over").click()
    expect(page.locator("#reply")).to_be_visible()
    assert page.locator('[data-behavior~="use-text"]').evaluate_all(
        "all => all.every(b => b.checkVisibility())"
    )


def test_the_timeline_follows_the_step(page_of, reviewer, closed):
    page = page_of(reviewer, viewport={"width": 1280, "height": 220})
    page.goto(f"/reviews/cases/{closed.number}/replay/")
    expect(page.locator(".rstep[aria-current]")).to_be_in_viewport()
    expect(page.locator("#step-1")).not_to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_floor_review_and_replay(
    page_of,
    supervisor,
    reviewer,
    closed,
    scorecard,
    axe,
    scheme,
):
    number = closed.number
    for user, address in (
        (supervisor, "/floor/"),
        (supervisor, "/floor/?wall=1"),
        (reviewer, "/reviews/"),
        (reviewer, f"/reviews/cases/{number}/"),
        (reviewer, f"/reviews/cases/{number}/replay/"),
    ):
        page = page_of(user, color_scheme=scheme)
        page.goto(address)
        assert axe(page) == [], address


def test_the_address_of_a_replay_names_the_step(page_of, supervisor, connected):
    page = page_of(supervisor)
    page.goto(f"/reviews/cases/{connected.case.number}/replay/")
    page.locator("#step-2").click()
    expect(page).to_have_url(re.compile(r"\?at=2$"))
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile(r"\?at=3$"))
    page.go_back()
    expect(page.locator("#step-2")).to_have_attribute("aria-current", "step")
    page.reload()
    expect(page.locator("#replay")).to_contain_text("Event 2 of")
