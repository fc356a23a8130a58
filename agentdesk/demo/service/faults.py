"""Faults on demand: what an operator orders, and how often it still happens."""

import threading
from dataclasses import asdict, dataclass, replace
from typing import Any

from agentdesk.demo.service.messages import Problem

KINDS = ("slow", "429", "500", "timeout_after_commit")


@dataclass(frozen=True)
class Fault:
    """One ordered fault on a path template (`*` for every path) and a method (`*` for every method)."""

    path: str
    kind: str
    method: str = "*"
    times: int = 1
    seconds: float = 1.0

    def fits(self, method: str, template: str) -> bool:
        return self.path in ("*", template) and self.method in ("*", method)


class Faults:
    """The faults of one process. They are forgotten when it ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ordered: list[Fault] = []

    def order(self, body: Any) -> Fault:
        """Take an order; it replaces one for the same path and method."""
        fault = _read(body)
        with self._lock:
            rest = [f for f in self._ordered if (f.path, f.method) != (fault.path, fault.method)]
            self._ordered = [*rest, fault] if fault.times > 0 else rest
        return fault

    def take(self, method: str, template: str) -> Fault | None:
        """The fault that this request meets, used up by one."""
        with self._lock:
            for position, fault in enumerate(self._ordered):
                if fault.fits(method, template):
                    left = replace(fault, times=fault.times - 1)
                    self._ordered[position : position + 1] = [left] if left.times else []
                    return fault
        return None

    def clear(self) -> None:
        with self._lock:
            self._ordered = []

    def listed(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._ordered]


def _read(body: Any) -> Fault:
    if not isinstance(body, dict) or body.get("kind") not in KINDS or not isinstance(body.get("path"), str):
        words = f"A fault needs a path and a kind, one of {', '.join(KINDS)}."
        raise Problem(422, "invalid", words, errors=[{"pointer": "/body/kind", "message": words}])
    return Fault(
        path=body["path"],
        kind=body["kind"],
        method=str(body.get("method", "*")).upper(),
        times=int(body.get("times", 1)),
        seconds=float(body.get("seconds", 1.0)),
    )
