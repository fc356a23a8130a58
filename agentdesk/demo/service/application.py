"""The WSGI application: from a request on the wire to one operation, and back."""

import hmac
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from agentdesk.demo.service.document import Document, Route
from agentdesk.demo.service.faults import Faults
from agentdesk.demo.service.limits import RateLimit
from agentdesk.demo.service.messages import Answer, Problem, Request
from agentdesk.demo.service.store import Rows, Store, claim, keep
from agentdesk.demo.service.wire import body_of, headers_of, meet_after, meet_before, no_route, too_many

Operation = Callable[[Request, Rows], Answer]


@dataclass(frozen=True)
class Service:
    """What one service is made of. `seed(rows, at)` fills an empty schema and does nothing to a filled
    one."""

    name: str
    folder: Path
    schema: str
    token_variable: str
    operations: Mapping[str, Operation]
    seed: Callable[[Rows, datetime], None]
    per_second: float = 50
    at_once: int = 100


class Application:
    """One running service: authenticates, limits, validates, runs the operation in one transaction."""

    def __init__(self, service: Service, store: Store, token: str) -> None:
        self.service, self.store, self._token = service, store, token
        self.document = Document(service.folder / "openapi.yaml")
        self.faults = Faults()
        self._limit = RateLimit(service.per_second, service.at_once)
        self._fixed: dict[tuple[str, str], Callable[[Any], Answer]] = {
            ("GET", "/faults/"): lambda body: Answer(200, {"faults": self.faults.listed()}),
            ("PUT", "/faults/"): self._order_fault,
            ("DELETE", "/faults/"): self._clear_faults,
        }

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        try:
            answer = self._answer(environ)
        except Problem as problem:
            answer = problem.answer()
        text = answer.text().encode()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(text)), **answer.headers}
        start(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(headers.items()))
        return [text]

    def _answer(self, environ: dict[str, Any]) -> Answer:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if (method, path) == ("GET", "/health/"):
            return Answer(200, {"service": self.service.name, "status": "up"})
        if (method, path) == ("GET", "/openapi.json"):
            return Answer(200, self.document.contents)
        body = body_of(environ)  # always read, so that a refusal leaves the connection clean
        caller = self._caller(environ)
        if (method, path) in self._fixed:
            return self._fixed[method, path](body)
        return self._operate(environ, method, path, body, caller)

    def _operate(self, environ: dict[str, Any], method: str, path: str, body: Any, caller: str) -> Answer:
        route, values, others = self.document.match(method, path)
        if route is None:
            raise no_route(others)
        self._hold_the_limit(caller)
        request = self._request(route, values, environ, body)
        fault = self.faults.take(method, route.template)
        meet_before(fault)
        answer = self._run(route, request)
        meet_after(fault, environ)
        return answer

    def _run(self, route: Route, request: Request) -> Answer:
        operation = self.service.operations[route.operation_id]
        key = request.parameters.get("Idempotency-Key") if route.takes_a_key else None
        with self.store.transaction() as rows:
            if key is None:
                return operation(request, rows)
            given = claim(rows, key, request)
            if given is not None:
                return given
            answer = operation(request, rows)
            keep(rows, key, answer)
            return answer

    def _request(self, route: Route, values: dict[str, str], environ: dict[str, Any], body: Any) -> Request:
        headers = headers_of(environ)
        query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        parameters, errors = self.document.read(route, {"path": values, "query": query, "header": headers})
        errors += route.body_errors(body)
        if errors:
            raise Problem(422, "invalid", "The request does not fit the document.", errors=errors)
        path = environ["PATH_INFO"]
        return Request(route.method, path, route.template, parameters, headers, body, datetime.now(UTC))

    def _caller(self, environ: dict[str, Any]) -> str:
        given: str = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            wanted = {"WWW-Authenticate": "Bearer"}
            raise Problem(401, "unauthorised", "A valid bearer token is required.", headers=wanted)
        return given

    def _hold_the_limit(self, caller: str) -> None:
        wait = self._limit.wait(caller, time.monotonic())
        if wait:
            raise too_many(wait)

    def _order_fault(self, body: Any) -> Answer:
        self.faults.order(body)
        return Answer(200, {"faults": self.faults.listed()})

    def _clear_faults(self, body: Any) -> Answer:
        self.faults.clear()
        return Answer(204)
