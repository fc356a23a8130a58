"""Promoted weights choose what a draft says of the customer; others follow in shadow; unreadable ones change nothing."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
import pytest

from assist.registry import actions
from assist.registry.models import ModelVersion, ShadowReading
from assist.registry.serving import forget
from assist.wrapup.actions import Writing, confirm_wrap_up
from assist.wrapup.drafting import draft_wrap_up
from assist.wrapup.models import WrapUp
from cases.events.actors import SYSTEM, Actor
from cases.interactions.models import Interaction
from cases.people.models import User
from tests.assist.wrapup.telling.test_weights import weights


@pytest.fixture
def said(connected: Interaction, says: Callable[..., Any]) -> Interaction:
    says(connected, "Hi, the weather is lovely today. My bicycle arrived broken. I'd like a new bicycle.")
    return connected


@pytest.fixture
def version(said: Interaction, at: datetime) -> ModelVersion:
    return added(weights().to_bytes(), at)


def added(artefact: bytes, at: datetime) -> ModelVersion:
    forget()
    return actions.add_version(
        kind="notes", artefact=artefact, figures={}, dataset={}, code_version="1", seed=1, by=SYSTEM, at=at
    )


def drafted(contact: Interaction, at: datetime) -> WrapUp:
    forget()
    return draft_wrap_up(interaction=contact, by=SYSTEM, at=at)


def test_promoted_weights_write_and_are_named(version: ModelVersion, said: Interaction, at: datetime) -> None:
    actions.promote(version=version, reason="better", by=SYSTEM, at=at)
    wrap_up = drafted(said, at)
    assert wrap_up.draft_versions["notes"] == "notes 1"
    assert "bicycle arrived broken" in wrap_up.text
    assert "weather" not in wrap_up.text


def test_the_same_case_gives_the_same_draft(version: ModelVersion, said: Interaction, at: datetime) -> None:
    actions.promote(version=version, reason="better", by=SYSTEM, at=at)
    first = drafted(said, at).draft_lines
    assert drafted(said, at).draft_lines == first


def test_a_shadow_is_logged_beside_what_was_shown_and_what_the_agent_made_of_it(
    version: ModelVersion, said: Interaction, agent: User, at: datetime
) -> None:
    actions.start_shadow(version=version, reason="a look", by=SYSTEM, at=at)
    wrap_up = drafted(said, at)
    confirm_wrap_up(wrap_up=wrap_up, writing=Writing("Mine.", "resolved", "", []), by=Actor.of(agent), at=at)
    reading = ShadowReading.objects.get(kind="notes")
    assert wrap_up.draft_versions["notes"] == ""
    assert "bicycle" in reading.shadow_said
    assert reading.happened == "Mine."


def test_weights_of_other_code_change_nothing(said: Interaction, at: datetime) -> None:
    held = io.BytesIO()
    np.savez_compressed(held, code=np.array(999))
    actions.promote(version=added(held.getvalue(), at), reason="old", by=SYSTEM, at=at)
    wrap_up = drafted(said, at)
    assert wrap_up.draft_lines
    assert wrap_up.draft_versions["notes"] == ""
