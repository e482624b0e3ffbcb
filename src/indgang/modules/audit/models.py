"""The audit trail."""

from django.db import models

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.audit.vocabulary import Checked


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
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object}"


class Check(AppendOnlyModel):
    """Somebody looked at a look-up and said what they think of it. The newest of a look-up holds; all are kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    outcome = models.CharField(max_length=10)
    note = models.CharField(max_length=500, blank=True)

    privacy = Privacy(
        purpose="At kontrollere, at medarbejdere kun slår op, når de har brug for det, og vise, at det sker",
        basis="Databeskyttelsesforordningens artikel 5, stk. 2, artikel 24 og artikel 32, stk. 1, litra d, og stk. 4",
        kept_because="Følger opslaget i sporet og slettes sammen med det",
        subjects=("medarbejder",),
        categories=("hvad en kontrol viste",),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=[word.value for word in Checked]),
                name="audit_check_outcome_is_known",
                violation_error_message="En kontrol har et af de kendte udfald.",
            )
        ]
        indexes = [models.Index(fields=["event", "-at"], name="audit_checks")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.event_id}"
