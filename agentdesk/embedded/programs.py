"""One child process: it dies with its parent, writes to a log of its own, and stops when asked."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

LOG_LIMIT_BYTES = 10_000_000
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """The operating system's user that a program runs as, when it is not our own."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Program:
    """What to run, as whom, with which words on its standard input, and how to tell that it is ready."""

    name: str
    command: Sequence[str | Path]
    log: Path
    ready: Callable[[], bool] = lambda: True
    env: Mapping[str, str] | None = None
    cwd: Path = Path("/")
    stdin: bytes = b""
    stop_signal: signal.Signals = signal.SIGTERM
    patience_seconds: float = 12
    account: Account | None = None
    niceness: int = 0  # 0 to 19: how far it gives way to the others on a busy machine
    is_server: bool = False  # servers stop last: the others need them to end in order


def give_way(pid: int, niceness: int) -> None:
    """Lowers the priority of a process that leads its session.

    Linux shares the processor between sessions first, by the niceness of the session's group, and only then by that of
    a process: one without the other does nothing between programs that each have a session.
    """
    if not niceness:
        return
    with suppress(OSError):  # it has ended already
        os.setpriority(os.PRIO_PROCESS, pid, niceness)
    with suppress(OSError):  # a kernel without such groups
        Path(f"/proc/{pid}/autogroup").write_text(str(niceness))


@dataclass
class Child:
    """A running `Program`. Start it from the main thread: its life is tied to the thread that forks."""

    program: Program
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    was_asked: bool = False

    def start(self) -> None:
        """Start the process in a session of its own; the kernel stops it when we die, even by `kill -9`."""
        program = self.program
        self.was_asked = False
        with open_log(program.log) as log:
            self.process = subprocess.Popen(
                [str(part) for part in program.command],
                stdin=subprocess.PIPE if program.stdin else subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=program.cwd,
                env=program.env,
                start_new_session=True,
                preexec_fn=die_with_parent(program.stop_signal),
                user=program.account.uid if program.account else None,
                group=program.account.gid if program.account else None,
                extra_groups=[] if program.account else None,
            )
        give_way(self.process.pid, program.niceness)
        if program.stdin:
            self._say(program.stdin)

    def _say(self, words: bytes) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        # A broken pipe: it ended at once. Whoever waits for `ready` finds that out and shows its log.
        with suppress(BrokenPipeError), self.process.stdin as stdin:
            stdin.write(words)

    @property
    def pid(self) -> int | None:
        """The process id, or None before the first start."""
        return self.process.pid if self.process else None

    @property
    def is_alive(self) -> bool:
        """True while the process runs."""
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Send the signal that this program understands as "end in order", once: a second one means "now"."""
        if self.process is not None and self.is_alive and not self.was_asked:
            self.process.send_signal(self.program.stop_signal)
            self.was_asked = True

    def stop(self) -> bool:
        """Ask, wait for as long as the program's patience says, then end the whole session.

        Returns False when the program had to be ended.
        """
        self.ask_to_stop()
        if self.process is None:
            return True
        try:
            self.process.wait(self.program.patience_seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return False
        return True

    def kill(self) -> None:
        """End the process and whatever it started, at once."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn`. It runs after the change of user, because that change would clear the setting."""
    parent = os.getpid()

    def tie_to_parent() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie_to_parent


def open_log(path: Path) -> BinaryIO:
    """The log opened for appending, readable by its owner only; one that is too large is set aside first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists() and path.stat().st_size > LOG_LIMIT_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def tail_of(log: Path, lines: int = 12) -> str:
    """The last lines of a log, for the person who must find out why a program ended."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
