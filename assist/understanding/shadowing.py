"""Models in shadow read each turn too: what they say is kept beside what the live ones said, and changes nothing."""

from dataclasses import replace
from datetime import datetime

import structlog

from assist.registry.actions import log_shadow
from assist.registry.queries import live_version, shadow_model
from assist.understanding import mood_trainer, trainer
from assist.understanding.reading import Models, understand
from assist.understanding.rules import Context, Understood
from cases.interactions.models import Turn

NOTHING = "nothing"
log = structlog.get_logger(__name__)


def follow_in_shadow(turn: Turn, context: Context, live: Understood, models: Models, *, at: datetime) -> None:
    """Logs what the versions in shadow read in the turn; without one it does nothing. Never raises: nobody waits for it."""
    try:
        _follow(turn, context, live, models, at)
    except Exception:
        log.exception("shadow_failed", turn=turn.pk)


def _follow(turn: Turn, context: Context, live: Understood, models: Models, at: datetime) -> None:
    if intents := shadow_model(trainer.KIND, trainer.read):
        said = understand(turn.text, context, replace(models, intents=intents[1]))
        _log(trainer.KIND, intents[0].number, turn, live.intent, said.intent, at)
    if sentiment := shadow_model(mood_trainer.KIND, mood_trainer.read):
        said = understand(turn.text, context, replace(models, sentiment=sentiment[1]))
        _log(mood_trainer.KIND, sentiment[0].number, turn, _mood(live), _mood(said), at)


def _log(kind: str, number: int, turn: Turn, live: str, said: str, at: datetime) -> None:
    serving = live_version(kind)
    log_shadow(
        shadow=number, kind=kind, live_number=serving.number if serving else 0, subject=f"turn:{turn.pk}",
        live=live or NOTHING, said=said or NOTHING, at=at,
    )  # fmt: skip


def _mood(understood: Understood) -> str:
    """As people correct it: a customer who loses patience is more than negative."""
    return mood_trainer.FRUSTRATED if understood.mood.is_frustrated else understood.mood.label
