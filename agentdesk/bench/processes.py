"""CPU and memory of each process of the stack, over a stretch of time."""

import time
from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Usage:
    name: str
    cpu_percent: float  # of one core
    memory_mb: float


class Meter:
    """Measures between `start` and `stop`; children count with their process."""

    def __init__(self, processes: dict[str, int]) -> None:
        self.processes = processes
        self._before: dict[str, float] = {}
        self._since = 0.0

    def start(self) -> None:
        self._since = time.perf_counter()
        self._before = {name: _cpu(pid) for name, pid in self.processes.items()}

    def stop(self) -> list[Usage]:
        seconds = time.perf_counter() - self._since
        return [
            Usage(name, (_cpu(pid) - self._before[name]) / seconds * 100, _memory(pid))
            for name, pid in self.processes.items()
        ]


def _family(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _cpu(pid: int) -> float:
    return float(sum(sum(p.cpu_times()[:2]) for p in _family(pid)))


def _memory(pid: int) -> float:
    """Unique memory in megabytes: what would be free if the process ended."""
    return float(sum(p.memory_full_info().uss for p in _family(pid))) / 1e6
