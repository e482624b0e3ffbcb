"""What the analytical copy consists of: the files that count, and the bridge over New Year."""

from django.db import models
from django.db.models import Q

from indgang.kernel.privacy import Privacy, no_personal_data


class LedgerPart(models.Model):
    """One Parquet file of the analytical copy. A file that no row names is not part of the ledger.

    A part of an import belongs to its batch; a part of what we do ourselves covers the ids from `first_id` to
    `last_id`. `gone_at`: it was replaced then, and its file is removed an hour later. `path` is below
    `<data>/ledger/`. `gaps_final`: no later row can change its gap columns.
    """

    table = models.CharField(max_length=12, choices=[("contact", "contact"), ("measurement", "measurement")])
    path = models.CharField(max_length=200)
    batch = models.ForeignKey("contacts.Batch", on_delete=models.PROTECT, null=True)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(null=True)
    rows = models.PositiveBigIntegerField()
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    first_id = models.CharField(max_length=36, blank=True)
    last_id = models.CharField(max_length=36, blank=True)
    gaps_final = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    privacy = no_personal_data("Hvilke filer hovedbogens kopi til analyse består af")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "path"], name="contacts_part_once"),
            models.UniqueConstraint(
                fields=["table", "first_id"],
                condition=Q(gone_at__isnull=True) & ~Q(first_id=""),
                name="contacts_part_begins_once",
                violation_error_message="De rækker er allerede i kopien.",
            ),
        ]

    def __str__(self) -> str:
        return self.path


class KeyBridge(models.Model):
    """The pseudonym of last year for a contact of January, so that a gap over New Year can be told.

    Goes with the key of the year that it looks back on.
    """

    contact = models.UUIDField(primary_key=True)
    last_years_key = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    last_day = models.DateField()

    privacy = Privacy(
        purpose="At kunne se, om en henvendelse i januar følger efter en i december",
        basis="Databeskyttelsesforordningens artikel 25 og artikel 89",
        days=60,
        since="last_day",
        subjects=("borger", "virksomhed"),
        categories=("pseudonym, der skifter hvert år",),
    )

    def __str__(self) -> str:
        return str(self.contact)
