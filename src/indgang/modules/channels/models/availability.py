"""Whether a channel works just now."""

from django.db import models

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.privacy import Privacy
from indgang.modules.channels.vocabulary import AvailabilityState, Channel


class Availability(AppendOnlyModel):
    """What the module that runs a channel last said: the newest row holds, until `until` when that is set."""

    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT)
    channel = models.CharField(max_length=20, choices=[(word.value, word.value) for word in Channel])
    state = models.CharField(max_length=8, choices=[(word.value, word.value) for word in AvailabilityState])
    until = models.DateTimeField(null=True)
    reason = models.JSONField(default=dict)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    privacy = Privacy(
        purpose="At vise, om en kanal virker, og hvem der har sagt det",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=400,
        since="set_at",
        subjects=("medarbejder",),
        categories=("hvem der har lukket eller åbnet en kanal",),
    )

    class Meta:
        indexes = [
            models.Index(fields=["service", "channel", "-set_at"], name="channels_availability_newest")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.channel} {self.state}"
