"""The part of the bundle that tools wrote: what was done, what was tried in vain, what the checks said."""

from assist.handoffs.evidence import Evidence
from assist.handoffs.rules import Item, Section, section
from cases.events.models import Event

MOST_RECEIPTS = 8


def lookups(evidence: Evidence) -> list[Event]:
    done = evidence.named("tool_call.succeeded")
    return [event for event in done if "verified" in (event.payload.get("output") or {})]


def done(evidence: Evidence) -> Section:
    undone = {event.payload["call_id"] for event in evidence.named("tool_call.compensated")}
    receipts = [
        event
        for event in evidence.named("tool_call.succeeded")
        if _is_success(event) and event.payload.get("call_id") not in undone
    ]
    items = [_receipt(event) for event in receipts[-MOST_RECEIPTS:]]
    return section("done", [*items, *_steps(evidence)], nothing="Nothing was completed yet")


def _steps(evidence: Evidence) -> list[Item]:
    """The steps that are done and were not opened again since."""
    done = evidence.named("step.done")
    reopened = {_step_of(event): event.seq for event in evidence.named("step.reopened")}
    return [
        Item(str(event.payload.get("title") or event.sentence), event.seq, "Step")
        for event in done
        if not event.payload.get("call_id") and reopened.get(_step_of(event), 0) < event.seq
    ]


def _step_of(event: Event) -> tuple[int, str]:
    return event.payload["run_id"], event.payload["step"]


def _is_success(event: Event) -> bool:
    return bool((event.payload.get("output") or {}).get("verified", True))


def _receipt(event: Event) -> Item:
    reference = event.payload.get("reference") or ""
    text = event.payload.get("receipt") or "done"
    full = text if not reference or reference in text else f"{text} ({reference})"
    return Item(full, event.seq, event.payload["headline"], f"Confirmed at {event.at:%H:%M}")


def tried(evidence: Evidence) -> Section:
    failed = evidence.named("tool_call.failed", "tool_call.denied", "tool_call.expired", "tool_call.checking",
                            "tool_call.compensated")  # fmt: skip
    items = [
        Item(e.payload.get("error") or e.payload.get("reason") or "", e.seq, e.payload["headline"])
        for e in failed
    ]
    items += [Item("Order and postcode did not fit together", event.seq, "Verification")
              for event in lookups(evidence) if not event.payload["output"].get("verified")]  # fmt: skip
    return section("tried", items, nothing="Nothing was tried in vain")


def checks(evidence: Evidence) -> Section:
    items = []
    for event in evidence.named("tool_call.confirmed", "tool_call.awaiting_approval"):
        for check in event.payload.get("checks") or []:
            items.append(Item(str(check["text"]), event.seq, _verdict(check.get("holds"))))
    for event in evidence.named("tool_call.denied"):
        items.append(Item(event.payload["reason"], event.seq, "Does not hold"))
    return section(
        "checks",
        list({item.text: item for item in items}.values()),
        nothing="No policy check was needed so far",
    )


def _verdict(holds: bool | None) -> str:
    if holds is None:
        return "Cannot be told"
    return "Holds" if holds else "Does not hold"
