"""Targets as a page shows them: a row of the list, an entry of the log, a year as a chart and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.modules.strategy.selectors import SUMS, OwnerNote, TargetNote, TargetState
from indgang.modules.strategy.vocabulary import Status, Unit
from indgang.surfaces.steering import charts, reading
from indgang.surfaces.steering.charts import Band, LineChart
from indgang.surfaces.steering.reading import Shown
from indgang.surfaces.steering.sheets import Cell
from indgang.surfaces.steering.targets import words


@dataclass(frozen=True)
class TargetLine:
    """A row of the list. `now` is what was counted; `start` stands beside it when it is of another year."""

    state: TargetState
    name: str
    url: str
    now: Shown | None
    start: Shown | None
    printed: str
    goal: str
    forecast: str
    span: str
    status: str
    label: str
    owner: str

    @property
    def split(self) -> bool:
        """Whether its document only expects it: there is nothing to judge."""
        return reading.is_split(self.state.target.indicator)

    @property
    def late(self) -> bool:
        return self.state.status in (Status.OFF_TRACK, Status.AT_RISK)


def line(strategy: str, one: TargetState) -> TargetLine:
    unit = one.target.unit
    return TargetLine(
        state=one,
        name=words.name(one.target),
        url=reverse("steering:target", args=[strategy, one.target.key]),
        now=Shown(one.figure) if one.figure else None,
        start=Shown(one.start) if one.start and one.start.value is not None else None,
        printed=reading.target(one.printed.value, unit) if one.printed else "",
        goal=words.goal(one.target),
        forecast=words.written(one.forecast.central, unit) if one.forecast else "",
        span=words.span(one.forecast, unit) if one.forecast else "",
        status=words.status_name(one.status),
        label=words.LABELS[one.status],
        owner=words.owner_name(one.owner),
    )


def table(lines: Sequence[TargetLine]) -> tuple[list[str], list[list[Cell]]]:
    """The list as columns and rows for a file: plain numbers, and empty where nothing is known."""
    head = [
        _("Mål"), _("År"), _("Skal være"), _("Enhed"), _("Til nu"), _("Prognose"), _("Mindst"), _("Højst"),
        _("Status"), _("Hvorfor"), _("Ejer"), _("Seneste begrundelse"), _("Kilde"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for one in lines:
        state, found = one.state, one.state.forecast
        rows.append(
            [
                one.name, state.target.year, one.goal, str(state.target.unit),
                None if state.value is None else float(state.value),
                found.central if found else None, found.low if found else None, found.high if found else None,
                one.status, str(state.reason), one.owner,
                state.latest_reason.text if state.latest_reason else "", state.target.page,
            ]
        )  # fmt: skip
    return head, rows


@dataclass(frozen=True)
class LogLine:
    """An entry of the log. `stood` says how the target stood when a reason was written."""

    at: datetime
    by: str
    text: str
    status: str
    label: str
    stood: str
    is_reason: bool


def log_line(entry: TargetNote | OwnerNote, unit: Unit) -> LogLine:
    if isinstance(entry, OwnerNote):
        owner = words.owner_name(entry.owner)
        text = _("Målet hører nu til %(owner)s.") % {"owner": owner} if owner else _("Målet har ingen ejer.")
        return LogLine(entry.at, entry.by, text, "", "", "", False)
    stood = []
    if entry.value is not None:
        stood.append(_("Til nu: %(value)s") % {"value": words.written(entry.value, unit)})
    if entry.forecast is not None:
        stood.append(_("Prognose: %(value)s") % {"value": words.written(entry.forecast, unit)})
    status = words.status_name(entry.status)
    return LogLine(entry.at, entry.by, entry.text, status, words.LABELS[entry.status], ". ".join(stood), True)


@dataclass(frozen=True)
class MonthLine:
    """One month: its own figure, and the figure from the beginning of the year to its end (None: not known)."""

    name: str
    figure: Shown
    to_date: str


def month_names() -> list[str]:
    """The short names of the twelve months."""
    locale = "en_GB" if (get_language() or "da").startswith("en") else "da_DK"
    return [
        str(format_date(date(2026, month, 1), "MMM", locale=locale)).rstrip(".") for month in range(1, 13)
    ]


def to_date(one: TargetState) -> list[float | None]:
    """The figure from 1 January to the end of each month: a sum, or the months' shares as they weigh.

    None before anything was counted. A median cannot be put together of months: there the list is empty.
    """
    is_sum = one.target.indicator in SUMS
    if not is_sum and one.target.unit is not Unit.PERCENT:
        return []
    result: list[float | None] = []
    total, weight = 0.0, 0.0
    for month in one.weighed:
        if month.value is not None:
            total += month.value * (1 if is_sum else month.weight)
            weight += month.weight
        result.append(None if not weight else total if is_sum else total / weight)
    if result and one.value is not None:
        result[-1] = float(one.value)  # the months know nothing of rows that stand for many
    return result


def month_lines(one: TargetState) -> list[MonthLine]:
    names, sums = month_names(), to_date(one)
    return [
        MonthLine(
            name=names[figure.bucket.month - 1] if figure.bucket else "",
            figure=Shown(figure),
            to_date="" if not sums or sums[i] is None else words.written(sums[i] or 0.0, one.target.unit),
        )
        for i, figure in enumerate(one.months)
    ]


def picture(one: TargetState) -> LineChart | None:
    """The year of a target: its line, its goal, and where it will be. None without a month that was counted."""
    single = [month.value for month in one.weighed]
    if one.value is None or not any(value is not None for value in single):
        return None
    target, found, sums = one.target, one.forecast, to_date(one)
    band = (
        Band(found.low, found.central, found.high, words.written(found.central, target.unit))
        if found
        else None
    )
    return charts.line(
        id="year",
        title=words.name(target),
        year=charts.Year(
            to_date=sums or single,
            single=[] if target.indicator in SUMS or not sums else single,
            now=words.written(float(one.value), target.unit),
            now_name=_("Til nu"),
            month_names=month_names(),
            goal=float(target.value),
            goal_name=_("Mål %(year)s") % {"year": target.year},
            goal_text=reading.target(target.value, target.unit),
            band=band,
            band_name=_("Prognose"),
        ),
    )
