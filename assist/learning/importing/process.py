"""Works on an upload: reads its file, checks its rows, imports it. In a process of its own, or at once where it is small."""

from collections.abc import Callable
from datetime import datetime

import structlog

from assist.learning.heart import Heart
from assist.learning.importing.actions import import_upload, look_over, read_upload
from assist.learning.importing.work import beat_work, fail_work, give_back
from assist.learning.models import Upload
from assist.learning.progress import Progress, untold
from assist.learning.refusals import Overtaken
from cases.events.actors import Actor, ActorKind
from cases.refusals import Refusal

log = structlog.get_logger(__name__)
SMALL_FILE = 256 * 1024  # bytes that are read while the request waits: a fifth of a second
SMALL_ROWS = 4_000  # turns that are checked or imported while the request waits
PACKED = 10  # times that a gzipped file may grow
Clock = Callable[[], datetime]


def is_small_file(size: int, filename: str) -> bool:
    return size * (PACKED if filename.lower().endswith(".gz") else 1) <= SMALL_FILE


def is_small(upload: Upload) -> bool:
    return upload.is_read and upload.row_count <= SMALL_ROWS


def do_work(upload: Upload, *, key: bytes, at: datetime, progress: Progress = untold) -> None:
    """Does what was asked for. Raises a refusal with nothing written."""
    if upload.work == Upload.Work.READ:
        read_upload(upload=upload, key=key, progress=progress)
    elif upload.work == Upload.Work.CHECK:
        look_over(upload=upload, progress=progress)
    elif upload.work == Upload.Work.IMPORT:
        wanted = upload.wanted
        by = Actor(ActorKind.AGENT, wanted["by_id"], wanted["by"])
        import_upload(
            upload=upload, name=wanted["name"], without_bad=wanted["without_bad"], by=by, at=at, progress=progress
        )  # fmt: skip


def work_alone(pk: int, clock: Clock, key: bytes) -> None:
    """Does what this upload was taken for, with its end whatever that is. Does nothing for one that was taken for nothing."""
    upload = Upload.objects.worked_on().filter(pk=pk).first()
    if upload is None:
        return
    asked, heart = upload.asked, _heart_of(pk, upload.asked, clock)
    heart.start()
    try:
        do_work(upload, key=key, at=clock(), progress=heart.tell)
    except Overtaken:
        pass
    except Refusal as refusal:
        fail_work(pk=pk, asked=asked, words=f"{refusal.message} {refusal.advice}")
    except Exception as error:  # the page must learn that nothing comes
        log.exception("import_failed", upload=pk)
        fail_work(pk=pk, asked=asked, words=f"It failed: {type(error).__name__}. The log has the details.")
    finally:
        heart.rest()


def _heart_of(pk: int, asked: int, clock: Clock) -> Heart:
    return Heart(
        beat=lambda share, words: beat_work(pk=pk, asked=asked, share=share, words=words, at=clock()),
        orphaned=lambda: give_back(pk=pk, asked=asked),
    )
