"""One run of a benchmark: train, predict one row at a time, and measure what a live desk would feel."""

import gzip
import json
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from importlib import import_module, util
from pathlib import Path
from typing import Any

import numpy as np

from assist.learning.benchmarks import Files, Task

SAY_EVERY_SECONDS = 5.0


@dataclass(frozen=True)
class Measured:
    """What the run took. Latencies are of one prediction, memory is the peak of the process."""

    rows: int
    training_seconds: float
    p50_ms: float
    p95_ms: float
    memory_mb: int

    @property
    def as_row(self) -> dict[str, Any]:
        return asdict(self)


class NoSuchTask(Exception):
    """The task's module is not there."""


def find_task(name: str) -> str:
    """The name of the task's module. Raises NoSuchTask when there is none."""
    module = f"assist.learning.benchmarks.{name}"
    if util.find_spec(module) is None:
        raise NoSuchTask(f"The benchmark {name} has not been written: there is no module {module}.")
    return module


def measured_run(
    name: str, files: Files, rows: list[dict[str, Any]], say: Callable[[str], None]
) -> tuple[list[dict[str, Any]], Measured]:
    """The predictions, in the order of the rows, and the figures of the run."""
    task: Task = import_module(find_task(name)).Benchmark()
    began = time.perf_counter()
    task.train(files)
    trained = time.perf_counter() - began
    say(f"Trained in {trained:.1f} s")
    task.predict(rows[0])  # a live worker is warm before its first turn
    predictions, took = _predict_all(task, rows, say)
    p50, p95 = np.percentile(took, [50, 95]) * 1000
    measured = Measured(
        len(rows), round(trained, 1), round(float(p50), 2), round(float(p95), 2), peak_memory_mb()
    )
    return predictions, measured


def peak_memory_mb() -> int:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Writes JSON lines, gzipped when the name says so: all of them or none."""
    draft = path.with_name(f".{path.name}.draft")
    packed = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    draft.write_bytes(gzip.compress(packed, mtime=0) if path.suffix == ".gz" else packed)
    draft.replace(path)


def _predict_all(
    task: Task, rows: list[dict[str, Any]], say: Callable[[str], None]
) -> tuple[list[dict[str, Any]], list[float]]:
    predictions, took = [], []
    said = time.perf_counter()
    for number, row in enumerate(rows, 1):
        began = time.perf_counter()
        prediction = task.predict(row)
        ended = time.perf_counter()
        took.append(ended - began)
        predictions.append({"id": row["id"], **prediction})
        if ended - said > SAY_EVERY_SECONDS:
            said = ended
            say(f"Predicted {number} of {len(rows)}")
    return predictions, took
