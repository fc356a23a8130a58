"""Fragments and frames of the case stream."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from cases.events.dispatch import reaction_of
from cases.live.groups import case_group, push

if TYPE_CHECKING:
    from cases.events.models import Event

KEPT_FRAMES = 500


@dataclass(frozen=True)
class Partial:
    """One swap: the HTML goes to `target` (a CSS selector) by htmx's `swap`."""

    target: str
    html: str
    swap: str = "outerMorph"

    def __str__(self) -> str:
        return format_html(
            '<hx-partial hx-target="{}" hx-swap="{}">{}</hx-partial>',
            self.target,
            self.swap,
            mark_safe(self.html),
        )


def fragment(template: str, **context: Any) -> str:
    """The template rendered with the named context only, no request."""
    return render_to_string(template, context).strip()


def frame_of(event: "Event") -> dict[str, Any]:
    """{"stream": "case:17", "seq": 42, "content": "<hx-partial …>"}; content is empty when nothing shows."""
    partials = [partial for show in reaction_of(event.fact).show for partial in show(event)]
    content = "".join(map(str, partials))
    return {"stream": f"case:{event.case_id}", "seq": event.seq, "event": event.name, "content": content}


def push_frame(event: "Event") -> None:
    push(case_group(event.case_id), {"type": "frame", "frame": frame_of(event)})


def frames_after(case: Any, after: int) -> list[dict[str, Any]] | None:
    """The frames of the case's events above `after`, or None when a reload is better: many are missing, or one is empty now."""
    from cases.events.queries import timeline_of

    events = list(timeline_of(case, after)[: KEPT_FRAMES + 1])
    if len(events) > KEPT_FRAMES or any(event.redacted_at for event in events):
        return None
    for event in events:
        event.case = case
    return [frame_of(event) for event in events]
