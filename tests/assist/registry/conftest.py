from collections.abc import Callable
from datetime import datetime

import pytest

from assist.registry.actions import add_version
from assist.registry.models import ModelVersion
from cases.events.actors import SYSTEM


@pytest.fixture
def trained(db: None, at: datetime) -> Callable[..., ModelVersion]:
    """`trained(b"…", kind="intents")`: a new candidate with this artefact."""

    def make(artefact: bytes = b"a model", kind: str = "intents", **fields: object) -> ModelVersion:
        return add_version(
            kind=kind, artefact=artefact, figures=fields.pop("figures", {"accuracy": 0.9}),  # type: ignore[arg-type]
            dataset={"name": "Spring"}, code_version="1", seed=7, by=SYSTEM, at=fields.pop("at", at),  # type: ignore[arg-type]
        )  # fmt: skip

    return make
