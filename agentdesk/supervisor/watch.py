"""The supervisor: one thread, one loop, one table of child processes."""

import signal
import time
from collections.abc import Callable, Iterable
from types import FrameType

from agentdesk.embedded.programs import Child, Program, tail_of
from agentdesk.embedded.refusals import CannotStart
from agentdesk.supervisor.rules import CrashRecord

TICK_SECONDS = 0.05
PATIENCE_SECONDS = 180  # for a start; a busy machine needs a minute to load the models
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked the supervisor to end."""


class Supervisor:
    """Keeps programs running until it is asked to stop. Use it as a context: leaving it stops them all."""

    def __init__(self, tell: Callable[[str], None], changed: Callable[[dict[str, int]], None]) -> None:
        self.tell = tell
        self.changed = changed
        self.children: dict[str, Child] = {}
        self._records: dict[str, CrashRecord] = {}
        self._due: dict[str, float] = {}
        self._is_stopping = False

    def __enter__(self) -> "Supervisor":
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_signal)
        return self

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._is_stopping = True

    def __exit__(self, *_: object) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        self._stop_all()

    def start(self, programs: Iterable[Program], within: float = PATIENCE_SECONDS) -> None:
        """Start these programs side by side and return when all of them are ready."""
        started = [self._start(program) for program in programs]
        self._announce()
        deadline = time.monotonic() + within
        waiting = started
        while waiting := [child for child in waiting if not _is_ready(child)]:
            self._pause()
            if time.monotonic() > deadline:
                raise _too_slow(waiting[0].program)

    def launch(self, programs: Iterable[Program]) -> None:
        """Start these programs and do not wait until they are ready."""
        for program in programs:
            self._start(program)
        self._announce()

    def _start(self, program: Program) -> Child:
        child = Child(program)
        self.children[program.name] = child
        self._records[program.name] = CrashRecord()
        self._start_child(child)
        return child

    def _start_child(self, child: Child) -> None:
        child.start()
        name = child.program.name
        self._records[name] = self._records[name].after_start(time.monotonic())

    def run_once(self, program: Program) -> None:
        """Run a program to its end; a failure of it is a reason not to start."""
        child = Child(program)
        child.start()
        try:
            while child.is_alive:
                self._pause()
        finally:
            child.stop()
        if child.process is None or child.process.returncode:
            fact = f"{program.name} failed:\n{tail_of(program.log)}"
            raise CannotStart(fact, f"The whole log is {program.log}.")

    def wait_until_ready(self, within: float = PATIENCE_SECONDS) -> None:
        """Return when everything that was launched is ready."""
        deadline = time.monotonic() + within
        while waiting := [child for child in self.children.values() if not _is_ready(child)]:
            self._pause()
            self._revive()
            if time.monotonic() > deadline:
                raise _too_slow(waiting[0].program)

    def watch(self) -> None:
        """Restart what ends, until somebody asks to stop. Raises `Stopped` then."""
        while True:
            self._pause(0.2)
            self._revive()

    def _pause(self, seconds: float = TICK_SECONDS) -> None:
        if self._is_stopping:
            raise Stopped
        time.sleep(seconds)

    def _revive(self) -> None:
        now = time.monotonic()
        for name, child in self.children.items():
            if child.is_alive:
                continue
            if name not in self._due:
                self._plan_restart(name, child, now)
            elif now >= self._due[name]:
                del self._due[name]
                self._start_child(child)
                self._announce()

    def _plan_restart(self, name: str, child: Child, now: float) -> None:
        self._records[name] = record = self._records[name].after_crash(now)
        self._due[name] = now + record.delay
        code = child.process.returncode if child.process else "?"
        again = f"starting it again in {record.delay:.1f} s"
        self.tell(f"{name} ended ({_why(code)}); {again}. Log: {child.program.log}")

    def _announce(self) -> None:
        self.changed({name: child.pid for name, child in self.children.items() if child.pid})

    def _stop_all(self) -> None:
        """The services together, then the servers they need, in the reverse of the order they started in."""
        children = list(self.children.values())
        servers = [child for child in children if child.program.is_server]
        services = [child for child in children if not child.program.is_server]
        for child in services:
            child.ask_to_stop()
        for child in [*reversed(services), *reversed(servers)]:
            if not child.stop():
                self.tell(f"{child.program.name} did not stop when asked and was killed")


def _is_ready(child: Child) -> bool:
    return child.is_alive and child.program.ready()


def _too_slow(program: Program) -> CannotStart:
    fact = f"{program.name} did not become ready:\n{tail_of(program.log)}"
    return CannotStart(fact, f"The whole log is {program.log}.")


def _why(code: int | str) -> str:
    return f"signal {-code}" if isinstance(code, int) and code < 0 else f"exit status {code}"
