"""Nothing asks the clock, the network or a random source below the edges; rules are plain Python."""

import ast

import pytest

from tests.architecture.source import called_names, imported_names, modules, short, tree_of

BELOW_THE_EDGES = {"rules.py", "models.py", "actions.py", "events.py", "queries.py"}
CLOCK = {"timezone.now", "datetime.now", "datetime.utcnow", "date.today", "time.time", "now"}
LAST_WORDS = ("timezone.now", "datetime.now")
RANDOM = {"random", "numpy.random", "uuid.uuid1", "uuid.uuid4"}
NETWORK = {"requests", "httpx", "urllib.request", "http.client", "socket", "aiohttp", "websockets"}
NOT_PLAIN = {
    "django",
    "rest_framework",
    "channels",
    "celery",
    "redis",
    "psycopg",
    "structlog",
    "os",
    "subprocess",
}


def offences_below_the_edges(tree: ast.AST) -> list[str]:
    calls = [
        name
        for name in called_names(tree)
        if name in CLOCK or name.endswith(("timezone.now", "datetime.now"))
    ]
    names = [name for name in imported_names(tree) if is_one_of(name, RANDOM | NETWORK)]
    return calls + names


def is_one_of(name: str, roots: set[str]) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


@pytest.mark.parametrize(
    "source",
    [
        "timezone.now()",
        "django.utils.timezone.now()",
        "datetime.now(UTC)",
        "import random",
        "from random import choice",
        "import httpx",
        "from urllib.request import urlopen",
    ],
)
def test_an_offender_would_be_found(source: str) -> None:
    assert offences_below_the_edges(ast.parse(source))


def test_time_and_chance_come_in_from_the_edges() -> None:
    found = [
        f"{short(path)}: {offence}"
        for path in modules()
        if path.name in BELOW_THE_EDGES and "demo" not in path.parts
        for offence in offences_below_the_edges(tree_of(path))
    ]
    assert not found, "\n".join(found)


def test_rules_and_events_are_plain_python() -> None:
    found = [
        f"{short(path)}: {name}"
        for path in modules()
        if path.name in {"rules.py", "events.py"}
        for name in imported_names(tree_of(path))
        if is_one_of(name, NOT_PLAIN)
    ]
    assert not found, "\n".join(found)


def test_there_are_no_django_signals() -> None:
    signals = {
        "django.dispatch",
        "django.db.models.signals",
        "django.core.signals",
        "django.contrib.auth.signals",
    }
    found = [
        f"{short(path)}: {name}"
        for path in modules()
        for name in imported_names(tree_of(path))
        if is_one_of(name, signals)
    ]
    assert not found, "\n".join(found)
