"""The scripted twin: answers like a system of record, from a script, without a network."""

from collections.abc import Callable, Mapping
from typing import Any

from assist.tools.sources import Answer, Outcome

Script = Callable[[Mapping[str, Any]], Answer]


class ScriptedSource:
    """Keeps receipts by key as a real system does. `next` holds answers that are given instead, the oldest
    first.

    With `loses_answers` set the effect happens and the answer is lost, as with a time-out after the commit.
    """

    def __init__(
        self, *, operations: Mapping[str, Script] | None = None, receipts: str = "getReceipt"
    ) -> None:
        self.operations: dict[str, Script] = dict(operations or {})
        self.receipts: dict[str, Answer] = {}
        self.effects: list[tuple[str, dict[str, Any]]] = []
        self.next: list[Answer] = []
        self.loses_answers = 0
        self._receipts = receipts

    def call(self, operation: str, values: Mapping[str, Any], *, key: str, seconds: float) -> Answer:
        if self.next:
            return self.next.pop(0)
        answer = self.receipts.get(key) or self._effect(operation, values, key)
        if self.loses_answers and answer.outcome == Outcome.DONE:
            self.loses_answers -= 1
            return Answer(Outcome.UNKNOWN, code="no_answer", words="The system did not answer.")
        return answer

    def outcome(self, operation: str, *, key: str, seconds: float) -> Answer:
        found = self.receipts.get(key)
        if found is None:
            return Answer(Outcome.REFUSED, code="not_found", words="There is no such receipt.")
        return Answer(Outcome.DONE, output={"key": key, "body": found.output})

    def _effect(self, operation: str, values: Mapping[str, Any], key: str) -> Answer:
        answer = self.operations[operation](values)
        if answer.outcome == Outcome.DONE:
            self.effects.append((operation, dict(values)))
            self.receipts[key] = answer
        return answer
