"""What does not work, or will not: said by a person, for everybody to see."""

from django.db import models

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.channels.vocabulary import Down


class Outage(models.Model):
    """Something is down from a moment, until another or until somebody says that it works again.

    `text` is `{"da": …, "en": …}` for citizens and may be empty. `ends_at` None: nobody knows. When it is over,
    `ended_at` says since when and `ended_by` who said so; an outage whose `ends_at` has passed is over by itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    what = models.CharField(max_length=12, choices=[(word.value, word.value) for word in Down])
    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, null=True)
    entrance = models.ForeignKey("channels.Entrance", on_delete=models.PROTECT, null=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    text = models.JSONField(default=dict)
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=80)
    told_by_name = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)

    privacy = Privacy(
        purpose="At sige til borgere og medarbejdere, hvad der er nede, og hvem der har meldt det",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=400,
        since="told_at",
        subjects=("medarbejder",),
        categories=("hvem der har meldt noget nede eller i gang igen",),
    )

    class Meta:
        indexes = [models.Index(fields=["ended_at", "ends_at"], name="channels_outages_not_over")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(what=Down.SERVICE.value, service__isnull=False)
                | (~models.Q(what=Down.SERVICE.value) & models.Q(service__isnull=True)),
                name="channels_an_outage_names_its_service",
                violation_error_message="Vælg den ydelse, der er nede.",
            ),
            models.CheckConstraint(
                condition=models.Q(what=Down.ENTRANCE.value, entrance__isnull=False)
                | (~models.Q(what=Down.ENTRANCE.value) & models.Q(entrance__isnull=True)),
                name="channels_an_outage_names_its_entrance",
                violation_error_message="Vælg det sted, der er lukket.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("begins_at")),
                name="channels_an_outage_ends_after_it_begins",
                violation_error_message="Den skal slutte, efter at den begynder.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.service_id or self.entrance_id or ''}".strip()
