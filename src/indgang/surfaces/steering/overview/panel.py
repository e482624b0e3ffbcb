"""Contacts and cost side by side: two pictures of one scope on one scale, and their table."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indgang.modules.strategy.vocabulary import CHANNEL_GROUPS, Figure, TargetInfo, Unit
from indgang.surfaces.steering import charts, reading
from indgang.surfaces.steering.charts import Bar, Chart
from indgang.surfaces.steering.overview import words
from indgang.surfaces.steering.reading import Shown

INDICATORS = ("contacts", "channel_share", "cost", "cost_share")
Goals = dict[tuple[str, str], TargetInfo]
Shares = dict[tuple[str, str], Shown]


@dataclass(frozen=True)
class GroupRow:
    """One channel group in the table. A goal is empty when the strategy has none."""

    name: str
    contacts: Shown
    share: Shown
    share_goal: str
    cost: Shown
    cost_share: Shown
    cost_goal: str


@dataclass(frozen=True)
class Panel:
    """One scope. `rows` leaves out nothing: a group without data says so; a picture shows only what is known."""

    contacts: Shown
    cost: Shown
    contacts_chart: Chart | None
    cost_chart: Chart | None
    rows: tuple[GroupRow, ...]
    goal_year: int | None
    cost_goal_year: int | None
    unpriced: str

    @property
    def empty(self) -> bool:
        return not self.contacts.known


def panel(id: str, figures: Sequence[Figure], goals: Goals) -> Panel:
    """Build a panel of the figures of one scope. `goals` by indicator and group; may be empty."""
    shown = {(figure.indicator, figure.group): Shown(figure) for figure in figures}
    groups = [group for group in (*CHANNEL_GROUPS, "unknown") if ("contacts", group) in shown]
    rows = tuple(_row(shown, group, goals) for group in groups if ("contacts", group) in shown)
    full = charts.scale(
        [
            float(one.figure.value or 0)
            for key, one in shown.items()
            if key[0] in ("channel_share", "cost_share")
        ]
        + [float(goal.value) for goal in goals.values()]
    )
    return Panel(
        contacts=shown["contacts", "all"],
        cost=shown["cost", "all"],
        contacts_chart=_chart(
            f"{id}-contacts", _("Andel af henvendelser"), [r.share for r in rows], goals, full
        ),
        cost_chart=_chart(f"{id}-cost", _("Andel af udgiften"), [r.cost_share for r in rows], goals, full),
        rows=rows,
        goal_year=_year(goals, "channel_share"),
        cost_goal_year=_year(goals, "cost_share"),
        unpriced=_unpriced(shown),
    )


def _year(goals: Goals, indicator: str) -> int | None:
    """The year of the goals of one column; None when the strategy has none, and so no column."""
    return next((goal.year for (of, _group), goal in goals.items() if of == indicator), None)


def _row(shown: dict[tuple[str, str], Shown], group: str, goals: Goals) -> GroupRow:
    contacts = shown["contacts", group]
    return GroupRow(
        name=str(contacts.figure.group_name),
        contacts=contacts,
        share=shown["channel_share", group],
        share_goal=_goal(goals, "channel_share", group),
        cost=shown["cost", group],
        cost_share=shown.get(("cost_share", group)) or shown["cost", group],
        cost_goal=_goal(goals, "cost_share", group),
    )


def _unpriced(shown: Shares) -> str:
    """How many contacts the cost leaves out, and of which channels; empty when it has them all."""
    cost = shown["cost", "all"].figure
    if not cost.unpriced:
        return ""
    said = ngettext(
        "%(shown)s henvendelse har ingen pris og er ikke med i udgiften.",
        "%(shown)s henvendelser har ingen pris og er ikke med i udgiften.",
        math.ceil(cost.unpriced),
    ) % {"shown": reading.amount(cost.unpriced, Unit.CONTACTS)}
    parts = [
        words.of_group(shown["cost", group].figure.unpriced, shown["contacts", group].figure)
        for group in CHANNEL_GROUPS
        if ("contacts", group) in shown and shown["cost", group].figure.unpriced
    ]
    return f"{said} {words.unpriced_parts(parts)}".strip()


def _goal(goals: Goals, indicator: str, group: str) -> str:
    goal = goals.get((indicator, group))
    return reading.target(goal.value, goal.unit) if goal else ""


def _chart(id: str, title: str, shares: Sequence[Shown], goals: Goals, full: float) -> Chart | None:
    bars = [_bar(one, goals.get((one.figure.indicator, one.figure.group))) for one in shares if one.known]
    return charts.chart(id=id, title=title, bars=bars, full=full) if bars else None


def _bar(one: Shown, goal: TargetInfo | None) -> Bar:
    label, value, text = str(one.figure.group_name), float(one.figure.value or 0), one.text
    if goal is None:
        return Bar(label, value, text)
    named = (
        _("Ventet %(year)s: %(value)s") if reading.is_split(goal.indicator) else _("Mål %(year)s: %(value)s")
    )
    aim = named % {
        "year": goal.year,
        "value": reading.target(goal.value, goal.unit),
    }
    return Bar(label, value, text, float(goal.value), aim)
