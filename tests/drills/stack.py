"""A real stack under a real supervisor, on a folder that is thrown away."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from agentdesk.embedded.ports import any_free_port
from agentdesk.embedded.programs import die_with_parent
from agentdesk.supervisor.settings import ROOT

NOT_INHERITED = ("DATABASE_URL", "REDIS_URL", "AGENTDESK_STATE", "AGENTDESK_PREFIX", "AGENTDESK_REACT")


class RunningStack:
    """`manage.py up` (or `demo`) as a process of its own."""

    def __init__(self, command: str = "up", *options: str) -> None:
        self.command = [command, *options, "--port", str(any_free_port())]
        self.folder = Path(tempfile.mkdtemp(prefix="agentdesk-drill-"))
        self.folder.chmod(0o711)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, within: float = 90) -> None:
        """Start it and return when it is ready."""
        self.launch()
        wait_until(lambda: "environment" in self.record() or self.has_ended, within, "the stack is ready")
        assert not self.has_ended, self.screen()

    def launch(self) -> None:
        """Start it and return at once."""
        with (self.folder / "screen.log").open("ab") as screen:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", *self.command],
                cwd=ROOT,
                env=self.environment(),
                stdout=screen,
                stderr=screen,
                preexec_fn=die_with_parent(signal.SIGTERM),
            )

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        return {**kept, "AGENTDESK_STATE": str(self.folder)}

    @property
    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def screen(self) -> str:
        return (self.folder / "screen.log").read_text()

    def record(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self.folder / "running.json").read_text()))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}

    @property
    def url(self) -> str:
        return str(self.record()["url"])

    def variable(self, name: str) -> str:
        return str(self.record()["environment"][name])

    def pid_of(self, name: str) -> int:
        return int(self.record()["pids"][name])

    def family(self) -> list[psutil.Process]:
        """The supervisor and everything below it."""
        assert self.process is not None
        supervisor = psutil.Process(self.process.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def kill(self) -> None:
        """`kill -9` of the supervisor alone."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        (self.folder / "running.json").unlink(missing_ok=True)

    def stop(self, within: float = 60) -> int:
        """Stop it in order; returns the exit status."""
        assert self.process is not None
        if not self.has_ended:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(within)

    def discard(self) -> None:
        if not self.has_ended:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def wait_until(condition: Callable[[], object], within: float, what: str) -> None:
    """Return when the condition holds; fail with the words when it does not in time."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"waited {within:.0f} s in vain until {what}"
        time.sleep(0.05)
