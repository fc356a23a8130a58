"""What a bundle is built from."""

from collections.abc import Sequence
from dataclasses import dataclass

from assist.providers.crm import Profile
from cases.casefiles.models import Case
from cases.events.models import Event


@dataclass(frozen=True)
class Evidence:
    """Everything the bundle is built from: the case, its events, its turns' places, its past, the CRM, the next step."""

    case: Case
    events: Sequence[Event]
    turns: dict[int, tuple[int, int, str]]  # turn id to (event, position, text)
    description: str
    past: Sequence[Case]
    profile: Profile | None
    next_step: tuple[str, str] | None

    def named(self, *names: str) -> list[Event]:
        return [event for event in self.events if event.name in names and not event.redacted_at]

    def last(self, *names: str) -> Event | None:
        found = self.named(*names)
        return found[-1] if found else None
