"""`manage.py up`: the same stack for real use, with an empty database and a first administrator."""

import argparse

from agentdesk.commands import screen
from agentdesk.commands.demo import bring_up_to_date, keep_running_record
from agentdesk.commands.first_administrator import first_administrator
from agentdesk.embedded.ports import is_free, port_number
from agentdesk.embedded.refusals import CannotStart
from agentdesk.embedded.state import StateFolder
from agentdesk.supervisor.services import back_services, front_services
from agentdesk.supervisor.settings import Installation
from agentdesk.supervisor.stack import start_servers, supervised
from agentdesk.supervisor.watch import Stopped, Supervisor


def main(arguments: list[str]) -> int:
    """Run the installation until Ctrl-C or SIGTERM, or say what it lacks."""
    options = _options(arguments)
    state = StateFolder.of("desk")
    if options.check:
        from agentdesk.commands.readiness import report

        return report(state)
    try:
        with supervised(state, "desk", screen.tell) as supervisor:
            _start(supervisor, state, options)
            supervisor.watch()
    except Stopped:
        screen.say("Stopped.")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py up", description=__doc__)
    parser.add_argument("--port", type=port_number, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--admin", default="admin@localhost.localdomain", help="e-mail of the first one")
    parser.add_argument("--check", action="store_true", help="say what is missing for real use")
    return parser.parse_args(arguments)


def _start(supervisor: Supervisor, state: StateFolder, options: argparse.Namespace) -> None:
    if not is_free(options.port, options.host):
        fact = f"Port {options.port} of {options.host} is taken."
        raise CannotStart(fact, "Stop what listens there, or choose another with --port.")
    screen.tell("Starting the database")
    servers = start_servers(supervisor, state)
    installation = Installation(state, servers.database_url, servers.redis_url, options.host, options.port)
    environment = installation.environment()
    bring_up_to_date(supervisor, installation, environment)
    with first_administrator(environment, options.admin) as first:
        supervisor.launch(front_services(installation, environment))
        supervisor.wait_until_ready()
        supervisor.launch(back_services(installation, environment))
        screen.show_desk(installation, (options.admin, first.password) if first.password else None)
        first.make()
    keep_running_record(installation, environment)
