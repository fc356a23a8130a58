"""A language model in memory that says what the test or the demo wrote down for it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assist.providers.language.base import Completion, ModelFailed, Price, Prompt

Line = str | Mapping[str, Any] | ModelFailed
Otherwise = Callable[[Prompt], Line]


def connect(wanted: Mapping[str, Any]) -> "ScriptedModel":
    """One that answers everything with the least that fits: for a trial of the product without a model."""
    return ScriptedModel(otherwise=lambda prompt: _least(prompt.schema))


@dataclass
class ScriptedModel:
    """`lines` are said one by one, the first first: a text, a mapping (said as JSON), or a failure (raised).

    After the last line `otherwise(prompt)` decides; without it the model is unreachable. `heard` are the prompts, in order.
    """

    lines: list[Line] = field(default_factory=list)
    otherwise: Otherwise | None = None
    heard: list[Prompt] = field(default_factory=list)
    host: str = "this machine"
    name: str = "scripted"
    price: Price = field(default_factory=Price)

    def complete(self, prompt: Prompt, *, seconds: float) -> Completion:
        self.heard.append(prompt)
        line = self._next(prompt)
        if isinstance(line, ModelFailed):
            raise line
        text = line if isinstance(line, str) else json.dumps(line)
        return Completion(text, tokens_of(prompt.system + prompt.user), tokens_of(text), self.name)

    def _next(self, prompt: Prompt) -> Line:
        if self.lines:
            return self.lines.pop(0)
        return self.otherwise(prompt) if self.otherwise else ModelFailed("The script is at its end.")


def tokens_of(text: str) -> int:
    """About how many tokens a text takes, where nobody counted them."""
    return len(text) // 4 + 1


def _least(schema: Mapping[str, Any]) -> Any:
    """The smallest value that fits a plain schema."""
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        return {name: _least(schema["properties"][name]) for name in schema.get("required", [])}
    least: dict[str, Any] = {"array": [], "string": "", "integer": 0, "number": 0, "boolean": False}
    return least.get(str(schema.get("type")))
