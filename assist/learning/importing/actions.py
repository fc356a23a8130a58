"""From the file to the data set. Between them stands an upload, whose rows are redacted already.

A small file is read while the request waits (`upload_file`). A large one is kept sealed (`receive_file`) until the worker reads it.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from assist.learning.datasets import keep_dataset
from assist.learning.importing.building import Built, build
from assist.learning.importing.looking import seen_in, summary_of
from assist.learning.importing.mapping import PARTS, ColumnMap, guess_map, guess_speakers
from assist.learning.importing.reading import Fault, Row, Table, Unreadable, read_table
from assist.learning.importing.sealing import seal, unseal
from assist.learning.importing.work import ask_work, settle
from assist.learning.models import DataSet, Upload
from assist.learning.progress import Progress, part_of, untold
from assist.learning.refusals import (
    AlreadyImported,
    FileUnreadable,
    NothingToImport,
    NotMapped,
    Overtaken,
    RowsAreBad,
)
from cases.events.actors import Actor
from cases.redaction.rules import redact


@dataclass(frozen=True)
class Checked:
    """An upload read with its decisions: what it would give, and every bad row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    chosen: ColumnMap
    built: Built
    faults: tuple[Fault, ...]


def upload_file(*, content: bytes, filename: str, key: bytes, by: Actor, at: datetime) -> Upload:
    """Keeps the file's rows without what must not be stored. Raises FileUnreadable. `key` is thrown away afterwards."""
    found = _found_in(content, filename, key, untold)
    return Upload.objects.create(**_named(content, filename, by, at), **found)


def receive_file(*, content: bytes, filename: str, nonce: bytes, by: Actor, at: datetime) -> Upload:
    """Keeps the file sealed, for the worker to read: nothing of it can be read in the database."""
    sealed = seal(content, settings.SECRET_KEY, nonce)
    upload = Upload.objects.create(**_named(content, filename, by, at), sealed=sealed)
    return ask_work(upload=upload, work=Upload.Work.READ)


def read_upload(*, upload: Upload, key: bytes, progress: Progress = untold) -> None:
    """The rows of a sealed file take its place. Raises FileUnreadable."""
    content = unseal(bytes(upload.sealed), settings.SECRET_KEY)
    settle(upload, sealed=b"", **_found_in(content, upload.filename, key, progress))


def check_upload(
    upload: Upload, mapping: Mapping[str, Any] | None = None, progress: Progress = untold
) -> Checked:
    """Reads the rows by these decisions, else by the kept ones. Writes nothing."""
    columns, rows = _unpacked(upload)
    return _checked(columns, rows, ColumnMap(**(mapping or upload.mapping)), upload.faults, progress)


def look_over(*, upload: Upload, progress: Progress = untold) -> None:
    """Keeps what the rows give by the decisions of now, for the page."""
    checked = check_upload(upload, progress=progress)
    settle(upload, checked=summary_of(checked.built, checked.faults))


def choose_columns(*, upload: Upload, columns: Mapping[str, str], speakers: Mapping[str, str]) -> ColumnMap:
    """Keeps a person's decisions; what they give is to be checked anew. Another column of speakers brings its own words."""
    picked = {p.key: columns[p.key] for p in PARTS if columns.get(p.key) in upload.seen["columns"]}
    words = guess_speakers(upload.seen["words"].get(picked.get("speaker", ""), ()))
    chosen = ColumnMap(picked, {word: speakers.get(word, guess) for word, guess in words.items()})
    ask_work(upload=upload, work=Upload.Work.CHECK, mapping=chosen.as_row)
    return chosen


def ask_import(*, upload: Upload, name: str, by: Actor, without_bad: bool = False) -> Upload:
    """The import waits for the worker. Raises what the last check speaks against."""
    checked = upload.checked
    is_empty = not checked.get("counts", {}).get("conversations")
    _refuse_unfit(upload, has_faults=bool(checked.get("fault_count")) and not without_bad, is_empty=is_empty)
    wanted = {"name": name, "without_bad": without_bad, "by_id": by.id, "by": by.name}
    return ask_work(upload=upload, work=Upload.Work.IMPORT, wanted=wanted)


