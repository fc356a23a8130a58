"""What the twin says: the wire's bodies, and the least value that fits a schema."""

import json
from collections.abc import Mapping
from typing import Any

Body = dict[str, Any]


def completion(content: str, request: Body, *, finish: str = "stop", refusal: str | None = None) -> Body:
    """A chat completion with its usage."""
    asked = sum(len(str(message.get("content", ""))) for message in request.get("messages", []))
    message = {"role": "assistant", "content": None if refusal else content, "refusal": refusal}
    used = {"prompt_tokens": asked // 4, "completion_tokens": len(content) // 4}
    return {
        "id": "chatcmpl-twin", "object": "chat.completion", "created": 0, "model": request.get("model", ""),
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": used | {"total_tokens": sum(used.values())},
    }  # fmt: skip


def problem(message: str, *, kind: str, parameter: str | None = None) -> Body:
    return {"error": {"message": message, "type": kind, "param": parameter, "code": None}}


def least_answer(request: Body) -> str:
    """The least that fits the schema of the request, wherever it stands."""
    wanted = request.get("response_format") or {}
    schema = wanted.get("json_schema", {}).get("schema") or _schema_in_words(request)
    return json.dumps(least(schema))


def least(schema: Mapping[str, Any]) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        return {name: least(schema["properties"][name]) for name in schema.get("required", [])}
    return {"array": [], "string": "", "integer": 0, "number": 0, "boolean": False}.get(
        str(schema.get("type"))
    )


def _schema_in_words(request: Body) -> Body:
    system = str(request["messages"][0]["content"])
    _, found, schema = system.rpartition("JSON Schema: ")
    whole: Body = json.loads(schema) if found else {"type": "object"}
    return whole
