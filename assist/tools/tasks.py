"""Background reactions. Each finds its row and calls one action; all are safe to run twice."""

from django.utils import timezone

from assist.tools.checking import check_call
from assist.tools.models import ToolCall
from assist.tools.running import run_call
from cases.events.models import Event


def run_confirmed(event: Event) -> None:
    """After a person's yes, or the second person's: send it. What machines call runs in their own process."""
    call = ToolCall.objects.select_related("tool").get(pk=event.payload["call_id"])
    if not call.is_silent:
        run_call(call=call, at=timezone.now())


def check_outcome(event: Event) -> None:
    """Right after an answer did not come: ask what became of it."""
    call = ToolCall.objects.select_related("tool").get(pk=event.payload["call_id"])
    if call.state == ToolCall.State.CHECKING:
        check_call(call=call, at=timezone.now())
