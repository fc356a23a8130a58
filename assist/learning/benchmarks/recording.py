"""The figures of benchmark runs, kept in `figures.json` beside this package for the page that shows them."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).resolve().parent.parent / "figures.json"


class CannotScore(Exception):
    """The scorer did not give figures."""


def score(scorer: Path, task: str, labels: Path, predictions: Path) -> dict[str, float]:
    """What the scorer says of the predictions. It is a program of its own: `SCORER TASK LABELS PREDICTIONS`."""
    command = [sys.executable, str(scorer), task, str(labels), str(predictions)]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        figures: dict[str, float] = json.loads(done.stdout)
    except json.JSONDecodeError:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it said nothing"]
        raise CannotScore(f"The scorer gave no figures: {last[0]}") from None
    return figures


def recorded(path: Path = FIGURES) -> dict[str, dict[str, Any]]:
    """The last run of each data set by its name."""
    return dict(json.loads(path.read_text())) if path.exists() else {}


def record(
    name: str, task: str, scores: Mapping[str, float], took: Mapping[str, Any], on: date, path: Path = FIGURES
) -> None:
    """Keeps the figures in the place of the data set's last ones."""
    row = {"task": task, "on": on.isoformat(), "scores": dict(scores), "took": dict(took)}
    rows = {**recorded(path), name: row}
    path.write_text(json.dumps(dict(sorted(rows.items())), indent=1) + "\n")
