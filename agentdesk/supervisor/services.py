"""The table of services: name, command, and how to tell that it is ready."""

import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from agentdesk.embedded.programs import Program
from agentdesk.supervisor.settings import ROOT, Installation, port_of, python

# What a worker writes when it can be counted on. On the live queue the first customer must not wait for the models.
READY = {"live": "models_loaded", "slow": "ready."}
WORKERS = {"live": 4, "slow": 2}  # queue → threads
# On a busy machine a message goes to the screens before the work on it: web first, then live, then slow.
NICENESS = {"live": 2, "slow": 10}


def front_services(installation: Installation, environment: Mapping[str, str]) -> list[Program]:
    """What has to be there before anybody is let in: the web server and the worker for the live queue."""
    web = python("-m", "daphne", "-v", 0, "-e", _endpoint(installation), "agentdesk.asgi:application")
    return [
        _service(
            installation, environment, "web", web, lambda: answers(f"{_local(installation)}/health/live")
        ),
        _worker(installation, environment, "live"),
    ]


def back_services(installation: Installation, environment: Mapping[str, str]) -> list[Program]:
    """What may come up a moment later: the worker for the slow queue, and the sweep."""
    sweep = python("-m", "django", "sweep")
    return [
        _worker(installation, environment, "slow"),
        _service(installation, environment, "sweep", sweep, lambda: True),
    ]


def _endpoint(installation: Installation) -> str:
    host = installation.host.replace(":", r"\:")
    return (
        f"tcp:port={installation.port}:interface={host}:backlog=2048"  # -p would listen with a backlog of 50
    )


def _local(installation: Installation) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(installation.host, installation.host)
    return f"http://{host}:{installation.port}"


def _worker(installation: Installation, environment: Mapping[str, str], queue: str) -> Program:
    worker = python("-m", "celery", "-A", "agentdesk.celery", "worker", "-Q", queue, "-n", f"{queue}@%h")
    worker += ["--pool=threads", f"--concurrency={WORKERS[queue]}", "--loglevel=INFO"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    name = f"worker-{queue}"
    program = _service(
        installation, environment, name, worker, says(installation.state.log(name), READY[queue])
    )
    return replace(program, niceness=NICENESS[queue])


def demo_services(installation: Installation, environment: Mapping[str, str]) -> list[Program]:
    """Somebody else's systems, as far as the product knows: a back office and a CRM."""
    return [
        _service(
            installation,
            environment,
            name,
            python("-m", f"agentdesk.demo.{name}", "--port", port),
            partial(accepts, port),
        )
        for name, port in (
            ("backoffice", port_of(environment, "AGENTDESK_BACKOFFICE_URL")),
            ("crm", port_of(environment, "AGENTDESK_CRM_URL")),
        )
    ]


def simulated_customers(installation: Installation, environment: Mapping[str, str]) -> Program:
    """People who write through the widget at a human pace, so that the floor is alive."""
    command = python("-m", "agentdesk.demo.customers", "--url", _local(installation))
    return _service(installation, environment, "customers", command, lambda: True)


def prepare(installation: Installation, environment: Mapping[str, str], *commands: str) -> Program:
    """Migrations and then these management commands, as one program that ends."""
    command = python("-m", "agentdesk.commands.prepare", *commands)
    return _service(installation, environment, "prepare", command, lambda: True)


def _service(
    installation: Installation,
    environment: Mapping[str, str],
    name: str,
    command: list[str],
    ready: Callable[[], bool],
) -> Program:
    # Celery gives back what it holds when its SIGTERM means "soft shutdown"; the others do not read this.
    variables = {**environment, "REMAP_SIGTERM": "SIGQUIT", "AGENTDESK_PROCESS": name}
    log = installation.state.log(name)
    return Program(name=name, command=command, log=log, ready=ready, env=variables, cwd=ROOT)


def answers(url: str) -> bool:
    """True when the address answers with a success."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return 200 <= int(answer.status) < 300
    except (OSError, urllib.error.URLError):
        return False


def accepts(port: int) -> bool:
    """True when something listens on the port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def says(log: Path, word: str) -> Callable[[], bool]:
    """True once the word has appeared in what the log gained since this call."""
    before = log.stat().st_size if log.exists() else 0

    def has_said() -> bool:
        if not log.exists():
            return False
        with log.open("rb") as lines:
            lines.seek(before if log.stat().st_size >= before else 0)
            return word.encode() in lines.read()

    return has_said
