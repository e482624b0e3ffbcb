"""What changed since last quarter and why, and which initiatives are off track."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.strategy.selectors import TargetNote, TargetState
from indgang.modules.strategy.vocabulary import (
    CHANNEL_GROUPS,
    GROUP_NAMES,
    Figure,
    Question,
    Split,
    Status,
    StrategyInfo,
)
from indgang.surfaces.common import formats
from indgang.surfaces.steering import reading
from indgang.surfaces.steering.targets import lines, words
from indgang.surfaces.steering.targets.lines import TargetLine

QUARTERLY = ("channel_share", "cost_share")
LATE = (Status.OFF_TRACK, Status.AT_RISK)


@dataclass(frozen=True)
class ChangeRow:
    """One channel group: its share of contacts and of cost, the quarter before and now, with the difference."""

    name: str
    before: str
    now: str
    change: str
    cost_before: str
    cost_now: str


@dataclass(frozen=True)
class Why:
    """A reason that somebody wrote in this quarter, with its target."""

    target: TargetLine
    note: TargetNote


@dataclass(frozen=True)
class Changes:
    """The quarter now beside the one before. Without `rows` it says in `missing` why.

    `note` says when the quarter before was not counted whole.
    """

    before: str
    now: str
    rows: tuple[ChangeRow, ...]
    reasons: tuple[Why, ...]
    missing: str
    note: str = ""


@dataclass(frozen=True)
class InitiativeRow:
    """An initiative that is off track or at risk, with its targets that are."""

    id: str
    title: str
    status: str
    label: str
    lines: tuple[TargetLine, ...]


@dataclass(frozen=True)
class Initiatives:
    """Those that are not on track. `followed` have a target in figures, `count` are all of them."""

    rows: tuple[InitiativeRow, ...]
    followed: int
    count: int


def quarter(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def before(first: date) -> date:
    """The first day of the quarter before."""
    return date(first.year - 1, 10, 1) if first.month == 1 else date(first.year, first.month - 3, 1)


def questions(asked: Question, today: date) -> list[Question]:
    """What to ask for the quarter now and the one before; they may lie in two years."""
    years = dict.fromkeys((quarter(today).year, before(quarter(today)).year))
    return [replace(asked, year=year, only=QUARTERLY, split=Split.QUARTER) for year in years]


def changes(
    one: StrategyInfo,
    figures: Sequence[Figure],
    states: Sequence[TargetState],
    today: date,
    since: date | None = None,
) -> Changes:
    """Build the comparison of the split figures that `questions` asked for.

    `since` is the first day that was counted in the year of the quarter before; None: nobody knows.
    """
    this = quarter(today)
    last = before(this)
    known = {
        (figure.indicator, figure.group, figure.bucket): figure
        for figure in figures
        if figure.value is not None
    }
    rows = tuple(
        _row(known, group, last, this)
        for group in CHANNEL_GROUPS
        if ("channel_share", group, last) in known or ("channel_share", group, this) in known
    )
    compared = all(
        any(("channel_share", group, day) in known for group in CHANNEL_GROUPS) for day in (last, this)
    )
    reasons = tuple(
        Why(lines.line(one.id, state), state.latest_reason)
        for state in states
        if state.latest_reason is not None and state.latest_reason.at.astimezone(COPENHAGEN).date() >= this
    )
    missing = "" if compared else _("Der er ikke tal for to kvartaler i træk endnu.")
    return Changes(_name(last), _name(this), rows if compared else (), reasons, missing, _partly(last, since))


def _partly(last: date, since: date | None) -> str:
    """That the quarter before was counted for some of its days only; empty when it was counted whole."""
    if since is None or since <= last:
        return ""
    return _("%(quarter)s er kun talt fra %(day)s. Det kan være hele forklaringen på forskellen.") % {
        "quarter": _name(last),
        "day": formats.day(since),
    }


def _row(known: dict[tuple[str, str, date | None], Figure], group: str, last: date, this: date) -> ChangeRow:
    def text(indicator: str, day: date) -> str:
        figure = known.get((indicator, group, day))
        if figure is None or figure.value is None:
            return _("Ingen tal")
        return reading.amount(figure.value, figure.unit)

    old, new = known.get(("channel_share", group, last)), known.get(("channel_share", group, this))
    change = ""
    if old and new and old.value is not None and new.value is not None:
        change = _points(float(new.value) - float(old.value))
    return ChangeRow(
        name=str(GROUP_NAMES[group]),
        before=text("channel_share", last),
        now=text("channel_share", this),
        change=change,
        cost_before=text("cost_share", last),
        cost_now=text("cost_share", this),
    )


def _points(change: float) -> str:
    sign = "+" if change >= 0.005 else "−" if change <= -0.005 else ""
    return f"{sign}{formats.number(abs(change), 2)}{formats.NBSP}{pgettext('procentpoint', 'point')}"


def _name(first: date) -> str:
    """`4. kvartal 2026`"""
    return _("%(number)s. kvartal %(year)s") % {"number": (first.month + 2) // 3, "year": first.year}


def initiatives(one: StrategyInfo, states: Sequence[TargetState]) -> Initiatives:
    """The initiatives whose targets of this year are off track or at risk, the worst first."""
    by_item: dict[str, list[TargetState]] = {}
    for state in states:
        by_item.setdefault(state.target.under, []).append(state)
    rows = []
    for item in one.content.initiatives:
        late = [state for state in by_item.get(item.id, []) if state.status in LATE]
        if late:
            worst = min((state.status for state in late), key=words.WORST_FIRST.index)
            rows.append(
                (
                    words.WORST_FIRST.index(worst),
                    InitiativeRow(
                        id=item.id,
                        title=item.title,
                        status=words.status_name(worst),
                        label=words.LABELS[worst],
                        lines=tuple(lines.line(one.id, state) for state in late),
                    ),
                )
            )
    followed = sum(item.id in by_item for item in one.content.initiatives)
    rows.sort(key=lambda pair: pair[0])
    return Initiatives(tuple(row for _rank, row in rows), followed, len(one.content.initiatives))
