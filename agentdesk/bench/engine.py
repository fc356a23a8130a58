"""`manage.py bench --engine`: what one pass of each part of the engine takes in a worker held to one core, on a filled database.

The demo's company with its past cases, a large library beside its articles, and conversations that agents lead. Each part is
called as its background reaction calls it: its reads and writes included, and one run for all that a turn sets off.
"""

import os
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

from agentdesk.bench.figures import Spread, spread, table
from agentdesk.embedded.state import StateFolder
from agentdesk.memory import settle_memory
from agentdesk.supervisor.stack import start_servers, supervised

CONTACTS, TURNS = 40, 5
WARM = 3  # contacts before those that count
PASSAGES = 20_000
GOALS = {"understanding a turn": 25, "a set of suggestions": 100, "the next actions": 60, "a wrap-up": 3000}
ANSWER = "Thank you. I am looking into it, and I will write to you by Friday."
Say = Callable[[str], None]


def measure(passages: int, say: Say) -> None:
    """Starts servers in a folder of its own, fills them, holds this process to one core and prints the figures."""
    with tempfile.TemporaryDirectory(prefix="agentdesk-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with _servers(StateFolder(folder)):
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0, interactive=False)
            call_command("fill_demo", verbosity=0)
            show(passages, say)


@contextmanager
def _servers(state: StateFolder) -> Iterator[None]:
    with supervised(state, "bench", lambda line: None) as supervisor:
        servers = start_servers(supervisor, state)
        os.environ.update(DATABASE_URL=servers.database_url, REDIS_URL=servers.redis_url)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agentdesk.settings")
        yield


def show(passages: int, say: Say) -> None:
    """The figures of the database that Django is set up with, which holds the demo's company."""
    from django.utils import timezone

    from agentdesk.bench.library import fill_passages
    from assist.understanding.warm_up import warm_up

    fill_passages(passages, at=timezone.now())
    say(f"{passages:,} passages, {_cases():,} past cases")
    with one_core() as core:
        warm_up()
        settle_memory()
        timed = times(timezone.now())
    say(f"\nMilliseconds of one pass on {core}, p50 / p95\n")
    say(
        table(
            ["part", "passes", "p50 / p95", "goal for p95"], [_row(name, one) for name, one in timed.items()]
        )
    )
    say(f"\nMemory of this process, as a worker has it: {_memory_mb()} MB (goal 500 MB)\n")


@contextmanager
def one_core() -> Iterator[str]:
    """Holds this process to one of its cores, where the system can do that; yields it in words."""
    process = psutil.Process()
    if not hasattr(process, "cpu_affinity"):
        yield "whatever cores there are"
        return
    before: list[int] = process.cpu_affinity() or []
    process.cpu_affinity(before[:1])
    try:
        yield "one core"
    finally:
        process.cpu_affinity(before)


def times(at: datetime) -> dict[str, Spread]:
    """What each part took, over contacts of several turns."""
    taken: dict[str, list[float]] = {name: [] for name in GOALS}
    said = _said()
    for number in range(WARM + CONTACTS):
        texts = [said[(number * TURNS + n) * 7 % len(said)] for n in range(TURNS)]
        kept = taken if number >= WARM else {name: [] for name in GOALS}
        _contact(number, texts, kept, at)
    return {name: spread(seconds) for name, seconds in taken.items()}


def _contact(number: int, texts: list[str], taken: dict[str, list[float]], at: datetime) -> None:
    """One contact: each turn is read, answered with suggestions and next actions, and answered; then it is written up."""
    from assist.nextbest.actions import rank_next
    from assist.suggestions.actions import suggest_replies
    from assist.understanding.actions import understand_turn
    from assist.wrapup.drafting import draft_wrap_up
    from cases.events.actors import SYSTEM
    from cases.interactions.actions import post_turn, receive_turn
    from cases.interactions.passing import start_wrap_up

    contact, customer, agent = _opened(number, at)
    for n, text in enumerate(texts):
        turn = receive_turn(interaction=contact, text=text, external_id=f"bench-{n}", by=customer, at=at)
        with _one_run(turn):
            _timed(taken["understanding a turn"], understand_turn, turn=turn, at=at)
            turn.case.refresh_from_db()
            _timed(taken["a set of suggestions"], suggest_replies, turn=turn, at=at)
            _timed(taken["the next actions"], rank_next, case=turn.case, at=at)
        post_turn(interaction=contact, text=ANSWER, by=agent, at=at, external_id=f"bench-answer-{n}")
    contact.refresh_from_db()
    start_wrap_up(interaction=contact, by=agent, at=at)
    contact.refresh_from_db()
    _timed(taken["a wrap-up"], draft_wrap_up, interaction=contact, by=SYSTEM, at=at)


@contextmanager
def _one_run(turn: Any) -> Iterator[None]:
    """What the turn sets off shares one background run, as in the worker."""
    from cases.events.models import Event
    from cases.events.runs import Run, enter, note_case

    run = Run(Event.objects.select_related("case__customer").get(case_id=turn.case_id, seq=turn.seq), deque())
    leave = enter(run)
    try:
        note_case(run.began_with.case)
        yield
    finally:
        leave()


def _opened(number: int, at: datetime) -> tuple[Any, Any, Any]:
    """A chat that an agent of its own leads, with the actors of both sides."""
    from cases.customers.actions import find_or_create_customer
    from cases.events.actors import SYSTEM, Actor
    from cases.interactions.actions import open_interaction
    from cases.interactions.passing import connect_agent, queue_interaction
    from cases.people.models import User
    from cases.routing.models import Queue

    queue = Queue.objects.filter(is_default=True).get()
    name = f"bench-engine-{number}"
    agent = User.objects.create_user(f"{name}@agentdesk.example", name=name, role="agent", team=queue.team)
    customer = find_or_create_customer(channel="chat", address=name, name=f"Visitor {number}", at=at)
    by = Actor.customer(customer)
    contact = open_interaction(customer=customer, channel="chat", by=by, at=at, external_id=name)
    queue_interaction(interaction=contact, queue=queue, reason="bench", by=SYSTEM, at=at)
    connect_agent(interaction=contact, agent=agent, by=Actor.of(agent), at=at)
    contact.refresh_from_db()
    return contact, by, Actor.of(agent)


def _said() -> list[str]:
    from assist.taxonomy.queries import labelled_examples

    return [text for text, _ in labelled_examples()]


def _cases() -> int:
    from cases.casefiles.models import Case

    return Case.objects.count()


def _timed(taken: list[float], call: Callable[..., object], **arguments: object) -> None:
    began = time.perf_counter()
    call(**arguments)
    taken.append(time.perf_counter() - began)


def _row(name: str, one: Spread) -> list[str]:
    return [name, str(one.count), str(one), f"{GOALS[name]} ms"]


def _memory_mb() -> int:
    return round(float(psutil.Process().memory_full_info().uss) / 1e6)
