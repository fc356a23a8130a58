"""The API's page: rendered by us from the OpenAPI document, since Swagger UI needs inline styles that the CSP forbids."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """One field of a body or one parameter, as a line of the page."""

    name: str
    kind: str
    is_required: bool
    words: str = ""


@dataclass(frozen=True)
class Call:
    """One method of one path: what it does, what it takes and what it answers."""

    anchor: str
    method: str
    path: str
    words: str
    takes: list[Field]
    sends: list[Field]
    status: str
    answers: list[Field]
    is_list: bool


def docs(request: HttpRequest) -> HttpResponse:
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    calls = [
        _call(path, method, call, document)
        for path, methods in document["paths"].items()
        for method, call in methods.items()
    ]
    return render(
        request, "api/docs.html", {"info": document["info"], "calls": calls, "address": _address(request)}
    )


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _call(path: str, method: str, call: Schema, document: Schema) -> Call:
    status, response = next(iter(call["responses"].items()))
    body = _content(call.get("requestBody", {}), document)
    answer = _content(response, document)
    return Call(
        call["operationId"],
        method.upper(),
        path,
        call.get("description", ""),
        [_parameter(given) for given in call.get("parameters", ()) if given["in"] == "query"],
        _fields(body, document),
        status,
        _fields(_entry(answer, document), document),
        answer.get("type") == "array",
    )


def _parameter(given: Schema) -> Field:
    return Field(given["name"], given["schema"]["type"], given.get("required", False), given["description"])


def _content(holder: Schema, document: Schema) -> Schema:
    return _resolved(holder.get("content", {}).get("application/json", {}).get("schema", {}), document)


def _entry(answer: Schema, document: Schema) -> Schema:
    """One entry of a list that is answered whole; anything else as it is."""
    return _resolved(answer["items"], document) if answer.get("type") == "array" else answer


def _fields(schema: Schema, document: Schema) -> list[Field]:
    required = schema.get("required", ())
    return [
        Field(name, _kind(field, document), name in required)
        for name, field in schema.get("properties", {}).items()
    ]


def _kind(field: Schema, document: Schema) -> str:
    """The type in words: "one of chat, voice", "list of Turn", "string, at most 100"."""
    if "$ref" in field:
        named = _resolved(field, document)
        return "one of " + ", ".join(named["enum"]) if "enum" in named else field["$ref"].rpartition("/")[2]
    for several in ("allOf", "oneOf"):
        if several in field:
            return _kind(field[several][0], document)
    if field.get("type") == "array":
        return f"list of {_kind(field['items'], document) or 'values'}"
    most = f", at most {field['maxLength']:,}" if "maxLength" in field else ""
    return str(field.get("format") or field.get("type", "any")) + most


def _resolved(schema: Schema, document: Schema) -> Schema:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Schema = document["components"]["schemas"][name] if name else schema
    return found
