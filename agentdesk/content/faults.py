"""What is wrong with a file, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

Place = tuple[str | int, ...]
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is: ten times as fast


@dataclass(frozen=True)
class Fault:
    """`file` is relative to the folder; `line` counts from 1, 0 where only the file is known."""

    file: str
    line: int
    key: str
    what: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.key}: {self.what}" if self.key else f"{where}: {self.what}"


class ContentInvalid(Exception):
    """The folder has faults; nothing was brought in."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(f"{len(self.faults)} faults")


def line_of(source: str, place: Place) -> int:
    """The line of a value in YAML by its path of keys and positions; of the nearest part that exists."""
    node, line = yaml.compose(source, Loader=LOADER), 1
    for step in place:
        node = _inside(node, step)
        if node is None:
            break
        line = node.start_mark.line + 1
    return line


def line_with(source: str, word: str) -> int:
    """The first line that holds the word, 0 when none does. For faults that only name what they dislike."""
    lines = source.splitlines()
    return next((number for number, text in enumerate(lines, 1) if word and word in text), 0)


def _inside(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        values: dict[Any, yaml.Node] = {key.value: value for key, value in node.value}
        return values.get(str(step))
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        entry: yaml.Node = node.value[step]
        return entry
    return None
