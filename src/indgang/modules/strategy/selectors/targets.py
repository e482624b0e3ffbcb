"""Targets as they stand: the figure to date, where it will be at the end of the year, and what was written about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.strategy.models import TargetEntry
from indgang.modules.strategy.rules import forecast as rules
from indgang.modules.strategy.rules.forecast import Forecast, Month
from indgang.modules.strategy.selectors.figures import answers, definitions
from indgang.modules.strategy.selectors.strategies import strategy
from indgang.modules.strategy.vocabulary import (
    NO_REASON,
    Figure,
    Question,
    Split,
    Status,
    StrategyInfo,
    TargetInfo,
    TargetKind,
    Unit,
)

# Their rows are those of the part alone, so the rows of the whole are worked out from the share.
_ROWS_OF_THE_PART = (
    *("channel_share", "digital_share_citizen2012", "digital_share_hvidovre", "cost_share"),
    *("satisfaction", "take_up"),
)
_NOTHING = Text(
    "Strategien er en ramme. Den har ikke egne tal, som vi kan måle på.",
    "The strategy is a frame. It has no figures of its own that we can measure.",
)
_OTHER_YEAR = Text(
    "Kilden har kun tal for {year}. Derfor kan vi ikke se, hvordan målet gik.",
    "The source has figures for {year} only. So we cannot see how the target went.",
)
_NOT_COUNTED = Text("Vi kan ikke tælle det endnu.", "We cannot count it yet.")
_NOT_BEGUN = Text("Året er ikke begyndt.", "The year has not begun.")
_TOO_FEW_DAYS = Text(
    "Vi har talt i for få dage eller måneder til at se frem.",
    "We have counted for too few days or months to look ahead.",
)
_LOOKED_UP = Text(
    "Det er et antal, som ikke tælles hver måned. Derfor er der ingen prognose.",
    "It is a number that is not counted every month. So there is no forecast.",
)


class UnknownTarget(Expected):
    """A strategy has no target of this key."""

    status = 404
    message = Text("Vi kender ikke det mål.", "We do not know that target.")


@dataclass(frozen=True)
class TargetNote:
    """A reason that somebody wrote, with how the target stood on that day."""

    at: datetime
    by: str
    text: str
    status: Status
    value: float | None
    forecast: float | None


@dataclass(frozen=True)
class OwnerNote:
    """Who got a target, and from whose hand. `owner` is the id of a department or unit; empty: nobody."""

    at: datetime
    by: str
    owner: str


@dataclass(frozen=True)
class TargetState:
    """A target as it stands.

    `figure` is the figure of the target's year, when its rows can be counted; `value` is its value, None when
    there is none, and `reason` says why (also why there is no forecast). `start` is where it was: the baseline's
    figure, or this year's of a target in a year to come; `printed` what the document says about where it stood.
    `owner` is the id of a department or unit, else a name as the document has it. `months` are the figures of the
    months of the target's year that have begun, `weighed` the same as the forecast takes them; empty where the
    rows know no months.
    """

    target: TargetInfo
    value: Decimal | float | None
    forecast: Forecast | None
    status: Status
    owner: str
    latest_reason: TargetNote | None
    figure: Figure | None
    start: Figure | None
    printed: TargetInfo | None
    months: tuple[Figure, ...] = ()
    weighed: tuple[Month, ...] = ()
    reason: Text = NO_REASON


@dataclass(frozen=True)
class _Counted:
    """What was counted for one target. `since` is the first day that was counted of its year."""

    figure: Figure | None
    start: Figure | None
    split: tuple[Figure, ...]
    months: tuple[Month, ...]
    last_year: tuple[Month, ...]
    since: date | None


def target_states(strategy_id: str, *, as_of: date) -> tuple[TargetState, ...]:
    """Every target and milestone of a strategy in its order, with value, forecast and status. Raises UnknownStrategy.

    The ledger is read once, whatever the number of targets.
    """
    one = strategy(strategy_id)
    aims = [target for target in one.targets if target.kind is not TargetKind.PRINTED]
    return _states(one, aims, as_of)


def target_state(strategy_id: str, key: str, *, as_of: date) -> TargetState:
    """One target as it stands. Raises UnknownStrategy and UnknownTarget."""
    one = strategy(strategy_id)
    return _states(one, [_target(one, key)], as_of)[0]


def target_log(key: str) -> list[TargetNote | OwnerNote]:
    """What was written about a target, the newest first."""
    return [_entry(row) for row in TargetEntry.objects.filter(target_key=key).order_by("-at", "-id")]


def _target(one: StrategyInfo, key: str) -> TargetInfo:
    for target in one.targets:
        if target.key == key and target.kind is not TargetKind.PRINTED:
            return target
    raise UnknownTarget


def _states(one: StrategyInfo, aims: Sequence[TargetInfo], as_of: date) -> tuple[TargetState, ...]:
    counted = _counted(one, aims, as_of)
    reasons, owners = _latest([target.key for target in aims])
    printed = {_subject(target): target for target in one.targets if target.kind is TargetKind.PRINTED}
    return tuple(
        _state(
            one,
            target,
            counted[target.key],
            as_of,
            owner=owners.get(target.key, target.owner),
            reason=reasons.get(target.key),
            printed=printed.get(_subject(target)),
        )
        for target in aims
    )


def _subject(target: TargetInfo) -> tuple[str, str, str, str]:
    return (target.indicator, target.group, target.filter, target.cut.key())


def _state(
    one: StrategyInfo,
    target: TargetInfo,
    counted: _Counted,
    as_of: date,
    *,
    owner: str,
    reason: TargetNote | None,
    printed: TargetInfo | None,
) -> TargetState:
    figure = counted.figure
    value = figure.value if figure else None
    found = None
    if figure is not None and counted.since is not None and target.year == as_of.year:
        found = rules.forecast(
            counted.months,
            unit=target.unit,
            is_sum=target.indicator in rules.SUMS,
            value=_to_yesterday(target, value, counted.months),
            since=counted.since,
            as_of=as_of,
            last_year=counted.last_year,
        )
    coming = one.measured_on == "live" and target.year > as_of.year
    status = (
        Status.TOO_EARLY
        if coming
        else rules.status(
            value,
            found,
            goal=target.value,
            better=target.better,
            is_sum=target.indicator in rules.SUMS,
            year_over=target.year < as_of.year,
        )
    )
    return TargetState(
        target=target,
        value=value,
        forecast=found,
        status=status,
        owner=owner,
        latest_reason=reason,
        figure=figure,
        start=counted.start,
        printed=printed,
        months=counted.split,
        weighed=counted.months,
        reason=_NOT_BEGUN if coming else _why(one, target, figure, status),
    )


def _to_yesterday(target: TargetInfo, value: Decimal | float | None, months: Sequence[Month]) -> float | None:
    """What the forecast sets out from: today has begun and is not over, so a sum leaves it out."""
    if target.indicator not in rules.SUMS:
        return None if value is None else float(value)
    known = [month.value for month in months if month.value is not None]
    return sum(known) if known else None


def _why(one: StrategyInfo, target: TargetInfo, figure: Figure | None, status: Status) -> Text:
    """Why nothing can be said; empty when something can."""
    if status is Status.TOO_EARLY:
        return _LOOKED_UP if target.unit is Unit.COUNT else _TOO_FEW_DAYS
    if status is not Status.UNKNOWN:
        return NO_REASON
    if figure is not None:
        return figure.reason
    if one.measured_on == "baseline" and one.baseline and target.year != one.baseline_year:
        return _OTHER_YEAR.format(year=one.baseline_year)
    return _NOTHING if one.measured_on != "live" and not one.baseline else _NOT_COUNTED


def _question(one: StrategyInfo, target: TargetInfo, year: int) -> Question | None:
    """What to ask for a target in a year; None when there are no rows of that year, or nobody knows the indicator."""
    if target.indicator not in {definition.indicator for definition in definitions()}:
        return None
    if one.measured_on == "live":
        sheet = one.price_sheet or identity.municipality().price_sheet
        return Question(contacts.live_batch_name(), year, sheet, target.filter, cut=target.cut)
    if one.measured_on == "baseline" and one.baseline and year == one.baseline_year:
        return Question(one.baseline, year, one.price_sheet, target.filter, cut=target.cut)
    return None


def _counted(one: StrategyInfo, aims: Sequence[TargetInfo], as_of: date) -> dict[str, _Counted]:
    """Everything that the targets need of the ledger, asked at once."""
    live = one.measured_on == "live"
    here = as_of.year if live else one.baseline_year or None
    wanted: dict[tuple[str, str], Question] = {}
    for target in aims:
        asked = _question(one, target, target.year) if not live or target.year <= as_of.year else None
        start = _question(one, target, here) if here is not None and here != target.year else None
        running = live and target.year == as_of.year
        before = (
            _question(one, target, as_of.year - 1) if running and target.indicator in rules.SUMS else None
        )
        for role, question in (
            ("figure", asked),
            ("start", start),
            ("months", _by_month(asked, as_of) if asked and live else None),
            ("last_year", replace(before, split=Split.MONTH) if before else None),
        ):
            if question is not None:
                wanted[target.key, role] = question
    found = _answers(wanted, aims)
    since = _since(as_of, as_of.year) if live else None
    compared = any(role == "last_year" for _, role in wanted)
    since_then = _since(as_of, as_of.year - 1) if compared else None
    result = {}
    for target in aims:
        single = [found.get((target.key, role), []) for role in ("figure", "start")]
        result[target.key] = _Counted(
            figure=single[0][0] if single[0] else None,
            start=single[1][0] if single[1] else None,
            split=tuple(found.get((target.key, "months"), [])),
            months=_months(found.get((target.key, "months"), []), since, as_of),
            last_year=_months(found.get((target.key, "last_year"), []), since_then, as_of),
            since=since,
        )
    return result


def _by_month(question: Question, as_of: date) -> Question:
    """The months of a question, to the day before `as_of`."""
    cut = question.cut if question.cut.until else replace(question.cut, until=as_of)
    return (
        replace(question, cut=cut, split=Split.MONTH) if cut.since is None or cut.since < as_of else question
    )


def _since(as_of: date, year: int) -> date | None:
    """The first day of a year that we counted: New Year's Day, when nothing was open before our first row."""
    found = contacts.counted_since(contacts.live_batch_name(), year)
    new_year = date(year, 1, 1)
    return new_year if found is not None and rules.open_days(new_year, found) == 0 else found


