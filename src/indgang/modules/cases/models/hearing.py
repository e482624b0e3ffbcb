"""What the party is shown before we say no."""

from django.db import models

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.cases.models.case import Case


class Hearing(AppendOnlyModel):
    """The party was shown facts and the reasons as they stood, and had until a day to say something.

    `facts` are rows as in a finding: what the letter listed. A hearing that was wrong is followed by another.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hearings")
    at = models.DateTimeField()
    answer_by = models.DateField()
    facts = models.JSONField(default=list)
    reasons = models.TextField()
    by = models.ForeignKey("identity.Employee", on_delete=models.PROTECT, related_name="+")
    message_id = models.UUIDField()

    privacy = Privacy(
        purpose="At kunne vise, at en borger blev hørt, om hvad og hvornår, før vi sagde nej",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra c, og forvaltningslovens § 19",
        kept_because="Følger sagen og slettes sammen med den",
        subjects=("borger", "virksomhed", "medarbejder"),
        categories=("oplysninger bag afgørelsen", "udkast til begrundelse"),
    )

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="cases_hearings")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reasons=""),
                name="cases_hearing_says_why",
                violation_error_message="Borgeren skal se, hvorfor vi er på vej til at sige nej.",
            )
        ]

    def __str__(self) -> str:
        return f"Hearing {self.case_id} {self.answer_by}"
