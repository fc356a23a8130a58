from pathlib import Path

import pytest

from agentdesk.embedded.refusals import CannotStart
from agentdesk.embedded.state import StateFolder


def test_a_folder_is_held_by_one_supervisor_at_a_time(tmp_path: Path) -> None:
    first, second = StateFolder(tmp_path), StateFolder(tmp_path)
    first.claim("desk")
    assert second.is_running
    with pytest.raises(CannotStart, match="already runs"):
        second.claim("desk")
    first.release()
    assert not second.is_running
    second.claim("desk")
    second.release()


def test_a_secret_is_made_once_and_kept_for_the_owner_only(tmp_path: Path) -> None:
    state = StateFolder(tmp_path)
    secret = state.secret("key")
    assert len(secret) >= 40
    assert StateFolder(tmp_path).secret("key") == secret
    assert (tmp_path / "key.json").stat().st_mode & 0o777 == 0o600


def test_forgetting_leaves_a_folder_of_somebody_else_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    StateFolder(tmp_path).forget()
    assert (tmp_path / "letters").exists()


def test_forgetting_removes_what_was_kept_but_not_the_copy_of_the_server(tmp_path: Path) -> None:
    state = StateFolder(tmp_path)
    state.claim("demo")
    state.secret("key")
    (tmp_path / "dist-18").mkdir()
    state.forget()
    assert state.read("key") == {}
    assert (tmp_path / "dist-18").exists()
    state.release()


def test_a_folder_of_the_demo_is_refused_for_real_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGENTDESK_STATE", str(tmp_path))
    state = StateFolder.of("demo")
    state.claim("demo")
    state.release()
    with pytest.raises(CannotStart, match="state of `demo`, not of `desk`"):
        StateFolder.of("desk")
