"""Parts of the stack die during a conversation: nothing is lost and nothing comes twice, on both screens and in the database."""

import os
import signal
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.demo import be_available
from tests.drills.stack import wait_until

WHO = "Oliver Grant"


@pytest.fixture
def both(people, chatting):
    """An agent and a customer, talking."""
    ama = people("ama", "/desk/")
    be_available(ama)
    oliver = chatting("oliver")
    oliver.introduce(WHO, "oliver.grant@example.com")
    oliver.says("Hello, please let me talk to a person about my lamp.")
    ama.locator("#offers .offer", has_text=WHO).get_by_role("button", name="Accept").click()
    expect(ama.locator("#composer:not([data-readonly])")).to_be_visible()
    expect(ama.locator("#link")).to_have_attribute("data-state", "live")
    return ama, oliver


def test_worker_broker_and_web_server_die_and_nothing_is_lost_or_doubled(demo, both):
    ama, oliver = both
    written = []
    for part in ("worker-live", "valkey", "web"):
        written += write_while_dying(demo, part, ama, oliver)
    written += exchange("at the end", ama, oliver)
    for text in written:
        expect(oliver.frame.locator("#turns p.text", has_text=text)).to_have_count(1, timeout=30_000)
        expect(ama.locator("#turns .turn", has_text=text)).to_have_count(1, timeout=30_000)
    expect(ama.locator(".turn.pending")).to_have_count(0)
    assert marked(oliver.texts()) == kept(demo, ama) == marked(texts_of(ama))
    ama.reload()
    oliver.page.reload()
    expect(oliver.frame.locator("#turns p.text", has_text=written[-1])).to_have_count(1)
    assert marked(oliver.texts()) == kept(demo, ama) == marked(texts_of(ama))
    assert sorted(kept(demo, ama)) == sorted(written)


def write_while_dying(demo, part, ama, oliver):
    """What both wrote before, while and after the part was away."""
    before = exchange(f"before {part} dies", ama, oliver)
    killed = demo.stack.pid_of(part)
    os.kill(killed, signal.SIGKILL)
    during = write(f"while {part} is away", ama, oliver)
    wait_until(lambda: demo.stack.pid_of(part) != killed, 30, f"{part} runs again")
    wait_until(lambda: answers(demo), 60, f"all answers after {part}")
    expect(ama.locator("#link")).to_have_attribute("data-state", "live", timeout=45_000)
    expect(oliver.frame.locator(".pending")).to_have_count(0, timeout=45_000)
    wait_until(lambda: is_sent(ama), 45, f"the agent's words are sent after {part}")
    return before + during


def exchange(moment, ama, oliver):
    """Both write, and each has the other's words before the next thing happens."""
    texts = write(moment, ama, oliver)
    wait_until(lambda: is_sent(ama), 30, f"the agent's words are sent, {moment}")
    expect(oliver.frame.locator("#turns")).to_contain_text(texts[1], timeout=30_000)
    expect(ama.locator("#turns")).to_contain_text(texts[0], timeout=30_000)
    return texts


def write(moment, ama, oliver):
    mine, hers = f"[Oliver, {moment}]", f"[Ama, {moment}]"
    oliver.say(mine)
    ama.locator("#reply").fill(hers)
    ama.locator("#reply").press("Control+Enter")
    return [mine, hers]


def is_sent(ama):
    """The customer's words may cross the agent's: the desk shows them, and asks once more."""
    asked = ama.locator("#conflict [data-behavior=send-anyway]")
    if asked.is_visible():
        asked.click()
    return ama.locator("#reply").input_value() == ""


def answers(demo):
    try:
        with urllib.request.urlopen(f"{demo.url}/health/ready", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def texts_of(ama):
    return ama.locator("#turns .turn > div > p").all_inner_texts()


def kept(demo, ama):
    """The marked words in the database, in their order."""
    number = ama.url.rstrip("/").rsplit("/", 1)[1]
    query = """
        select turn.text from cases_turn turn join cases_case found on found.id = turn.case_id
        where found.number = %s order by turn.seq"""
    return marked([text for (text,) in demo.rows(query, number)])


def marked(texts):
    return [text.strip() for text in texts if text.strip().startswith("[")]
