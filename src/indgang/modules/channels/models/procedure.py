"""What staff do on paper when the systems fail."""

from django.db import models

from indgang.kernel.privacy import no_personal_data


class Procedure(models.Model):
    """The municipality's procedure as its content says it: one row, or none. `data` is procedure.yaml's shape."""

    data = models.JSONField()

    privacy = no_personal_data("Hvad medarbejdere gør på papir, når systemerne er nede")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="channels_one_procedure",
                violation_error_message="Der er kun én procedure.",
            ),
        ]

    def __str__(self) -> str:
        return "procedure"
