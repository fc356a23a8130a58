"""The running demo, and the people in it: for the tests that walk through the whole product."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from playwright.sync_api import expect

from tests.drills.stack import RunningStack

TIMES = re.compile(r"\d+:\d\d(:\d\d)?|\b\d+ (s|sec|min|h)\b( ago)?|just now")


class Demo:
    """A demo on a quiet floor. AGENTDESK_TEST_DEMO names the state folder of one that runs already."""

    def __init__(self) -> None:
        self.stack = RunningStack("demo", "--quiet-floor")
        self.borrowed = os.environ.get("AGENTDESK_TEST_DEMO", "")

    def start(self) -> None:
        if self.borrowed:
            self.stack.folder.rmdir()
            self.stack.folder = Path(self.borrowed)
        else:
            self.stack.start(within=240)

    def stop(self) -> None:
        if not self.borrowed:
            self.stack.discard()

    @property
    def url(self) -> str:
        return self.stack.url

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the product's own database says."""
        with psycopg.connect(self.stack.variable("DATABASE_URL")) as connection:
            return connection.execute(query, values).fetchall()

    def ask(self, system: str, path: str, **parameters: str) -> Any:
        """What the back office (BACKOFFICE) or the CRM (CRM) says over HTTP."""
        address = self.stack.variable(f"AGENTDESK_{system}_URL") + path
        token = self.stack.variable(f"AGENTDESK_{system}_TOKEN")
        answer = httpx.get(
            address, params=parameters, headers={"Authorization": f"Bearer {token}"}, timeout=10
        )
        answer.raise_for_status()
        return answer.json()


class Heard(list[str]):
    """Every error that pages wrote to their consoles, the policy's refusals among them."""

    def listen(self, page: Any, name: str) -> None:
        page.on("pageerror", lambda error: self.append(f"{name}: {error}"))
        page.on("console", lambda message: self.hear(name, message))

    def hear(self, name: str, message: Any) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.append(f"{name}: {message.text} ({message.location.get('url', '')})")


class Chat:
    """A customer on the shop's page with the widget open."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        page.goto(f"{url}/demo/shop/")
        self.frame = page.frame_locator("iframe[title=Chat]")
        self.open()

    def open(self) -> None:
        self.page.get_by_role("button", name="Chat with us").click()
        # The chat's script puts the caret there: from then on a message is sent by it.
        expect(self.frame.locator("#text")).to_be_focused()

    def introduce(self, name: str, email: str) -> None:
        self.frame.locator("#name").fill(name)
        self.frame.locator("#email").fill(email)

    def say(self, text: str) -> None:
        self.frame.locator("#text").fill(text)
        self.frame.get_by_role("button", name="Send").click()

    def says(self, text: str) -> None:
        """Write it, and wait until the desk has it."""
        self.say(text)
        expect(self.mine.filter(has_text=text)).to_have_count(1)
        expect(self.frame.locator(".pending")).to_have_count(0, timeout=30_000)

    @property
    def mine(self) -> Any:
        return self.frame.locator("#turns .turn.me")

    @property
    def answers(self) -> Any:
        return self.frame.locator("#turns .turn:not(.me)")

    @property
    def last_answer(self) -> Any:
        return self.answers.last

    def texts(self) -> list[str]:
        return list(self.frame.locator("#turns .turn p.text").all_inner_texts())


def settled(text: str) -> str:
    """The words of a page without what a clock changes in it."""
    return re.sub(r"\s+", " ", TIMES.sub("0:00", text)).strip()


@pytest.fixture(scope="session")
def demo(chromium: Any) -> Iterator[Demo]:
    """One demo for the whole run: starting it takes longer than most tests."""
    running = Demo()
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Who has signed in already: the door is walked through once a person."""
    return {}


@pytest.fixture
def opened(chromium: Any, demo: Demo, heard: Heard) -> Iterator[Callable[..., Any]]:
    """`opened("Maya")`: a page in a browser of its own."""
    contexts: list[Any] = []

    def open_page(name: str, **options: Any) -> Any:
        options = {"viewport": {"width": 1440, "height": 900}} | options
        context = chromium.new_context(base_url=demo.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        heard.listen(page, name)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def people(opened: Callable[..., Any], sessions: dict[str, Any]) -> Callable[..., Any]:
    """`people("ama", "/desk/")`: a page of the signed-in person."""

    def person(name: str, path: str, **options: Any) -> Any:
        page = opened(name, storage_state=sessions.get(name), **options)
        page.goto(path)
        if name not in sessions:
            sign_in(page, name)
            sessions[name] = page.context.storage_state()
            page.goto(path)
        return page

    return person


def sign_in(page: Any, name: str) -> None:
    page.fill("input[name=login]", f"{name}@fjordlight.example")
    page.fill("input[name=password]", f"north-light-{name}")
    page.click("button[type=submit]")
    expect(page.locator(".rail")).to_be_visible()


def be_available(page: Any) -> None:
    """Whoever was away is offered contacts again."""
    presence = page.locator("#presence")
    if "Available" not in presence.locator(".lbl").inner_text():
        presence.locator("summary").click()
        presence.get_by_role("button", name="Available").click()
    expect(presence.locator(".lbl")).to_have_text("Available")


@pytest.fixture
def chatting(opened: Callable[..., Any], demo: Demo) -> Callable[..., Chat]:
    """`chatting("Maya Lindqvist")`: a customer with the chat open on the shop's page."""

    def customer(name: str, **options: Any) -> Chat:
        return Chat(opened(name, **options), demo.url)

    return customer
