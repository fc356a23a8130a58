"""Whether the database of a state folder is already what this tree would make of it."""

import hashlib
import os
from pathlib import Path

from agentdesk.embedded.state import StateFolder
from agentdesk.supervisor.settings import ROOT

CONTENT = "agentdesk/demo/content"  # what the demo is filled with


def is_prepared(state: StateFolder) -> bool:
    """True when the embedded database was migrated and filled by a tree with the same shape and content."""
    if os.environ.get("DATABASE_URL"):
        return False  # somebody else's server: only looking tells
    return state.read("prepared").get("fingerprint") == fingerprint()


def note_prepared(state: StateFolder) -> None:
    """Remember that the database is up to date."""
    state.write("prepared", {"fingerprint": fingerprint()})


def fingerprint() -> str:
    """A sha256 over the files that decide what is in a freshly prepared database."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _files() -> list[Path]:
    sources = (path for app in ("cases", "assist", "qa") for path in (ROOT / app).rglob("*.py"))
    shape = {path for path in sources if _decides_tables(path)}
    content = {path for path in (ROOT / CONTENT).rglob("*") if path.is_file() and path.suffix != ".pyc"}
    return sorted({*shape, *content, ROOT / "requirements.lock"})


def _decides_tables(path: Path) -> bool:
    return path.name == "models.py" or path.parent.name == "migrations"
