"""What every process of one installation is told, by environment variables."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from agentdesk.embedded.ports import any_free_port, own_addresses
from agentdesk.embedded.state import StateFolder

ROOT = Path(__file__).resolve().parents[2]
EVERY_ADDRESS = ("0.0.0.0", "::")
THIS_MACHINE = ("127.0.0.1", "[::1]", "localhost")


@dataclass(frozen=True)
class Installation:
    """One running AgentDesk: its state folder, the two servers and the address it answers on."""

    state: StateFolder
    database_url: str
    redis_url: str
    host: str
    port: int

    @property
    def url(self) -> str:
        """Where a browser on this machine finds it."""
        return (
            f"http://{'localhost' if self.host in ('127.0.0.1', *EVERY_ADDRESS) else self._name}:{self.port}"
        )

    @property
    def _name(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def names(self) -> list[str]:
        """The hosts that a browser may name: this machine, and what we were told to listen on."""
        listening = own_addresses() if self.host in EVERY_ADDRESS else [self._name]
        return sorted({*THIS_MACHINE, *listening})

    def environment(self) -> dict[str, str]:
        """The variables that all processes get. What the caller has set stays as it is."""
        ours = {
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "AGENTDESK_SECRET_KEY": self.state.secret("secret-key"),
            "AGENTDESK_STATE": str(self.state.path),
            "AGENTDESK_ALLOWED_HOSTS": ",".join(self.names),
            "DJANGO_SETTINGS_MODULE": "agentdesk.settings",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
        return {**ours, **os.environ, "DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


def demo_environment(state: StateFolder) -> dict[str, str]:
    """The variables of the demo: where its back office and its CRM listen, and what opens their doors."""
    backoffice, crm = any_free_port(), any_free_port()
    return {
        "AGENTDESK_DEMO": "1",
        "AGENTDESK_BACKOFFICE_URL": f"http://127.0.0.1:{backoffice}",
        "AGENTDESK_BACKOFFICE_TOKEN": state.secret("backoffice-token"),
        "AGENTDESK_CRM_URL": f"http://127.0.0.1:{crm}",
        "AGENTDESK_CRM_TOKEN": state.secret("crm-token"),
    }


def python(*arguments: str | int) -> list[str]:
    """A command line for the Python that runs us."""
    return [sys.executable, *map(str, arguments)]


def port_of(environment: Mapping[str, str], variable: str) -> int:
    """The port in an address that stands in the environment."""
    return int(environment[variable].rsplit(":", 1)[1])
