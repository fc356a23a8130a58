from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any

RULES_VERSION = "escalation-1"


class Path(StrEnum):
    """What to do, least disruptive first."""

    NONE = "none"
    CLARIFY = "clarify"
    ANOTHER_APPROACH = "another_approach"
    CALL_BACK = "call_back"
    QUEUE = "queue"
    WARM_TRANSFER = "warm_transfer"
    SPECIALIST = "specialist"

    @property
    def leaves_ai(self) -> bool:
        """Whether the contact goes to a person."""
        return self in (Path.CALL_BACK, Path.QUEUE, Path.WARM_TRANSFER, Path.SPECIALIST)


class Severity(IntEnum):
    NOTED = 0  # says something, asks for nothing alone
    RETRY = 1  # the AI agent may try again
    PERSON = 2  # a person is needed
    SPECIALIST = 3  # a specialist, ahead of the queue


@dataclass(frozen=True)
class Trigger:
    """One reason to escalate: its key, its number in the requirements, why in words, how far it asks to go."""

    key: str
    number: str
    words: str
    severity: int


@dataclass(frozen=True)
class Signals:
    """What is known of the contact since the AI agent got it. The defaults are those of a contact that goes well."""

    intent: str = ""
    channel: str = "chat"
    segment: str = "standard"
    layer: int = 1
    confidence: float = 1.0  # of the last turn that carried a request
    is_out_of_scope: bool = False
    unclear_turns: int = 0  # turns in a row, up to now, whose intent was not clear
    sentiment: float = 0.0
    is_falling: bool = False
    is_frustrated: bool = False
    mood_cue: str = ""
    urgency: str = ""
    wants_person: str = ""  # the words, or "button"
    crisis: str = ""
    sensitive: str = ""  # complaint, legal, medical, financial, crisis
    verification_failures: int = 0
    amount: float = 0.0
    answers: int = 0  # turns of the AI agent so far
    pushbacks: int = 0  # turns that did not accept what the AI agent had said
    tool_failures: int = 0
    policy_refusals: int = 0
    repeats: int = 0  # the same answer given again, or the customer saying the same again
    people_reachable: bool = True


@dataclass(frozen=True)
class Thresholds:
    """When each trigger speaks. `off` names triggers that are switched off; the wish for a person cannot be."""

    low_confidence: float = 0.45
    sentiment: float = -0.55
    value: float = 500.0
    verification_failed: float = 2
    not_satisfied: float = 2
    tool_failed: float = 1
    loop: float = 2
    off: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Override:
    """A threshold of one intent, one channel, both or all; empty means any."""

    trigger: str
    intent: str = ""
    channel: str = ""
    is_on: bool = True
    threshold: float | None = None


@dataclass(frozen=True)
class Decision:
    path: Path
    triggers: tuple[Trigger, ...]

    @property
    def reason(self) -> str:
        """Why, in words: the gravest first."""
        return "; ".join(trigger.words for trigger in self.triggers)


DEFAULTS = Thresholds()
ALWAYS_ON = frozenset({"person_asked", "crisis"})
TUNABLE = (
    "low_confidence",
    "sentiment",
    "value",
    "verification_failed",
    "not_satisfied",
    "tool_failed",
    "loop",
)


def thresholds_for(overrides: Iterable[Override], intent: str, channel: str) -> Thresholds:
    """The defaults with what applies to the intent and the channel; the more precise override wins."""
    fitting = [o for o in overrides if o.intent in ("", intent) and o.channel in ("", channel)]
    found = DEFAULTS
    for override in sorted(fitting, key=lambda o: (bool(o.intent), bool(o.channel))):
        found = _with(found, override)
    return found


def _with(thresholds: Thresholds, override: Override) -> Thresholds:
    changes: dict[str, Any] = {"off": thresholds.off - {override.trigger}}
    if not override.is_on and override.trigger not in ALWAYS_ON:
        changes["off"] = thresholds.off | {override.trigger}
    if override.threshold is not None and override.trigger in TUNABLE:
        changes[override.trigger] = override.threshold
    return replace(thresholds, **changes)


def decide(signals: Signals, thresholds: Thresholds = DEFAULTS) -> Decision:
    """What to do now, and why."""
    found = triggers(signals, thresholds)
    return Decision(choose_path(found, signals), found)


def triggers(signals: Signals, thresholds: Thresholds = DEFAULTS) -> tuple[Trigger, ...]:
    """All triggers that speak, the gravest first."""
    found = [trigger for rule in _RULES if (trigger := rule(signals, thresholds))]
    spoken = [trigger for trigger in found if trigger.key not in thresholds.off]
    return tuple(sorted(spoken, key=lambda trigger: -trigger.severity))


