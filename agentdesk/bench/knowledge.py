"""`manage.py bench --knowledge`: how long one search takes in libraries of several sizes, and what the process holds."""

import os
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from agentdesk.bench.figures import Spread, spread, table
from agentdesk.embedded.state import StateFolder
from agentdesk.memory import settle_memory
from agentdesk.supervisor.stack import start_servers, supervised

SIZES = (1_000, 10_000, 100_000)
ASKED, WARM = 300, 30
HEADER = [
    "passages",
    "short question",
    "the same again",
    "in a conversation",
    "full of codes",
    "a whole letter",
    "memory",
]


def measure(sizes: Sequence[int], say: Callable[[str], None]) -> None:
    """Starts PostgreSQL in a folder of its own, fills it step by step and prints the figures."""
    with tempfile.TemporaryDirectory(prefix="agentdesk-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        state = StateFolder(folder)
        with supervised(state, "bench", lambda line: None) as supervisor:
            servers = start_servers(supervisor, state)
            os.environ.update(DATABASE_URL=servers.database_url, REDIS_URL=servers.redis_url)
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agentdesk.settings")
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0, interactive=False)
            show(sizes, say)


def show(sizes: Sequence[int], say: Callable[[str], None]) -> None:
    """The figures of the database that Django is set up with, which must have no passages yet."""
    from django.utils import timezone

    from agentdesk.bench.library import fill_passages

    at, held, rows = timezone.now(), 0, []
    for size in sorted(sizes):
        fill_passages(size - held, at=at, seed=size)
        held = size
        rows.append([f"{size:,}", *map(str, times(at)), f"{_memory_mb()} MB"])
        say(f"{size:,} passages done")
    say("\nMilliseconds of one search in the process that asks, its embedding included, p50 / p95\n")
    say(table(HEADER, rows) + "\n")


def times(at: datetime) -> list[Spread]:
    """The times of each kind of question; every question is new to the process unless it is said to be repeated."""
    from agentdesk.bench.asked import asking

    asked = asking(ASKED, seed=2)
    for question in asking(WARM, seed=4).short:
        _search(question, at)
    settle_memory()  # as the worker does when it is warm
    return [
        spread(_timed(_search, question, at) for question in asked.short),
        spread(_timed(_search, question, at) for question in asked.short),
        spread(_in_conversation(question, before, at) for question, before in asked.in_conversation),
        spread(_timed(_search, question, at) for question in asked.with_codes),
        spread(_timed(_search, letter, at) for letter in asked.letters),
    ]


def _in_conversation(question: str, before: Sequence[str], at: datetime) -> float:
    """The turns before were read when they were said: their embeddings are there, as in a live worker."""
    from assist.providers.embeddings import embed

    for said in before:
        embed([said])
    return _timed(_search, question, at, before)


def _search(question: str, at: datetime, before: Sequence[str] = ()) -> None:
    from assist.knowledge.search import search_passages

    search_passages(text=question, context=before, viewer_audience="public", at=at)


def _timed(search: Callable[..., None], *arguments: object) -> float:
    began = time.perf_counter()
    search(*arguments)
    return time.perf_counter() - began


def _memory_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
