"""The state folder: where the servers keep their data, and who may use it at the moment."""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from agentdesk.embedded.refusals import CannotStart

KEPT_WHEN_FORGETTING = ("lock", "models")  # "models" and "dist-*" can be made again, but only slowly


def default_folder(purpose: str) -> Path:
    """`AGENTDESK_STATE`, else a folder for this purpose ("desk" or "demo") where the user may keep state."""
    if chosen := os.environ.get("AGENTDESK_STATE"):
        return Path(chosen).expanduser().resolve()
    name = "agentdesk" if purpose == "desk" else f"agentdesk-{purpose}"
    if os.geteuid() == 0:
        return Path("/var/lib") / name  # not under root's home: PostgreSQL runs as another user
    home = os.environ.get("XDG_STATE_HOME")
    return (Path(home) if home else Path.home() / ".local/state") / name


@dataclass
class StateFolder:
    """One folder of state. `claim` it before starting servers in it."""

    path: Path
    _lock: IO[str] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, purpose: str) -> "StateFolder":
        """The folder for "desk" or "demo"; a folder made for the other one is refused."""
        state = cls(default_folder(purpose))
        made_for = state.read("purpose").get("purpose", purpose)
        if made_for != purpose:
            raise CannotStart(
                f"{state.path} holds the state of `{made_for}`, not of `{purpose}`.",
                "Name another folder with AGENTDESK_STATE.",
            )
        return state

    def claim(self, purpose: str) -> None:
        """Keep every other supervisor out until this process ends."""
        self._make()
        lock = (self.path / "lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = self.read("running").get("pid", "unknown")
            lock.close()
            raise CannotStart(
                f"AgentDesk already runs on {self.path} (process {pid}).",
                "Stop it first, or name another folder with AGENTDESK_STATE.",
            ) from None
        self._lock = lock
        self.write("purpose", {"purpose": purpose})

    def _make(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotStart(
                f"The state folder {self.path} cannot be made: {error.strerror}.",
                "Name a folder that you may write to with AGENTDESK_STATE.",
            ) from None
        if os.geteuid() == 0:
            self.path.chmod(0o711)  # PostgreSQL's own user must reach its folder in here

    def release(self) -> None:
        """Let the next one in."""
        self.remove("running")
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def forget(self) -> None:
        """Remove the data, the secrets and the logs. Nothing happens to a folder that was not made by us."""
        if not (self.path / "purpose.json").exists():
            return
        for entry in self.path.iterdir():
            if entry.name in KEPT_WHEN_FORGETTING or entry.name.startswith("dist-"):
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    @property
    def is_running(self) -> bool:
        """True while some supervisor holds the folder."""
        try:
            with (self.path / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def log(self, name: str) -> Path:
        """Where the program of this name writes its log."""
        return self.path / "logs" / f"{name}.log"

    def secret(self, name: str) -> str:
        """A secret made at the first call and kept, readable by the owner only."""
        kept = self.read(name)
        if "secret" not in kept:
            kept = {"secret": secrets.token_urlsafe(48)}
            self.write(name, kept)
        return str(kept["secret"])

    def read(self, name: str) -> dict[str, Any]:
        """The record kept under this name, or an empty one."""
        try:
            record = json.loads((self.path / f"{name}.json").read_text())
        except (FileNotFoundError, PermissionError, json.JSONDecodeError):
            return {}
        return record if isinstance(record, dict) else {}

    def write(self, name: str, record: Mapping[str, Any]) -> None:
        """Keep a record under this name: all of it or nothing, mode 0600."""
        draft = self.path / f".{name}.draft"
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(dict(record), file, indent=1)
        draft.replace(self.path / f"{name}.json")

    def remove(self, name: str) -> None:
        """Drop the record of this name."""
        (self.path / f"{name}.json").unlink(missing_ok=True)
