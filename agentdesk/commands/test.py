"""`manage.py test [pytest's arguments]`: the fast suite, then the browser's, then the drills."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from agentdesk.commands.chromium import bring_chromium
from agentdesk.supervisor.settings import ROOT, python

NO_TESTS = 5  # pytest's exit status for an empty selection
ORDER = ("failed", "passed", "skipped", "xfailed", "xpassed", "error")


@dataclass(frozen=True)
class Run:
    """One pytest process: a part of the tree that needs a process of its own."""

    name: str
    folder: str
    environment: dict[str, str]

    def owns(self, path: str) -> bool:
        return Path(path.split("::")[0]).resolve().is_relative_to(ROOT / self.folder)


SPECIAL = (
    # Playwright's sync API leaves a running event loop, which Django would refuse to query under.
    Run("browser", "tests/browser", {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}),
    Run("drills", "tests/drills", {}),
)
FAST = Run("fast", "tests", {})
# Who is through first takes over from the others: a few files take most of the time.
ON_EVERY_CORE = ["-n", "logical", "--maxprocesses", "4", "--dist", "worksteal"]


def main(arguments: list[str]) -> int:
    """Run what the arguments select; returns 0 only when every run passed."""
    paths, options = _split(arguments)
    began = _ticks()
    counts: Counter[str] = Counter()
    statuses = []
    for run, selected in _plan(paths):
        status, outcome = _pytest(run, selected, options)
        statuses.append(status)
        counts.update(outcome)
    if len(statuses) > 1:
        _summarise(counts, _ticks() - began)
    return max((status for status in statuses if status != NO_TESTS), default=0 if not paths else NO_TESTS)


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    paths = [word for word in arguments if (Path(word.split("::")[0])).exists() and not word.startswith("-")]
    return paths, [word for word in arguments if word not in paths]


def _plan(paths: list[str]) -> list[tuple[Run, list[str]]]:
    if not paths:
        ignored = [f"--ignore={run.folder}" for run in SPECIAL]
        return [
            (FAST, ["tests", *ignored, *ON_EVERY_CORE]),
            *((run, [run.folder]) for run in SPECIAL if (ROOT / run.folder).is_dir()),
        ]
    special = [(run, [path for path in paths if run.owns(path)]) for run in SPECIAL]
    fast = [path for path in paths if not any(run.owns(path) for run in SPECIAL)]
    return [(run, chosen) for run, chosen in [(FAST, fast), *special] if chosen]


def _pytest(run: Run, selected: list[str], options: list[str]) -> tuple[int, dict[str, int]]:
    environment = {**os.environ, **run.environment}
    if run.name != "fast" and (chromium := bring_chromium()):
        environment["AGENTDESK_CHROMIUM"] = chromium
    with tempfile.TemporaryDirectory() as folder:
        outcome = Path(folder) / "outcome.json"
        environment["AGENTDESK_TEST_OUTCOME"] = str(outcome)
        done = subprocess.run(python("-m", "pytest", *selected, *options), env=environment, cwd=ROOT)
        return done.returncode, json.loads(outcome.read_text()) if outcome.exists() else {}


def _summarise(counts: Counter[str], seconds: float) -> None:
    words = [f"{counts[kind]} {kind}" for kind in ORDER if counts[kind]]
    line = f" {', '.join(words) or 'no tests ran'} in {seconds:.2f}s "
    sys.stdout.write(f"{line:=^100}\n")
    sys.stdout.flush()


def _ticks() -> float:
    return os.times().elapsed
