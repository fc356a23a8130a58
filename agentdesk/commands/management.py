"""Django's commands, with the servers of the installation that runs here, or with their own for a moment."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import execute_from_command_line

from agentdesk.commands import OURS
from agentdesk.embedded.refusals import CannotStart
from agentdesk.embedded.state import StateFolder, default_folder
from agentdesk.supervisor.stack import start_servers, supervised

NEEDS_NO_SERVERS = {"help", "--help", "-h", "version", "--version", "collectstatic"}
HELP = f"AgentDesk's own: {', '.join(OURS)} (each with --help). Django's:\n"


def main(argv: list[str]) -> int:
    """Hand the command over to Django."""
    name = argv[1] if len(argv) > 1 else "help"
    if name in ("help", "--help", "-h") and len(argv) <= 2:
        sys.stdout.write(HELP)
    if name in NEEDS_NO_SERVERS:
        execute_from_command_line(argv)
        return 0
    with servers_of(find_state()):
        execute_from_command_line(argv)
    return 0


def find_state() -> StateFolder:
    """The installation that runs on this machine, else the one that was made: `up` before `demo`."""
    folders = [StateFolder(default_folder(purpose)) for purpose in ("desk", "demo")]
    running = [state for state in folders if state.is_running]
    made = [state for state in folders if state.read("purpose")]
    return [*running, *made, folders[0]][0]


@contextmanager
def servers_of(state: StateFolder) -> Iterator[None]:
    """Sets the environment so that Django finds its servers; starts them when nobody else did."""
    if os.environ.get("DATABASE_URL"):
        yield
    elif state.is_running:
        os.environ.update(_variables_of_running(state))
        yield
    else:
        purpose = state.read("purpose").get("purpose", "desk")
        with supervised(state, purpose, lambda line: None) as supervisor:
            servers = start_servers(supervisor, state)
            os.environ.update(DATABASE_URL=servers.database_url, REDIS_URL=servers.redis_url)
            os.environ.setdefault("AGENTDESK_SECRET_KEY", state.secret("secret-key"))
            signal.signal(signal.SIGINT, signal.default_int_handler)  # Ctrl-C belongs to the command now
            yield


def _variables_of_running(state: StateFolder) -> dict[str, str]:
    running = state.read("running")
    if "environment" not in running:
        raise CannotStart(
            "The installation on this machine is still starting, or belongs to another user.",
            "Try again in a moment, or name its database in DATABASE_URL.",
        )
    return {**running["environment"], "AGENTDESK_SECRET_KEY": state.secret("secret-key")}
