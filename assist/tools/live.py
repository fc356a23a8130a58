from assist.tools.models import ToolCall
from assist.tools.queries import panel_of
from cases.events.models import Event
from cases.live import Partial, desk_group, floor_group, fragment, push


def show_panel(event: Event) -> list[Partial]:
    """The action cards of the case, as they are now."""
    return [Partial("#panel-tools", fragment("assist/tools/_panel.html", panel=panel_of(event.case, at=event.at)))]


def show_card(event: Event) -> list[Partial]:
    """The panel when a person's card changed; nothing for what the AI agent looks up for itself."""
    call_id = event.payload.get("call_id")
    return [] if ToolCall.objects.filter(pk=call_id, is_silent=True).exists() else show_panel(event)


def tell_approvers(event: Event) -> None:
    """A hint to everybody who may have an approval on a screen: read your list again."""
    call = ToolCall.objects.select_related("case").prefetch_related("approvals").get(pk=event.payload["call_id"])
    if call.case.team_id:
        push(floor_group(call.case.team_id), {"type": "needs"})
    for user_id in {user_id for approval in call.approvals.all() for user_id in approval.eligible}:
        push(desk_group(user_id), {"type": "approvals"})
