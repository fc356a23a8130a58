"""A folder of content, read and checked as a whole before anything is changed."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from agentdesk.content import shapes
from agentdesk.content.faults import ContentInvalid, Fault, line_with
from agentdesk.content.reading import Folder, read_file
from agentdesk.content.references import check_references
from assist.journeys.rules import steps_from
from assist.knowledge.files import parse_article, parse_saved_replies
from assist.taxonomy.files import read_taxonomy
from assist.tools.files import read_tools
from cases.refusals import Refusal
from qa.scorecards.files import read_scorecards

SHAPES = {"company.yaml": shapes.COMPANY, "cast.yaml": shapes.CAST, "customers.yaml": shapes.CUSTOMERS}


def read_folder(path: Path) -> Folder:
    """The folder with all its files checked. Raises ContentInvalid with every fault."""
    folder = Folder(path)
    if not path.is_dir():
        raise ContentInvalid([Fault(str(path), 0, "", "is not a folder")])
    for file in sorted([*path.glob("*.yaml"), *path.glob("journeys/*.yaml"), *path.glob("articles/*.md")]):
        read_file(folder, file)
    for check in CHECKS:
        check(folder)
    if not folder.sources:
        folder.faults.append(Fault(str(path), 0, "", "has no content files"))
    if folder.faults:
        raise ContentInvalid(folder.faults)
    return folder


def _check_shapes(folder: Folder) -> None:
    for name, shape in SHAPES.items():
        if name in folder.values:
            for error in Draft202012Validator(shape).iter_errors(folder.values[name]):
                folder.fault(name, tuple(error.absolute_path), error.message)


def _check_articles(folder: Folder) -> None:
    for name, source in folder.sources.items():
        if name.endswith(".md"):
            _guarded(folder, name, partial(parse_article, Path(name).stem, source))


def _check_rooms(folder: Folder) -> None:
    """The files of single rooms are read by the rooms' own readers."""
    if folder.has("saved_replies.yaml"):
        source = folder.sources["saved_replies.yaml"]
        _guarded(folder, "saved_replies.yaml", partial(parse_saved_replies, "saved_replies.yaml", source))
    for name, reader in READERS.items():
        if name in folder.values:
            _guarded(folder, name, partial(reader, folder.path / name))

    for name in folder.values:
        if name.startswith("journeys/"):
            _guarded(folder, name, partial(_read_journey, folder.values[name]))


READERS: dict[str, Callable[[Path], Any]] = {
    "taxonomy.yaml": read_taxonomy,
    "tools.yaml": read_tools,
    "scorecard.yaml": read_scorecards,
}


def _read_journey(entry: Any) -> None:
    for key in ("title", "intents", "steps"):
        if not isinstance(entry, dict) or not entry.get(key):
            raise ValueError(f"{key} is missing")
    steps_from(entry["steps"])


def _guarded(folder: Folder, name: str, read: Callable[[], Any]) -> None:
    """Turns what a room's reader refuses into a fault, at the line that its message speaks of."""
    try:
        read()
    except (ValueError, KeyError, TypeError, Refusal) as error:
        words = getattr(error, "message", "") or str(error)
        what = re.sub(rf"^{re.escape(Path(name).name)}:?\s*", "", words)
        key = _key_in(what, folder.sources[name])
        folder.faults.append(Fault(name, line_with(folder.sources[name], key), key, what))


def _key_in(what: str, source: str) -> str:
    """The word of a message that looks like a key of the file, else its first word that stands in the file."""
    words = [word.strip("“”':,.") for word in what.split()]
    known = [word for word in words if word and word in source]
    return next((word for word in known if re.search(r"[_/]", word)), known[0] if known else "")


CHECKS: tuple[Callable[[Folder], None], ...] = (
    _check_shapes,
    _check_articles,
    _check_rooms,
    check_references,
)
