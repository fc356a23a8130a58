"""The conversations of the content file, read and checked."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).resolve().parent.parent / "content" / "customers.yaml"
PAUSE = (4.0, 10.0)
LONGEST = 900


@dataclass(frozen=True)
class Persona:
    name: str
    email: str = ""
    postcode: str = ""
    phone: str = ""
    order: str = ""

    def fill(self, line: str) -> str:
        """The line with {name}, {first_name}, {email}, {postcode}, {order} and {phone} put in."""
        return line.format(first_name=self.name.split()[0], **self.__dict__)


@dataclass(frozen=True)
class Reply:
    """What is said on an answer that fits: by `to` (ai, person, anyone) and what it mentions."""

    to: str = "anyone"
    mentions: tuple[str, ...] = ()
    wait: tuple[float, float] = PAUSE
    say: tuple[str, ...] = ()
    asks_person: bool = False
    leaves: bool = False
    again: bool = False

    def fits(self, speaker: str, text: str) -> bool:
        if self.to not in ("anyone", speaker):
            return False
        return not self.mentions or any(word.lower() in text.lower() for word in self.mentions)


@dataclass(frozen=True)
class Silence:
    after: float
    say: tuple[str, ...] = ()
    leaves: bool = False


@dataclass(frozen=True)
class Script:
    slug: str
    persona: Persona
    opens: tuple[str, ...]
    weight: int = 1
    replies: tuple[Reply, ...] = ()
    silence: tuple[Silence, ...] = ()
    longest: float = LONGEST
    about: str = field(default="", compare=False)


def read_scripts(path: Path = CONTENT) -> list[Script]:
    """All scripts of the file. Raises ValueError that names the script and the fault."""
    content = yaml.safe_load(path.read_text("utf-8"))
    personas = {key: Persona(**values) for key, values in content["personas"].items()}
    return [_script(each, personas) for each in content["scripts"]]


def _script(content: dict[str, Any], personas: dict[str, Persona]) -> Script:
    try:
        return Script(
            slug=content["slug"],
            about=content.get("about", ""),
            persona=personas[content["persona"]],
            weight=content.get("weight", 1),
            opens=_lines(content["opens"]),
            replies=tuple(_reply(reply) for reply in content.get("replies", [])),
            silence=tuple(
                Silence(s["after"], _lines(s.get("say")), s.get("leaves", False))
                for s in content.get("silence", [])
            ),
            longest=content.get("longest", LONGEST),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"customers.yaml, script {content.get('slug')}: {error}") from error


def _reply(content: dict[str, Any]) -> Reply:
    values = {
        **content,
        "say": _lines(content.get("say")),
        "mentions": tuple(map(str, content.get("mentions", []))),
    }
    if "wait" in content:
        least, most = content["wait"]
        values["wait"] = (float(least), float(most))
    return Reply(**values)


def _lines(value: str | list[str] | None) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (value,) if value else ()