@transaction.atomic
def import_upload(
    *, upload: Upload, name: str, by: Actor, at: datetime, without_bad: bool = False,
    progress: Progress = untold,
) -> DataSet:  # fmt: skip
    """The data set; the upload is gone. Raises RowsAreBad with nothing written, unless bad conversations are to be left out."""
    checked = check_upload(upload, progress=part_of(progress, 0.0, 0.4))
    has_faults = bool(checked.faults) and not without_bad
    _refuse_unfit(upload, has_faults=has_faults, is_empty=not checked.built.conversations)
    dataset = keep_dataset(
        name=redact(name).text.strip() or upload.filename, source=DataSet.Source.FILE, filename=upload.filename,
        sha256=upload.sha256, conversations=checked.built.conversations, mapping=upload.mapping,
        removed=upload.removed, left_out=checked.built.spoilt, upload_number=upload.pk, by=by, at=at,
        progress=part_of(progress, 0.4, 1.0),
    )  # fmt: skip
    gone, _ = Upload.objects.filter(pk=upload.pk, asked=upload.asked).delete()
    if not gone:
        raise Overtaken
    return dataset


def _refuse_unfit(upload: Upload, *, has_faults: bool, is_empty: bool) -> None:
    if ColumnMap(**upload.mapping).missing:
        raise NotMapped
    if has_faults:
        raise RowsAreBad
    if is_empty:
        raise NothingToImport
    if DataSet.objects.filter(sha256=upload.sha256, mapping=upload.mapping).exists():
        raise AlreadyImported


def _named(content: bytes, filename: str, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "filename": redact(filename).text[:200], "sha256": hashlib.sha256(content).hexdigest(),
        "uploaded_at": at, "uploaded_by_id": by.id, "uploaded_by": by.name,
    }  # fmt: skip


def _found_in(content: bytes, filename: str, key: bytes, progress: Progress) -> dict[str, Any]:
    """The columns of an upload that has been read, and checked by the likeliest decisions."""
    try:
        table = read_table(content, filename, key, part_of(progress, 0.0, 0.7))
    except Unreadable as unreadable:
        raise FileUnreadable.of(unreadable) from None
    chosen = guess_map(table.columns, table.rows)
    checked = _checked(table.columns, table.rows, chosen, table.faults, part_of(progress, 0.7, 0.9))
    progress(0.9, "Keeping what was read")
    return {
        "rows": _packed(table), "row_count": len(table.rows), "removed": dict(table.removed),
        "faults": [[fault.line, fault.reason] for fault in table.faults], "mapping": chosen.as_row,
        "seen": seen_in(table.columns, table.rows), "checked": summary_of(checked.built, checked.faults),
    }  # fmt: skip


def _checked(
    columns: tuple[str, ...], rows: tuple[Row, ...], chosen: ColumnMap, faults: Any, progress: Progress
) -> Checked:
    built = Built((), (), 0) if chosen.missing else build(rows, chosen, progress)
    read = [fault if isinstance(fault, Fault) else Fault(*fault) for fault in faults]
    return Checked(
        columns, rows, chosen, built, tuple(sorted((*read, *built.faults), key=lambda fault: fault.line))
    )


def _packed(table: Table) -> bytes:
    packed = {"columns": table.columns, "rows": [[row.line, row.turn, row.cells] for row in table.rows]}
    return gzip.compress(json.dumps(packed).encode(), 5)


def _unpacked(upload: Upload) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    found = json.loads(gzip.decompress(bytes(upload.rows)))
    rows = tuple(Row(line, cells, turn) for line, turn, cells in found["rows"])
    return tuple(found["columns"]), rows
