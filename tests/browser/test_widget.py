"""The chat widget in a real browser: its frame alone, and on a page of another origin."""

import contextlib
import http.server
import threading

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.channels.widget.actions import set_up_site
from cases.events.actors import AI_AGENT
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction, Turn
from tests.keys import forget_keys


@pytest.fixture
def frame_page(page_of, queue):
    """The frame on its own, with one message sent."""
    forget_keys()
    set_up_site(key="shop", name="Fjordlight", allowed_origins=["self"], queue=queue)
    page = page_of(None, viewport={"width": 400, "height": 700})
    page.goto("/widget/frame/?site=shop")
    say(page, "Hello")
    expect(sent(page)).to_have_count(1)
    return page


def say(page, text):
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")


def sent(page):
    return page.locator(".turn.me:not(.pending)")


def answer(text, key="ai-1"):
    interaction = Interaction.objects.get()
    post_turn(interaction=interaction, text=text, by=AI_AGENT, at=timezone.now(), external_id=key)


def texts():
    return list(Turn.objects.order_by("position").values_list("text", flat=True))


def test_an_answer_comes_by_itself_and_a_reload_shows_the_same(frame_page):
    answer("We open at nine.")
    expect(frame_page.locator(".turn.ai")).to_contain_text("We open at nine.")
    before = frame_page.locator("#turns").inner_text()
    frame_page.reload()
    expect(frame_page.locator("#turns .turn")).to_have_count(2)
    assert frame_page.locator("#turns").inner_text() == before


def test_the_newest_words_stay_in_sight_when_there_is_less_room(frame_page):
    for number in range(8):
        answer(
            f"Answer {number}, which is long enough to need a second line of its bubble.", key=f"ai-{number}"
        )
    last = frame_page.locator(".turn.ai .text").last
    expect(last).to_contain_text("Answer 7")
    frame_page.set_viewport_size({"width": 400, "height": 480})
    expect(last).to_be_in_viewport(ratio=1)


def test_who_reads_earlier_words_is_left_there_and_at_the_end_follows_again(frame_page):
    for number in range(12):
        answer(
            f"Answer {number}, which is long enough to need a second line of its bubble.", key=f"ai-{number}"
        )
    texts, log = frame_page.locator(".turn.ai .text"), frame_page.locator("#log")
    expect(texts.last).to_contain_text("Answer 11")
    log.locator(".greet").evaluate("one => { one.textContent = one.textContent.repeat(9) }")
    expect(texts.last).to_be_in_viewport(ratio=1)
    log.evaluate("log => log.scrollTo({top: 0, behavior: 'instant'})")
    answer("A new one", key="new")
    expect(texts.last).to_contain_text("A new one")
    frame_page.wait_for_timeout(300)
    assert log.evaluate("log => log.scrollTop") == 0
    log.evaluate("log => log.scrollTo({top: log.scrollHeight, behavior: 'instant'})")
    expect(texts.last).to_be_in_viewport(ratio=1)
    answer("The newest", key="newest")
    expect(texts.last).to_contain_text("The newest")
    expect(texts.last).to_be_in_viewport(ratio=1)


def test_what_is_written_without_a_connection_goes_out_once_and_in_order(frame_page):
    frame_page.context.set_offline(True)
    say(frame_page, "First")
    say(frame_page, "Second")
    expect(frame_page.locator(".pending .state").first).to_have_text("Not sent yet")
    expect(frame_page.locator("#notice")).not_to_be_empty()
    frame_page.context.set_offline(False)
    expect(sent(frame_page)).to_have_count(3, timeout=30_000)
    expect(frame_page.locator("#notice")).to_be_empty()
    assert texts() == ["Hello", "First", "Second"]


def test_an_unsent_message_outlives_a_reload(frame_page):
    frame_page.route("**/turns/", lambda route: route.abort())
    say(frame_page, "Are you there?")
    expect(frame_page.locator(".pending .state")).to_have_text("Not sent yet")
    frame_page.unroute("**/turns/")
    frame_page.reload()
    expect(sent(frame_page)).to_have_count(2)
    assert texts() == ["Hello", "Are you there?"]


