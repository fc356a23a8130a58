"""The operations of a published OpenAPI 3 document: where each value of an input goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    """One operation of the document: where each value of the input goes."""

    method: str
    path: str
    path_names: frozenset[str]
    query_names: frozenset[str]
    is_keyed: bool

    @property
    def is_repeatable(self) -> bool:
        """Whether sending it twice does no harm even without a key."""
        return self.method == "GET" or not self.is_keyed

    def request(self, base: str, values: Mapping[str, Any]) -> dict[str, Any]:
        path = self.path
        for name in self.path_names:
            path = path.replace(f"{{{name}}}", quote(str(values[name]), safe=""))
        query = {name: values[name] for name in self.query_names if name in values}
        rest = {
            name: value for name, value in values.items() if name not in self.path_names | self.query_names
        }
        body = None if self.method == "GET" else rest
        return {"method": self.method, "url": base + path, "params": query, "json": body}


def operations_of(document: Mapping[str, Any]) -> dict[str, Operation]:
    found = {}
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                parameters = [
                    _resolved(document, p)
                    for p in [*item.get("parameters", []), *item[method].get("parameters", [])]
                ]
                found[item[method]["operationId"]] = _plan(method, path, parameters)
    return found


def _plan(method: str, path: str, parameters: list[Mapping[str, Any]]) -> Operation:
    def names(place: str) -> frozenset[str]:
        return frozenset(p["name"] for p in parameters if p["in"] == place)

    is_keyed = "idempotency-key" in {name.lower() for name in names("header")}
    return Operation(method.upper(), path, names("path"), names("query"), is_keyed)


def _resolved(document: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in part:
        return part
    found: Any = document
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return dict(found)
