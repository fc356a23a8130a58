"""The first `up` ends before its screen: the next one shows a password, and it opens the door."""

import re
import signal

import httpx
import psycopg

from tests.drills.stack import RunningStack, wait_until

PASSWORD = re.compile(r"admin@localhost\.localdomain\s+(\S+)")


def administrators(stack: RunningStack) -> int:
    with psycopg.connect(stack.variable("DATABASE_URL")) as connection:
        row = connection.execute("select count(*) from cases_user where role = 'administrator'").fetchone()
    return int(row[0]) if row else 0


def may_sign_in(url: str, password: str) -> bool:
    with httpx.Client(base_url=url, headers={"Referer": url}) as browser:
        browser.get("/accounts/login/")
        form = {"login": "admin@localhost.localdomain", "password": password}
        token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        browser.post("/accounts/login/", data={**form, **token})
        return "sessionid" in browser.cookies


def interrupt(stack: RunningStack, by: signal.Signals) -> None:
    """End a first start when the web server is launched and the screen is not shown."""
    stack.launch()
    wait_until(lambda: "web" in stack.record().get("pids", {}) or stack.has_ended, 90, "web is launched")
    assert stack.process is not None
    assert not PASSWORD.search(stack.screen())
    stack.process.send_signal(by)
    stack.process.wait(60)
    (stack.folder / "running.json").unlink(missing_ok=True)


def test_the_password_is_shown_by_the_start_that_succeeds() -> None:
    stack = RunningStack()
    try:
        for by in (signal.SIGTERM, signal.SIGKILL):
            interrupt(stack, by)
        stack.start()
        assert administrators(stack) == 1
        shown = PASSWORD.findall(stack.screen())
        assert len(shown) == 1
        assert may_sign_in(stack.url, shown[0])
        stack.stop()
        stack.start()
        assert len(PASSWORD.findall(stack.screen())) == 1
    finally:
        stack.discard()
