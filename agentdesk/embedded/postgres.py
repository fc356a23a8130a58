"""The embedded PostgreSQL: made once, started as a direct child, recovered after any crash."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg
from psycopg import sql

from agentdesk.embedded.binaries import OWN_DATABASE, binaries_for
from agentdesk.embedded.ports import any_free_port
from agentdesk.embedded.programs import Child, Program
from agentdesk.embedded.refusals import CannotStart
from agentdesk.embedded.state import StateFolder

EXTENSIONS = ("vector", "pg_trgm", "unaccent", "btree_gin", "citext")
DATABASE = "agentdesk"
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
_UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One PostgreSQL server in a state folder, on a free port of 127.0.0.1 that it keeps over restarts.

    `disposable` is for tests only: it commits without waiting for the disk.
    """

    def __init__(self, state: StateFolder, *, disposable: bool = False) -> None:
        self.state = state
        self.folder = state.path / "pg"
        self.disposable = disposable
        self.binaries = binaries_for(state.path)
        self.port = any_free_port()

    def url(self, database: str = DATABASE) -> str:
        """What goes into `DATABASE_URL`."""
        return f"postgresql://app:{self._password()}@127.0.0.1:{self.port}/{database}"

    def _password(self) -> str:
        return str(self.state.read("pg")["password"])

    def prepare(self) -> None:
        """Make the cluster when there is none; refuse one that this server cannot open."""
        self._refuse_unreachable_folder()
        if not (self.folder / "PG_VERSION").exists():
            self._initialise()
        self._refuse_other_major()
        self._clear_stale_pid()

    def _refuse_unreachable_folder(self) -> None:
        if self.binaries.account is None:
            return
        for folder in self.folder.parents:
            if not folder.stat().st_mode & 0o001:
                raise CannotStart(
                    f"PostgreSQL does not run as root, and its user cannot enter {folder}.",
                    "Name a folder that others may pass through with AGENTDESK_STATE.",
                )

    def _initialise(self) -> None:
        """Build the cluster beside its place and move it there complete: a crash leaves no half."""
        password, draft = secrets.token_urlsafe(24), self.folder.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self._give_away(draft)
        word = self._password_file(password)
        try:
            self._run_initdb(draft, word)
        finally:
            word.unlink()
        self.state.write("pg", {"password": password, "major": self.binaries.major})
        draft.rename(self.folder)

    def _password_file(self, password: str) -> Path:
        path = self.state.path / "pg.password"
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(password)
        self._give_away(path)
        return path

    def _give_away(self, path: Path) -> None:
        if account := self.binaries.account:
            os.chown(path, account.uid, account.gid)

    def _run_initdb(self, folder: Path, password_file: Path) -> None:
        account = self.binaries.account
        locale = ["--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command: list[str | Path] = [
            self.binaries / "initdb",
            "-D",
            folder,
            "-U",
            "app",
            "-E",
            "UTF8",
            *locale,
        ]
        command += ["--auth=scram-sha-256", f"--pwfile={password_file}"]
        if self.disposable:
            command.append("--no-sync")
        done = subprocess.run(
            [str(part) for part in command],
            env=_ENVIRONMENT,
            cwd="/",
            capture_output=True,
            text=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
        if done.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            raise CannotStart(f"PostgreSQL could not make its database: {done.stderr.strip()}", OWN_DATABASE)

    def _refuse_other_major(self) -> None:
        made_by = (self.folder / "PG_VERSION").read_text().strip()
        ours = self.binaries.major
        if made_by != ours:
            raise CannotStart(
                f"The database in {self.folder} was made by PostgreSQL {made_by}; this is PostgreSQL {ours}.",
                f"Dump it with the programs of version {made_by} (name their folder in PG_BINDIR) and load"
                " that into a new state folder, or forget a demo with `manage.py demo --fresh`.",
            )

    def _clear_stale_pid(self) -> None:
        """A `postmaster.pid` is stale unless a postgres that works in this very folder stands behind it."""
        pid_file = self.folder / "postmaster.pid"
        deadline = time.monotonic() + 15  # a server whose supervisor was killed is still shutting down
        while pid_file.exists() and _serves(pid_file, self.folder):
            if time.monotonic() > deadline:
                pid = pid_file.read_text().split("\n", 1)[0]
                raise CannotStart(f"Another server (process {pid}) works in {self.folder}.", "Stop it first.")
            time.sleep(0.1)
        pid_file.unlink(missing_ok=True)

    def program(self) -> Program:
        """The server. Our death reaches it as SIGINT, which it takes as "roll back, disconnect, end"."""
        settings = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",  # long socket paths are fatal
            "dynamic_shared_memory_type": "mmap",  # /dev/shm is tiny in many containers
            "max_connections": "120",
            "log_min_messages": "warning",
            **(_UNSAFE_BUT_FAST if self.disposable else {}),
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return Program(
            name="postgres",
            command=[self.binaries / "postgres", "-D", self.folder, *options],
            log=self.state.log("postgres"),
            ready=self.is_ready,
            is_server=True,
            env=_ENVIRONMENT,
            stop_signal=signal.SIGINT,
            patience_seconds=20,
            account=self.binaries.account,
        )

    def is_ready(self) -> bool:
        """True when it takes connections, which it does not do while it recovers."""
        asked = [str(self.binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked, env=_ENVIRONMENT).returncode == 0

    def child(self) -> Child:
        """The server as a process that is not started yet."""
        return Child(self.program())

    def furnish(self) -> None:
        """Make the extensions in the template, so that every new database has them, and our database."""
        with psycopg.connect(self.url("template1"), autocommit=True) as connection:
            for extension in EXTENSIONS:
                _create_extension(connection, extension)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("select 1 from pg_database where datname = %s", [DATABASE])
            if known.fetchone() is None:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))


def _create_extension(connection: psycopg.Connection, extension: str) -> None:
    try:
        connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
    except psycopg.Error as error:
        fact = f"This PostgreSQL cannot provide the extension {extension}: {error.diag.message_primary}."
        raise CannotStart(fact, "Install it, or unset PG_BINDIR to use the bundled server.") from None


def _serves(pid_file: Path, folder: Path) -> bool:
    try:
        process = Path("/proc") / pid_file.read_text().split("\n", 1)[0].strip()
        program = os.readlink(process / "exe")  # a zombie has none, a recycled pid has another one
        return program.endswith("/postgres") and os.readlink(process / "cwd") == str(folder)
    except OSError:
        return False
