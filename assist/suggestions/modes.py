"""How suggestions come to an agent: live, on demand or quiet. The agent chooses, and it holds at once."""

from datetime import datetime

from assist.suggestions.actions import retire_suggestions
from assist.suggestions.models import Suggestion
from cases.interactions.models import Interaction
from cases.people.models import User

Mode = User.AssistMode


def choose_mode(*, user: User, mode: str, at: datetime) -> None:
    """Keeps the choice. What is shown goes where nothing shall come unasked; live begins with the next message."""
    user.assist_mode = Mode(mode)
    user.save(update_fields=["assist_mode"])
    if mode == Mode.LIVE:
        return
    for interaction in Interaction.objects.live().filter(agent=user).select_related("case"):
        retire_suggestions(interaction=interaction, why=Suggestion.Retirement.WITHDRAWN, at=at)
