"""The learnt weights that serve, and the ones that follow in shadow."""

from datetime import datetime

import structlog

from assist.providers.embeddings import embed
from assist.registry.actions import log_shadow, note_outcome
from assist.registry.queries import Version, live_model, shadow_model
from assist.wrapup.drafts import Line, Material
from assist.wrapup.models import WrapUp
from assist.wrapup.telling.weights import Weights
from assist.wrapup.wanting import wanted_lines

log = structlog.get_logger(__name__)
KIND = "notes"


def live_weights() -> tuple[Version, Weights] | None:
    """What was promoted. None where nothing was, or where it was made for other code: then the rules write alone."""
    try:
        return live_model(KIND, Weights.from_bytes)
    except ValueError as fault:
        log.warning("notes_model_unreadable", fault=str(fault))
        return None


def follow_in_shadow(wrap_up: WrapUp, material: Material, *, at: datetime) -> None:
    """What the version in shadow would have written of the customer's wants is logged beside what was shown."""
    try:
        shadow = shadow_model(KIND, Weights.from_bytes)
    except ValueError:
        return
    if shadow is None:
        return
    version, weights = shadow
    live = live_weights()
    log_shadow(
        shadow=version.number, kind=KIND, live_number=live[0].number if live else 0, subject=_subject(wrap_up),
        live=_text([Line(row["slot"], row["text"], ()) for row in wrap_up.rule_lines]),
        said=_text(wanted_lines(material.turns, embed=embed, weights=weights)), at=at,
    )  # fmt: skip


def note_confirmed(wrap_up: WrapUp) -> None:
    """What a person made of it, beside what both would have written."""
    note_outcome(kind=KIND, subject=_subject(wrap_up), happened=wrap_up.text)


def _subject(wrap_up: WrapUp) -> str:
    return f"wrap-up {wrap_up.pk}"


def _text(lines: list[Line]) -> str:
    return " ".join(line.text for line in lines if line.slot == "wanted")
