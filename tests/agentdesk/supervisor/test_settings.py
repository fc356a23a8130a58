from pathlib import Path

import pytest

from agentdesk.embedded.ports import own_addresses
from agentdesk.embedded.state import StateFolder
from agentdesk.supervisor.settings import Installation


def installation(folder: Path, host: str) -> Installation:
    return Installation(StateFolder(folder), "postgresql://x", "redis://x", host, 8000)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://localhost:8000"),
        ("0.0.0.0", "http://localhost:8000"),
        ("::", "http://localhost:8000"),
        ("::1", "http://[::1]:8000"),
        ("192.0.2.7", "http://192.0.2.7:8000"),
    ],
)
def test_a_browser_on_this_machine_finds_it(tmp_path: Path, host: str, url: str) -> None:
    assert installation(tmp_path, host).url == url


def test_a_host_that_was_named_is_let_in_by_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AGENTDESK_ALLOWED_HOSTS", raising=False)
    hosts = installation(tmp_path, "192.0.2.7").environment()["AGENTDESK_ALLOWED_HOSTS"].split(",")
    assert {"localhost", "127.0.0.1", "192.0.2.7"} <= set(hosts)


def test_listening_everywhere_lets_in_by_every_own_address_and_by_no_other(tmp_path: Path) -> None:
    names = installation(tmp_path, "0.0.0.0").names
    assert set(own_addresses()) <= set(names)
    assert "*" not in names


def test_what_the_operator_allows_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENTDESK_ALLOWED_HOSTS", "desk.example")
    assert installation(tmp_path, "0.0.0.0").environment()["AGENTDESK_ALLOWED_HOSTS"] == "desk.example"
