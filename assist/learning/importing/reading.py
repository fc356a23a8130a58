"""A file as plain rows, one for each turn. JSON lines may hold a turn a line, or a whole conversation with its turns in a list."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assist.learning.importing.cleaning import Cleaner
from assist.learning.progress import Progress, untold

LARGEST_FILE = 64 * 1024 * 1024  # bytes, unpacked
LONGEST_CELL = 20_000
MOST_FAULTS = 1000
EVERY = 500  # rows between two words of progress

Found = tuple[int, int, dict[str, Any] | str]


@dataclass(frozen=True)
class Fault:
    """What is wrong in one line; line 0 stands for the whole file."""

    line: int
    reason: str


@dataclass(frozen=True)
class Row:
    """One turn as the file has it. `turn` counts within a line that holds a whole conversation, else it is 0."""

    line: int
    cells: Mapping[str, Any]
    turn: int = 0


@dataclass(frozen=True)
class Table:
    """What was read. Nothing in it has to be removed any more."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    removed: Mapping[str, int]


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why."""


def read_table(content: bytes, filename: str, key: bytes, progress: Progress = untold) -> Table:
    """Rows, columns and faults of the file. Raises Unreadable."""
    text = _text_of(content, filename)
    cleaner = Cleaner(key)
    rows: list[Row] = []
    faults: list[Fault] = []
    last = text.count("\n") + 1
    for line, turn, cells in _lines_of(text, filename):
        if len(rows) % EVERY == 0:
            progress(line / last, f"Reading line {line:,} of {last:,}")
        if isinstance(cells, str):
            faults.append(Fault(line, f"turn {turn} {cells}" if turn else cells))
        else:
            clean = {cleaner.name(name): cleaner.cell(name, cell) for name, cell in cells.items()}
            rows.append(Row(line, clean, turn))
    if not rows and not faults:
        raise Unreadable("The file has no rows.")
    columns = dict.fromkeys(name for row in rows for name in row.cells)
    return Table(tuple(columns), tuple(rows), tuple(faults[:MOST_FAULTS]), dict(cleaner.removed))


def _text_of(content: bytes, filename: str) -> str:
    if filename.lower().endswith(".gz"):
        content = _unpacked(content)
    if len(content) > LARGEST_FILE:
        raise Unreadable(f"The file has more than {LARGEST_FILE // 2**20} MB. Split it into several.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(f"Line {line} is not UTF-8. Save the file as UTF-8 and upload it again.") from None


def _unpacked(content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            return packed.read(LARGEST_FILE + 1)
    except (OSError, EOFError, zlib.error):
        raise Unreadable("The gzip file is damaged or cut off.") from None


def _lines_of(text: str, filename: str) -> Iterator[Found]:
    """Line number and turn with the cells, or with what is wrong with them."""
    name = filename.lower().removesuffix(".gz")
    is_json = name.endswith((".jsonl", ".ndjson", ".json")) or text.lstrip()[:1] == "{"
    return _json_lines(text) if is_json else _csv_lines(text)


def _json_lines(text: str) -> Iterator[Found]:
    for line, words in enumerate(text.split("\n"), 1):
        if not words.strip():
            continue
        try:
            found = json.loads(words)
        except (json.JSONDecodeError, RecursionError) as error:
            yield line, 0, f"is not JSON: {getattr(error, 'msg', 'nested too deeply')}"
            continue
        if isinstance(found, dict):
            yield from ((line, turn, cells) for turn, cells in _turns_in(found))
        else:
            yield line, 0, "is not a JSON object"


def _turns_in(found: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """The line itself; or one row for each turn in it, with the names of the list before those of the turn."""
    lists = [n for n, v in found.items() if isinstance(v, list) and v and all(isinstance(o, dict) for o in v)]
    if not lists:
        yield 0, _checked(found)
        return
    name = max(lists, key=lambda one: len(found[one]))
    above = {key: value for key, value in found.items() if key != name}
    for number, turn in enumerate(found[name], 1):
        yield number, _checked({**above, **{f"{name}.{key}": value for key, value in turn.items()}})


def _csv_lines(text: str) -> Iterator[Found]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
        if len(set(header)) != len(header) or not all(header):
            raise Unreadable("The first line must name every column once.")
        begins = lines.line_num + 1
        for cells in lines:
            if cells:
                yield begins, 0, _csv_row(header, cells)
            begins = lines.line_num + 1
    except csv.Error as error:
        yield lines.line_num, 0, f"is not CSV: {error}"


def _csv_row(header: list[str], cells: list[str]) -> dict[str, Any] | str:
    if len(cells) != len(header):
        return f"has {len(cells)} cells, the first line names {len(header)} columns"
    return _checked(dict(zip(header, cells, strict=True)))


def _checked(cells: dict[str, Any]) -> dict[str, Any] | str:
    for name, value in cells.items():
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            return f"has more than {LONGEST_CELL:,} characters in “{name[:40]}”"
        if isinstance(value, str) and "\x00" in value:
            return f"has a zero byte in “{name[:40]}”"
    return cells


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)
