"""A CRM in memory that does what the test says. It keeps the promises of a real one, keys and all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assist.providers.crm.base import Contact, CrmRefused, Profile, Receipt, Write

NEEDED = {
    "note": {"body", "author"},
    "fields": set[str](),
    "disposition": {"disposition"},
    "task": {"title", "due_on"},
}


def connect() -> "ScriptedCrm":
    """An empty one, for a trial of the product without any CRM."""
    return ScriptedCrm()


@dataclass
class ScriptedCrm:
    """`profiles` by e-mail; `written` is what arrived, in order; `failures` are raised one by one, the
    first first.

    A failure in `failures_after` is raised after the effect, as a time-out would be.
    """

    profiles: dict[str, Profile] = field(default_factory=dict)
    written: list[Write] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    failures_after: list[Exception] = field(default_factory=list)
    _receipts: dict[str, tuple[Mapping[str, Any], Receipt]] = field(default_factory=dict)

    def profile_of(self, contact: Contact, *, at: datetime) -> Profile | None:
        self._fail(self.failures)
        return self.profiles.get(contact.email)

    def write(self, write: Write) -> Receipt:
        self._fail(self.failures)
        payload, receipt = self._receipts.get(write.key, (None, None))
        if receipt and payload != write.payload:
            raise CrmRefused("The CRM refused it (409): This idempotency key belongs to another request.")
        if receipt is None:
            receipt = self._take(write)
        self._fail(self.failures_after)
        return receipt

    def _take(self, write: Write) -> Receipt:
        missing = NEEDED[write.kind] - {name for name, value in write.payload.items() if value}
        if missing:
            raise CrmRefused(f"The CRM refused it (422): /body: {', '.join(sorted(missing))} is required")
        if write.kind == "task" and "state" in write.payload and not write.payload.get("reference"):
            raise CrmRefused("The task is not known in the CRM.")
        self.written.append(write)
        number = write.payload.get("reference") or str(len(self.written))
        receipt = Receipt(str(number), f"case-{write.case_number}")
        self._receipts[write.key] = (write.payload, receipt)
        return receipt

    @staticmethod
    def _fail(failures: list[Exception]) -> None:
        if failures:
            raise failures.pop(0)
