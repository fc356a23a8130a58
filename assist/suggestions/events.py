"""What happened with suggestions, always on the timeline."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from cases.events.facts import Fact


@dataclass(frozen=True)
class SuggestionShown(Fact):
    """Up to three replies for one customer turn, best first, with the versions that made them."""

    NAME: ClassVar[str] = "suggestion.shown"
    turn_id: int
    position: int
    suggestions: list[dict[str, Any]]  # id, key, confidence, sources, unbacked
    versions: dict[str, str] = field(default_factory=dict)
    is_asked: bool = False

    def sentence(self) -> str:
        return f"A reply to message {self.position} was suggested"


@dataclass(frozen=True)
class SuggestionWithheld(Fact):
    """Nothing was suggested, and why: no_source, layer_3, on_demand, quiet, card_data, typing, said_before,
    contact_budget, hour_budget."""

    NAME: ClassVar[str] = "suggestion.withheld"
    turn_id: int
    position: int
    why: str
    versions: dict[str, str] = field(default_factory=dict)

    def sentence(self) -> str:
        return f"No reply to message {self.position} was suggested: {_WHY.get(self.why, self.why)}"


@dataclass(frozen=True)
class SuggestionHeld(Fact):
    """It waits until the agent has a moment: typing, cool_down."""

    NAME: ClassVar[str] = "suggestion.held"
    turn_id: int
    position: int
    why: str

    def sentence(self) -> str:
        return f"The reply to message {self.position} waits: {_WHY.get(self.why, self.why)}"


@dataclass(frozen=True)
class HeldSuggestionDue(Fact):
    """The moment has come to look again at what was held back."""

    NAME: ClassVar[str] = "held_suggestion.due"
    turn_id: int
    position: int

    def sentence(self) -> str:
        return f"A reply to message {self.position} may be suggested now"


@dataclass(frozen=True)
class ReplyDraftWanted(Fact):
    """What was found is on the screen; the connected language model may draft one more reply."""

    NAME: ClassVar[str] = "reply_draft.wanted"
    turn_id: int
    position: int
    is_asked: bool = False

    def sentence(self) -> str:
        return f"The language model is asked for a reply to message {self.position}"


@dataclass(frozen=True)
class SuggestionUsed(Fact):
    """The agent put the suggestion into the message box."""

    NAME: ClassVar[str] = "suggestion.used"
    suggestion_id: int
    turn_id: int

    def sentence(self) -> str:
        return "The suggested reply was taken over"


@dataclass(frozen=True)
class SuggestionSent(Fact):
    """A message that began as a suggestion reached the customer; distance 0 is unchanged, 1 is a new text."""

    NAME: ClassVar[str] = "suggestion.sent"
    suggestion_id: int
    turn_id: int
    distance: float

    def sentence(self) -> str:
        if not self.distance:
            return "The suggested reply was sent unchanged"
        return f"The suggested reply was sent, {self.distance:.0%} of it changed"


@dataclass(frozen=True)
class SuggestionDismissed(Fact):
    NAME: ClassVar[str] = "suggestion.dismissed"
    suggestion_id: int
    why: str

    def sentence(self) -> str:
        return f"The suggested reply was dismissed: {self.why.replace('_', ' ')}"


@dataclass(frozen=True)
class SuggestionRestored(Fact):
    NAME: ClassVar[str] = "suggestion.restored"
    suggestion_id: int

    def sentence(self) -> str:
        return "The dismissal of the suggested reply was undone"


@dataclass(frozen=True)
class SuggestionsRetired(Fact):
    """Overtaken: none of these can be used any more."""

    NAME: ClassVar[str] = "suggestion.retired"
    suggestion_ids: list[int]
    why: str

    def sentence(self) -> str:
        return f"The suggested replies were retired: {_WHY.get(self.why, self.why)}"


@dataclass(frozen=True)
class SuggestionFailed(Fact):
    """No reply could be prepared in time (late) or at all (error)."""

    NAME: ClassVar[str] = "suggestion.failed"
    turn_id: int
    position: int
    why: str

    def sentence(self) -> str:
        return f"No reply to message {self.position} could be prepared: {_WHY.get(self.why, self.why)}"


_WHY = {
    "no_source": "no source covers it",
    "layer_3": "a person leads this case",
    "on_demand": "the agent asks when one is wanted",
    "quiet": "the agent chose quiet",
    "card_data": "card or identity data is being taken",
    "typing": "the agent is writing",
    "cool_down": "another one came a moment ago",
    "said_before": "all that fits was shown on this contact before",
    "contact_budget": "this contact has had its share of them",
    "hour_budget": "the agent has had this hour's share of them",
    "newer_turn": "a newer message came",
    "message_sent": "a message was sent",
    "owner_changed": "somebody else has the contact",
    "expired": "they were too old",
    "withdrawn": "their source was withdrawn",
    "error": "something went wrong",
    "late": "it would have come too late",
}
