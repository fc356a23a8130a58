"""Which steps are next, by tables."""

from typing import Any

import pytest

from assist.journeys.rules import Step, steps_from
from assist.nextbest.journeys import action_of, plan_of_steps, with_actions
from assist.nextbest.ranking.likes import Evidence
from assist.nextbest.ranking.model import Ranked
from assist.nextbest.ranking.thresholds import NEVER, chosen_threshold
from assist.nextbest.reasons import Behind, Known, Said, Weight
from assist.nextbest.rules import next_action, next_steps
from assist.nextbest.weighing import by_step
from assist.registry.conversations import Turn


def step(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "title": key.capitalize(), "stage": "execute", "owner": "either", **more}


STEPS = steps_from(
    [
        step("verify", tools=["lookup"], proven_by={"tool": "lookup"}),
        step(
            "photo",
            says="Could you send a photo?",
            depends_on=[],
            proven_by={"turn": "customer", "mentions": ["photo"]},
        ),
        step(
            "offer",
            says="A refund or a new one?",
            depends_on=["verify", "photo"],
            proven_by={"turn": "agent"},
        ),
        step("remedy", tools=["refund", "replace"], choices={"refund": ["money"], "replace": ["new one"]}),
        step("approve", owner="supervisor"),
    ]
)
CUSTOMER, AGENT = (
    Said("customer", "It is broken, I want my money", 1),
    Said("agent", "Could you send a photo?", 2),
)
Weights = dict[str, Weight]


def keys(
    states: dict[str, str], said: list[Said], weights: Weights | None = None, threshold: float = 0.2
) -> list[str]:
    return [action.step.key for action in next_steps(STEPS, states, said, weights or {}, threshold)]


@pytest.mark.parametrize(
    ("states", "said", "expected"),
    [
        ({}, [CUSTOMER], ["verify", "photo"]),
        ({"verify": "done"}, [CUSTOMER], ["photo"]),
        ({"verify": "done"}, [CUSTOMER, AGENT], []),  # it waits for the customer
        ({"verify": "done", "photo": "done"}, [CUSTOMER], ["offer", "remedy"]),
        ({"verify": "done", "photo": "skipped", "offer": "done"}, [CUSTOMER], ["remedy"]),
        (
            {"verify": "done", "photo": "done", "offer": "done", "remedy": "done"},
            [CUSTOMER],
            [],
        ),  # a supervisor's
        (dict.fromkeys(("verify", "photo", "offer", "remedy", "approve"), "done"), [CUSTOMER], []),
    ],
)
def test_the_plan_alone_orders_the_steps(
    states: dict[str, str], said: list[Said], expected: list[str]
) -> None:
    assert keys(states, said) == expected


def test_like_cases_order_the_steps_and_are_the_reason() -> None:
    weights = {"verify": Weight(0.1, 3, 47), "photo": Weight(0.8, 41, 47)}
    first, second = next_steps(STEPS, {}, [CUSTOMER], weights, 0.2)
    assert (first.step.key, second.step.key) == ("photo", "verify")
    assert first.reason == "In 41 of 47 like cases this was the next step."
    assert second.reason == "Nothing has to come before it, and “Offer” waits for it."


def test_under_the_threshold_the_plan_stands() -> None:
    weights = {"verify": Weight(0.1, 3, 47), "photo": Weight(0.6, 41, 47)}
    first, _ = next_steps(STEPS, {}, [CUSTOMER], weights, 0.7)
    assert (first.step.key, first.reason) == (
        "verify",
        "Nothing has to come before it, and “Offer” waits for it.",
    )


def test_few_cases_are_no_reason() -> None:
    first = next_steps(STEPS, {}, [CUSTOMER], {"photo": Weight(0.9, 3, 4)}, 0.2)[0]
    assert first.reason == "No message of the customer gives it yet, and “Offer” depends on it."


def test_what_the_customer_chose_is_the_reason() -> None:
    states = {"verify": "done", "photo": "done", "offer": "done"}
    action = next_action(STEPS, states, [CUSTOMER])
    assert action is not None
    assert (action.tool, action.reason) == (
        "refund",
        "The customer asked for it in message 1: “It is broken, I want my money”",
    )


VERIFIED = Behind("done", receipt="Postcode compared", seq=4)
PHOTO = Behind("done", position=3, seq=6)
ORDER = "The back office says that order 58213 was delivered on 3 May"


