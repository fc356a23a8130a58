from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assist.registry.models import ModelVersion


@dataclass(frozen=True)
class Version:
    """A version with its artefact: what a room needs to read the model and to name it."""

    kind: str
    number: int
    digest: str
    artefact: bytes
    figures: Mapping[str, Any]

    @property
    def name(self) -> str:
        """As rows and pages name it: "intents 3"."""
        return f"{self.kind} {self.number}"

    @classmethod
    def of(cls, row: ModelVersion) -> "Version":
        return cls(row.kind, row.number, row.digest, bytes(row.artefact), row.figures)
