"""python -m agentdesk.demo.customers --url http://127.0.0.1:8000"""

import argparse
import asyncio
import contextlib
import random
import signal
from pathlib import Path

import httpx

from agentdesk.demo.customers.crowd import Crowd, Pace
from agentdesk.demo.customers.scripts import CONTENT, read_scripts


def main() -> None:
    """Runs the crowd until SIGINT or SIGTERM."""
    options = _options()
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_run(options))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m agentdesk.demo.customers", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the desk is")
    parser.add_argument("--site", default="fjordlight", help="key of the widget's site")
    parser.add_argument("--content", type=Path, default=CONTENT)
    parser.add_argument("--most", type=int, default=5, help="conversations at a time")
    parser.add_argument(
        "--waiting", type=int, default=3, help="nobody new comes while so many wait for a person"
    )
    parser.add_argument("--hurry", type=float, default=1.0, help="2 plays twice as fast")
    parser.add_argument("--seed", type=int, default=None, help="the same crowd again")
    return parser.parse_args()


async def _run(options: argparse.Namespace) -> None:
    task = asyncio.current_task()
    assert task is not None
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, task.cancel)
    pace = Pace(most=options.most, waiting=options.waiting, hurry=options.hurry)
    async with httpx.AsyncClient(base_url=options.url, timeout=10) as http:
        await Crowd(
            http, options.site, read_scripts(options.content), random.Random(options.seed), pace
        ).run()


if __name__ == "__main__":
    main()
