"""What the frames build equals what a reload shows."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from assist.desk.transcript import items_of
from cases.casefiles.actions import ask_help, note_on, set_intent, verify_customer
from cases.events.actors import AI_AGENT, Actor
from cases.interactions.actions import post_turn
from cases.interactions.passing import return_to_ai
from cases.live import frames_after

pytestmark = pytest.mark.django_db(transaction=True)
PARTIAL = re.compile(r'<hx-partial hx-target="#([\w-]+)" hx-swap="(\w+)">(.*?)</hx-partial>', re.S)


def a_busy_case(connected, agent, says):
    by, now = Actor.of(agent), timezone.now()
    says(connected, "The screen is <b>cracked</b>")
    post_turn(interaction=connected, text="I am sorry", by=by, at=now, external_id="a1")
    note_on(case=connected.case, text="Third one this week", by=by, at=now, external_id="n1")
    set_intent(case=connected.case, intent="damaged", title="Damaged", confidence=0.9, by=AI_AGENT, at=now)
    verify_customer(case=connected.case, how="postcode", by=by, at=now)
    ask_help(case=connected.case, text="Over my limit", by=by, at=now)
    return_to_ai(interaction=connected, reason="only the claim is left", by=by, at=now)
    says(connected, "Thanks")


def squeezed(html):
    return re.sub(r">\s+<", "><", html)


def without_tokens(html):
    return re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", html)


def test_the_frames_build_what_a_reload_shows(connected, agent, says):
    after = connected.case.last_seq
    a_busy_case(connected, agent, says)
    client = Client()
    client.force_login(agent)
    page = without_tokens(client.get(connected.case.get_absolute_url()).text)
    appended, replaced = [], {}
    for frame in frames_after(connected.case, after):
        for target, swap, html in PARTIAL.findall(frame["content"]):
            if swap == "beforeend":
                appended.append(html)
            else:
                replaced[target] = html
    turns = page[page.index('id="turns"') : page.index("</ol>", page.index('id="turns"'))]
    assert squeezed("".join(appended)) in squeezed(turns), (
        "the appended entries stand in the page in this order"
    )
    for target in ("casetitle", "casepulse", "casestate", "panel-customer"):
        assert squeezed(without_tokens(replaced[target])) in squeezed(page), target


def test_every_entry_has_the_number_of_its_event_and_customers_words_are_escaped(connected, agent, says):
    a_busy_case(connected, agent, says)
    items = items_of(connected.case)
    assert [item.seq for item in items] == sorted({item.seq for item in items})
    content = "".join(frame["content"] for frame in frames_after(connected.case, 0))
    assert "<b>cracked</b>" not in content
    assert "&lt;b&gt;cracked&lt;/b&gt;" in content


def test_fragments_are_the_same_for_everybody(connected, agent, says):
    a_busy_case(connected, agent, says)
    content = "".join(frame["content"] for frame in frames_after(connected.case, 0))
    words = re.sub(r"<[^>]+>", " ", content)
    assert re.findall(r".{30}\b(?:you|your)\b.{30}", words, re.I) == []


def test_a_long_conversation_costs_no_more_queries(connected, agent, says, django_assert_num_queries):
    for number in range(30):
        says(connected, f"Word {number}")
    with django_assert_num_queries(2):
        assert len(items_of(connected.case)) > 30
