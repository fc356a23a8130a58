"""The whole path in Chromium against the running demo: a customer, an agent and a supervisor at once."""

import re

from playwright.sync_api import expect

from tests.browser.demo import be_available, settled
from tests.drills.stack import wait_until

ORDER = "58213"
DAMAGED = (
    "My monitor from order 58213 arrived damaged, with a crack right across the screen. I want my money back."
)
QUESTION = "The box was crushed as well. What happens now with the broken monitor?"
AMOUNT = "184.50"
CORRECTION = "The carrier's driver had noted the crushed box."
FLOOR = ["#floor-queues", "#floor-live", "#floor-needs"]
PANELS = [
    f"#panel-{name}"
    for name in ("handoffs", "customer", "tools", "journeys", "knowledge", "writeback", "wrapup", "followups")
]


def test_a_customer_an_agent_and_a_supervisor_walk_the_whole_path(demo, people, chatting, heard):
    ama = people("ama", "/desk/")
    jun = people("jun", "/floor/")
    for page in (ama, jun):
        expect(page.locator("#link")).to_have_attribute("data-state", "live")
    be_available(ama)
    maya = chatting("maya")
    the_ai_agent_finishes_what_is_routine(maya)
    it_hands_over(maya)
    the_agent_takes_it(ama)
    number = int(re.search(r"cases/(\d+)", ama.url)[1])
    the_agent_answers(ama, maya)
    the_refund_waits_for_the_supervisor(ama, jun)
    the_refund_is_paid_once(demo, ama)
    the_case_is_wrapped_up(ama)
    the_crm_has_the_note(demo, ama, number)
    leila = people("leila", "/reviews/")
    the_reviewer_scores_it(leila, number)
    nothing_changes_when_pages_are_reloaded(maya, ama, jun, leila)
    assert heard == []


def the_ai_agent_finishes_what_is_routine(maya):
    maya.introduce("Maya Lindqvist", "maya.lindqvist@example.com")
    maya.says("Hi, where is my order 58213?")
    expect(maya.last_answer).to_contain_text("postcode")
    maya.says("LS6 2QP")
    expect(maya.last_answer).to_contain_text("delivered")
    maya.says("What are your opening hours on Saturday?")
    expect(maya.last_answer.locator(".source")).to_contain_text("pening hours")


def it_hands_over(maya):
    maya.says(DAMAGED)
    expect(maya.last_answer).to_contain_text("colleague")
    expect(maya.frame.locator("#who")).to_contain_text("person will be with you")


def the_agent_takes_it(ama):
    offer = ama.locator("#offers .offer")
    expect(offer).to_contain_text("Maya Lindqvist")
    expect(offer.locator(".timer")).to_contain_text(re.compile(r"0:\d\d"))
    offer.get_by_role("button", name="Accept").click()
    expect(ama.locator("#link")).to_have_attribute("data-state", "live")
    expect(ama.locator("#panel-handoffs")).to_contain_text("Damaged on arrival")
    expect(ama.locator("#panel-handoffs")).to_contain_text(ORDER)
    expect(ama.locator("#panel-customer")).to_contain_text("maya.lindqvist@example.com")
    expect(ama.locator("#panel-journeys")).to_contain_text("Offer replacement or refund")
    expect(ama.locator("#panel-knowledge .passage mark").first).to_be_visible()


def the_agent_answers(ama, maya):
    maya.says(QUESTION)
    suggestion = ama.locator("#panel-suggestions > section.sugg")
    # Under "Why this?": the reply is for this message, not an earlier one.
    expect(suggestion).to_contain_text(QUESTION)
    expect(suggestion.locator(".src li").first).to_be_visible()
    words = suggestion.locator("blockquote").inner_text()
    ama.locator("#reply").focus()
    ama.keyboard.press("Control+.")
    expect(ama.locator("#reply")).to_have_value(re.compile(re.escape(words[:20])))
    ama.keyboard.press("Control+Enter")
    expect(ama.locator("#reply")).to_have_value("")
    expect(ama.locator("#turns .turn.agent")).to_contain_text(words[:40])
    expect(maya.last_answer).to_contain_text("Ama")
    expect(maya.last_answer).to_contain_text(words[:40])


