"""Standing grants that were worked out again: one row for each grant and month, and how far a month's run is."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy, no_personal_data
from indgang.modules.selfservice.vocabulary import Again


class Recalculation(AppendOnlyModel):
    """A grant held against one month (its first day). It never changes.

    `inputs`, `finding` and `follow_ups` are as in Submission, with what stood before in the inputs, so that it can be
    made again and compared. `before` and `now`: what is compared, whole or in øre. `case_id`: the case with the new
    answer, when there is one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(
        "selfservice.Submission", on_delete=models.CASCADE, related_name="recalculations"
    )
    month = models.DateField()
    at = models.DateTimeField()
    version = models.ForeignKey("selfservice.SolutionVersion", on_delete=models.PROTECT)
    result = models.CharField(max_length=10)
    before = models.BigIntegerField(null=True)
    now = models.BigIntegerField(null=True)
    inputs = models.JSONField()
    finding = models.JSONField()
    follow_ups = models.JSONField(default=list)
    case_id = models.UUIDField(null=True)

    privacy = Privacy(
        purpose="At holde en løbende ydelse op mod nye tal hver måned, og at vise, hvordan der blev regnet",
        basis="Lovgivningen bag den enkelte ydelse og forordningens artikel 22, stk. 3",
        kept_because="Slettes sammen med det, der blev sendt",
        subjects=("borger", "virksomhed", "husstand"),
        categories=("svar", "oplysninger fra registre", "hvad reglerne kom frem til"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "month"],
                name="selfservice_recalculated_once_a_month",
                violation_error_message="Der er allerede regnet igen for den måned.",
            ),
            models.CheckConstraint(
                condition=Q(result__in=[one.value for one in Again]),
                name="selfservice_recalculation_result_is_known",
                violation_error_message="Det resultat findes ikke.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.result}"


class RecalculationRun(models.Model):
    """How far the run of a month is for one solution. `cursor`: the last grant that was looked at; `ended_at`: when all
    were.
    `failed`: how many went wrong, and are tried again the next day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    solution = models.SlugField(max_length=60)
    month = models.DateField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    cursor = models.UUIDField(null=True)
    failed = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    privacy = no_personal_data("Hvor langt månedens genberegning er")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["solution", "month"], name="selfservice_one_run_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.solution} {self.month:%Y-%m}"
