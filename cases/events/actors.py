"""Who did it. Every event carries its actor and the kind of its actor, so that no figure mixes people and machines."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ActorKind(StrEnum):
    CUSTOMER = "customer"
    AI_AGENT = "ai_agent"
    AGENT = "agent"
    SYSTEM = "system"
    INTEGRATION = "integration"


@dataclass(frozen=True)
class Actor:
    """Plain values only: an event outlives the row of the person."""

    kind: ActorKind
    id: str
    name: str

    @classmethod
    def of(cls, user: Any) -> "Actor":
        """The actor of a signed-in person, whatever the role: people are agents towards the customer."""
        return cls(ActorKind.AGENT, str(user.pk), user.name)

    @classmethod
    def customer(cls, customer: Any) -> "Actor":
        return cls(ActorKind.CUSTOMER, str(customer.pk), customer.name)

    @classmethod
    def integration(cls, key: Any) -> "Actor":
        return cls(ActorKind.INTEGRATION, str(key.pk), key.name)

    @property
    def user_id(self) -> int | None:
        return int(self.id) if self.kind == ActorKind.AGENT else None


AI_AGENT = Actor(ActorKind.AI_AGENT, "ai", "AI agent")
SYSTEM = Actor(ActorKind.SYSTEM, "system", "AgentDesk")
