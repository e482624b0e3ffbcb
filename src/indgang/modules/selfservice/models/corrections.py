"""A draft that is to take the place of what was sent."""

from django.db import models

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy


class Correction(AppendOnlyModel):
    """The party corrects a submission that is not decided: it is withdrawn in the moment the draft is sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.OneToOneField("selfservice.Draft", on_delete=models.CASCADE, related_name="correction")
    submission = models.ForeignKey(
        "selfservice.Submission", on_delete=models.CASCADE, related_name="corrections"
    )
    at = models.DateTimeField()

    privacy = Privacy(
        purpose="At vide, hvilken indsendelse en borger er ved at rette",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        kept_because="Slettes sammen med kladden eller indsendelsen",
        subjects=("borger", "virksomhed"),
        categories=("at en indsendelse er rettet",),
    )

    def __str__(self) -> str:
        return f"Correction of {self.submission_id}"
