"""`manage.py screenshots --url …`: the two pictures of the README, taken from a running demo."""

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from agentdesk.commands.chromium import find_chromium
from agentdesk.embedded.refusals import CannotStart
from agentdesk.supervisor.settings import ROOT

FOLDER = ROOT / "agentdesk" / "screenshots"
SIZE = {"width": 1440, "height": 900}
LIVE = "#link[data-state=live]"
WORDS = (
    "Hi, where is my order 58213?",
    "LS6 2QP",
    "My monitor from order 58213 arrived damaged, with a crack right across the screen. I want my money back.",
)
OTHERS = {
    "Oliver Grant": "Where is my order 58307? It should be here today.",
    "Rashid Adeyemi": "You charged me twice and nobody answers. I want to talk to a person.",
}
WAY_OUT = "Install Chromium, or name it in AGENTDESK_CHROMIUM, and the packages of requirements-dev.lock."
QUESTION = "The box was crushed as well. What happens now with the broken monitor?"


def main(arguments: list[str]) -> int:
    """Take both pictures; returns 0 when they stand in agentdesk/screenshots/."""
    options = _options(arguments)
    path = find_chromium()
    try:
        playwright = import_module("playwright.sync_api").sync_playwright
    except ImportError:
        path = ""
    if not path:
        raise CannotStart("No Chromium was found, or Playwright is not installed.", WAY_OUT)
    with playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        _take(browser, options.url, options.folder)
        browser.close()
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py screenshots", description=__doc__)
    parser.add_argument("--url", default="http://localhost:8000", help="where the demo runs")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the pictures go")
    return parser.parse_args(arguments)


def _take(browser: Any, url: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    agent, supervisor = _person(browser, url, "ama"), _person(browser, url, "jun")
    _be_available(agent)
    chat = _customer(browser, url, "Maya Lindqvist", WORDS)
    _accept(agent, "Maya Lindqvist")
    _say(chat, QUESTION)
    _arrange(agent)
    _picture(agent, folder / "console.png")
    _ask_for_the_refund(agent)
    _enliven(browser, url)
    supervisor.goto(f"{url}/floor/")
    supervisor.wait_for_selector(LIVE)
    _picture(supervisor, folder / "wallboard.png")


def _person(browser: Any, url: str, name: str) -> Any:
    page = browser.new_context(viewport=SIZE, color_scheme="light").new_page()
    page.goto(f"{url}/desk/")
    page.fill("input[name=login]", f"{name}@fjordlight.example")
    page.fill("input[name=password]", f"north-light-{name}")
    page.click("button[type=submit]")
    page.wait_for_selector(".rail")
    return page


def _be_available(page: Any) -> None:
    page.wait_for_selector(LIVE)
    if page.locator("#presence .lbl").inner_text() != "Available":
        page.click("#presence summary")
        page.click("#presence button[value=available]")


def _customer(browser: Any, url: str, name: str, told: tuple[str, ...]) -> Any:
    """The chat of a customer who has told the AI agent these words, each answered."""
    page = browser.new_context(viewport=SIZE).new_page()
    page.goto(f"{url}/demo/shop/")
    page.get_by_role("button", name="Chat with us").click()
    chat = page.frame_locator("iframe")
    chat.locator("#name").fill(name)
    chat.locator("#email").fill(f"{name.lower().replace(' ', '.')}@example.com")
    for number, words in enumerate(told):
        _say(chat, words)
        chat.locator("#turns > .turn:not(.me)").nth(number).wait_for()
    return chat


def _ask_for_the_refund(page: Any) -> None:
    """The refund is above the agent's limit: from now on it waits on the wallboard."""
    card = page.locator("#panel-tools article", has_text="Refund order")
    card.locator("[data-main]").click()
    page.locator("#panel-tools [data-state=awaiting_approval]").wait_for()


def _enliven(browser: Any, url: str) -> None:
    for name, words in OTHERS.items():
        chat = _customer(browser, url, name, ())
        _say(chat, words)
        chat.locator("#turns > .turn.me:not(.pending)").wait_for()


def _say(chat: Any, words: str) -> None:
    chat.locator("#text").fill(words)
    chat.get_by_role("button", name="Send").click()


def _accept(page: Any, name: str) -> None:
    page.locator(".offer", has_text=name).locator("[data-command=accept]").click()
    page.wait_for_selector("#composer")
    page.wait_for_selector(LIVE)


def _arrange(page: Any) -> None:
    """Everything has arrived, and the assist column shows suggestion and next steps rather than the bundle."""
    page.locator("#panel-suggestions > .sugg", has_text=QUESTION).wait_for()
    page.locator("#panel-journeys .steps").wait_for()
    page.locator("#panel-suggestions").evaluate("panel => panel.scrollIntoView({block: 'start'})")


def _picture(page: Any, path: Path) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path, animations="disabled", caret="hide")
    sys.stdout.write(f"{path}: {path.stat().st_size // 1024} KB\n")
