"""Where people meet us."""

from django.db import models

from indgang.kernel.privacy import no_personal_data
from indgang.modules.channels.vocabulary import EntranceKind


class Entrance(models.Model):
    """A place to meet the municipality.

    `hours` is `{"mon": [[600, 960]], …}` in minutes after midnight, Copenhagen time; 1440 is the day's end.
    `services` are ids; it is not read when the entrance `serves_all`.
    """

    id = models.SlugField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in EntranceKind])
    name = models.JSONField()
    unit = models.ForeignKey("identity.Unit", on_delete=models.PROTECT)
    channels = models.JSONField(default=list)
    address = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=4, blank=True)
    city = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    hours = models.JSONField(default=dict)
    serves_all = models.BooleanField(default=False)
    services = models.JSONField(default=list)
    note = models.JSONField(default=dict)
    accessible = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    privacy = no_personal_data("Kommunens indgange og åbningstider")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=EntranceKind.PHYSICAL.value) | ~models.Q(address=""),
                name="channels_a_place_has_an_address",
                violation_error_message="Et sted, man kan komme, skal have en adresse.",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=EntranceKind.TELEPHONE.value) | ~models.Q(phone=""),
                name="channels_a_telephone_has_a_number",
                violation_error_message="En telefonisk indgang skal have et nummer.",
            ),
        ]

    def __str__(self) -> str:
        return self.id
