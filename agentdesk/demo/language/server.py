"""The twin on the wire: what it was asked, what it says, and the faults that it meets."""

import json
import socket
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from agentdesk.demo.language.answers import Body, completion, least_answer, problem

KINDS = (
    "slow", "drip", "cut_off", "not_json", "wrong_json", "wrong_schema", "huge", "429", "500", "503", "401", "404",
    "refusal", "filtered", "length", "no_usage", "hang_up",
)  # fmt: skip
LACKS = ("json_schema", "json_object", "max_tokens", "temperature", "seed")


class Twin(ThreadingHTTPServer):
    """One running service. `heard` are the requests of models' callers in order, `keys` their Authorization headers."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int] = ("127.0.0.1", 0)) -> None:
        super().__init__(address, Call)
        self.lines: deque[Any] = deque()
        self.faults: deque[Body] = deque()
        self.lacks: set[str] = set()
        self.heard: list[Body] = []
        self.keys: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def order(self, kind: str, *, times: int = 1, seconds: float = 1.0) -> None:
        """The next `times` requests meet this fault."""
        if kind not in KINDS:
            raise ValueError(f"A fault is one of {', '.join(KINDS)}.")
        self.faults.extend({"kind": kind, "seconds": seconds} for _ in range(times))

    def missing_parameter(self, request: Body) -> str:
        """What of the request this service does not know."""
        wanted = (request.get("response_format") or {}).get("type", "")
        return next((lack for lack in LACKS if lack in self.lacks and lack in (wanted, *request)), "")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Silent: a caller who has gone is no fault of the twin."""


class Call(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Twin

    def do_GET(self) -> None:
        self._say(200, {"heard": self.server.heard} if self.path == "/heard" else {"object": "list"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        paths = {"/script": self._script, "/faults": self._order, "/v1/chat/completions": self._complete}
        paths.get(self.path, self._nowhere)(body)

    def _script(self, body: Body) -> None:
        self.server.lines.extend(body["lines"])
        self._say(200, {})

    def _order(self, body: Body) -> None:
        self.server.lacks |= set(body.pop("lacks", []))
        if body:
            self.server.order(body["kind"], times=body.get("times", 1), seconds=body.get("seconds", 1.0))
        self._say(200, {})

    def _nowhere(self, body: Body) -> None:
        self._say(404, problem("Unknown address.", kind="invalid_request_error"))

    def _complete(self, request: Body) -> None:
        self.server.heard.append(request)
        self.server.keys.append(self.headers.get("Authorization", ""))
        if lack := self.server.missing_parameter(request):
            self._say(
                400,
                problem(f"Unsupported parameter: '{lack}'.", kind="invalid_request_error", parameter=lack),
            )
        elif self.server.faults:
            fault = self.server.faults.popleft()
            getattr(self, f"_meet_{fault['kind']}", self._meet_status)(request, fault)
        else:
            self._say(200, completion(self._line(request), request))

    def _line(self, request: Body) -> str:
        if not self.server.lines:
            return least_answer(request)
        line = self.server.lines.popleft()
        return line if isinstance(line, str) else json.dumps(line)

    def _meet_status(self, request: Body, fault: Body) -> None:
        status = int(fault["kind"])
        headers = {"Retry-After": str(round(fault["seconds"]))} if status == 429 else {}
        self._say(status, problem("It does not work now.", kind="server_error"), headers)

    def _meet_slow(self, request: Body, fault: Body) -> None:
        time.sleep(fault["seconds"])
        self._say(200, completion(self._line(request), request))

    def _meet_drip(self, request: Body, fault: Body) -> None:
        """The head at once, then a byte now and then: no single wait is ever long."""
        body = json.dumps(completion(self._line(request), request)).encode()
        self._head(200, len(body))
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(fault["seconds"])

    def _meet_cut_off(self, request: Body, fault: Body) -> None:
        body = json.dumps(completion(least_answer(request), request)).encode()
        self._head(200, len(body))
        self.wfile.write(body[: len(body) // 2])
        self._hang_up()

    def _meet_hang_up(self, request: Body, fault: Body) -> None:
        self._hang_up()

    def _meet_not_json(self, request: Body, fault: Body) -> None:
        self._bytes(200, b"<html>Welcome to the proxy</html>")

    def _meet_wrong_json(self, request: Body, fault: Body) -> None:
        self._say(200, completion('{"reply": "Hello', request))

    def _meet_wrong_schema(self, request: Body, fault: Body) -> None:
        self._say(200, completion('{"mood": 5}', request))

    def _meet_huge(self, request: Body, fault: Body) -> None:
        self._say(200, completion("a" * 2_000_000, request))

    def _meet_refusal(self, request: Body, fault: Body) -> None:
        self._say(200, completion("", request, refusal="I cannot help with that."))

    def _meet_filtered(self, request: Body, fault: Body) -> None:
        self._say(200, completion("", request, finish="content_filter"))

    def _meet_length(self, request: Body, fault: Body) -> None:
        self._say(200, completion(self._line(request)[:4], request, finish="length"))

    def _meet_no_usage(self, request: Body, fault: Body) -> None:
        self._say(200, completion(self._line(request), request) | {"usage": None})

    def _say(self, status: int, body: Body, headers: dict[str, str] | None = None) -> None:
        self._bytes(status, json.dumps(body).encode(), headers)

    def _bytes(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self._head(status, len(body), headers)
        self.wfile.write(body)

    def _head(self, status: int, length: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(length),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the product's log is the place to look."""
