"""A folder of content, read and checked as a whole before anything is changed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from agentdesk.content import shapes
from agentdesk.content.faults import ContentInvalid, Fault, Place, line_of, line_with
from assist.journeys.rules import steps_from
from assist.knowledge.files import parse_article, parse_saved_replies
from assist.taxonomy.files import read_taxonomy
from assist.tools.files import read_tools
from cases.refusals import Refusal
from qa.scorecards.files import read_scorecards

SHAPES = {"company.yaml": shapes.COMPANY, "cast.yaml": shapes.CAST, "customers.yaml": shapes.CUSTOMERS}


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


def read_folder(path: Path) -> Folder:
    """The folder with all its files checked. Raises ContentInvalid with every fault."""
    folder = Folder(path)
    if not path.is_dir():
        raise ContentInvalid([Fault(str(path), 0, "", "is not a folder")])
    for file in sorted([*path.glob("*.yaml"), *path.glob("journeys/*.yaml"), *path.glob("articles/*.md")]):
        _read(folder, file)
    for check in CHECKS:
        check(folder)
    if not folder.sources:
        folder.faults.append(Fault(str(path), 0, "", "has no content files"))
    if folder.faults:
        raise ContentInvalid(folder.faults)
    return folder


def _read(folder: Folder, file: Path) -> None:
    name = file.relative_to(folder.path).as_posix()
    try:
        folder.sources[name] = file.read_text("utf-8")
        if file.suffix == ".yaml":
            folder.values[name] = yaml.safe_load(folder.sources[name])
    except UnicodeDecodeError:
        folder.faults.append(Fault(name, 0, "", "is not UTF-8 text"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "cannot be read as YAML"
        folder.faults.append(Fault(name, mark.line + 1 if mark else 0, "", what))


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


def _check_references(folder: Folder) -> None:
    """What one file says of another: teams, skills, families, intents, personas."""
    company, cast = folder.values.get("company.yaml"), folder.values.get("cast.yaml")
    if not folder.faults and company:
        _check_company(folder, company)
        if cast:
            _check_cast(folder, company, cast)
    if not folder.faults and "customers.yaml" in folder.values:
        _check_scripts(folder, folder.values["customers.yaml"])
    if not folder.faults and "taxonomy.yaml" in folder.values:
        _check_intents(folder)


def _check_company(folder: Folder, company: dict[str, Any]) -> None:
    teams, skills = _slugs(company, "teams"), _slugs(company, "skills")
    families = {family["key"] for family in (folder.values.get("taxonomy.yaml") or {}).get("families", [])}
    for number, queue in enumerate(company["queues"]):
        if queue["team"] not in teams:
            folder.fault("company.yaml", ("queues", number, "team"), f"there is no team {queue['team']}")
        if skills and queue.get("skill") and queue["skill"] not in skills:
            folder.fault("company.yaml", ("queues", number, "skill"), f"there is no skill {queue['skill']}")
        for family in set(queue.get("families", [])) - families if families else ():
            folder.fault("company.yaml", ("queues", number, "families"), f"there is no family {family}")
    queues = _slugs(company, "queues")
    for number, site in enumerate(company.get("sites", [])):
        if site.get("queue") and site["queue"] not in queues:
            folder.fault("company.yaml", ("sites", number, "queue"), f"there is no queue {site['queue']}")


def _check_cast(folder: Folder, company: dict[str, Any], cast: dict[str, Any]) -> None:
    teams, skills = _slugs(company, "teams"), {queue.get("skill") for queue in company["queues"]}
    seen: set[str] = set()
    for number, person in enumerate(cast["people"]):
        if person["team"] not in teams:
            folder.fault("cast.yaml", ("people", number, "team"), f"there is no team {person['team']}")
        if person["email"].lower() in seen:
            folder.fault("cast.yaml", ("people", number, "email"), f"{person['email']} stands twice")
        seen.add(person["email"].lower())
        for skill in sorted(set(person.get("skills", {})) - skills):
            folder.fault("cast.yaml", ("people", number, "skills"), f"no queue asks for the skill {skill}")


def _check_scripts(folder: Folder, customers: dict[str, Any]) -> None:
    slugs = [script["slug"] for script in customers["scripts"]]
    for number, script in enumerate(customers["scripts"]):
        if script["persona"] not in customers["personas"]:
            folder.fault(
                "customers.yaml", ("scripts", number, "persona"), f"there is no persona {script['persona']}"
            )
        if slugs.index(script["slug"]) != number:
            folder.fault("customers.yaml", ("scripts", number, "slug"), f"{script['slug']} stands twice")


def _check_intents(folder: Folder) -> None:
    """Every intent that an article, a saved reply or a journey names is one of the taxonomy."""
    known = {
        intent["key"] for family in folder.values["taxonomy.yaml"]["families"] for intent in family["intents"]
    }
    for name, source in folder.sources.items():
        for intent in sorted(set(_intents_in(name, folder)) - known):
            line = line_with(source, intent)
            folder.faults.append(Fault(name, line, "intents", f"the taxonomy has no intent {intent}"))


def _intents_in(name: str, folder: Folder) -> Iterator[str]:
    if name.startswith("articles/"):
        yield from parse_article(Path(name).stem, folder.sources[name]).intents
    elif name.startswith("journeys/"):
        yield from (folder.values.get(name) or {}).get("intents") or []
    elif name == "saved_replies.yaml":
        for reply in folder.values[name]:
            yield from reply.get("intents") or []


def _slugs(company: dict[str, Any], key: str) -> set[str]:
    return {entry["slug"] for entry in company.get(key, [])}


CHECKS: tuple[Callable[[Folder], None], ...] = (
    _check_shapes,
    _check_articles,
    _check_rooms,
    _check_references,
)
