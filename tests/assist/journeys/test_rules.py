"""The plan's decisions, by tables and without a database."""

from typing import Any

import pytest

from assist.journeys import rules
from assist.journeys.rules import Step, steps_from

PLAN: list[dict[str, Any]] = [
    {
        "key": "verify",
        "title": "Verify",
        "stage": "eligibility",
        "owner": "either",
        "tools": ["lookup_customer"],
        "proven_by": {"tool": "lookup_customer", "where": {"verified": True}},
    },
    {
        "key": "evidence",
        "title": "Ask for a photo",
        "stage": "eligibility",
        "owner": "either",
        "depends_on": [],
        "proven_by": {"turn": "customer", "mentions": ["crack", "photo"]},
    },
    {
        "key": "offer",
        "title": "Offer",
        "stage": "communicate",
        "owner": "agent",
        "depends_on": ["verify", "evidence"],
        "proven_by": {"turn": "agent", "mentions": ["refund", "money back"]},
    },
    {
        "key": "execute",
        "title": "Execute",
        "stage": "execute",
        "owner": "agent",
        "tools": ["replace", "refund"],
        "choices": {"replace": ["new one", "replacement"], "refund": ["money back", "refund"]},
        "proven_by": {"tool": ["replace", "refund"]},
    },
]


@pytest.fixture
def steps() -> tuple[Step, ...]:
    return steps_from(PLAN)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({}, "verify"),
        ({"verify": "done"}, "evidence"),
        ({"evidence": "done"}, "verify"),
        ({"verify": "done", "evidence": "skipped"}, "offer"),
        ({"verify": "failed"}, "verify"),
        ({"verify": "done", "evidence": "done", "offer": "done"}, "execute"),
        ({"verify": "done", "evidence": "done", "offer": "done", "execute": "done"}, None),
    ],
)
def test_what_is_next(steps: tuple[Step, ...], states: dict[str, str], expected: str | None) -> None:
    found = rules.next_step(steps, states)
    assert (found.key if found else None) == expected


@pytest.mark.parametrize(
    ("tool", "output", "expected"),
    [
        ("lookup_customer", {"verified": True}, True),
        ("lookup_customer", {"verified": False}, False),
        ("find_order", {"verified": True}, False),
    ],
)
def test_a_receipt_proves_only_with_the_right_values(
    steps: tuple[Step, ...], tool: str, output: dict[str, Any], expected: bool
) -> None:
    assert rules.is_proven_by_receipt(steps[0], tool, output) is expected


@pytest.mark.parametrize(
    ("position", "speaker", "text", "expected"),
    [
        (1, "customer", "It is CRACKED right across", True),
        (1, "agent", "Is it cracked?", False),
        (1, "customer", "uncracked", False),
        (2, "ai_agent", "I can pay your money back.", True),
        (2, "customer", "money back please", False),
        (3, "agent", "refund", False),
    ],
)
def test_an_utterance_proves_by_its_speaker_and_its_words(
    steps: tuple[Step, ...], position: int, speaker: str, text: str, expected: bool
) -> None:
    assert rules.is_proven_by_turn(steps[position], speaker, text) is expected


@pytest.mark.parametrize(
    ("said", "tool"),
    [
        (["I would like a new one"], "replace"),
        (["I would like a new one", "no, rather my money back"], "refund"),
        (["If you can't send a replacement by Monday I want a refund"], "refund"),
        (["hello"], ""),
        ([], ""),
    ],
)
def test_the_customers_latest_words_choose_the_tool(
    steps: tuple[Step, ...], said: list[str], tool: str
) -> None:
    assert rules.chosen_tool(steps[3], said) == tool


@pytest.mark.parametrize(
    ("speakers", "expected"), [([], False), (["customer"], False), (["customer", "agent"], True)]
)
def test_a_plan_waits_for_the_customer_when_we_have_asked(
    steps: tuple[Step, ...], speakers: list[str], expected: bool
) -> None:
    assert rules.waits_for_customer(steps[1], speakers) is expected


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"owner": "nobody"}, "“nobody” is not one of"),
        ({"stage": "later"}, "“later” is not one of"),
        ({"depends_on": ["unknown"]}, "depends on unknown"),
    ],
)
def test_a_plan_that_does_not_hold_together_says_why(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        steps_from([{**PLAN[0], **changed}])


def test_a_step_may_not_stand_twice() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        steps_from([PLAN[0], PLAN[0]])
