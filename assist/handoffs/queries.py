from dataclasses import dataclass
from datetime import datetime

from assist.handoffs.evidence import Evidence
from assist.handoffs.gathering import sections_of
from assist.handoffs.models import Handoff
from assist.handoffs.plans import next_step_of
from assist.handoffs.rules import Bundle, Item, Section, bundle_from
from assist.providers.crm import customer_profile
from assist.taxonomy.queries import intent_of
from cases.casefiles.models import Case
from cases.events.queries import timeline_of
from cases.interactions.queries import turns_of

# Shown in the panel, which must not push the suggestion off the screen; the rest is one key away behind "All of it".
SHOWN = ("why", "next")
WARNING = ("risks", "tried")  # shown when something stands in them


@dataclass(frozen=True)
class Panel:
    """What the panel shows: the latest handoff of the case, or nothing."""

    case_number: int
    made_at: datetime | None = None
    to: str = ""
    opening: str = ""
    filled: int = 0
    required: int = 0
    shown: tuple[Section, ...] = ()
    rest: tuple[Section, ...] = ()
    missing: tuple[str, ...] = ()


def bundle_of(case: Case, at: datetime) -> Bundle:
    """The bundle of everything that is known about the case now. Waits for the CRM no longer than its time limit."""
    events = list(timeline_of(case).filter(redacted_at=None))
    intent = intent_of(case.intent)
    evidence = Evidence(
        case=case,
        events=events,
        turns={turn.pk: (turn.seq, turn.position, turn.text) for turn in turns_of(case)},
        description=intent.description if intent else "",
        past=list(Case.objects.filter(customer=case.customer).exclude(pk=case.pk).order_by("-opened_at")[:4]),
        profile=customer_profile(case.customer, at=at),
        next_step=next_step_of(case),
    )
    return Bundle(case.number, events[-1].seq if events else 0, sections_of(evidence))


def latest_handoff(case: Case) -> Handoff | None:
    return Handoff.objects.filter(case=case).order_by("-basis_seq").first()


def panel_of(case: Case, at: datetime | None = None) -> Panel:
    """The latest handoff as it was made, so that it stands still while the conversation goes on."""
    handoff = latest_handoff(case)
    if handoff is None:
        return Panel(case.number)
    bundle = bundle_from(handoff.bundle)
    body = [section for section in bundle.sections if section.key != "opening"]
    return Panel(
        case_number=case.number,
        made_at=handoff.made_at,
        to=handoff.to,
        opening=bundle.opening,
        filled=handoff.filled,
        required=handoff.required,
        shown=tuple(section for section in body if _is_shown(section)),
        rest=tuple(section for section in body if not _is_shown(section)),
        missing=bundle.missing,
    )


def _is_shown(section: Section) -> bool:
    return section.key in SHOWN or (section.key in WARNING and any(_warns(item) for item in section.items))


def _warns(item: Item) -> bool:
    """What came from the conversation; the layer alone, which every case has, is no warning."""
    return bool(item.seq) and not item.label.startswith("Layer")
