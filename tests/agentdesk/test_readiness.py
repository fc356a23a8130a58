"""`manage.py up --check` names what is missing, says what to do, and fails only on what must be there."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from agentdesk.commands import readiness
from agentdesk.commands.readiness import Finding
from agentdesk.embedded.state import StateFolder

Check = Callable[[Mapping[str, str], StateFolder], list[Finding]]
MODEL = "AGENTDESK_LANGUAGE_MODEL_"


@pytest.fixture
def state(tmp_path: Path) -> StateFolder:
    return StateFolder(tmp_path)


@pytest.mark.parametrize(
    ("check", "env", "advised"),
    [
        (readiness.check_secret, {}, []),
        (readiness.check_secret, {"AGENTDESK_SECRET_KEY": "x" * 40}, []),
        (readiness.check_secret, {"AGENTDESK_SECRET_KEY": "x" * 39}, ["secret key"]),
        (readiness.check_doors, {}, ["allowed hosts", "https"]),
        (readiness.check_doors, {"AGENTDESK_ALLOWED_HOSTS": "desk.example.com", "AGENTDESK_HTTPS": "1"}, []),
        (readiness.check_doors, {"AGENTDESK_DEBUG": "1"}, ["allowed hosts", "https", "debug"]),
        (readiness.check_time_zone, {}, []),
        (readiness.check_time_zone, {"AGENTDESK_TIME_ZONE": "Europe/Berlin"}, []),
        (readiness.check_time_zone, {"AGENTDESK_TIME_ZONE": "Europe/Nowhere"}, ["time zone"]),
        (readiness.check_language_model, {}, []),
        (
            readiness.check_language_model,
            {f"{MODEL}URL": "https://m.example/v1"},
            ["language model", "its budget"],
        ),
        (
            readiness.check_language_model,
            {
                f"{MODEL}URL": "https://m.example/v1",
                f"{MODEL}NAME": "small",
                f"{MODEL}COST_AN_HOUR": "5",
                f"{MODEL}PRICE_OUT": "2",
            },
            [],
        ),
        (readiness.check_redis, {"REDIS_URL": "redis://127.0.0.1:1/0"}, ["redis"]),
        (readiness.check_database, {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, ["database"]),
    ],
)
def test_what_is_advised(check: Check, env: dict[str, str], advised: list[str], state: StateFolder) -> None:
    assert [finding.subject for finding in check(env, state) if finding.advice] == advised


def test_servers_of_one_s_own_are_asked(state: StateFolder) -> None:
    found = [*readiness.check_database(os.environ, state), *readiness.check_redis(os.environ, state)]
    assert [finding.advice for finding in found] == ["", "", ""]
    assert [finding.state for finding in found][1:] == ["all there", "answers"]


@pytest.mark.parametrize(("zone", "status"), [("Europe/Berlin", 0), ("Mars/Base", 1)])
def test_advice_is_not_a_failure_and_what_must_be_there_is(
    zone: str,
    status: int,
    state: StateFolder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AGENTDESK_TIME_ZONE", zone)
    assert readiness.report(state) == status
    said = capsys.readouterr().out
    assert "advice   allowed hosts" in said
    assert ("missing  time zone" in said) == bool(status)
