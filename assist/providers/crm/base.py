"""What every CRM adapter offers, and the plain records that go in and out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

KINDS = ("note", "fields", "disposition", "task")


@dataclass(frozen=True)
class Contact:
    """A customer as a CRM can find one: by e-mail, else by `external_id`, which is ours and always there."""

    external_id: str
    name: str
    email: str = ""
    phone: str = ""
    language: str = "en"


@dataclass(frozen=True)
class PastCase:
    """One earlier case; `outcome` is the disposition's word, `reason` what was done."""

    reference: str
    subject: str
    outcome: str
    reason: str
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True)
class OpenTask:
    title: str
    due_on: date


@dataclass(frozen=True)
class Profile:
    """What the CRM knows about a customer; cases newest first. `fetched_at` says how old it is."""

    reference: str
    name: str
    segment: str
    lifetime_value: Decimal
    currency: str
    customer_since: date | None
    remark: str
    past_cases: tuple[PastCase, ...]
    open_tasks: tuple[OpenTask, ...]
    fetched_at: datetime

    @property
    def last_contact_on(self) -> date | None:
        return max((case.opened_on for case in self.past_cases), default=None)


@dataclass(frozen=True)
class Write:
    """One thing to bring into the CRM. The same `key` twice has one effect.

    payload by kind: note {"body", "author"} · fields {name: plain value} ·
    disposition {"disposition", "reason"} ·
    task {"title", "due_on" (ISO date), "owner", "kind": follow_up | call_back}, and to end one that was written
    before also "state": done | cancelled and "reference" (its receipt's)
    """

    key: str
    kind: str
    case_number: int
    subject: str
    contact: Contact
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Receipt:
    """What the CRM answered: its reference of the record, and of the case that the record belongs to."""

    reference: str
    case_reference: str


class CrmUnavailable(Exception):
    """It did not work this time and may work later; with `retry_after` seconds when the CRM said so.

    After a time-out nobody knows whether it worked. The same key again is safe.
    """

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class CrmRefused(Exception):
    """The CRM will never take it as it is: a person has to mend it. The message says what is wrong where."""


class Crm(Protocol):
    """A connected CRM. Both methods raise CrmUnavailable; `write` raises CrmRefused too."""

    def profile_of(self, contact: Contact, *, at: datetime) -> Profile | None:
        """What is known about the contact, None when the CRM does not know them."""

    def write(self, write: Write) -> Receipt:
        """Bring one record into the CRM; makes contact and case there first where they are missing."""
