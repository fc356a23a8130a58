import pytest

from assist.escalation.rules import Override, Path, Signals, Thresholds, decide, thresholds_for, triggers


@pytest.mark.parametrize(
    ("signals", "path", "number"),
    [
        (Signals(), Path.NONE, ""),
        (Signals(confidence=0.3, unclear_turns=1), Path.CLARIFY, "4.1"),
        (Signals(confidence=0.3, unclear_turns=2), Path.QUEUE, "4.1"),
        (Signals(is_out_of_scope=True, unclear_turns=1), Path.CLARIFY, "4.1"),
        (Signals(is_out_of_scope=True, unclear_turns=2), Path.QUEUE, "4.1"),
        (Signals(is_frustrated=True), Path.QUEUE, "4.2"),
        (Signals(is_falling=True, sentiment=-0.3), Path.QUEUE, "4.2"),
        (Signals(sentiment=-0.7, answers=1), Path.QUEUE, "4.2"),
        (Signals(sentiment=-0.7), Path.NONE, ""),
        (Signals(urgency="urgent"), Path.NONE, "4.3"),
        (Signals(urgency="urgent", answers=1, pushbacks=1), Path.QUEUE, "4.3"),
        (Signals(wants_person="button"), Path.QUEUE, "4.4"),
        (Signals(wants_person="speak to a human"), Path.QUEUE, "4.4"),
        (Signals(wants_person="button", people_reachable=False), Path.CALL_BACK, "4.4"),
        (Signals(wants_person="button", segment="vip"), Path.WARM_TRANSFER, "4.4"),
        (Signals(sensitive="complaint"), Path.QUEUE, "4.5"),
        (Signals(sensitive="legal"), Path.SPECIALIST, "4.5"),
        (Signals(sensitive="medical"), Path.SPECIALIST, "4.5"),
        (Signals(sensitive="financial"), Path.SPECIALIST, "4.5"),
        (Signals(crisis="kill myself"), Path.SPECIALIST, "4.5"),
        (Signals(crisis="kill myself", people_reachable=False), Path.SPECIALIST, "4.5"),
        (Signals(verification_failures=2), Path.QUEUE, "4.6"),
        (Signals(verification_failures=1), Path.NONE, ""),
        (Signals(amount=749), Path.QUEUE, "4.7"),
        (Signals(amount=64), Path.NONE, ""),
        (Signals(answers=1, pushbacks=1), Path.ANOTHER_APPROACH, "4.8"),
        (Signals(answers=2, pushbacks=2), Path.QUEUE, "4.8"),
        (Signals(tool_failures=1), Path.QUEUE, "4.9"),
        (Signals(policy_refusals=1), Path.QUEUE, "4.9"),
        (Signals(repeats=2), Path.QUEUE, "4.10"),
        (Signals(repeats=1), Path.NONE, ""),
    ],
)
def test_each_trigger_asks_for_the_least_path_that_is_enough(
    signals: Signals, path: Path, number: str
) -> None:
    decision = decide(signals)
    assert decision.path == path
    numbers = [trigger.number for trigger in decision.triggers]
    assert (numbers[0] if numbers else "") == number
    assert bool(decision.reason) is bool(number)


def test_the_gravest_reason_comes_first_and_decides() -> None:
    decision = decide(Signals(answers=1, pushbacks=1, sensitive="legal", wants_person="button"))
    assert decision.path == Path.SPECIALIST
    assert [trigger.number for trigger in decision.triggers] == ["4.5", "4.4", "4.8"]


def test_the_more_precise_override_wins() -> None:
    overrides = [
        Override("value", threshold=1000),
        Override("value", intent="billing_dispute", threshold=100),
        Override("value", intent="billing_dispute", channel="voice", threshold=50),
    ]
    assert thresholds_for(overrides, "order_status", "chat").value == 1000
    assert thresholds_for(overrides, "billing_dispute", "chat").value == 100
    assert thresholds_for(overrides, "billing_dispute", "voice").value == 50


def test_a_trigger_can_be_switched_off_for_one_channel() -> None:
    overrides = [Override("frustration", channel="email", is_on=False)]
    angry = Signals(is_frustrated=True)
    assert not triggers(angry, thresholds_for(overrides, "", "email"))
    assert triggers(angry, thresholds_for(overrides, "", "chat"))


@pytest.mark.parametrize("key", ["person_asked", "crisis"])
def test_the_wish_for_a_person_and_a_crisis_cannot_be_switched_off(key: str) -> None:
    thresholds = thresholds_for([Override(key, is_on=False)], "", "chat")
    assert thresholds == Thresholds()
    assert decide(Signals(wants_person="button", crisis="x"), thresholds).path == Path.SPECIALIST
