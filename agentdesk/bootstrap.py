"""From a machine with nothing but Python to a `.venv` that holds exactly what the lock says.

Standard library only. A stamp inside `.venv` keeps the lock's sha256: when it fits, the command starts at
once; when the lock has changed, the difference is installed first.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RUNTIME_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"  # a superset of the runtime lock
DEV_COMMANDS = {"test", "bench"}
NO_CONNECTION = (
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Name or service not known",
    "Network is unreachable",
    "Connection refused",
    "Could not find a version",
    "No matching distribution found",
    "timed out",
    "ConnectTimeoutError",
    "ProxyError",
)


class CannotInstall(Exception):
    """Why the environment could not be made, in one sentence."""


@dataclass(frozen=True)
class Environment:
    """The virtual environment beside `manage.py`."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def log(self) -> Path:
        return self.folder / "install.log"

    @property
    def is_entered(self) -> bool:
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def holds(self, lock: str) -> bool:
        """True when everything in this lock, as it reads now, is installed."""
        stamp = self._stamp(lock)
        return self.python.exists() and stamp.exists() and stamp.read_text() == self._sha256(lock)

    def stamp(self, lock: str) -> None:
        """Note what is installed now. The dev lock holds all of the runtime lock."""
        for name in (RUNTIME_LOCK, DEV_LOCK):
            self._stamp(name).unlink(missing_ok=True)
        for name in {lock, RUNTIME_LOCK}:
            self._stamp(name).write_text(self._sha256(name))

    def _stamp(self, lock: str) -> Path:
        return self.folder / f"{lock}.sha256"

    def _sha256(self, lock: str) -> str:
        return hashlib.sha256((self.root / lock).read_bytes()).hexdigest()


def enter_environment(root: str, argv: list[str]) -> str:
    """Runs this command again inside `.venv` (and does not return), or returns why that cannot be done.

    Returns "" when we are inside already.
    """
    environment = Environment(Path(root))
    refusal = install(root, _lock_for(argv))
    if refusal:
        return refusal
    if not environment.is_entered:
        os.execv(environment.python, [str(environment.python), *argv])
    return ""


def install(root: str, lock: str = RUNTIME_LOCK) -> str:
    """Brings `.venv` to what the lock says; returns "" or why that cannot be done, in one sentence."""
    environment = Environment(Path(root).resolve())
    try:
        if not environment.holds(lock):
            _install(environment, lock)
    except CannotInstall as refusal:
        return str(refusal)
    except OSError as error:
        return (
            f"{environment.folder} cannot be used: {error.strerror} ({error.filename})."
            " Run as the user who made it, or in a copy of your own."
        )
    except KeyboardInterrupt:
        return "Stopped while installing; the next run goes on from here."
    return ""


def _lock_for(argv: list[str]) -> str:
    return DEV_LOCK if len(argv) > 1 and argv[1] in DEV_COMMANDS else RUNTIME_LOCK


def _install(environment: Environment, lock: str) -> None:
    with _alone(environment.root):
        if environment.holds(lock):
            return  # another command installed it while we waited
        _make_venv(environment)
        _install_lock(environment, lock)
        environment.stamp(lock)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _make_venv(environment: Environment) -> None:
    if _has_pip(environment):
        return
    _say("Making .venv")
    _remove_broken_venv(environment)
    made = _run([sys.executable, "-m", "venv", str(environment.folder)])
    if made.returncode:
        shutil.rmtree(environment.folder, ignore_errors=True)
        raise CannotInstall(
            f"Python's own `venv` could not make {environment.folder}: {_last_line(made.stdout)}"
            " (on Debian and Ubuntu it is the package python3-venv)."
        )


def _has_pip(environment: Environment) -> bool:
    return environment.python.exists() and _run([str(environment.python), "-m", "pip", "-V"]).returncode == 0


def _remove_broken_venv(environment: Environment) -> None:
    folder = environment.folder
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "pyvenv.cfg").exists():
        raise CannotInstall(f"{folder} is not a virtual environment; move it away and run again.")
    shutil.rmtree(folder, ignore_errors=True)


def _install_lock(environment: Environment, lock: str) -> None:
    """`--no-deps`: the lock is complete. `--no-compile`: what is used gets compiled at its first import."""
    command = [
        str(environment.python),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-deps",
        "--no-compile",
    ]
    command += ["--no-input", "--disable-pip-version-check", "--retries", "2", "--progress-bar", "off"]
    command += ["-r", str(environment.root / lock)]
    try:
        failed = _run_with_progress(command, environment.log, total=_count_packages(environment.root / lock))
    except OSError as error:
        raise CannotInstall(f"The packages could not be installed: {error.strerror}.") from None
    if failed:
        raise CannotInstall(_explain(environment.log))


def _count_packages(lock: Path) -> int:
    return sum(
        1 for line in lock.read_text().splitlines() if "==" in line and not line.startswith((" ", "#"))
    )


def _run_with_progress(command: list[str], log: Path, total: int) -> int:
    seen = 0
    with log.open("w") as record:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert process.stdout is not None
        for line in process.stdout:
            record.write(line)
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                seen += 1
                _progress(f"Fetching packages {seen}/{total}: {_package_in(line)}")
            elif line.startswith("Installing collected packages"):
                _progress(f"Installing {total} packages")
    _progress("")
    return process.wait()


def _package_in(line: str) -> str:
    return (
        line.replace("Requirement already satisfied: ", "")
        .replace("Collecting ", "")
        .split("==")[0]
        .split()[0]
    )


def _explain(log: Path) -> str:
    said = log.read_text(errors="replace")
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in said:
        return (
            f"A downloaded package is not the one in the lock, so nothing was installed (details in {log})."
        )
    if "No space left on device" in said:
        return "There is no space left on the disk for the packages (about 700 MB)."
    if any(sign in said for sign in NO_CONNECTION):
        return (
            f"The packages could not be fetched: no connection to the package index ({log} has the details)."
        )
    return f"The packages could not be installed: {_last_line(said)} (details in {log})."


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _progress(words: str) -> None:
    """One line that renews itself on a terminal; elsewhere a line for every thirtieth package."""
    if sys.stderr.isatty():
        print(f"\r\x1b[2K{words}", end="", file=sys.stderr, flush=True)
    elif words and ("/" not in words or int(words.split()[2].split("/")[0]) % 30 == 0):
        _say(words)
