from datetime import datetime

from django.db import models
from django.db.models import Q

__all__ = ["Upload"]


class UploadQuerySet(models.QuerySet["Upload"]):
    def waiting(self) -> "UploadQuerySet":
        """Something is to be done with them, and no process has begun."""
        return self.exclude(work="").filter(begun_at=None)

    def worked_on(self) -> "UploadQuerySet":
        return self.exclude(work="").exclude(begun_at=None)

    def silent_since(self, at: datetime) -> "UploadQuerySet":
        """Worked on, but their process has not been heard of since."""
        return self.worked_on().filter(Q(beat_at__lt=at) | Q(beat_at=None))


class Upload(models.Model):
    """A file between its upload and the data set made of it: its rows, redacted, and how they are to be read.

    What takes long is done by the slow queue's worker, one `work` after another. `asked` counts what was asked for: the answer
    to anything but the last question is thrown away.
    """

    class Work(models.TextChoices):
        READ = "read", "Reading the file"
        CHECK = "check", "Checking every row"
        IMPORT = "import", "Importing"

    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)  # of the file as it was sent
    sealed = models.BinaryField(default=bytes)  # the file as it was sent, encrypted, until it is read
    rows = models.BinaryField(default=bytes)  # gzipped JSON: the columns, and the rows with their lines
    row_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)  # of the reading: [[line, reason], …]
    removed = models.JSONField(default=dict)  # what the redaction took away, by kind
    mapping = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)  # the columns, an example of each, the words of those that have few
    checked = models.JSONField(default=dict)  # what the rows give by the mapping: counts, faults, a preview
    wanted = models.JSONField(default=dict)  # the import that was asked for: name, without_bad, by whom
    work = models.CharField(max_length=8, choices=Work, blank=True)  # what is to be done; empty: it rests
    asked = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    share = models.FloatField(default=0)  # 0 to 1
    words = models.CharField(max_length=200, blank=True)  # what is being done
    begun_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=300, blank=True)  # why the last work came to nothing
    uploaded_at = models.DateTimeField()
    uploaded_by_id = models.CharField(max_length=64)
    uploaded_by = models.CharField(max_length=200)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.filename

    @property
    def percent(self) -> int:
        return round(self.share * 100)

    @property
    def is_read(self) -> bool:
        return bool(self.seen)
