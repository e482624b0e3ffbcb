"""The tables of strategy."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy, no_personal_data
from indgang.modules.strategy.vocabulary import Better, Filter, Status, TargetKind, Unit


class Strategy(models.Model):
    """A strategy as loaded from `content/strategies/<name>/strategy.yaml`, or from a file that somebody sent us.

    `content` is the whole document as checked; `source` its text as written. `extends` names the frame strategy
    that it translates. `measured_on`: the rows that its figures are counted on.
    """

    id = models.SlugField(primary_key=True, max_length=60)
    title = models.JSONField()
    municipality = models.CharField(max_length=40, blank=True)
    municipality_name = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=200)
    period = models.CharField(max_length=200)
    pages = models.PositiveSmallIntegerField(null=True)
    price_sheet = models.CharField(max_length=60, blank=True)
    baseline = models.CharField(max_length=80, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True)
    guidelines = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    content = models.JSONField(default=dict)
    source = models.TextField(blank=True)
    hash = models.CharField(max_length=64, blank=True)
    origin = models.CharField(
        max_length=10, default="content", choices=[("content", "content"), ("upload", "upload")]
    )
    extends = models.CharField(max_length=60, blank=True)
    department = models.CharField(max_length=20, blank=True)
    measured_on = models.CharField(
        max_length=10,
        default="baseline",
        choices=[("baseline", "baseline"), ("live", "live"), ("nothing", "nothing")],
    )
    demo = models.BooleanField(default=False)

    privacy = no_personal_data("Kommunens strategier")

    def __str__(self) -> str:
        return self.id


class Target(models.Model):
    """What a strategy aims at in one year, or says about where it stands: indicator, group, filter, value.

    Rows are made anew at each load. `key` stays the same, and is what reasons and owners hang on:
    `<strategy>:<indicator>:<group>:<filter>:<cut>:<year>`.
    """

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=60)
    group = models.CharField(max_length=40)
    filter = models.CharField(max_length=40, choices=[(word.value, word.value) for word in Filter])
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(word.value, word.value) for word in TargetKind])
    value = models.DecimalField(max_digits=14, decimal_places=4)
    unit = models.CharField(max_length=10, choices=[(word.value, word.value) for word in Unit])
    page = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=250, unique=True)
    cut = models.JSONField(default=dict)
    better = models.CharField(
        max_length=10, default=Better.HIGHER, choices=[(word.value, word.value) for word in Better]
    )
    owner = models.CharField(max_length=60, blank=True)
    under = models.CharField(max_length=80, blank=True)
    note_ids = models.JSONField(default=list)

    privacy = no_personal_data("Mål i kommunens strategier")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="strategy_target_is_not_negative",
                violation_error_message="Et mål er ikke under nul.",
            ),
            models.CheckConstraint(
                condition=~Q(unit="%") | Q(value__lte=100),
                name="strategy_target_is_at_most_everything",
                violation_error_message="En andel er højst 100 procent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.group} {self.year}"


class TargetEntry(AppendOnlyModel):
    """What somebody wrote about a target: a reason for a deviation, or who owns it from now on.

    What the target's figures were is kept beside it. `by` is the key of an employee.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    target_key = models.CharField(max_length=250, db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=[("reason", "reason"), ("owner", "owner")])
    text = models.CharField(max_length=2000)
    status_then = models.CharField(max_length=10, choices=[(word.value, word.value) for word in Status])
    value_then = models.FloatField(null=True)
    forecast_then = models.FloatField(null=True)
    once = models.CharField(max_length=64, unique=True)

    privacy = Privacy(
        purpose="At følge op på kommunens mål og huske, hvorfor tallene blev, som de blev",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=365 * 5,
        since="at",
        subjects=("medarbejder",),
        categories=("navn", "begrundelse for et tal"),
    )

    def __str__(self) -> str:
        return f"{self.target_key} {self.at:%Y-%m-%d}"


class Report(AppendOnlyModel):
    """A yearly report as it was on the day it was made: figures with their addresses, words and marks.

    The page and the PDF are drawn from `data` alone, so that the same row always gives the same report.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    strategy = models.SlugField(max_length=60)
    year = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    language = models.CharField(max_length=5, default="da")
    content_hash = models.CharField(max_length=64)
    ledger_mark = models.CharField(max_length=200)
    data = models.JSONField()

    privacy = no_personal_data("Årsrapporter, som de var den dag, de blev lavet")

    def __str__(self) -> str:
        return f"{self.strategy} {self.year}"


class OpenFigure(models.Model):
    """A figure that everybody may see. No cell stands for one to four contacts, nor can it be worked out."""

    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=80)
    indicator = models.CharField(max_length=60)
    group = models.CharField(max_length=40)
    cut = models.CharField(max_length=250, blank=True)
    value = models.FloatField(null=True)
    unit = models.CharField(max_length=10)
    rows_band = models.CharField(max_length=20, blank=True)
    suppressed = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()

    privacy = no_personal_data("Åbne tal, som alle må se")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "series", "indicator", "group", "cut"], name="strategy_open_figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.group} {self.year}"


class FactorAnswer(models.Model):
    """What a municipality says about one of the factors that drive benefits."""

    factor = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    municipality = models.CharField(max_length=40)
    answer = models.CharField(max_length=10, choices=[("yes", "yes"), ("partly", "partly"), ("no", "no")])
    note = models.CharField(max_length=1000, blank=True)

    privacy = no_personal_data("Kommunens egne svar om, hvad der giver gevinster")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["factor", "year", "municipality"], name="strategy_factor_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.factor} {self.year}"


class StaffAsked(models.Model):
    """That a member of staff has answered this quarter, so that nobody answers twice. Never what they answered."""

    employee = models.ForeignKey("identity.Employee", on_delete=models.CASCADE)
    quarter = models.CharField(max_length=7)
    at = models.DateTimeField()

    privacy = Privacy(
        purpose="At hver medarbejder svarer én gang i kvartalet på, hvor let arbejdet er",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=120,
        since="at",
        subjects=("medarbejder",),
        categories=("at der er svaret",),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employee", "quarter"], name="strategy_asked_once")]

    def __str__(self) -> str:
        return self.quarter
