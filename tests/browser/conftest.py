"""A real Daphne on the tests' database, and a real Chromium. Actions run in the test's process."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from tests.browser.demo import chatting, demo, heard, opened, people, sessions  # noqa: F401  (fixtures)

ROOT = Path(settings.BASE_DIR)
AXE = ROOT / "static/vendor/axe-core-4.14.1/axe.min.js"
# A page that has just changed its colours fades some of them: half-way they have a contrast that nobody reads.
FADED = "document.getAnimations().filter(one => one instanceof CSSTransition).forEach(one => one.finish())"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    return os.environ.get("AGENTDESK_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")


class Complaints(list[str]):
    """What pages said to their consoles about the policy or a broken script."""

    def __init__(self) -> None:
        super().__init__()
        self.examined: set[Any] = set()

    def hear(self, page: Any, text: str) -> None:
        # axe itself sets styles that the policy forbids: a page counts until it is examined.
        if "Content Security Policy" in text and page not in self.examined:
            self.append(text)


class Site:
    """The server as a process that a test may stop and start again on its port."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
        environment = {
            **os.environ,
            "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
            "AGENTDESK_TESTING": "1",
            "DJANGO_SETTINGS_MODULE": "agentdesk.settings",
        }
        command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "agentdesk.asgi:application"], cwd=ROOT, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait(60)

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    path = find_chromium()
    if not path:
        if os.environ.get("CI"):
            pytest.fail("No Chromium was found, and CI is set.")
        pytest.skip("No Chromium was found.")
    from playwright.sync_api import expect, sync_playwright

    # How long a machine takes is not what these tests are about: what never comes fails, later.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Iterator[Site]:
    """One server for the whole run: starting it takes longer than most tests."""
    running = Site()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def site(server: Site, transactional_db: None) -> Site:
    if server.process is None:
        server.start()
    return server


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def page_of(chromium: Any, site: Site, complaints: Complaints) -> Iterator[Callable[..., Any]]:
    """`page_of(user)`: a page of the signed-in person. Fails at the end when policy or scripts complained."""
    contexts: list[Any] = []

    def open_page(user: Any = None, **options: Any) -> Any:
        options = {"viewport": {"width": 1440, "height": 900}} | options
        context = chromium.new_context(base_url=site.url, **options)
        contexts.append(context)
        if user:
            context.add_cookies([{"name": "sessionid", "value": _session_of(user), "url": site.url}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.hear(page, message.text))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _session_of(user: Any) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@pytest.fixture
def axe(complaints: Complaints) -> Callable[[Any], list[str]]:
    """`axe(page)`: what axe-core finds, one line a violation."""

    def run(page: Any) -> list[str]:
        complaints.examined.add(page)
        page.evaluate(AXE.read_text())
        page.evaluate(FADED)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [f"{v['id']}: {node['html'][:120]} ({node['target']})" for v in found for node in v["nodes"]]

    return run
