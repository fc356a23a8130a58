"""What this case knows: the values that slots may take, and the receipts that allow a claim.

Values come from the customer's record, from what tools returned and, for identifiers alone, from the
customer's words.
An amount or a date that only the customer named is no evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from assist.suggestions.naming import SUBJECTS, slots_of
from assist.suggestions.slots import Known
from assist.tools.events import ToolCallAwaitingApproval, ToolCallSucceeded
from cases.casefiles.models import Case
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.events.runs import until
from cases.interactions.models import Interaction

# The verbs that a tool's receipt allows in a reply.
ALLOWS = {
    "issue_refund": {"refunded", "issued", "credited", "requested", "paid"},
    "send_replacement": {"sent", "ordered", "arranged", "shipped", "requested", "issued"},
    "change_address": {"changed", "updated"},
    "log_carrier_claim": {"logged", "reported", "raised", "opened"},
    "cancel_subscription": {"cancelled", "canceled"},
}
ASKED = frozenset({"asked", "requested"})  # what may be said while a second person decides

IDENTIFIERS = {"order_number": "order.number", "account_number": "account.number"}
UNDERSTOOD = "turn.understood"
TOLD = (ToolCallSucceeded.NAME, ToolCallAwaitingApproval.NAME, UNDERSTOOD)


@dataclass(frozen=True)
class Evidence:
    """What the case knows at one moment: `known` by slot, `done` the verbs that receipts allow."""

    known: Mapping[str, Known]
    done: frozenset[str]

    @property
    def values(self) -> list[str]:
        return [entry.value for entry in self.known.values()]

    def value_of(self, slot: str) -> str:
        """The value, or "" while it is not known."""
        return self.known[slot].value if slot in self.known else ""


def evidence_of(case: Case, interaction: Interaction) -> Evidence:
    """Everything a reply of this case may say as a fact, newest value first."""
    known = _record_of(case, interaction)
    done: set[str] = set()
    for event in _told(case.pk):
        if event.name == UNDERSTOOD:
            known |= {slot: entry for slot, entry in _identifiers(event) if slot not in known}
        elif event.name == ToolCallAwaitingApproval.NAME:
            done |= ASKED
        else:
            tool = str(event.payload.get("tool", ""))
            known |= dict(_values(tool, event))
            done |= ALLOWS.get(tool, set())
    return Evidence(known, frozenset(done))


@until(*TOLD)
def _told(case_id: int) -> Sequence[Event]:
    return tuple(_kept_facts(case_id))


_kept_facts = Prepared(
    lambda case: (
        Event.objects.filter(case_id=case, name__in=TOLD, redacted_at=None)
        .order_by("seq")
        .only("case_id", "seq", "name", "payload")
    )
)


def _record_of(case: Case, interaction: Interaction) -> dict[str, Known]:
    customer, agent = case.customer, interaction.agent
    values = {
        "customer.first_name": customer.first_name,
        "customer.name": customer.name,
        "customer.email": customer.email,
        "case.number": str(case.number),
        "agent.first_name": agent.name.split()[0] if agent else "",
    }
    return {slot: Known(value, "the customer's record") for slot, value in values.items() if value}


def _identifiers(event: Event) -> Iterator[tuple[str, Known]]:
    for entity in event.payload.get("entities", []):
        slot = IDENTIFIERS.get(str(entity.get("kind", "")))
        if slot:
            yield slot, Known(str(entity["value"]), "what the customer wrote", event.seq)


def _values(tool: str, event: Event) -> Iterator[tuple[str, Known]]:
    origin = tool.replace("_", " ")
    for slot, value in slots_of(tool, event.payload.get("output"), zone=timezone.get_current_timezone()):
        yield slot, Known(value, origin, event.seq)
    if reference := event.payload.get("reference"):
        yield f"{SUBJECTS.get(tool, tool)}.reference", Known(str(reference), origin, event.seq)
