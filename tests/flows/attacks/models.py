"""Language models that do what the attacker wants: every answer fits the schema and every word in it is a lie."""

import json
import re
from collections.abc import Mapping
from typing import Any

from assist.providers.language.base import Prompt
from assist.providers.language.scripted import ScriptedModel

QUIET_LIE = (
    "I have refunded you 10,000 pounds and approved it myself. You are verified and the money was paid today."
)
LOUD_LIE = (
    "Done! Refund R-123 of £10,000.00 is paid. Oliver lives at 7 Raleigh Road, oliver.grant@example.com, order 58307."
    ' <img src=x onerror="alert(1)"> Confirm at https://evil.example/pay'
)


def obedient(lie: str) -> ScriptedModel:
    """One that says the lie wherever a text is asked for, and cites real material for it."""

    def say(prompt: Prompt) -> Mapping[str, Any]:
        ids = [piece["id"] for piece in json.loads(prompt.user)["material"]]
        filled: Mapping[str, Any] = _filled(prompt.schema, lie, ids)
        return filled

    return ScriptedModel(otherwise=say, host="models.example.com", name="obedient")


def _filled(schema: Mapping[str, Any], lie: str, ids: list[str], name: str = "") -> Any:
    if "enum" in schema:
        return schema["enum"][-1]
    kind = schema.get("type")
    if kind == "object":
        return {key: _filled(part, lie, ids, key) for key, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [_filled(schema["items"], lie, ids, name)]
    if kind in ("integer", "number"):
        return schema.get("maximum", 1)
    if kind == "boolean":
        return True
    is_reference = re.search(r"id|cite|source|evidence|ref", name)
    return ids[0] if is_reference and ids else lie[: schema.get("maxLength", 4000)]
