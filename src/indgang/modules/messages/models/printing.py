"""Letters that somebody opened to print them."""

from django.db import models

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy


class PrintRun(models.Model):
    """One opening of one or more letters for print: who, from which unit, and when.

    A letter points at the last of them, so that a colleague sees that somebody has it at the printer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opened_by = models.CharField(max_length=80)
    opened_by_name = models.CharField(max_length=120)
    unit = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()

    privacy = Privacy(
        purpose="At to medarbejdere ikke printer det samme brev uden at vide det",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=365,
        since="opened_at",
        subjects=("medarbejder",),
        categories=("navn", "tidspunkt for print"),
    )

    def __str__(self) -> str:
        return str(self.id)
