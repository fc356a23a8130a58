"""The bench fills what it measures, so it never takes a database that it is given."""

import os

import pytest

from agentdesk.commands import bench


@pytest.mark.parametrize("part", ["--engine", "--knowledge"])
def test_a_database_that_is_named_is_left_alone(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@db.example/production")
    monkeypatch.setenv("REDIS_URL", "redis://cache.example/0")
    seen: list[set[str]] = []

    def measure(*_: object) -> None:
        seen.append({"DATABASE_URL", "REDIS_URL"} & set(os.environ))

    monkeypatch.setattr(bench, "measure_engine", measure)
    monkeypatch.setattr(bench, "measure_knowledge", measure)
    assert bench.main([part]) == 0
    assert seen == [set()]
