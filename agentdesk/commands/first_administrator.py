"""The first administrator of an empty desk, who is made only after the password was shown."""

import os
import secrets
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from agentdesk.embedded.refusals import CannotStart
from agentdesk.supervisor.settings import ROOT, python


class FirstAdministrator:
    """Somebody who is about to be made. `password` is empty when the desk has an administrator already."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        said = self._next_line()
        is_lacking = said == "lacking"
        self.password = _password() if is_lacking else ""

    def make(self) -> None:
        """Make the administrator with this password. Whoever is interrupted before has lost nothing."""
        if not self.password:
            return
        assert self._process.stdin
        self._process.stdin.write(f"{self.password}\n")
        self._process.stdin.flush()
        self._next_line()

    def _next_line(self) -> str:
        assert self._process.stdout
        if said := self._process.stdout.readline().strip():
            return said
        _, complaint = self._process.communicate()
        raise CannotStart("The first administrator could not be made.", complaint[-2000:])


@contextmanager
def first_administrator(environment: Mapping[str, str], email: str) -> Iterator[FirstAdministrator]:
    """Look who is there, and keep the process that looked for `make`; leaving ends it with nobody made."""
    with subprocess.Popen(
        python("-m", "django", "first_administrator", email),
        env=environment,
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is ours: it would fail in here, and look like a fault
    ) as process:
        yield FirstAdministrator(process)


def _password() -> str:
    return os.environ.get("AGENTDESK_ADMIN_PASSWORD") or secrets.token_urlsafe(12)
