from dataclasses import dataclass
from typing import ClassVar

from cases.events.facts import Fact


@dataclass(frozen=True)
class LanguageModelAsked(Fact):
    """Covered words left this desk; the call's row has them."""

    NAME: ClassVar[str] = "language_model.asked"
    call_id: int
    purpose: str
    host: str
    model: str
    state: str
    tokens: int = 0

    def sentence(self) -> str:
        return f"Covered words were sent to {self.host} for a {self.purpose.replace('_', ' ')}"
