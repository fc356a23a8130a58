"""What a suggested reply claims, promises and names, against the record of its case: by tables, with both rates."""

from datetime import date
from pathlib import Path

import pytest

from assist.knowledge.files import read_articles
from assist.knowledge.rules import cut_into_passages
from assist.knowledge.words import sentences
from assist.suggestions.backing import Ground, is_untimely, parts_of, unbacked
from assist.suggestions.recorded import approved_of, asked_of, facts_of
from assist.suggestions.statements import claims_in, is_own_promise
from tests.assist.suggestions import claim_cases as cases

DEMO = Path("agentdesk/demo/content/articles")
DAY = date(2026, 11, 21)
ORDER = {"number": "58198", "status": "delivered", "paid": "498.00", "refunded": "0.00"}
LINES = {"lines": [{"title": "Stol office chair", "price": "249.00", "quantity": 1}]}
DUPLICATE = "You are right, order 58198 was charged twice. I'm sorry about that, and I'm asking for the second payment to be returned now."


def test_there_are_enough_cases_of_both_kinds() -> None:
    assert len(cases.MARKED) >= 40
    assert len(cases.KEPT) >= 40


def test_the_rates_on_the_cases_that_the_rules_were_made_with() -> None:
    wrong = cases.MARKED + cases.MARKED_UNSEEN + cases.MARKED_LATER
    right = cases.KEPT + cases.KEPT_UNSEEN + cases.KEPT_LATER
    assert [text for text, ground in wrong if not unbacked(text, ground)] == []
    assert [text for text, ground in right if unbacked(text, ground)] == []


def test_what_the_demos_articles_say_of_everybody_is_no_claim() -> None:
    """Each sentence beside its own article: an agent who saw marks on these would soon see none."""
    articles = [article for article in read_articles(DEMO) if article.audience == "public"]
    marked = [
        (article.slug, line)
        for article in articles
        for cut in cut_into_passages(article.body)
        for line in sentences(" ".join(cut.text.split()))
        if unbacked(line, Ground(articles=[cut.text, " ".join(cut.text.split())]))
    ]
    assert marked == []


@pytest.mark.parametrize(
    ("tool", "output", "holds", "holds_not"),
    [
        ("find_order", ORDER | LINES, "payment:twice", "payment:once"),
        ("find_order", ORDER | LINES | {"paid": "249.00"}, "payment:once", "payment:twice"),
        ("find_order", ORDER, "order:delivered", "payment:twice"),
        ("find_order", ORDER | {"refunded": "249.00"}, "refund:done", "refund:not_done"),
        ("find_order", {"number": "1", "status": "processing"}, "order:not_left", "order:left"),
        ("track_shipment", {"status": "dispatched", "expected_on": "2026-11-19"}, "order:late", "order:not_late"),
        ("track_shipment", {"status": "dispatched", "expected_on": "2026-11-23"}, "order:not_late", "order:late"),
        ("track_shipment", {"status": "delivered", "expected_on": "2026-11-19"}, "order:delivered", "order:late"),
        ("track_shipment", {"status": "dispatched", "expected_on": "next Tuesday"}, "order:left", "order:expected"),
        ("find_order", {"status": "dispatched", "payments": [{"status": "completed"}, {"status": "reserved"}]},
         "payment:reserved", "payment:twice"),
        ("lookup_customer", {"verified": True}, "customer:verified", "order:delivered"),
        ("lookup_customer", {"verified": False}, "", "customer:verified"),
        ("issue_refund", {"reference": "RF-1"}, "refund:done", "replacement:done"),
        ("book_appointment", {"reference": "AP-1"}, "appointment:done", "refund:done"),
    ],
)  # fmt: skip
def test_tools_establish_facts(tool: str, output: dict[str, object], holds: str, holds_not: str) -> None:
    facts = facts_of(tool, output, on=DAY)
    assert not holds or holds in facts
    assert holds_not not in facts


def test_what_waits_for_a_second_person_was_asked_and_not_done() -> None:
    assert asked_of("issue_refund") == {"refund:asked"}
    assert approved_of("issue_refund") == {"refund:approved"}
    assert asked_of("send_replacement").isdisjoint(asked_of("issue_refund"))


def test_a_ready_made_text_of_another_moment_is_told_apart() -> None:
    assert is_untimely(DUPLICATE, Ground(values=["58198"]))
    facts = facts_of("find_order", ORDER | LINES, on=DAY) | asked_of("issue_refund")
    assert not is_untimely(DUPLICATE, Ground(facts, ["58198"]))
    assert unbacked(DUPLICATE, Ground(facts, ["58198"])) == []
    assert not is_untimely("Which day would suit you? I'll book the first one that is free.", Ground())


def test_the_card_can_say_what_backs_each_sentence() -> None:
    text = (
        "I'm sorry about this. Order 58213 was delivered. A refund reaches your card in 3 working days."
        " I'll write to you about it. Which do you prefer? We will waive the fee."
    )
    article = "A refund reaches your card in 3 working days."
    kinds = [part.kind for part in parts_of(text, Ground(["order:delivered"], ["58213"], [article]))]
    assert kinds == ["record", "article", "promise", "nothing"]


def test_a_short_value_names_nothing_and_an_article_stays_one() -> None:
    article = "I can send one today if you decide before 14:00. It is delivered on the next working day."
    ground = Ground(["order:delivered"], ["1", "58213"], [article])
    assert [part.kind for part in parts_of(article, ground)] == ["article", "article"]


def test_a_number_in_the_customers_words_is_named_and_backs_nothing() -> None:
    ground = Ground(named=["58213"])
    assert unbacked("I'm looking at order 58213.", ground) == []
    assert [part.kind for part in parts_of("I'm looking at order 58213.", ground)] == ["wording"]
    assert unbacked("Order 58213 was delivered.", ground) == ["Order 58213 was delivered."]


def test_an_article_never_tells_what_we_did_in_this_case() -> None:
    article = "I have refunded you. Your order was charged twice. Your refund is approved."
    assert len(unbacked(article, Ground(articles=[article]))) == 3


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("I have refunded you and the parcel is on its way.", ["state", "deed"]),
        ("If it was charged twice, we look at it.", []),
        ("We will refund it.", ["promise"]),
        ("Shall I cancel it?", []),
    ],
)
def test_claims_are_read(sentence: str, kinds: list[str]) -> None:
    assert [claim.kind for claim in claims_in(sentence)] == kinds


def test_promises_of_attention_are_the_agents_own() -> None:
    assert is_own_promise("I'll call you tomorrow.")
    assert is_own_promise("You get a confirmation by e-mail.")
    assert not is_own_promise("Will I call you?")
    assert not is_own_promise("Please keep the box.")
