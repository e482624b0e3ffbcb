"""Automatic decisions that are drawn by lot, and what a person thinks of each."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.cases.models.decision import Decision

_KEPT = "Følger afgørelsen og slettes sammen med den"
_BASIS = "Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og artikel 22, stk. 3"


class Sample(AppendOnlyModel):
    """One automatic decision that the lot fell on. `pct` is how many of a hundred were drawn on that day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="sample")
    drawn_at = models.DateTimeField()
    pct = models.DecimalField(max_digits=5, decimal_places=2)
    due = models.DateField()

    privacy = Privacy(
        purpose="At et menneske kontrollerer nogle af de svar, som reglerne giver alene",
        basis=_BASIS,
        kept_because=_KEPT,
        subjects=("borger",),
        categories=("at afgørelsen blev udtaget til kontrol",),
    )

    class Meta:
        indexes = [models.Index(fields=["drawn_at"], name="cases_samples")]
        constraints = [
            models.CheckConstraint(
                condition=Q(pct__gt=0, pct__lte=100),
                name="cases_sample_is_a_share",
                violation_error_message="En stikprøve er mellem 0 og 100 procent.",
            )
        ]

    def __str__(self) -> str:
        return f"Sample {self.decision_id}"


class SampleAnswer(AppendOnlyModel):
    """What a caseworker thinks of a drawn decision. It changes nothing by itself: the citizen has their yes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sample = models.OneToOneField(Sample, on_delete=models.CASCADE, related_name="answer")
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey("identity.Employee", on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()

    privacy = Privacy(
        purpose="At vise, hvad et menneske fandt, da et automatisk svar blev kontrolleret",
        basis=_BASIS,
        kept_because=_KEPT,
        subjects=("borger", "medarbejder"),
        categories=("vurdering af en afgørelse",),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(reason=""),
                name="cases_sample_disagrees_with_reason",
                violation_error_message="Skriv, hvorfor du er uenig.",
            )
        ]

    def __str__(self) -> str:
        return f"Answer to sample {self.sample_id}"
