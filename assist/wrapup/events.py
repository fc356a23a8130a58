from dataclasses import dataclass, field
from typing import Any

from cases.events.facts import Fact


@dataclass(frozen=True)
class WrapUpDrafted(Fact):
    """The machine's draft, kept as it was; each line names the events that it rests on."""

    NAME = "wrap_up.drafted"
    wrap_up_id: int
    interaction_id: int
    lines: list[dict[str, Any]] = field(default_factory=list)
    disposition: str = ""
    disposition_reason: str = ""
    follow_ups: list[dict[str, Any]] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)

    def sentence(self) -> str:
        how = " in a language model's words, each checked" if self.versions.get("language_model") else ""
        return f"The wrap-up was drafted with {len(self.lines)} sentences{how}"


@dataclass(frozen=True)
class WrapUpExtended(Fact):
    NAME = "wrap_up.extended"
    wrap_up_id: int
    extensions: int

    def sentence(self) -> str:
        return "The wrap-up got 60 seconds more"


@dataclass(frozen=True)
class WrapUpConfirmed(Fact):
    NAME = "wrap_up.confirmed"
    wrap_up_id: int
    interaction_id: int
    disposition: str
    disposition_reason: str
    text: str
    is_changed: bool
    follow_ups: list[dict[str, Any]] = field(default_factory=list)

    def sentence(self) -> str:
        how = "corrected and confirmed" if self.is_changed else "confirmed as drafted"
        return f"The wrap-up was {how}: {self.disposition.replace('_', ' ')}"
