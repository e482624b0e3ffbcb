"""Targets in words: what one is called, how it goes, whose it is."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indgang.modules.identity import selectors as identity
from indgang.modules.strategy.selectors import Forecast, TargetState
from indgang.modules.strategy.vocabulary import (
    ALL,
    FILTER_NAMES,
    GROUP_NAMES,
    STATUS_NAMES,
    Better,
    Filter,
    Status,
    TargetInfo,
    Unit,
)
from indgang.surfaces.common import formats
from indgang.surfaces.steering import reading
from indgang.surfaces.steering.overview.words import indicator_name

LABELS = {
    Status.REACHED: "good",
    Status.ON_TRACK: "good",
    Status.AT_RISK: "busy",
    Status.OFF_TRACK: "late",
    Status.TOO_EARLY: "quiet",
    Status.UNKNOWN: "quiet",
}
"""The kind of label of each status."""

MEANING = {
    Status.ON_TRACK: gettext_lazy("Det er på vej."),
    Status.AT_RISK: gettext_lazy("Det er usikkert, om det bliver nået."),
    Status.OFF_TRACK: gettext_lazy("Det bliver ikke nået, hvis vi fortsætter som nu."),
}
"""What a forecast means for a target of a year that runs."""

WORST_FIRST = (
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.ON_TRACK,
    Status.REACHED,
    Status.TOO_EARLY,
    Status.UNKNOWN,
)


def name(target: TargetInfo) -> str:
    """`Andel af henvendelser, Digitalt (Virksomheder)`."""
    group = "" if target.group == ALL else f", {GROUP_NAMES[target.group]}"
    cut = reading.cut_name(target.cut)
    return f"{indicator_name(target.indicator)}{group}{f' ({cut})' if cut else ''}"


def filter_name(target: TargetInfo) -> str:
    """What the target leaves out; empty when nothing."""
    return "" if target.filter is Filter.ALL else str(FILTER_NAMES[target.filter])


def goal(target: TargetInfo) -> str:
    """`Mindst 40 %`, `Højst 31`; `Ventet 37 %` for what a document only expects."""
    value = reading.target(target.value, target.unit)
    if reading.is_split(target.indicator):
        return _("Ventet %(value)s") % {"value": value}
    words = _("Mindst %(value)s") if target.better is Better.HIGHER else _("Højst %(value)s")
    return words % {"value": value}


def written(value: float, unit: Unit) -> str:
    """A forecast or what stood in the log: no more digits than such a number can carry."""
    if unit in (Unit.CONTACTS, Unit.COUNT):
        return reading.amount(round(value), unit)
    if unit is Unit.KR and value < reading.MILLION:
        return reading.amount(round(value), unit)
    if unit is Unit.PERCENT:
        return formats.percent(value, 1)
    return reading.amount(round(value, 1), unit) if unit is Unit.DAYS else reading.amount(value, unit)


def span(found: Forecast, unit: Unit) -> str:
    """`36,9 %–39,4 %`; one number when the ends are written alike."""
    low, high = written(found.low, unit), written(found.high, unit)
    return low if low == high else f"{low}–{high}"


def verdict(one: TargetState) -> str:
    """How one target goes, in a sentence or two, with the numbers in it."""
    target = one.target
    if reading.is_split(target.indicator):
        return _(
            "Kilden venter %(value)s i %(year)s. Det er en ventet fordeling af udgiften. "
            "Den er ikke et mål at nå eller holde sig under."
        ) % {"value": reading.target(target.value, target.unit), "year": target.year}
    wanted = goal(target)
    aim = _("Målet for %(year)s er %(goal)s.") % {
        "year": target.year,
        "goal": wanted[:1].lower() + wanted[1:],
    }
    return f"{aim} {_how(one)}".strip()


def _how(one: TargetState) -> str:
    unit = one.target.unit
    if one.status in (Status.UNKNOWN, Status.TOO_EARLY):
        return str(one.reason)
    if one.forecast is None or one.status is Status.REACHED:
        return _("Det er nået.") if one.status is Status.REACHED else _("Det blev ikke nået.")
    numbers = {"central": written(one.forecast.central, unit), "span": span(one.forecast, unit)}
    ahead = _("Ved årets slutning venter vi %(central)s (%(span)s).") % numbers
    return f"{ahead} {MEANING[one.status]}"


def summary(states: Sequence[TargetState]) -> str:
    """`2 mål nås ikke, 1 er usikkert, 3 er på vej.` The worst comes first."""
    return counted([one.status for one in states])


def counted(statuses: Sequence[Status]) -> str:
    """As `summary`, of the statuses alone."""
    count = Counter(statuses)
    parts = [_count(status, count[status]) for status in WORST_FIRST if count[status]]
    return f"{', '.join(parts)}." if parts else _("Strategien har ingen mål i tal.")


def _count(status: Status, count: int) -> str:
    words = {
        Status.OFF_TRACK: ngettext("%(n)s mål nås ikke", "%(n)s mål nås ikke", count),
        Status.AT_RISK: ngettext("%(n)s mål er usikkert", "%(n)s mål er usikre", count),
        Status.ON_TRACK: ngettext("%(n)s mål er på vej", "%(n)s mål er på vej", count),
        Status.REACHED: ngettext("%(n)s mål er nået", "%(n)s mål er nået", count),
        Status.TOO_EARLY: ngettext(
            "%(n)s mål er det for tidligt at sige noget om",
            "%(n)s mål er det for tidligt at sige noget om",
            count,
        ),
        Status.UNKNOWN: ngettext("%(n)s mål kan ikke bedømmes", "%(n)s mål kan ikke bedømmes", count),
    }
    return words[status] % {"n": count}


def status_name(status: Status) -> str:
    """`På vej`, `Kan ikke bedømmes`: the same word in lists, on pages and in reports."""
    return str(STATUS_NAMES[status])


def owner_name(owner: str) -> str:
    """A department or unit by its name; what a document calls it otherwise; empty for nobody."""
    unit = identity.units().get(owner)
    return str(unit.name) if unit else str(identity.departments().get(owner, owner))
