"""axe on every page of the product as people have it open, light and dark; no page breaks the policy or says an error."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import AXE
from tests.browser.demo import Chat, be_available

SCHEMES = ("light", "dark")
# Colours that are still on their way are nobody's contrast.
STILL = """() => Promise.allSettled(document.getAnimations()
    .filter(moving => moving.effect.getComputedTiming().endTime < 5000).map(moving => moving.finished))"""


def findings(frame):
    """What axe-core finds, one line a violation. Run in the page's world by the debugger, which no policy stops."""
    frame.evaluate(STILL)
    frame.evaluate(AXE.read_text())
    found = frame.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


def in_scheme(page, scheme):
    """Light or dark, whatever the person prefers."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate("scheme => document.documentElement.dataset.theme = scheme", scheme)


@pytest.fixture(scope="module")
def served(chromium, demo):
    """An open case of Priya's, with a suggestion; its address. Rashid stays in the chat."""
    context = chromium.new_context(base_url=demo.url)
    chat = Chat(context.new_page(), demo.url)
    chat.introduce("Rashid Adeyemi", "rashid.adeyemi@example.com")
    chat.says("I was charged twice for one order, and I want to talk to a person about the second charge.")
    yield chat
    context.close()


@pytest.fixture
def case(served, people):
    """The console of whoever has the case, with a live link."""
    if not hasattr(served, "address"):
        served.address = accepted(people)
    page = people(*served.address)
    expect(page.locator("#link")).to_have_attribute("data-state", "live")
    return page


def accepted(people):
    """Who took the contact, and where: the one of the two agents to whom it is offered."""
    pages = {name: people(name, "/desk/") for name in ("priya", "ama")}
    for page in pages.values():
        be_available(page)
    offer = ".offer:has-text('Rashid Adeyemi')"
    priya, ama = pages["priya"].locator(offer), pages["ama"].locator(offer)
    for _ in range(120):
        for name, at in (("priya", priya), ("ama", ama)):
            if at.count():
                at.get_by_role("button", name="Accept").click()
                expect(pages[name].locator("#composer")).to_be_visible()
                return name, pages[name].url
        pages["priya"].wait_for_timeout(250)
    pytest.fail("the contact was offered to nobody")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_console_with_an_open_case(case, scheme, heard):
    expect(case.locator("#panel-handoffs")).to_be_visible()
    in_scheme(case, scheme)
    assert heard == []
    assert findings(case) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("name", "path", "shown"),
    [("jun", "/floor/", "#floor-needs"), ("leila", "/reviews/", ".reviews"), ("ama", "/desk/", "#worklist")],
)
def test_the_pages_of_the_house(people, heard, name, path, shown, scheme):
    page = people(name, path)
    expect(page.locator(shown)).to_be_visible()
    in_scheme(page, scheme)
    assert heard == []
    assert findings(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_review(people, heard, scheme):
    page = people("leila", "/reviews/")
    page.locator("a[href^='/reviews/cases/']").first.click()
    expect(page.locator("#review")).to_be_visible()
    in_scheme(page, scheme)
    assert heard == []
    assert findings(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_door(opened, heard, scheme):
    page = opened("somebody", color_scheme=scheme)
    page.goto("/accounts/login/")
    assert heard == []
    assert findings(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_chat(served, chatting, heard, scheme):
    chat = chatting("somebody", color_scheme=scheme)
    expect(chat.frame.locator("#person")).to_be_visible()
    chat.says("What are your opening hours?")
    expect(chat.last_answer.locator(".source")).to_be_visible()
    frame = next(each for each in chat.page.frames if "/widget/frame/" in each.url)
    assert heard == []
    assert findings(frame) == []
