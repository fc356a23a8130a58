"""The files of a folder as texts and values, with the faults that were found."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from agentdesk.content.faults import Fault, Place, line_of

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Folder:
    """What stands in the folder. `sources` are the texts by file name, `faults` what was found so far."""

    path: Path
    sources: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return name in self.sources

    def fault(self, name: str, place: Place, what: str) -> None:
        """Notes a fault at a place of a YAML file that could be read."""
        line = line_of(self.sources[name], place)
        self.faults.append(Fault(name, line, ".".join(map(str, place)), what))


def read_file(folder: Folder, file: Path) -> None:
    name = file.relative_to(folder.path).as_posix()
    try:
        folder.sources[name] = file.read_text("utf-8")
        if file.suffix == ".yaml":
            folder.values[name] = yaml.load(folder.sources[name], Loader=LOADER)
    except UnicodeDecodeError:
        folder.faults.append(Fault(name, 0, "", "is not UTF-8 text"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "cannot be read as YAML"
        folder.faults.append(Fault(name, mark.line + 1 if mark else 0, "", what))
