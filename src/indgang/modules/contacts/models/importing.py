"""Series of imported batches, and the runs of an import."""

from django.db import models

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy, no_personal_data
from indgang.modules.contacts.vocabulary import ImportState


class Series(models.Model):
    """Batches of one source that were counted by one rule, so that they may be added up.

    An import locks its row: one import into a series at a time. `source` is the id of the mapping.
    """

    id = models.SlugField(primary_key=True, max_length=60)
    municipality = models.CharField(max_length=40)
    municipality_name = models.CharField(max_length=200, blank=True)
    title = models.JSONField()
    counting_rule = models.JSONField()
    rule_hash = models.CharField(max_length=64)
    knows_channels = models.BooleanField(default=True)
    source = models.CharField(max_length=60)

    privacy = no_personal_data("Hvilke partier der er talt efter samme regel")

    def __str__(self) -> str:
        return self.id


class ImportRun(models.Model):
    """One run of an import or of its trial: what was read, and what became of it.

    `rejects_file` is a path below `<data>/ledger/rejects/`; it is removed with the row. `reasons` counts rejected
    rows by reason, `columns` says what was understood of each column.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mapping = models.CharField(max_length=60)
    file_name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=[(word.value, word.value) for word in ImportState])
    read = models.PositiveBigIntegerField(default=0)
    accepted = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    duplicates = models.PositiveBigIntegerField(default=0)
    reasons = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    rejects_file = models.CharField(max_length=200, blank=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    batch = models.ForeignKey("contacts.Batch", on_delete=models.SET_NULL, null=True)

    privacy = Privacy(
        purpose="At kunne rette de rækker, som en indlæsning afviste",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=30,
        since="begun_at",
        subjects=("borger", "virksomhed"),
        categories=("felter fra afviste rækker",),
    )

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"
