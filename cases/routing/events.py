from dataclasses import dataclass

from cases.events.facts import Fact


@dataclass(frozen=True)
class OfferMade(Fact):
    NAME = "offer.made"
    offer_id: int
    interaction_id: int
    agent_id: int
    agent_name: str
    expires_at: str

    def sentence(self) -> str:
        return f"The contact was offered to {self.agent_name}"


@dataclass(frozen=True)
class OfferEnded(Fact):
    NAME = "offer.ended"
    offer_id: int
    interaction_id: int
    agent_id: int
    agent_name: str
    result: str

    def sentence(self) -> str:
        return {
            "accepted": f"{self.agent_name} accepted the offer",
            "declined": f"{self.agent_name} declined the offer",
            "missed": f"{self.agent_name} did not answer the offer",
            "unreachable": f"The screen of {self.agent_name} did not answer",
            "rescinded": "The offer was taken back",
            "customer_left": "The customer left during the offer",
        }[self.result]
