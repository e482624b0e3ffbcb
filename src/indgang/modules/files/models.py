"""The table of files. The content stands on disk under its fingerprint; see services/shelf.py."""

from django.db import models
from django.db.models import Q

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.files.vocabulary import FileKind

LONGEST_TITLE = 120
LONGEST_WHY = 300


class StoredFile(models.Model):
    """One file of one owner. The same content may stand in several rows, and is one file on disk.

    `keep_until` is for a file whose owner is gone; one of a case stays as long as the case. `set_aside_at`: it was
    filed wrongly; nobody is shown its content any more, and the row says who said so, and why.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.CharField(max_length=140)
    title = models.CharField(max_length=LONGEST_TITLE)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.CharField(max_length=80)
    added_by_name = models.CharField(max_length=160, blank=True)
    added_at = models.DateTimeField()
    keep_until = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.CharField(max_length=80, blank=True)
    set_aside_by_name = models.CharField(max_length=160, blank=True)
    set_aside_why = models.CharField(max_length=LONGEST_WHY, blank=True)

    privacy = Privacy(
        purpose="At have de bilag, som hører til en ansøgning, et svar eller en sag",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og offentlighedslovens § 15",
        days=0,
        since="keep_until",
        with_case="owner",
        subjects=("borger", "virksomhed", "medarbejder"),
        categories=("bilag", "bilagets titel", "hvem der lagde det ind, og hvornår"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["owner", "added_at"], name="files_owner"),
            models.Index(fields=["sha256"], name="files_sha256"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "sha256"],
                condition=Q(set_aside_at__isnull=True),
                name="files_once_for_an_owner",
                violation_error_message="Det bilag er der allerede.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in FileKind]),
                name="files_known_kind",
                violation_error_message="Et bilag er en PDF, et JPEG-billede eller et PNG-billede.",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True, set_aside_why="", set_aside_by="")
                | Q(set_aside_at__isnull=False) & ~Q(set_aside_why="") & ~Q(set_aside_by=""),
                name="files_set_aside_has_a_reason",
                violation_error_message="Et bilag, der er taget ud, har en grund.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
