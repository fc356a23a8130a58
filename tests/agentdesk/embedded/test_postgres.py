import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.embedded.postgres import Postgres
from agentdesk.embedded.refusals import CannotStart
from agentdesk.embedded.state import StateFolder


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own user may pass through, which pytest's own is not for root."""
    path = Path(tempfile.mkdtemp(prefix="agentdesk-embedded-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


def test_a_cluster_of_another_major_version_is_refused_with_the_way_out(folder: Path) -> None:
    postgres = Postgres(StateFolder(folder), disposable=True)
    (folder / "pg").mkdir()
    (folder / "pg" / "PG_VERSION").write_text("15\n")
    with pytest.raises(CannotStart, match="was made by PostgreSQL 15; this is PostgreSQL 18") as refusal:
        postgres.prepare()
    assert "PG_BINDIR" in refusal.value.way_out


def test_a_stale_pid_file_of_a_recycled_process_is_cleared(folder: Path) -> None:
    postgres = Postgres(StateFolder(folder), disposable=True)
    postgres.prepare()
    pid_file = folder / "pg" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n")
    postgres.prepare()
    assert not pid_file.exists()


def test_a_folder_that_the_servers_user_cannot_enter_is_refused(folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root hands PostgreSQL to another user")
    folder.chmod(0o700)
    with pytest.raises(CannotStart, match="its user cannot enter"):
        Postgres(StateFolder(folder), disposable=True).prepare()


def test_binaries_that_are_not_there_are_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BINDIR", str(folder))
    with pytest.raises(CannotStart, match="no program postgres"):
        Postgres(StateFolder(folder))


def test_a_user_without_a_name_is_told_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 54_321)
    with pytest.raises(CannotStart, match="no entry in /etc/passwd") as refusal:
        Postgres(StateFolder(folder))
    assert "DATABASE_URL" in refusal.value.way_out
