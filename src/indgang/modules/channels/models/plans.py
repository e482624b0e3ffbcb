"""The channel plan: dated, and never changed. A new decision is a new row."""

from django.db import models

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.privacy import no_personal_data
from indgang.modules.channels.vocabulary import Channel, Condition, Level, PlanOrigin, PlanState


class Plan(AppendOnlyModel):
    """One decision about one service (and level): from this date these channels, in this order.

    Without entries it takes a level's own order back, so that the service's general plan holds.
    `origin_key` is the hash of the content, or the initiative's id. `reverses` takes an initiative's plan
    back from `valid_from`. The number grows in the order of writing, which decides between equals.
    """

    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT)
    level = models.CharField(
        max_length=24, blank=True, choices=[("", ""), *((level.value, level.value) for level in Level)]
    )
    valid_from = models.DateField()
    origin = models.CharField(max_length=10, choices=[(word.value, word.value) for word in PlanOrigin])
    origin_key = models.CharField(max_length=80)
    reason = models.JSONField(default=dict)
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    recorded_at = models.DateTimeField()

    privacy = no_personal_data("Hvilke kanaler en ydelse har, fra hvornår og hvorfor")

    class Meta:
        indexes = [models.Index(fields=["service", "level", "valid_from"], name="channels_plan_of_service")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True) | models.Q(origin=PlanOrigin.INITIATIVE.value),
                name="channels_only_an_initiative_is_reversed",
                violation_error_message="Kun en indsats kan rulles tilbage. Ret ellers indholdet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.level} {self.valid_from}".replace("  ", " ")


class PlanEntry(AppendOnlyModel):
    """One channel of a plan, in its place."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=20, choices=[(word.value, word.value) for word in Channel])
    state = models.CharField(max_length=12, choices=[(word.value, word.value) for word in PlanState])
    condition = models.CharField(max_length=24, choices=[(word.value, word.value) for word in Condition])
    reason = models.JSONField(default=dict)
    legal_basis = models.CharField(max_length=200, blank=True)

    privacy = no_personal_data("Kanalerne i en kanalplan")

    class Meta:
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="channels_one_entry_a_place"),
            models.UniqueConstraint(
                fields=["plan", "channel", "condition"], name="channels_one_entry_a_channel_and_condition"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(state=PlanState.FIRST.value),
                name="channels_one_first",
                violation_error_message="Kun én kanal kan være den første.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=PlanState.CLOSED.value) | ~models.Q(legal_basis=""),
                name="channels_closed_needs_the_law",
                violation_error_message="En lukket kanal skal have et lovgrundlag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
