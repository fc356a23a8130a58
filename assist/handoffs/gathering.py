"""From the timeline to the sections of the bundle. Each function reads what it is given and writes nothing.

Events of rooms beside this one are read by their stored names, as they stand in the record.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from assist.handoffs.evidence import Evidence
from assist.handoffs.rules import Item, Section, mood_words, opening_paragraph, section
from assist.handoffs.work import checks, done, lookups, tried
from assist.providers.crm import Profile
from cases.casefiles.models import Case

KINDS = {
    "order_number": "Order", "account_number": "Account", "subscription_id": "Subscription", "amount": "Amount",
    "date": "Date", "address": "Address", "street": "Street", "city": "Town", "postcode": "Postcode",
    "new_postcode": "New postcode", "email": "E-mail", "phone": "Phone", "tracking_number": "Tracking number",
    "invoice_number": "Invoice",
}  # fmt: skip
MOST_PAST = 4


def sections_of(evidence: Evidence) -> tuple[Section, ...]:
    """All sections in their order; the opening is made from the others."""
    made = [gather(evidence) for gather in GATHERERS]
    return (*made, _opening(evidence, made))


def _intent(evidence: Evidence) -> Section:
    event = evidence.last("case.intent_changed")
    items = []
    if event and event.payload.get("intent"):
        text = evidence.description or event.payload["title"]
        items = [Item(text, event.payload.get("turn_seq") or event.seq, event.payload["title"])]
    words = _first_words(evidence)
    if words:
        items.append(Item(f"“{words[1]}”", words[0], "First words"))
    unclear = not event or not event.payload.get("intent")
    missing = "What the customer wants is not clear yet" if unclear else ""
    return Section("intent", "What the customer wants", tuple(items), missing)


def _first_words(evidence: Evidence) -> tuple[int, str] | None:
    event = next((event for event in evidence.events if event.name == "turn.received"), None)
    place = evidence.turns.get(event.payload["turn_id"]) if event else None
    return (place[0], place[2][:200]) if place else None


def _entities(evidence: Evidence) -> Section:
    found: dict[tuple[str, str], Item] = {}
    for event in evidence.named("turn.understood"):
        seq, position, _ = evidence.turns.get(event.payload.get("turn_id", 0), (event.seq, 0, ""))
        for entity in event.payload.get("entities", []):
            kind, value = str(entity["kind"]), str(entity["value"])
            label = KINDS.get(kind, kind.replace("_", " ").capitalize())
            found[(kind, value)] = Item(value, seq, label, f"From message {position}")
    return section(
        "entities", list(found.values()), missing="No order, account or other particulars were named"
    )


def _identity(evidence: Evidence) -> Section:
    if verified := evidence.last("customer.verified"):
        return section(
            "identity", [Item("Verified", verified.payload.get("evidence_seq") or verified.seq, "Identity")]
        )
    refused = [event for event in lookups(evidence) if not event.payload["output"].get("verified")]
    items = [Item("The check did not fit", event.seq, "Identity") for event in refused]
    return section("identity", items, nothing="Not verified: no check was made yet")


def _history(evidence: Evidence) -> Section:
    items = [*_from_crm(evidence.profile), *_from_here(evidence.past)]
    if evidence.profile is None and not items:
        return section("history", [], missing="The CRM knows nothing of this customer or did not answer")
    return section("history", items, nothing="No earlier contact")


def _from_crm(profile: Profile | None) -> Iterator[Item]:
    if profile is None:
        return
    since = f", customer since {profile.customer_since.year}" if profile.customer_since else ""
    worth = f"{profile.segment.capitalize()}{since}, {profile.currency} {profile.lifetime_value:,.2f} in all"
    yield Item(worth, label="Customer", origin="From the CRM")
    for past in profile.past_cases[:MOST_PAST]:
        yield Item(
            f"{past.subject}: {past.outcome}", label=f"{past.opened_on:%d %b %Y}", origin="From the CRM"
        )
    for task in profile.open_tasks[:MOST_PAST]:
        yield Item(task.title, label="Open task", origin="From the CRM")


def _from_here(past: Sequence[Case]) -> Iterator[Item]:
    for case in past[:MOST_PAST]:
        state = case.get_disposition_display() if case.disposition else case.get_state_display()
        what = case.intent_title or "Earlier case"
        yield Item(
            f"{what}: {state.lower()}", label=f"{case.opened_at:%d %b %Y}", origin=f"Case {case.number}"
        )


def _risks(evidence: Evidence) -> Section:
    items: list[Item] = []
    layer = evidence.last("case.layer_assigned")
    if layer and layer.payload["layer"] > 1:
        items += [
            Item(reason, layer.seq, f"Layer {layer.payload['layer']}") for reason in layer.payload["reasons"]
        ]
    for event in evidence.named("turn.received"):
        if event.payload.get("redacted"):
            items.append(Item("Card data was written and removed", event.seq, "Redaction"))
    if evidence.case.customer.segment == "vip":
        items.append(Item("VIP customer", 0, "Segment"))
    return section("risks", items, nothing="No risk was flagged")


def _mood(evidence: Evidence) -> Section:
    course = evidence.case.mood_course
    items = [Item(mood_words(course), int(course[-1][0]), "Now")] if course else []
    return section("mood", items, missing="The customer's mood is not known yet")


def _why(evidence: Evidence) -> Section:
    items: list[Item] = []
    if event := evidence.last("case.escalated"):
        reasons = [trigger["words"] for trigger in event.payload["triggers"]] or [event.payload["reason"]]
        items = [Item(_capital(words), event.seq, "Escalated") for words in dict.fromkeys(reasons)]
    passed = evidence.last("interaction.queued", "interaction.returned_to_ai")
    if passed and passed.payload.get("reason") and (not items or passed.actor_kind == "agent"):
        items.append(Item(passed.payload["reason"], passed.seq, "Reason"))
    return section("why", items, missing="No reason was given for the handover")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _next(evidence: Evidence) -> Section:
    if evidence.next_step is None:
        return section(
            "next",
            [],
            missing="There is no plan for this kind of request; the next step is the agent's choice",
        )
    title, why = evidence.next_step
    return section("next", [Item(title, 0, "Next", why)])


def _opening(evidence: Evidence, made: Sequence[Section]) -> Section:
    by_key = {each.key: each for each in made}
    event = evidence.last("case.intent_changed")
    orders = [item for item in by_key["entities"].items if item.label == "Order"][:2]
    text = opening_paragraph(
        first_name=evidence.case.customer.first_name,
        wish=event.payload["title"] if event and event.payload.get("intent") else "",
        facts=[f"order {item.text}" for item in orders],
        is_verified=evidence.case.is_verified,
        is_grave=evidence.case.intent == "crisis",
    )
    links = [item.seq for item in orders] or ([event.seq] if event else [])
    return section("opening", [Item(text, links[0] if links else 0)])


GATHERERS: Iterable[Callable[[Evidence], Section]] = (
    _intent, _entities, _identity, _history, done, tried, checks, _risks, _mood, _why, _next,
)  # fmt: skip
