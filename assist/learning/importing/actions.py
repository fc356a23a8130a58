"""From the file to the data set. Between them stands an upload, whose rows are redacted already."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from assist.learning.datasets import keep_dataset
from assist.learning.importing.building import Built, build
from assist.learning.importing.mapping import PARTS, ColumnMap, guess_map, guess_speakers
from assist.learning.importing.reading import Fault, Row, Unreadable, read_table
from assist.learning.models import DataSet, Upload
from assist.learning.refusals import AlreadyImported, FileUnreadable, NothingToImport, NotMapped, RowsAreBad
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

    @property
    def is_clean(self) -> bool:
        return not self.faults


def upload_file(*, content: bytes, filename: str, key: bytes, by: Actor, at: datetime) -> Upload:
    """Keeps the file's rows without what must not be stored. Raises FileUnreadable. `key` is thrown away afterwards."""
    try:
        table = read_table(content, filename, key)
    except Unreadable as unreadable:
        raise FileUnreadable.of(unreadable) from None
    packed = {"columns": table.columns, "rows": [[row.line, row.turn, row.cells] for row in table.rows]}
    return Upload.objects.create(
        filename=redact(filename).text[:200], sha256=hashlib.sha256(content).hexdigest(),
        rows=gzip.compress(json.dumps(packed).encode(), 5), row_count=len(table.rows),
        faults=[[fault.line, fault.reason] for fault in table.faults], removed=dict(table.removed),
        mapping=guess_map(table.columns, table.rows).as_row,
        uploaded_at=at, uploaded_by_id=by.id, uploaded_by=by.name,
    )  # fmt: skip


def check_upload(upload: Upload, mapping: Mapping[str, Any] | None = None) -> Checked:
    """Reads the rows by these decisions, else by the kept ones. Writes nothing."""
    columns, rows = _unpacked(upload)
    chosen = ColumnMap(**(mapping or upload.mapping))
    built = build(rows, chosen) if not chosen.missing else Built((), (), 0)
    read = tuple(Fault(line, reason) for line, reason in upload.faults)
    return Checked(columns, rows, chosen, built, tuple(sorted((*read, *built.faults), key=lambda f: f.line)))


def choose_columns(*, upload: Upload, columns: Mapping[str, str], speakers: Mapping[str, str]) -> ColumnMap:
    """Keeps a person's decisions. Another column of speakers brings its own words, guessed anew."""
    known, rows = _unpacked(upload)
    picked = {part.key: columns[part.key] for part in PARTS if columns.get(part.key) in known}
    words = guess_speakers(picked.get("speaker", ""), rows)
    told = {word: speakers.get(word, guess) for word, guess in words.items()}
    chosen = ColumnMap(picked, told)
    upload.mapping = chosen.as_row
    upload.save(update_fields=["mapping"])
    return chosen


@transaction.atomic
def import_upload(
    *, upload: Upload, name: str, by: Actor, at: datetime, without_bad: bool = False
) -> DataSet:  # fmt: skip
    """The data set; the upload is gone. Raises RowsAreBad with nothing written, unless bad conversations are to be left out."""
    checked = check_upload(upload)
    _refuse_unfit(upload, checked, without_bad)
    dataset = keep_dataset(
        name=redact(name).text.strip() or upload.filename, source=DataSet.Source.FILE, filename=upload.filename,
        sha256=upload.sha256, conversations=checked.built.conversations, mapping=upload.mapping,
        removed=upload.removed, left_out=checked.built.spoilt, by=by, at=at,
    )  # fmt: skip
    upload.delete()
    return dataset


def _refuse_unfit(upload: Upload, checked: Checked, without_bad: bool) -> None:
    if checked.chosen.missing:
        raise NotMapped
    if checked.faults and not without_bad:
        raise RowsAreBad
    if not checked.built.conversations:
        raise NothingToImport
    if DataSet.objects.filter(sha256=upload.sha256, mapping=upload.mapping).exists():
        raise AlreadyImported


def _unpacked(upload: Upload) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    found = json.loads(gzip.decompress(bytes(upload.rows)))
    rows = tuple(Row(line, cells, turn) for line, turn, cells in found["rows"])
    return tuple(found["columns"]), rows