def _answers(
    wanted: dict[tuple[str, str], Question], aims: Sequence[TargetInfo]
) -> dict[tuple[str, str], list[Figure]]:
    """The figures of each target and role. Questions that differ in their indicator alone are asked as one."""
    of_key = {target.key: target for target in aims}
    together: dict[Question, set[str]] = {}
    for (key, _), question in wanted.items():
        together.setdefault(question, set()).add(of_key[key].indicator)
    asked = [replace(question, only=tuple(sorted(ids))) for question, ids in together.items()]
    answered = dict(zip(together, answers(*asked), strict=True)) if asked else {}
    return {
        (key, role): [
            figure
            for figure in answered[question]
            if (figure.indicator, figure.group) == (of_key[key].indicator, of_key[key].group)
            and (figure.bucket is not None) == (question.split is not Split.NONE)
        ]
        for (key, role), question in wanted.items()
    }


def _months(split: Sequence[Figure], since: date | None, as_of: date) -> tuple[Month, ...]:
    """Figures by month as the forecast takes them. `since` None: every month was counted from its first day."""
    result = []
    weights = [weight for figure in split if (weight := _weight(figure))]
    usual = sum(weights) / len(weights) if weights else 0.0
    for figure in split:
        first = figure.bucket
        if first is None:
            continue
        over = (first + timedelta(days=32)).replace(day=1) <= as_of
        result.append(
            Month(
                first=first,
                value=None if figure.value is None else float(figure.value),
                weight=usual if figure.value == 0 and not figure.rows else _weight(figure),
                complete=over and (since is None or rules.open_days(first, since) == 0),
            )
        )
    return tuple(sorted(result, key=lambda month: month.first))


def _weight(figure: Figure) -> float:
    """What a month weighs in a year: the rows that its share is a share of."""
    if figure.indicator in _ROWS_OF_THE_PART and figure.value:
        return figure.rows * 100 / float(figure.value)
    return float(figure.rows)


def _latest(keys: Sequence[str]) -> tuple[dict[str, TargetNote], dict[str, str]]:
    """The newest reason and the present owner of each target, where somebody wrote one."""
    reasons: dict[str, TargetNote] = {}
    owners: dict[str, str] = {}
    for row in TargetEntry.objects.filter(target_key__in=keys).order_by("at", "id"):
        entry = _entry(row)
        if isinstance(entry, TargetNote):
            reasons[row.target_key] = entry
        else:
            owners[row.target_key] = entry.owner
    return reasons, owners


def _entry(row: TargetEntry) -> TargetNote | OwnerNote:
    if row.kind == "owner":
        return OwnerNote(row.at, row.by_name, row.text)
    return TargetNote(
        row.at, row.by_name, row.text, Status(row.status_then), row.value_then, row.forecast_then
    )