@pytest.mark.parametrize(
    ("states", "said", "known", "reason"),
    [
        (
            {"verify": "done", "photo": "done"},
            [CUSTOMER],
            Known({"verify": VERIFIED, "photo": PHOTO}),
            "“Photo” is done (message 3); “Verify” is done (Postcode compared).",
        ),
        (
            {"verify": "done", "photo": "done"},
            [CUSTOMER],
            Known({"verify": VERIFIED, "photo": Behind("skipped", receipt="known already")}, record=ORDER),
            f"{ORDER}. “Verify” is done (Postcode compared); “Photo” was left out: known already.",
        ),
        (
            {"verify": "done"},
            [AGENT, Said("customer", "Why?", 3)],
            Known(),
            "It was asked for in message 2; no message of the customer answers it yet.",
        ),
        (
            {},
            [CUSTOMER],
            Known(found={"lookup": "the postcode that was given did not match at the last check"}),
            "It was looked up already: the postcode that was given did not match at the last check.",
        ),
        (
            {},
            [CUSTOMER],
            Known(found={"lookup": "the back office says that order 58198 was delivered"}),
            "It was looked up already: the back office says that order 58198 was delivered.",
        ),
        (
            {"verify": "failed"},
            [CUSTOMER],
            Known({"verify": Behind("failed", receipt="No answer in time.")}),
            "It was tried and failed: No answer in time.",
        ),
    ],
)
def test_the_reason_is_evidence(states: dict[str, str], said: list[Said], known: Known, reason: str) -> None:
    assert next_steps(STEPS, states, said, {}, 0.2, known)[0].reason == reason


def test_no_reason_repeats_the_step() -> None:
    for settled in range(4):
        states = dict.fromkeys([one.key for one in STEPS][:settled], "done")
        for action in next_steps(STEPS, states, [CUSTOMER], {}, 0.2):
            assert action.step.title.lower() not in action.reason.lower()
            assert action.reason


@pytest.mark.parametrize(
    ("states", "weights", "tool"),
    [
        ({}, {}, "lookup"),
        ({}, {"photo": Weight(0.9)}, "lookup"),  # words need no card, the plan's tool keeps its own
        ({"verify": "done"}, {}, None),
        ({"verify": "done", "photo": "done"}, {}, "refund"),
    ],
)
def test_the_card_is_for_the_first_step_with_a_tool(
    states: dict[str, str], weights: Weights, tool: str | None
) -> None:
    action = next_action(STEPS, states, [CUSTOMER], weights, 0.2)
    assert (action.tool if action else None) == tool


def test_a_journey_becomes_a_plan() -> None:
    plan = plan_of_steps("damage", STEPS)
    assert plan.replies["ask_photo"] == "Could you send a photo?"
    assert plan.graph == {
        "query": ("ask_offer", "inform_approve"),
        "ask_photo": ("ask_offer",),
        "ask_offer": ("query",),
    }


def test_words_that_proved_a_step_are_its_action() -> None:
    offer = next(one for one in STEPS if one.key == "offer")
    turns = (
        Turn("agent", "Refund or new?", typed=True),
        Turn("agent", "Hm", typed=True),
        Turn("customer", "Refund or new?"),
    )
    assert [turn.action for turn in with_actions(turns, {"Refund or new?": offer})] == ["ask_offer", "", ""]


def test_the_first_ready_step_with_a_tool_takes_the_calls() -> None:
    ready: list[Step] = [one for one in STEPS if one.key in ("verify", "remedy", "photo")]
    ranked = {"query": Ranked("query", 0.7, Evidence(8, 9)), "ask_photo": Ranked("ask_photo", 0.2, None)}
    assert action_of(ready[0]) == "query"
    assert by_step(ranked, ready) == {"verify": Weight(0.7, 8, 9), "photo": Weight(0.2)}


@pytest.mark.parametrize(
    ("firsts", "expected"),
    [
        ([], (NEVER, 0.0)),
        ([(0.9, True)] * 5, (NEVER, 0.0)),  # too few to judge
        ([(0.9, True)] * 10, (0.9, 1.0)),
        ([(0.9, True)] * 10 + [(0.5, False)] * 2, (0.5, 10 / 12)),
        ([(0.9, True)] * 10 + [(0.5, False)] * 9, (0.5, 10 / 12)),
        ([(0.9, False)] * 20, (NEVER, 0.0)),
    ],
)
def test_the_threshold_keeps_the_stated_precision(
    firsts: list[tuple[float, bool]], expected: tuple[float, float]
) -> None:
    assert chosen_threshold(firsts) == pytest.approx(expected)
