"""Our source, read as text and as syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from agentdesk.supervisor.settings import ROOT

APPS = ("agentdesk", "qa", "assist", "cases")
NOT_OURS = ("static/vendor/", "/migrations/", ".venv/", "__pycache__/")


@cache
def modules() -> tuple[Path, ...]:
    """Every Python file of the four apps, without migrations."""
    found = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def own_files() -> tuple[Path, ...]:
    """Every file that git knows or would add, except what others wrote."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    kept = [name for name in listed if not any(part in f"/{name}" for part in NOT_OURS)]
    return tuple(ROOT / name for name in kept if (ROOT / name).is_file())


def imported_names(tree: ast.AST) -> Iterator[str]:
    """Dotted names of everything that is imported, at whatever depth."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called_names(tree: ast.AST) -> Iterator[str]:
    """Dotted names of everything that is called, such as "timezone.now"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)
