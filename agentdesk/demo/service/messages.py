"""What goes in and out of an operation, and how it says no."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Request:
    """One validated request: path and query values have the types of the document, header names are lower
    case."""

    method: str
    path: str
    template: str
    parameters: Mapping[str, Any]
    headers: Mapping[str, str]
    body: Any
    at: datetime


@dataclass(frozen=True)
class Answer:
    """What the service says: a status, a body that becomes JSON (None for no body), headers besides."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        return "" if self.body is None else json.dumps(self.body, default=plain)


class Problem(Exception):
    """A refusal. `errors` point into the request: {"pointer": "/body/email", "message": "…"}."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: list[dict[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.headers = errors or [], dict(headers or {})

    def answer(self) -> Answer:
        body = {"status": self.status, "code": self.code, "detail": self.detail, "errors": self.errors}
        return Answer(self.status, body, {"Content-Type": "application/problem+json", **self.headers})


def plain(value: Any) -> Any:
    """A database value as JSON has it: times in ISO 8601, amounts as text with their cents."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer")
