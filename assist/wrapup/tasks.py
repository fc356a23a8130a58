"""Background reactions: draft when a contact ends, plan what was confirmed. Each is idempotent and calls
one action."""

from datetime import date

from django.utils import timezone

from assist.providers.language import is_configured
from assist.wrapup.actions import confirm_wrap_up
from assist.wrapup.drafting import draft_wrap_up, reword_draft
from assist.wrapup.models import WrapUp
from assist.wrapup.rewording import reworded
from cases.events.actors import AI_AGENT, SYSTEM, Actor
from cases.events.models import Event
from cases.followups.actions import plan_follow_up
from cases.interactions.models import Interaction
from cases.interactions.queries import latest_interaction


def draft_for_contact(event: Event) -> None:
    """Wrap-up began: have the draft ready."""
    interaction = _interaction(event.payload["interaction_id"])
    draft_wrap_up(interaction=interaction, by=SYSTEM, at=timezone.now())


def draft_for_case(event: Event) -> None:
    """The case was resolved: have the draft ready, if a person has the contact."""
    interaction = latest_interaction(event.case)
    if interaction and interaction.owner == Interaction.Owner.AGENT:
        draft_wrap_up(interaction=_interaction(interaction.pk), by=SYSTEM, at=timezone.now())


def reword_drafted(event: Event) -> None:
    """A draft stands: with a language model, put it in better words where each of them is borne by the case.

    Whatever goes wrong with the model, the draft stays as it is.
    """
    if event.payload.get("versions", {}).get("language_model") or not is_configured():
        return
    found = WrapUp.objects.select_related("case__customer", "interaction__queue", "interaction__case")
    wrap_up = found.get(pk=event.payload["wrap_up_id"])
    if wrap_up.is_touched or wrap_up.rule_lines != event.payload["lines"]:
        return
    lines, model = reworded(wrap_up, at=timezone.now())
    if lines:
        reword_draft(wrap_up=wrap_up, lines=lines, language_model=model, by=SYSTEM, at=timezone.now())


def wrap_up_without_person(event: Event) -> None:
    """A contact that no person touched has ended: it is written up all the same, as drafted."""
    interaction = _interaction(event.payload["interaction_id"])
    if interaction.had_person:
        return
    wrap_up = draft_wrap_up(interaction=interaction, by=AI_AGENT, at=timezone.now())
    confirm_wrap_up(wrap_up=wrap_up, by=AI_AGENT, at=timezone.now())


def plan_confirmed(event: Event) -> None:
    """The wrap-up was confirmed: plan its follow-ups for the agent, or for the queue."""
    found = WrapUp.objects.select_related("case", "interaction__queue", "confirmed_by")
    wrap_up = found.get(pk=event.payload["wrap_up_id"])
    for number, row in enumerate(wrap_up.follow_ups):
        _plan(wrap_up, number, row, event.actor)


def _plan(wrap_up: WrapUp, number: int, row: dict[str, str], by: Actor) -> None:
    plan_follow_up(
        case=wrap_up.case,
        title=row["title"],
        due_on=date.fromisoformat(row["due_on"]),
        kind=row.get("kind", "follow_up"),
        key=f"wrap-up-{wrap_up.pk}-{number}",
        owner=wrap_up.confirmed_by,
        queue=wrap_up.interaction.queue,
        by=by,
        at=timezone.now(),
    )


def _interaction(pk: int) -> Interaction:
    return Interaction.objects.select_related("case__customer", "queue").get(pk=pk)
