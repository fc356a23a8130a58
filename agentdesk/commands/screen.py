"""What a person reads while the stack starts, and the one screen that it shows then."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from agentdesk.supervisor.settings import ROOT, Installation

CAST = ROOT / "agentdesk" / "demo" / "content" / "cast.yaml"
DEMO_PAGES = (
    ("Sign in", "/accounts/login/"),
    ("Console", "/desk/"),
    ("Wallboard", "/floor/"),
    ("Reviews", "/reviews/"),
    ("Shop with the chat", "/demo/shop/"),
    ("API", "/api/v1/docs/"),
)


def tell(line: str) -> None:
    """One line about what happens at the moment."""
    print(f"  · {line}", flush=True)


def say(line: str = "") -> None:
    """One plain line."""
    print(line, flush=True)


def show_demo(installation: Installation, seconds: float) -> None:
    """The demo's screen: where to look, who to be, how to stop."""
    _title(f"AgentDesk runs (started in {seconds:.0f} s)")
    _pairs((name, f"{installation.url}{path}") for name, path in DEMO_PAGES)
    _heading("Sign in as")
    _cast(CAST)
    _footing(installation)


def show_desk(installation: Installation, password: tuple[str, str] | None) -> None:
    """The screen of `up`. A first password is shown once and kept nowhere."""
    _title("AgentDesk runs")
    _pairs([("Console", f"{installation.url}/desk/"), ("API", f"{installation.url}/api/v1/docs/")])
    if password:
        _heading("The first administrator (this password is shown once)")
        _pairs([password])
    _footing(installation)


def _footing(installation: Installation) -> None:
    say()
    say(f"  Stop with {_strong('Ctrl-C')}. Logs and data: {installation.state.path}")
    say()


def _cast(path: Path) -> None:
    for person in _people(path):
        who = f"{person.get('name', '')}, {str(person.get('role', '')).replace('_', ' ')}"
        say(f"    {who:<42}{person.get('email', ''):<38}{person.get('password', '')}")


def _people(path: Path) -> Sequence[Mapping[str, Any]]:
    if not path.exists():
        return []
    cast = yaml.safe_load(path.read_text())
    people = cast.get("people", []) if isinstance(cast, dict) else cast
    shared = cast.get("password", "") if isinstance(cast, dict) else ""
    return [{"password": shared, **person} for person in people]


def _title(words: str) -> None:
    say()
    say(f"  {_strong(words)}")
    say()


def _heading(words: str) -> None:
    say()
    say(f"  {words}")


def _pairs(pairs: Iterable[tuple[str, str]]) -> None:
    for name, value in pairs:
        say(f"    {name:<42}{value}")


def _strong(words: str) -> str:
    wants_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return f"\x1b[1m{words}\x1b[0m" if wants_colour else words
