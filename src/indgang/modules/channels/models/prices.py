"""What a contact costs the municipality, by a named source."""

from django.db import models

from indgang.kernel.privacy import no_personal_data
from indgang.modules.channels.vocabulary import Channel, ChannelGroup


class PriceSheet(models.Model):
    """A list of prices that somebody has published."""

    id = models.SlugField(primary_key=True, max_length=60)
    name = models.JSONField()
    meaning = models.JSONField(default=dict)
    source = models.CharField(max_length=300)
    page = models.CharField(max_length=60, blank=True)

    privacy = no_personal_data("Kilder til kanalpriser")

    def __str__(self) -> str:
        return self.id


class Price(models.Model):
    """What one contact costs from a date, and which group its channel counts in. Without `ore`: no price.

    An empty `handling` is the price however the contact was handled.
    """

    sheet = models.ForeignKey(PriceSheet, on_delete=models.CASCADE, related_name="prices")
    valid_from = models.DateField()
    channel = models.CharField(max_length=20, choices=[(word.value, word.value) for word in Channel])
    handling = models.CharField(max_length=10, blank=True)
    group = models.CharField(max_length=10, choices=[(word.value, word.value) for word in ChannelGroup])
    ore = models.PositiveIntegerField(null=True)

    privacy = no_personal_data("Kanalpriser")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "valid_from", "channel", "handling"], name="channels_one_price_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.channel} {self.valid_from}"
