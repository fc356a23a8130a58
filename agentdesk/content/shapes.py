"""The shapes of the files that belong to no room: company, cast, and the customers of the live floor."""

from collections.abc import Mapping
from typing import Any

from cases.people.models import User
from cases.people.roles import Role
from cases.routing.models import Presence, Queue

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_SLUG: dict[str, Any] = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_SECONDS: dict[str, Any] = {"type": "integer", "minimum": 1}
_HOURS: dict[str, Any] = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$"}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _exactly(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def _list_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": entry, "minItems": 1}


_QUEUE = _exactly(
    {"slug": _SLUG, "name": _TEXT, "team": _SLUG},
    {
        "skill": _SLUG,
        "offer_seconds": _SECONDS,
        "sla_seconds": _SECONDS,
        "wrap_up_mode": {"enum": list(Queue.WrapUpMode.values)},
        "wrap_up_seconds": _SECONDS,
        "specialist": {"type": "boolean"},
        "families": {"type": "array", "items": _TEXT},
    },
)
COMPANY = _exactly(
    {
        "name": _TEXT,
        "teams": _list_of(_exactly({"slug": _SLUG, "name": _TEXT})),
        "queues": _list_of(_QUEUE),
    },
    {
        "describes_itself": _TEXT,
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "language": _TEXT,
        "time_zone": _TEXT,
        "opening_hours": _exactly({}, dict.fromkeys(_DAYS, _HOURS)),
        "skills": _list_of(_exactly({"slug": _SLUG, "name": _TEXT})),
        "sites": _list_of(
            _exactly({"key": _SLUG, "name": _TEXT, "allowed_origins": _list_of(_TEXT)}, {"queue": _SLUG})
        ),
    },
)
_PERSON = _exactly(
    {
        "name": _TEXT,
        "email": {"type": "string", "pattern": "^[^@ ]+@[^@ ]+$"},
        "role": {"enum": [role.value for role in Role]},
        "team": _SLUG,
    },
    {
        "username": _SLUG,
        "skills": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1, "maximum": 3}},
        "language": _TEXT,
        "assist_mode": {"enum": list(User.AssistMode.values)},
        "presence": {"enum": list(Presence.State.values)},
        "password": {"type": "string", "minLength": 12},
    },
)
CAST = _exactly({"people": _list_of(_PERSON)})
_LINES: dict[str, Any] = {"anyOf": [_TEXT, _list_of(_TEXT)]}
_ANSWER = _exactly(
    {},
    {
        "to": {"enum": ["ai", "person", "anyone"]},
        "mentions": _list_of(_TEXT),
        "wait": {"type": "array", "items": {"type": "number", "minimum": 0}, "minItems": 2, "maxItems": 2},
        "say": _LINES,
        "asks_person": {"type": "boolean"},
        "leaves": {"type": "boolean"},
        "again": {"type": "boolean"},
    },
)
_SILENCE = _exactly({"after": _SECONDS}, {"say": _LINES, "leaves": {"type": "boolean"}})
_SCRIPT = _exactly(
    {
        "slug": {"type": "string", "pattern": "^[a-z0-9_]+$"},
        "about": _TEXT,
        "persona": _TEXT,
        "opens": _list_of(_TEXT),
    },
    {
        "weight": _SECONDS,
        "replies": _list_of(_ANSWER),
        "silence": _list_of(_SILENCE),
        "longest": _SECONDS,
    },
)
_PERSONA = _exactly({"name": _TEXT, "email": _TEXT, "postcode": _TEXT}, {"order": _TEXT, "phone": _TEXT})
CUSTOMERS = _exactly(
    {"personas": {"type": "object", "additionalProperties": _PERSONA}, "scripts": _list_of(_SCRIPT)}
)