def test_an_answer_that_the_widget_did_not_hear_is_not_sent_twice(frame_page):
    """The server took the message, the answer to the POST was lost."""

    def lose(route):
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    frame_page.route("**/turns/", lose)
    say(frame_page, "Only once")
    expect(frame_page.get_by_text("Only once")).to_be_visible()
    frame_page.wait_for_timeout(1200)
    frame_page.unroute("**/turns/")
    expect(sent(frame_page)).to_have_count(2, timeout=30_000)
    expect(frame_page.locator(".pending")).to_have_count(0)
    assert texts() == ["Hello", "Only once"]


def test_without_sockets_it_polls(frame_page):
    frame_page.route_web_socket("**/ws/widget/**", lambda socket: socket.close())
    frame_page.reload()
    expect(sent(frame_page)).to_have_count(1)
    answer("By polling.")
    expect(frame_page.locator(".turn.ai")).to_contain_text("By polling.")


def test_talking_to_a_person_is_one_press(frame_page):
    frame_page.get_by_role("button", name="Talk to a person").click()
    expect(frame_page.locator(".pending")).to_have_count(0)
    assert Interaction.objects.get().person_asked_at


def test_after_the_end_the_next_words_begin_a_new_conversation(frame_page):
    frame_page.get_by_role("button", name="End the chat").click()
    expect(frame_page.locator("#who")).to_have_text("This conversation has ended")
    say(frame_page, "One more thing")
    expect(sent(frame_page).last).to_contain_text("One more thing")
    expect(frame_page.locator("#who")).to_have_text("Our AI agent answers")
    assert Interaction.objects.count() == 2


def test_a_text_that_is_too_long_is_said_before_it_is_sent(frame_page):
    say(frame_page, "x" * 4010)
    expect(frame_page.locator("#count")).to_contain_text("10 characters too long")
    assert len(texts()) == 1


def test_nothing_can_be_written_before_there_is_a_script_to_send_it(page_of, queue):
    set_up_site(key="shop", name="Fjordlight", allowed_origins=["self"], queue=queue)
    page = page_of(None)
    held = []
    page.route("**/widget/conversation*.js", lambda route: held.append(route))
    page.goto("/widget/frame/?site=shop", wait_until="commit")
    expect(page.locator("#text")).to_be_visible()
    expect(page.locator("#text")).not_to_be_editable()
    expect(page.get_by_role("button", name="Talk to a person")).to_be_disabled()
    while not held:
        page.wait_for_timeout(20)
    held.pop().continue_()
    say(page, "Hello")
    expect(sent(page)).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_widget(page_of, queue, axe, scheme):
    set_up_site(key="shop", name="Fjordlight", allowed_origins=["self"], queue=queue)
    page = page_of(None, color_scheme=scheme)
    page.goto("/widget/frame/?site=shop")
    say(page, "Hello")
    expect(sent(page)).to_have_count(1)
    assert axe(page) == []


@contextlib.contextmanager
def other_site(script):
    """Another origin with one page that embeds the widget."""
    html = f'<!doctype html><title>Shop</title><h1>Shop</h1><script src="{script}" data-site="shop" defer></script>'

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_another_site_shows_it_by_one_script_tag(page_of, site, queue):
    with other_site(f"{site.url}/widget.js") as shop:
        set_up_site(key="shop", name="Fjordlight", allowed_origins=[shop], queue=queue)
        page = page_of()
        page.goto(shop)
        page.get_by_role("button", name="Chat with us").click()
        frame = page.frame_locator("iframe")
        frame.locator("#text").fill("Hello from elsewhere")
        frame.locator("#text").press("Enter")
        expect(frame.locator(".turn.me:not(.pending)")).to_have_count(1)
        frame.locator("#text").press("Escape")
        expect(page.get_by_role("button", name="Chat with us")).to_be_focused()


def test_a_site_that_is_not_allowed_cannot_show_it(page_of, site, queue, complaints):
    with other_site(f"{site.url}/widget.js") as shop:
        set_up_site(key="shop", name="Fjordlight", allowed_origins=["https://other.example"], queue=queue)
        page = page_of()
        page.goto(shop)
        page.get_by_role("button", name="Chat with us").click()
        page.wait_for_timeout(500)
        assert page.frame_locator("iframe").locator("#text").count() == 0
        assert any("frame-ancestors" in text for text in complaints)
        complaints.clear()