def choose_path(found: Iterable[Trigger], signals: Signals) -> Path:
    """The least disruptive path that is enough for the gravest trigger."""
    severity = max((trigger.severity for trigger in found), default=Severity.NOTED)
    if severity == Severity.SPECIALIST:
        return Path.SPECIALIST
    if severity == Severity.PERSON:
        if not signals.people_reachable:
            return Path.CALL_BACK
        return Path.WARM_TRANSFER if signals.segment == "vip" or signals.layer == 3 else Path.QUEUE
    if severity == Severity.RETRY:
        return Path.CLARIFY if signals.unclear_turns else Path.ANOTHER_APPROACH
    return Path.NONE


def _low_confidence(s: Signals, t: Thresholds) -> Trigger | None:
    if not s.is_out_of_scope and s.confidence >= t.low_confidence:
        return None
    words = (
        "no known intent covers the request"
        if s.is_out_of_scope
        else f"the intent is only {s.confidence:.0%} sure"
    )
    return Trigger(
        "low_confidence", "4.1", words, Severity.PERSON if s.unclear_turns >= 2 else Severity.RETRY
    )


def _frustration(s: Signals, t: Thresholds) -> Trigger | None:
    if s.is_frustrated:
        said = f" (“{s.mood_cue}”)" if s.mood_cue else ""
        return Trigger("frustration", "4.2", f"the customer is frustrated{said}", Severity.PERSON)
    if s.is_falling and s.sentiment < 0:
        return Trigger("frustration", "4.2", "the customer's mood falls sharply", Severity.PERSON)
    if s.answers and s.sentiment <= t.sentiment:
        return Trigger("frustration", "4.2", "the customer is unhappy after an answer", Severity.PERSON)
    return None


def _urgency(s: Signals, t: Thresholds) -> Trigger | None:
    """An urgent matter waits for no second try; on its own it does not need a person at once."""
    if not s.urgency:
        return None
    words = f"it is urgent (“{s.urgency}”)"
    return Trigger("urgency", "4.3", words, Severity.PERSON if s.answers and s.pushbacks else Severity.NOTED)


def _person_asked(s: Signals, t: Thresholds) -> Trigger | None:
    if not s.wants_person:
        return None
    words = "the customer asked for a person" + (
        "" if s.wants_person == "button" else f" (“{s.wants_person}”)"
    )
    return Trigger("person_asked", "4.4", words, Severity.PERSON)


def _crisis(s: Signals, t: Thresholds) -> Trigger | None:
    if not s.crisis and s.sensitive != "crisis":
        return None
    return Trigger("crisis", "4.5", "signs of a crisis: a person takes over at once", Severity.SPECIALIST)


def _sensitive(s: Signals, t: Thresholds) -> Trigger | None:
    if not s.sensitive or s.sensitive == "crisis":
        return None
    severity = Severity.PERSON if s.sensitive == "complaint" else Severity.SPECIALIST
    return Trigger("sensitive", "4.5", f"a sensitive matter: {s.sensitive}", severity)


def _verification(s: Signals, t: Thresholds) -> Trigger | None:
    if s.verification_failures < t.verification_failed:
        return None
    return Trigger("verification_failed", "4.6", "the customer could not be verified", Severity.PERSON)


def _value(s: Signals, t: Thresholds) -> Trigger | None:
    if s.amount < t.value:
        return None
    return Trigger("value", "4.7", f"an amount of {s.amount:,.2f} is at stake", Severity.PERSON)


def _not_satisfied(s: Signals, t: Thresholds) -> Trigger | None:
    if not s.answers or not s.pushbacks:
        return None
    severity = Severity.PERSON if s.pushbacks >= t.not_satisfied else Severity.RETRY
    return Trigger("not_satisfied", "4.8", "the answer did not satisfy the customer", severity)


def _tool_failed(s: Signals, t: Thresholds) -> Trigger | None:
    if s.tool_failures < t.tool_failed:
        return None
    return Trigger("tool_failed", "4.9", "a tool failed", Severity.PERSON)


def _policy(s: Signals, t: Thresholds) -> Trigger | None:
    return Trigger("policy", "4.9", "a policy check said no", Severity.PERSON) if s.policy_refusals else None


def _loop(s: Signals, t: Thresholds) -> Trigger | None:
    if s.repeats < t.loop:
        return None
    return Trigger("loop", "4.10", "the conversation goes in circles", Severity.PERSON)


_RULES = (
    _crisis, _person_asked, _sensitive, _frustration, _urgency, _verification, _value, _tool_failed, _policy,
    _not_satisfied, _loop, _low_confidence,
)  # fmt: skip
