"""The tables of strategy."""

from django.db import models
from django.db.models import Q

from indgang.kernel.privacy import no_personal_data
from indgang.modules.strategy.vocabulary import Filter, TargetKind, Unit


class Strategy(models.Model):
    """A strategy as loaded from `content/strategies/<name>/strategy.yaml`."""

    id = models.SlugField(primary_key=True, max_length=60)
    title = models.JSONField()
    municipality = models.CharField(max_length=40)
    municipality_name = models.CharField(max_length=200)
    document = models.CharField(max_length=200)
    period = models.CharField(max_length=200)
    pages = models.PositiveSmallIntegerField()
    price_sheet = models.CharField(max_length=60)
    baseline = models.CharField(max_length=80)
    baseline_year = models.PositiveSmallIntegerField()
    guidelines = models.JSONField(default=list)
    notes = models.JSONField(default=list)

    privacy = no_personal_data("Kommunens strategier")

    def __str__(self) -> str:
        return self.id


class Target(models.Model):
    """What a strategy aims at in one year, or says about where it stands: indicator, group, filter, value."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=60)
    group = models.CharField(max_length=20)
    filter = models.CharField(max_length=40, choices=[(word.value, word.value) for word in Filter])
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(word.value, word.value) for word in TargetKind])
    value = models.DecimalField(max_digits=14, decimal_places=4)
    unit = models.CharField(max_length=10, choices=[(word.value, word.value) for word in Unit])
    page = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    privacy = no_personal_data("Mål i kommunens strategier")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "indicator", "group", "filter", "year"],
                name="strategy_one_target_a_year",
                violation_error_message="Der er allerede et mål for det år.",
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0),
                name="strategy_target_aims_at_something",
                violation_error_message="Et mål er mere end nul.",
            ),
            models.CheckConstraint(
                condition=~Q(unit="%") | Q(value__lte=100),
                name="strategy_target_is_at_most_everything",
                violation_error_message="En andel er højst 100 procent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.group} {self.year}"
