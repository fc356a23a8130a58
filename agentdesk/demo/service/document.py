"""The OpenAPI document as the judge of every request."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

ADDRESS = "urn:agentdesk:document"
METHODS = ("get", "post", "put", "patch", "delete")
Error = dict[str, str]


@dataclass(frozen=True)
class Route:
    """One operation of the document: where it answers and what it accepts."""

    operation_id: str
    method: str
    template: str
    parameters: tuple[Mapping[str, Any], ...]
    body: Draft202012Validator | None
    is_body_required: bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template) + r"\Z")

    @property
    def takes_a_key(self) -> bool:
        return any(p["in"] == "header" and p["name"].lower() == "idempotency-key" for p in self.parameters)

    def body_errors(self, body: Any) -> list[Error]:
        """What is wrong with a body, each with a pointer to the place."""
        if self.body is None:
            return []
        if body is None:
            return [_error("/body", "A body is required.")] if self.is_body_required else []
        return [_error(_pointer("/body", fault), fault.message) for fault in self.body.iter_errors(body)]


class Document:
    """An OpenAPI 3.1 document: its routes, and itself to be published."""

    def __init__(self, path: Path) -> None:
        self.contents: dict[str, Any] = yaml.load(
            path.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
        resource = DRAFT202012.create_resource(self.contents)
        self._registry: Registry[Any] = Registry().with_resource(ADDRESS, resource)
        self.routes = list(self._routes())

    def match(self, method: str, path: str) -> tuple[Route | None, dict[str, str], list[str]]:
        """The route of a request with the raw values of its path, and the methods that the path knows."""
        found = [(route, hit) for route in self.routes if (hit := route.pattern.match(path))]
        for route, hit in found:
            if route.method == method:
                return route, hit.groupdict(), []
        return None, {}, sorted({route.method for route, _ in found})

    def read(self, route: Route, raw: Mapping[str, Mapping[str, str]]) -> tuple[dict[str, Any], list[Error]]:
        """The typed parameters of a request; `raw` has one mapping for each of path, query and header."""
        values: dict[str, Any] = {}
        errors: list[Error] = []
        for parameter in route.parameters:
            place, name = parameter["in"], parameter["name"]
            text = raw[place].get(name.lower() if place == "header" else name)
            if text is not None:
                values[name] = _typed(text, parameter["schema"])
                errors += self._value_errors(f"/{place}/{name}", values[name], parameter["schema"])
            elif parameter.get("required"):
                errors.append(_error(f"/{place}/{name}", "This value is required."))
            elif "default" in parameter["schema"]:
                values[name] = parameter["schema"]["default"]
        return values, errors

    def _value_errors(self, pointer: str, value: Any, schema: Mapping[str, Any]) -> list[Error]:
        return [_error(pointer, fault.message) for fault in self._validator(schema).iter_errors(value)]

    def _routes(self) -> Iterator[Route]:
        for template, item in self.contents["paths"].items():
            shared = item.get("parameters", [])
            for method in METHODS:
                if method in item:
                    yield self._route(template, method, item[method], shared)

    def _route(self, template: str, method: str, operation: Mapping[str, Any], shared: list[Any]) -> Route:
        body = operation.get("requestBody", {})
        place = f"paths/{template.replace('/', '~1')}/{method}/requestBody/content/application~1json/schema"
        return Route(
            operation_id=operation["operationId"],
            method=method.upper(),
            template=template,
            parameters=tuple(self._resolved(p) for p in [*shared, *operation.get("parameters", [])]),
            body=self._validator({"$ref": f"{ADDRESS}#/{quote(place, safe='/~')}"}) if body else None,
            is_body_required=bool(body.get("required")),
        )

    def _validator(self, schema: Mapping[str, Any]) -> Draft202012Validator:
        return Draft202012Validator(schema, registry=self._registry, format_checker=FormatChecker())

    def _resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in node:
            return node
        found: Any = self.contents
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return dict(found)


def _typed(text: str, schema: Mapping[str, Any]) -> Any:
    """A parameter's text as its type; what does not fit stays text and fails the validation with its
    words."""
    try:
        return {"integer": int, "number": float}.get(schema.get("type", ""), str)(text)
    except ValueError:
        return text


def _pointer(root: str, fault: Any) -> str:
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in fault.absolute_path]
    return "/".join([root, *parts])


def _error(pointer: str, message: str) -> Error:
    return {"pointer": pointer, "message": message}
