"""`manage.py demo`: the whole product with its company, its people and its customers, on this machine."""

import argparse
import time

from agentdesk.commands import screen
from agentdesk.embedded.ports import first_free_port, port_number
from agentdesk.embedded.programs import Program
from agentdesk.embedded.state import StateFolder
from agentdesk.supervisor.fingerprint import is_prepared, note_prepared
from agentdesk.supervisor.services import (
    back_services,
    demo_services,
    front_services,
    prepare,
    simulated_customers,
)
from agentdesk.supervisor.settings import Installation, demo_environment
from agentdesk.supervisor.stack import start_servers, supervised
from agentdesk.supervisor.watch import Stopped, Supervisor


def main(arguments: list[str]) -> int:
    """Run the demo until Ctrl-C or SIGTERM."""
    options = _options(arguments)
    state = StateFolder.of("demo")
    began = time.monotonic()
    try:
        with supervised(state, "demo", screen.tell) as supervisor:
            if options.fresh:
                state.forget()
            installation = _start(supervisor, state, options)
            screen.show_demo(installation, time.monotonic() - began)
            supervisor.watch()
    except Stopped:
        screen.say("Stopped. The state is kept; `python3 manage.py demo --fresh` forgets it.")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py demo", description=__doc__)
    parser.add_argument(
        "--port", type=port_number, default=8000, help="the next free one is used when it is taken"
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--fresh", action="store_true", help="forget the state first")
    parser.add_argument("--quiet-floor", action="store_true", help="without simulated customers")
    return parser.parse_args(arguments)


def _start(supervisor: Supervisor, state: StateFolder, options: argparse.Namespace) -> Installation:
    port = first_free_port(options.port, options.host)
    screen.tell("Starting PostgreSQL and Valkey")
    servers = start_servers(supervisor, state)
    installation = Installation(state, servers.database_url, servers.redis_url, options.host, port)
    environment = {**demo_environment(state), **installation.environment()}
    web, worker = front_services(installation, environment)
    # These need no tables to come up. Nobody knows the address yet, and a half-made database says "not ready".
    supervisor.launch([*demo_services(installation, environment), web])
    bring_up_to_date(supervisor, installation, environment, "fill_demo")
    screen.tell("Starting the workers")
    supervisor.launch([worker])
    supervisor.wait_until_ready()
    supervisor.launch(back_services(installation, environment))
    supervisor.launch(_floor(installation, environment, options))
    keep_running_record(installation, environment)
    return installation


def bring_up_to_date(
    supervisor: Supervisor, installation: Installation, environment: dict[str, str], *commands: str
) -> None:
    """Migrate and run the commands, unless that was done already by this very tree."""
    if is_prepared(installation.state):
        return
    screen.tell("Bringing the database up to date")
    supervisor.run_once(prepare(installation, environment, *commands))
    note_prepared(installation.state)


def _floor(
    installation: Installation, environment: dict[str, str], options: argparse.Namespace
) -> list[Program]:
    return [] if options.quiet_floor else [simulated_customers(installation, environment)]


def keep_running_record(installation: Installation, environment: dict[str, str]) -> None:
    """Note for the other commands where the running installation is (mode 0600: it holds passwords)."""
    state = installation.state
    named = {
        name: value
        for name, value in environment.items()
        if name in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
        or (name.startswith("AGENTDESK_") and name != "AGENTDESK_SECRET_KEY")
    }
    state.write("running", {**state.read("running"), "url": installation.url, "environment": named})