def the_refund_waits_for_the_supervisor(ama, jun):
    tools = ama.locator("#panel-tools")
    if not tools.locator("article", has_text="Refund order").count():
        tools.locator("select[name=tool]").select_option(label="Refund")
        tools.get_by_role("button", name="Prepare").click()
    card = tools.locator("article", has_text="Refund order")
    expect(card.locator("input[name=order_number]")).to_have_value(ORDER)
    expect(card.locator("input[name=amount]")).to_have_value(AMOUNT)
    expect(card.locator("select[name=reason]")).to_have_value("carrier_damage")
    card.locator("[data-main]").click()
    expect(card).to_have_attribute("data-state", "awaiting_approval")
    approval = jun.locator("#approvals .alert", has_text="Maya Lindqvist")
    expect(approval).to_contain_text(f"£{AMOUNT}")
    approval.get_by_role("button", name="Approve").click()
    expect(approval).to_have_count(0)


def the_refund_is_paid_once(demo, ama):
    card = ama.locator("#panel-tools article", has_text="Refund order")
    expect(card).to_have_attribute("data-state", "succeeded")
    expect(card).to_contain_text("Approved by Jun Okada")
    refunds = demo.ask("BACKOFFICE", "/refunds/", order_number=ORDER)["refunds"]
    assert [refund["amount"] for refund in refunds] == [AMOUNT]
    expect(ama.locator("#turns .sys", has_text=refunds[0]["reference"])).to_have_count(1)


def the_case_is_wrapped_up(ama):
    ama.get_by_role("button", name="Resolve").click()
    expect(ama.locator(".undo")).to_be_visible()
    summary = ama.locator("#panel-wrapup textarea[name=text]")
    # 5 s to undo, then at most 3 s, made generous.
    expect(summary).to_have_value(re.compile("efund"), timeout=30_000)
    summary.fill(f"{summary.input_value()}\n{CORRECTION}")
    expect(ama.locator("#wrapup-saved")).to_contain_text(re.compile(r"Saved \d"))
    ama.get_by_role("button", name="Save and be available").click()
    expect(ama.locator("#panel-wrapup")).to_contain_text("Confirmed")
    expect(ama.locator("#panel-wrapup")).to_contain_text(CORRECTION)


def the_crm_has_the_note(demo, ama, number):
    expect(ama.locator("#panel-writeback li").first).to_be_visible()
    expect(ama.locator("#panel-writeback > header .chip")).to_have_text("Written", timeout=20_000)
    found = demo.ask("CRM", "/cases/", external_id=f"agentdesk-{number}")
    written = demo.ask("CRM", f"/cases/{found['cases'][0]['id']}/")
    assert sum(CORRECTION in note["body"] for note in written["notes"]) == 1


def the_reviewer_scores_it(leila, number):
    leila.get_by_role("link", name=f"Case {number}").click()
    for key, answer in {"resolution": "3", "tone": "2", "compliance": "1", "escalation": "3"}.items():
        leila.locator(f"#criterion-{key} input[value='{answer}']").check(force=True)
        expect(leila.locator("#review-sheet .panehead")).to_contain_text("Draft, saved")
        expect(leila.locator(f"#criterion-{key} input[value='{answer}']")).to_be_checked()
    leila.get_by_role("button", name="Submit review").click()
    expect(leila.locator("#review-sheet")).to_contain_text("Submitted by Leila Haddad")
    leila.get_by_role("link", name="Replay").click()
    expect(leila.locator("#replay")).to_contain_text("chain holds")
    leila.locator("#step-1").click()
    expect(leila.locator("#replay")).to_contain_text("Event 1 of")
    leila.locator("#replay-next").click()
    expect(leila.locator("#replay")).to_contain_text("Event 2 of")
    leila.goto(f"/reviews/cases/{number}/")


def nothing_changes_when_pages_are_reloaded(maya, ama, jun, leila):
    shown = {"ama": (ama, ["#turns", *PANELS]), "jun": (jun, FLOOR), "leila": (leila, ["#review"])}
    before = {name: words_of(page, parts) for name, (page, parts) in shown.items()}
    chat = maya.texts()
    for name, (page, _) in shown.items():
        page.reload()
        for part, words in before[name].items():
            wait_until(
                lambda p=page, q=part, w=words: words_of(p, [q])[q] == w, 10, f"{name} sees {part}: {words}"
            )
    maya.page.reload()
    expect(maya.frame.locator("#turns .turn p.text")).to_have_count(len(chat))
    assert maya.texts() == chat


def words_of(page, parts):
    return {part: settled(page.locator(part).inner_text()) for part in parts}
