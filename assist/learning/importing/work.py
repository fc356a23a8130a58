"""What is to be done with an upload, from the asking to the end. One upload at a time; begun again when its worker dies."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from assist.learning.models import Upload
from assist.learning.refusals import Overtaken, StillWorking

SILENCE = timedelta(seconds=45)
MOST_TRIES = 3
WAITING = "Waiting for the worker"
AGAIN = "The worker was gone and begins again"
GIVEN_UP = (
    f"The worker was gone {MOST_TRIES} times over it, so it was given up. Nothing was imported. "
    "Upload the file again, in smaller parts if that helps."
)


def ask_work(*, upload: Upload, work: str, **decided: Any) -> Upload:
    """The work waits for the worker, with what was decided; an answer to anything older is thrown away.

    Raises StillWorking while the file is read or imported.
    """
    asking = Upload.objects.filter(pk=upload.pk, work__in=["", Upload.Work.CHECK])
    asked = asking.update(
        work=work, asked=F("asked") + 1, tries=0, share=0, words=WAITING, begun_at=None, beat_at=None,
        failed="", **decided,
    )  # fmt: skip
    if not asked:
        raise StillWorking
    upload.refresh_from_db()
    return upload


def take_work(*, pk: int, at: datetime) -> Upload | None:
    """The upload, now worked on; None when nothing is to be done with it, or another one is worked on."""
    if Upload.objects.worked_on().exclude(pk=pk).exists():
        return None
    taken = (
        Upload.objects.waiting()
        .filter(pk=pk)
        .update(begun_at=at, beat_at=at, tries=F("tries") + 1, words="Starting")
    )
    return Upload.objects.get(pk=pk) if taken else None


def beat_work(*, pk: int, asked: int, share: float, words: str, at: datetime) -> bool:
    """Says that the work lives, and how far it is. False when nobody waits for it any more."""
    rows = Upload.objects.worked_on().filter(pk=pk, asked=asked)
    return bool(rows.update(share=min(max(share, 0.0), 1.0), words=words[:200], beat_at=at))


def settle(upload: Upload, **found: Any) -> None:
    """Keeps what came of the work, which is done. Raises Overtaken when something else was asked for meanwhile."""
    rest: dict[str, Any] = {"work": "", "words": "", "share": 0, "begun_at": None, "beat_at": None}
    if not Upload.objects.filter(pk=upload.pk, asked=upload.asked).update(**rest, **found):
        raise Overtaken
    upload.refresh_from_db()


def fail_work(*, pk: int, asked: int, words: str) -> None:
    """The work came to nothing, and why. A file that cannot be read is kept no longer."""
    rows = Upload.objects.filter(pk=pk, asked=asked)
    rows.update(work="", words="", begun_at=None, beat_at=None, sealed=b"", failed=words[:300])


def give_back(*, pk: int, asked: int) -> None:
    """Its worker is gone: the work waits for the next one. After three of them it is given up."""
    upload = Upload.objects.worked_on().filter(pk=pk, asked=asked).first()
    if upload is None:
        return
    if upload.tries >= MOST_TRIES:
        fail_work(pk=pk, asked=asked, words=GIVEN_UP)
        return
    Upload.objects.filter(pk=pk, asked=asked).update(begun_at=None, beat_at=None, share=0, words=AGAIN)


def give_back_silent(*, at: datetime) -> int:
    """For the sweep: uploads whose process has not been heard of wait for the next one. How many there were."""
    silent = list(Upload.objects.silent_since(at - SILENCE).values_list("pk", "asked"))
    for pk, asked in silent:
        give_back(pk=pk, asked=asked)
    return len(silent)
