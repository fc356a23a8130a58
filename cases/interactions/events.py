from dataclasses import dataclass

from cases.events.facts import Fact


@dataclass(frozen=True)
class InteractionOpened(Fact):
    NAME = "interaction.opened"
    interaction_id: int
    channel: str

    def sentence(self) -> str:
        return f"A contact by {self.channel} began"


@dataclass(frozen=True)
class TurnReceived(Fact):
    """The customer said something."""

    NAME = "turn.received"
    interaction_id: int
    turn_id: int
    position: int
    redacted: int = 0

    def sentence(self) -> str:
        return "The customer wrote" + (" (card data was removed)" if self.redacted else "")


@dataclass(frozen=True)
class TurnSent(Fact):
    """The AI agent, an agent or the system said something to the customer."""

    NAME = "turn.sent"
    interaction_id: int
    turn_id: int
    position: int
    suggestion_id: int = 0

    def sentence(self) -> str:
        return "A message was sent to the customer"


@dataclass(frozen=True)
class PersonAsked(Fact):
    NAME = "person.asked"
    interaction_id: int
    how: str = "button"

    def sentence(self) -> str:
        return "The customer asked for a person"


@dataclass(frozen=True)
class InteractionQueued(Fact):
    NAME = "interaction.queued"
    interaction_id: int
    queue_id: int
    queue_name: str
    reason: str
    is_ahead: bool = False

    def sentence(self) -> str:
        return f"The contact waits in {self.queue_name}: {self.reason}"


@dataclass(frozen=True)
class InteractionConnected(Fact):
    NAME = "interaction.connected"
    interaction_id: int
    agent_id: int
    agent_name: str
    previous_agent_id: int = 0

    def sentence(self) -> str:
        return f"{self.agent_name} took the contact"


@dataclass(frozen=True)
class ReturnedToAi(Fact):
    NAME = "interaction.returned_to_ai"
    interaction_id: int
    agent_id: int
    reason: str = ""

    def sentence(self) -> str:
        return "The contact was given back to the AI agent" + (f": {self.reason}" if self.reason else "")


@dataclass(frozen=True)
class WrapUpStarted(Fact):
    NAME = "interaction.wrap_up_started"
    interaction_id: int
    agent_id: int

    def sentence(self) -> str:
        return "Wrap-up began"


@dataclass(frozen=True)
class InteractionClosed(Fact):
    NAME = "interaction.closed"
    interaction_id: int
    state: str
    agent_id: int = 0

    def sentence(self) -> str:
        return (
            "The customer left before anybody answered" if self.state == "abandoned" else "The contact ended"
        )


@dataclass(frozen=True)
class ContentRemoved(Fact):
    """What the event of that number said was taken away; its header and hash stay."""

    NAME = "content.removed"
    removed_seq: int
    removed_name: str
    reason: str

    def sentence(self) -> str:
        return f"The content of event {self.removed_seq} was removed: {self.reason}"
