"""Reads JSON lines, plain or gzipped. Everything that is wrong is found, each with its file and line."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from assist.learning.benchmarks.shapes import Shape, faults_of


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong; line 0 stands for the whole file."""

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        place = f"{self.path}, line {self.line}" if self.line else str(self.path)
        return f"{place}: {self.reason}"


class BadFiles(Exception):
    """The files cannot be used; `faults` says why, one for each bad line."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


def read_checked(path: Path, shape: Shape, unique: str = "") -> tuple[list[dict[str, Any]], list[Fault]]:
    """The rows of the file and everything wrong with it. With `unique` no two rows may share that field."""
    rows: list[dict[str, Any]] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for line, row, fault in _lines(path):
        found = [fault] if fault else faults_of(row, shape)
        if not found and unique:
            first = seen.setdefault(row[unique], line)
            found = [f'"{unique}" {row[unique]!r} stands in line {first} already'] if first != line else []
        faults += [Fault(path, line, reason) for reason in found]
        rows += [row] if not found else []
    if not rows and not faults:
        faults.append(Fault(path, 0, "has no rows"))
    return rows, faults


def _lines(path: Path) -> Iterator[tuple[int, Any, str]]:
    """Line number, row and fault; blank lines are passed over."""
    number = 0
    try:
        with _open(path) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield (number, *_row(line))
    except FileNotFoundError:
        yield 0, None, "is not there"
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield number + 1, None, "the gzip file is damaged or cut off here"
    except OSError as error:
        yield 0, None, f"cannot be read: {error.strerror}"


def _open(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _row(line: bytes) -> tuple[Any, str]:
    try:
        return json.loads(line.decode("utf-8-sig")), ""
    except UnicodeDecodeError:
        return None, "is not UTF-8"
    except json.JSONDecodeError as error:
        return None, f"is not JSON: {error.msg} at character {error.pos + 1}"
    except RecursionError:
        return None, "is not JSON of a sane depth"
