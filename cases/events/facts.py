"""What happened, as frozen dataclasses in the past tense with ids and plain values only.

A concept declares its facts in its own `events.py`. The payload in the database is the dataclass as JSON; a field that is added
later needs a default, so that old events still read.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

FACTS: dict[str, type["Fact"]] = {}


@dataclass(frozen=True)
class Fact:
    """Base of all facts. `NAME` is the stored name (`turn.received`); `sentence()` says it in plain words."""

    NAME: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not cls.NAME:
            raise TypeError(f"{cls.__name__} has no NAME")
        if FACTS.setdefault(cls.NAME, cls).__qualname__ != cls.__qualname__:
            raise TypeError(f"two facts are named {cls.NAME}")

    def sentence(self) -> str:
        """One sentence for the timeline, without the actor's name and without a full stop."""
        raise TypeError(f"{type(self).__name__} has no sentence")

    def payload(self) -> dict[str, Any]:
        return asdict(self)


def fact_from(name: str, payload: dict[str, Any]) -> Fact:
    """The typed fact of a stored event. Fields that the class no longer has are left out."""
    cls = FACTS[name]
    known = {f.name for f in fields(cls)}
    return cls(**{key: value for key, value in payload.items() if key in known})
