"""`manage.py bench`: figures of speed beside the floor of the same stack, from one run."""

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from agentdesk.bench.engine import PASSAGES
from agentdesk.bench.engine import measure as measure_engine
from agentdesk.bench.figures import spread, table
from agentdesk.bench.knowledge import SIZES
from agentdesk.bench.knowledge import measure as measure_knowledge
from agentdesk.bench.measure import OPENING, Result, measure_floor, measure_product, messages_for
from agentdesk.bench.painted import paint_times
from agentdesk.bench.processes import Meter, Usage
from agentdesk.bench.stack import demo_stack, floor_stack

RATES = (1, 5, 20, 50)
TARGET_RATE = 20
WARM_UP = 200  # messages


def main(arguments: list[str]) -> int:
    """Prints the figures; returns 0 when the run went through, whatever they are."""
    options = _options(arguments)
    for name in ("DATABASE_URL", "REDIS_URL"):  # it fills and empties what it measures: never somebody's data
        os.environ.pop(name, None)
    if options.engine:
        measure_engine(options.passages[0] if len(options.passages) == 1 else PASSAGES, _say)
        return 0
    if options.knowledge:
        measure_knowledge(options.passages, _say)
        return 0
    with tempfile.TemporaryDirectory(prefix="agentdesk-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with demo_stack(folder) as record:
            _run(record, options)
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("--rates", type=float, nargs="+", default=list(RATES), help="messages a second")
    parser.add_argument("--seconds", type=int, default=20, help="how long each rate is held")
    parser.add_argument(
        "--knowledge", action="store_true", help="the search in large libraries, and nothing else"
    )
    parser.add_argument(
        "--engine", action="store_true", help="one pass of each part of the engine, and nothing else"
    )
    parser.add_argument("--passages", type=int, nargs="+", default=list(SIZES), help="sizes of the libraries")
    return parser.parse_args(arguments)


def _run(record: dict[str, Any], options: argparse.Namespace) -> None:
    _set_up_django(record["environment"])
    from agentdesk.bench.desk import make_conversations

    counts = {rate: max(20, int(rate * options.seconds)) for rate in options.rates}
    chats = make_conversations(_chats(max(options.rates)))
    fresh = make_conversations(sum(count // OPENING for count in counts.values()), first=len(chats))
    meter = Meter(record["pids"])
    with floor_stack(record["environment"]) as (floor_address, _):
        # Every chat begins, then goes on for a while: connections come with the load, and each plans a statement
        # afresh for its first five times.
        for messages, rate in (
            (messages_for(chats, [], len(chats)), 5),
            (messages_for(chats[: _chats(TARGET_RATE)], [], WARM_UP), TARGET_RATE),
        ):
            asyncio.run(measure_product(record["url"], messages, rate))
        asyncio.run(measure_floor(floor_address, 5, 25))
        rows: list[list[str]] = []
        usage: list[tuple[float, list[Usage]]] = []
        for rate, count in counts.items():
            floor = asyncio.run(measure_floor(floor_address, rate, count))
            opening = [fresh.pop() for _ in range(count // OPENING)]
            meter.start()
            messages = messages_for(chats[: _chats(rate)], opening, count)
            result = asyncio.run(measure_product(record["url"], messages, rate))
            if rate == TARGET_RATE or rate == options.rates[-1]:
                usage = [(rate, meter.stop()), *usage]
            rows.append(_row(result, floor))
            _say(f"{rate:g}/s done")
    _print(rows, usage, _painted(record["url"], chats[0]))


def _chats(rate: float) -> int:
    """How many chats share the messages: each customer writes about every two seconds."""
    return max(10, int(rate * 2))


def _set_up_django(environment: dict[str, str]) -> None:
    os.environ.update(environment)
    # The visitors' tokens are signed, so the bench needs the key of the stack that it measures.
    state = Path(environment["AGENTDESK_STATE"])
    from agentdesk.embedded.state import StateFolder

    os.environ["AGENTDESK_SECRET_KEY"] = StateFolder(state).secret("secret-key")
    import django

    django.setup()


def _painted(url: str, conversation: Any) -> str:
    from agentdesk.commands.chromium import find_chromium

    chromium = find_chromium()
    if not chromium:
        return "not measured: no Chromium on this machine"
    return str(spread(paint_times(url, conversation, chromium, 15)))


def _row(result: Result, floor: Any) -> list[str]:
    return [
        f"{result.rate:g}",
        str(result.sent),
        str(floor),
        str(result.turn),
        result.turn.ratio_to(floor),
        str(result.suggestion),
        str(result.suggestion.count),
        str(result.lost),
        str(result.doubled),
        str(result.refused),
    ]


def _print(rows: list[list[str]], usage: list[tuple[float, list[Usage]]], painted: str) -> None:
    header = [
        "msg/s",
        "sent",
        "floor",
        "turn",
        "turn to floor",
        "suggestion",
        "shown",
        "lost",
        "doubled",
        "refused",
    ]
    _say("\nMilliseconds from the widget's POST to the frame at the console's socket, p50 / p95\n")
    _say(table(header, rows))
    _say(f"\nTo the painted turn in Chromium, one message at a time: {painted} ms\n")
    for rate, measured in usage:
        _say(f"At {rate:g} messages a second:")
        cells = [[u.name, f"{u.cpu_percent:.0f} %", f"{u.memory_mb:.0f} MB"] for u in measured]
        _say(table(["process", "CPU of one core", "memory"], cells) + "\n")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
