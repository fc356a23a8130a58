"""The process: reads its settings, opens its schema, listens, and stops in order."""

import argparse
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from agentdesk.demo.service.application import Application, Service
from agentdesk.demo.service.store import Store


class Listener(ThreadingMixIn, WSGIServer):
    """A thread for each connection; the standard library's own server, without its look-ups by name."""

    daemon_threads = True
    request_queue_size = 64

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()


class Call(WSGIRequestHandler):
    """One request on the wire. It can hang up in the middle, as a fault may order."""

    def get_environ(self) -> dict[str, Any]:
        return {**super().get_environ(), "service.hang_up": self._hang_up}

    def _hang_up(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)

    def address_string(self) -> str:
        return str(self.client_address[0])

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # the caller has gone, or we have hung up
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the product's log is the place to look."""


def serve(service: Service, arguments: Sequence[str] | None = None) -> int:
    """Run one service until SIGTERM or Ctrl-C. Returns the exit status."""
    options = _options(service, arguments)
    store = Store(os.environ["DATABASE_URL"], service.schema)
    store.open(service.folder / "schema.sql")
    with store.transaction() as rows:
        service.seed(rows, datetime.now(UTC))
    listener = Listener((options.host, options.port), Call)
    listener.set_app(Application(service, store, os.environ[service.token_variable]))
    _stop_on_signal(listener)
    sys.stdout.write(f"listening on http://{options.host}:{listener.server_port}\n")
    sys.stdout.flush()
    listener.serve_forever(poll_interval=0.2)
    listener.server_close()
    store.close()
    return 0


def _options(service: Service, arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"agentdesk.demo.{service.name}", description=service.__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    return parser.parse_args(arguments)


def _stop_on_signal(listener: Listener) -> None:
    def stop(*_: Any) -> None:
        threading.Thread(target=listener.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
