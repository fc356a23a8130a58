from dataclasses import replace
from datetime import date

import pytest

from assist.providers.embeddings import embed
from assist.wrapup.composing import compose, disposition_of
from assist.wrapup.drafts import Done, Draft, Material, Said

ON = date(2026, 11, 20)


def customer(seq: int, text: str) -> Said:
    return Said(seq, True, False, text, ON)


def agent(seq: int, text: str) -> Said:
    return Said(seq, False, True, text, ON)


MATERIAL = Material(
    turns=[
        customer(2, "Hi, my monitor arrived today and the screen is cracked. It was in the box like that."),
        agent(3, "I'm sorry to hear that. Could you tell me your order number?"),
        customer(5, "It's 58213. I'd like a replacement please, not a refund."),
        agent(8, "Thank you, Maya. I've sent a replacement. You'll receive it within 3 working days."),
        customer(9, "That is wonderful, thank you. Do I need to keep the box?"),
    ],
    calls=[Done(7, "Replacement of order 58213", "RP-1001, delivery on Saturday")],
    is_resolved=True,
    resolved_seq=11,
    outcome="Replacement sent",
    moods=[(2, -0.5), (5, 0.0), (9, 0.6)],
)


@pytest.fixture(scope="module")
def draft() -> Draft:
    return compose(MATERIAL, embed=embed)


def slot(draft: Draft, name: str) -> list[str]:
    return [line.text for line in draft.lines if line.slot == name]


def test_it_says_what_the_customer_came_with_and_asked_for(draft: Draft) -> None:
    assert slot(draft, "wanted") == [
        "The customer says their monitor arrived today and the screen is cracked.",
        "The customer would like a replacement, not a refund.",
    ]


def test_it_says_what_was_done_with_the_receipt(draft: Draft) -> None:
    assert slot(draft, "done") == ["Replacement of order 58213: RP-1001, delivery on Saturday."]


def test_it_says_what_was_promised_and_plans_to_check_it(draft: Draft) -> None:
    assert slot(draft, "promised") == ["We promised: they will receive it within 3 working days."]
    assert [(f.due_on, f.seq) for f in draft.follow_ups] == [(date(2026, 11, 25), 8)]


def test_it_says_how_it_ended_the_mood_and_what_is_open(draft: Draft) -> None:
    assert slot(draft, "outcome") == ["The case was resolved: Replacement sent."]
    assert slot(draft, "mood") == ["The customer was unhappy at first and content at the end."]
    assert slot(draft, "open") == ["Not answered: “Do I need to keep the box?”"]


def test_every_sentence_stands_on_events_that_exist(draft: Draft) -> None:
    known = {2, 3, 5, 7, 8, 9, 11}
    assert all(line.seqs and set(line.seqs) <= known for line in draft.lines)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Please send me a new screen for my order.",
            "The customer asks us to send them a new screen for their order.",
        ),
        ("Can you refund my order?", "The customer asks us to refund their order."),
        ("My parcel never arrived at all.", "The customer says their parcel never arrived at all."),
        (
            "I was charged twice for order 58213.",
            "The customer says they were charged twice for order 58213.",
        ),
        (
            "Order 58135 says delivered, it is not here.",
            "The customer says their order 58135 says delivered, it is not here.",
        ),
    ],
)
def test_statements_requests_and_questions_are_told_apart(said: str, told: str) -> None:
    assert slot(compose(Material(turns=[customer(2, said)], calls=[]), embed=embed), "wanted") == [told]


def test_nothing_is_said_without_material() -> None:
    assert compose(Material(turns=[], calls=[]), embed=embed).lines == ()


def test_without_words_the_intent_is_all_that_is_known() -> None:
    draft = compose(Material(turns=[], calls=[], intent_title="Order status", intent_seq=4), embed=embed)
    assert slot(draft, "wanted") == ["It was about: Order status."]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "resolved"),
        ({"calls": [], "is_resolved": True}, "resolved"),
        ({"calls": [], "is_resolved": False}, "partly_resolved"),
        ({"calls": [Done(7, "Refund", "", "no answer")], "is_resolved": False}, "unresolved"),
        ({"is_abandoned": True}, "abandoned"),
    ],
)
def test_the_guess_of_the_disposition_has_its_reason(change: dict[str, object], expected: str) -> None:
    disposition, reason = disposition_of(replace(MATERIAL, **change))  # type: ignore[arg-type]
    assert disposition == expected
    assert reason


def test_a_failed_tool_is_open_and_brings_us_back_the_next_working_day() -> None:
    material = replace(
        MATERIAL, turns=MATERIAL.turns[:1], calls=[Done(7, "Refund of order 58213", "", "No answer.")]
    )
    draft = compose(material, embed=embed)
    assert slot(draft, "open") == ["Refund of order 58213 did not work: No answer."]
    assert [f.due_on for f in draft.follow_ups] == [date(2026, 11, 23)]
