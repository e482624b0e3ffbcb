"""The audit trail."""

from django.db import models

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy


class Event(AppendOnlyModel):
    """Who did what, when, to what, for which purpose. Keys are text, so that a row outlives what it names.

    `actor` is `person:<id>`, `employee:<id>` or `system`; `object` is `<kind>:<id>`; `party` is the person or
    company that it concerns. `detail` never holds a CPR number or what somebody wrote.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    actor = models.CharField(max_length=80)
    object = models.CharField(max_length=120, blank=True)
    party = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)

    privacy = Privacy(
        purpose="At vise, hvem der har set eller ændret hvad, og hvorfor",
        basis="Databeskyttelsesforordningens artikel 5, stk. 2, og artikel 32",
        days=365 * 5,
        since="at",
        subjects=("borger", "medarbejder"),
        categories=("handling", "tidspunkt", "formål"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["party", "-at"], name="audit_party"),
            models.Index(fields=["object", "-at"], name="audit_object"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object}"
