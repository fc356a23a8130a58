"""What `manage.py` can do besides Django's own commands, and how each of them is called."""

import sys
from importlib import import_module

from agentdesk.embedded.refusals import CannotStart

OURS = ("demo", "up", "test", "bench", "benchmark", "screenshots")


def run(argv: list[str]) -> int:
    """Run the command that stands on the command line; returns the exit status."""
    name = argv[1] if len(argv) > 1 else "help"
    try:
        if name in OURS:
            return int(import_module(f"agentdesk.commands.{name}").main(argv[2:]))
        return int(import_module("agentdesk.commands.management").main(argv))
    except CannotStart as refusal:
        sys.stderr.write(f"{refusal}\n{refusal.way_out}\n")
        return 2
