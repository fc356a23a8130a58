import subprocess
import sys
from pathlib import Path

import pytest

from agentdesk.bootstrap import DEV_LOCK, RUNTIME_LOCK, Environment, _explain, _lock_for, install
from agentdesk.supervisor.settings import ROOT


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    environment = Environment(tmp_path)
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    for lock in (RUNTIME_LOCK, DEV_LOCK):
        (tmp_path / lock).write_text(f"{lock} one\n")
    return environment


def test_a_changed_lock_is_noticed(environment: Environment) -> None:
    assert not environment.holds(RUNTIME_LOCK)
    environment.stamp(RUNTIME_LOCK)
    assert environment.holds(RUNTIME_LOCK)
    (environment.root / RUNTIME_LOCK).write_text("another\n")
    assert not environment.holds(RUNTIME_LOCK)


def test_the_dev_lock_holds_the_runtime_lock_and_not_the_other_way_round(environment: Environment) -> None:
    environment.stamp(RUNTIME_LOCK)
    assert not environment.holds(DEV_LOCK)
    environment.stamp(DEV_LOCK)
    assert environment.holds(RUNTIME_LOCK)


def test_an_environment_without_python_holds_nothing(environment: Environment) -> None:
    environment.stamp(RUNTIME_LOCK)
    environment.python.unlink()
    assert not environment.holds(RUNTIME_LOCK)


@pytest.mark.parametrize(
    ("command", "lock"), [("demo", RUNTIME_LOCK), ("up", RUNTIME_LOCK), ("test", DEV_LOCK)]
)
def test_only_tests_and_the_bench_need_the_dev_lock(command: str, lock: str) -> None:
    assert _lock_for(["manage.py", command]) == lock


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("NewConnectionError: Failed to establish a new connection", "no connection to the package index"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one in the lock"),
        ("OSError: [Errno 28] No space left on device", "no space left"),
        ("ERROR: something else", "something else"),
    ],
)
def test_a_failure_is_told_in_one_sentence(tmp_path: Path, said: str, sentence: str) -> None:
    log = tmp_path / "install.log"
    log.write_text(f"Collecting a\n{said}\n")
    assert sentence in _explain(log)
    assert "\n" not in _explain(log)


def test_a_python_that_is_too_old_is_told_in_one_sentence() -> None:
    pretend = (
        "import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path('manage.py', run_name='__main__')"
    )
    said = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True)
    assert said.returncode == 2
    assert "AgentDesk needs Python 3.11, 3.12 or 3.13" in said.stderr
    assert said.stderr.count("\n") == 1


def test_an_environment_of_another_user_is_told_in_one_sentence(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(self: Environment, lock: str) -> bool:
        raise PermissionError(13, "Permission denied", str(self.python))

    monkeypatch.setattr(Environment, "holds", closed)
    said = install(str(environment.root))
    assert "cannot be used: Permission denied" in said
    assert "\n" not in said
