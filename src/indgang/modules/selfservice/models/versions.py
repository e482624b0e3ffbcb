"""Solutions as loaded: every version that somebody began on is kept, with its text."""

from django.db import models

from indgang.kernel.privacy import no_personal_data


class SolutionVersion(models.Model):
    """One version of a solution: the texts of its folder under their SHA-256. One of each solution is active.

    `format` says which shape of solution.yaml it is written in.
    """

    hash = models.CharField(primary_key=True, max_length=64)
    slug = models.SlugField(max_length=60)
    format = models.PositiveSmallIntegerField()
    source = models.JSONField()
    active = models.BooleanField(default=False)
    loaded_at = models.DateTimeField()

    privacy = no_personal_data("Selvbetjeningsløsninger og deres regler, så en afgørelse kan regnes efter")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=models.Q(active=True),
                name="selfservice_one_active_version",
                violation_error_message="En løsning har kun én udgave, der gælder.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.hash[:12]}"
