"""What a yearly report rests on, gathered in a few readings of the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.vocabulary import LIBRARY_VISITS, Audience, BatchInfo
from indgang.modules.identity import selectors as identity
from indgang.modules.strategy.models import TargetEntry
from indgang.modules.strategy.rules.quarters import Quarter, QuarterCheck, check, next_quarter
from indgang.modules.strategy.selectors.figures import answers, definitions
from indgang.modules.strategy.selectors.prices import price_sheet
from indgang.modules.strategy.selectors.reports import (
    DefinitionLine,
    InitiativeLine,
    LeftLine,
    Line,
    Missed,
    NoteLine,
    QuarterLine,
    ReasonLine,
    ReportData,
    SheetLine,
    TargetLine,
)
from indgang.modules.strategy.selectors.strategies import strategies, strategy
from indgang.modules.strategy.selectors.targets import TargetState, target_states
from indgang.modules.strategy.vocabulary import (
    GROUP_NAMES,
    Cut,
    Figure,
    Filter,
    Question,
    Rise,
    Split,
    Status,
    StrategyInfo,
)

FIRST_YEAR = 2000
AUDIENCES = (Audience.CITIZEN, Audience.COMPANY, Audience.STAFF)
LEFT = 10
"""How many self-services are shown of those that people leave."""


class NothingMeasured(Expected):
    """A report was asked for of a strategy that measures nothing."""

    message = Text(
        "Strategien er en ramme uden egne tal. Lav rapporten for en strategi, der måler.",
        "The strategy is a frame without figures of its own. Make the report for a strategy that measures.",
    )


class NoFiguresThatYear(Expected):
    """A report was asked for of a year that was not counted."""

    def __init__(self, known: str) -> None:
        self.message = Text(
            f"Der er ingen tal for det år. Vælg et af de år, der er talt: {known}.",
            f"There are no figures for that year. Choose one of the years that were counted: {known}.",
        )
        super().__init__()


@dataclass(frozen=True)
class _Ground:
    """What a report is about. `until` is today while the year runs: the report takes whole days only."""

    info: StrategyInfo
    year: int
    today: date
    batch: BatchInfo
    asked: Question
    since: date | None
    until: date | None

    @property
    def live(self) -> bool:
        return self.info.measured_on == "live"


def report_years(info: StrategyInfo, today: date) -> list[int]:
    """The years that a strategy has figures of, the newest first; none for a frame."""
    if info.measured_on == "live":
        return _live_years(today)
    return [info.baseline_year] if info.measured_on == "baseline" and info.baseline else []


def _live_years(today: date) -> list[int]:
    """The years that we have counted ourselves, of the last six. One small query a year."""
    name = contacts.live_batch_name()
    return [year for year in range(today.year, today.year - 6, -1) if contacts.counted_since(name, year)]


def report_choices(today: date) -> list[tuple[StrategyInfo, int]]:
    """Every strategy and year that a report can be made of."""
    live = _live_years(today)
    return [
        (info, year)
        for info in strategies().values()
        for year in (live if info.measured_on == "live" else report_years(info, today))
    ]


def gather(strategy_id: str, year: int, today: date) -> ReportData:
    """Everything that the report of a year says. Raises UnknownStrategy, NothingMeasured, NoFiguresThatYear."""
    ground = _ground(strategy_id, year, today)
    info, asked = ground.info, ground.asked
    states = target_states(info.id, as_of=today)
    everything = Question(asked.batch, year, asked.price_sheet, Filter.ALL, ("contacts",), asked.cut)
    by_audience = [
        replace(asked, only=("satisfaction",), cut=replace(asked.cut, audience=audience))
        for audience in AUDIENCES
    ]
    lines, whole, *satisfied = answers(asked, everything, *(by_audience if ground.live else ()))
    quarters, found = _quarters(ground)
    return ReportData(
        strategy=info.id,
        title=info.title,
        document=info.document,
        period=info.period,
        municipality=info.municipality_name or str(identity.municipality().name),
        demo=info.demo,
        year=year,
        live=ground.live,
        batch=ground.batch.name,
        place=ground.batch.title,
        source=ground.batch.document,
        sources=lines[0].sources,
        counting_rule=ground.batch.counting_rule,
        since=ground.since,
        until=ground.until,
        sheet=_sheet(asked.price_sheet),
        filter=asked.filter,
        lines=tuple(Line.of(one) for one in lines),
        everything=Line.of(whole[0]) if asked.filter is not Filter.ALL else None,
        quarters=quarters,
        rise=found.rise,
        fell=found.fell,
        targets=_targets(ground, states),
        reasons=_reasons([state.target.key for state in states]),
        guidelines=tuple((one.letter, one.title) for one in info.guidelines),
        initiatives=_initiatives(info),
        notes=tuple(NoteLine(one.id, one.page, one.text, one.reading) for one in info.notes),
        satisfaction=tuple(Line.of(one) for group in satisfied for one in group),
        missed=_missed(ground) if ground.live else None,
        definitions=tuple(
            DefinitionLine(one.indicator, one.name, one.text, one.source) for one in definitions()
        ),
    )


def _ground(strategy_id: str, year: int, today: date) -> _Ground:
    info = strategy(strategy_id)
    years = report_years(info, today)
    if not years and info.measured_on != "live":
        raise NothingMeasured
    if year not in years:
        raise NoFiguresThatYear(", ".join(str(known) for known in years) or "–")
    if info.measured_on == "live":
        batch = contacts.live_batch()
        until = today if year == today.year else None
        sheet = info.price_sheet or identity.municipality().price_sheet
        asked = Question(batch.name, year, sheet, cut=Cut(until=until))
        return _Ground(info, year, today, batch, asked, contacts.counted_since(batch.name, year), until)
    batch = contacts.batch(info.baseline)
    without = Filter.WITHOUT_LIBRARY_VISITS if LIBRARY_VISITS in batch.marks else Filter.ALL
    return _Ground(
        info, year, today, batch, Question(batch.name, year, info.price_sheet, without), None, None
    )


def _sheet(id: str) -> SheetLine | None:
    if not id:
        return None
    sheet = price_sheet(id)
    return SheetLine(sheet.name, sheet.meaning, sheet.source, sheet.page)


def _quarters(ground: _Ground) -> tuple[tuple[QuarterLine, ...], QuarterCheck]:
    """The digital share by quarter, with the last quarter of the year before when that was counted whole."""
    if not ground.live:
        return (), QuarterCheck(Rise.NO_QUARTERS)
    name, year = ground.batch.name, ground.year
    asked = replace(ground.asked, only=("channel_share",), split=Split.QUARTER)
    sinces = {year: ground.since, year - 1: contacts.counted_since(name, year - 1)}
    questions = [asked]
    if sinces[year - 1] is not None:
        questions.insert(0, replace(asked, year=year - 1, cut=Cut(since=date(year - 1, 10, 1))))
    found = [
        _quarter(ground, figure, sinces)
        for answer in answers(*questions)
        for figure in answer
        if figure.group == "digital" and figure.bucket is not None
    ]
    shares = [
        Quarter(
            one.first, None if one.line.value is None else float(one.line.value), one.line.rows, one.whole
        )
        for one in found
    ]
    return tuple(found), check(shares)


def _quarter(ground: _Ground, figure: Figure, sinces: dict[int, date | None]) -> QuarterLine:
    first = figure.bucket or date(figure.year, 1, 1)
    end = next_quarter(first)
    until = min(end, ground.until) if ground.until else end
    since = sinces[figure.year]
    # Whoever began to count in the year before has counted this one from its first day.
    from_the_first = (since is not None and since <= first) or sinces.get(figure.year - 1) is not None
    cut = Cut(since=first, until=until)
    line = replace(Line.of(figure), cut=cut.words(), bucket=None)
    return QuarterLine(first, from_the_first and end == until, line)


def _targets(ground: _Ground, states: Sequence[TargetState]) -> tuple[TargetLine, ...]:
    whole_days = _whole_days(ground, [one for state in states for one in (state.figure, state.start) if one])
    names = {one.indicator: one.name for one in definitions()}
    departments, units = identity.departments(), identity.units()

    def owner(id: str) -> Text:
        return departments.get(id) or (units[id].name if id in units else Text(id))

    def line(figure: Figure | None) -> Line | None:
        return None if figure is None else Line.of(whole_days.get(_key(figure), figure))

    return tuple(
        TargetLine(
            key=state.target.key,
            indicator=state.target.indicator,
            name=names.get(state.target.indicator, Text("Antal", "Number")),
            group=state.target.group,
            group_name=GROUP_NAMES.get(state.target.group, Text(state.target.group)),
            filter=state.target.filter,
            year=state.target.year,
            kind=state.target.kind,
            value=f"{state.target.value.normalize():f}",
            unit=state.target.unit,
            better=state.target.better,
            page=state.target.page,
            status=state.status,
            owner=owner(state.owner),
            line=line(state.figure),
            start=line(state.start),
            printed=f"{state.printed.value.normalize():f}" if state.printed else None,
            low=state.forecast.low if state.forecast else None,
            central=state.forecast.central if state.forecast else None,
            high=state.forecast.high if state.forecast else None,
            method=state.forecast.method if state.forecast else Text(),
            reason=state.reason,
            under=state.target.under,
        )
        for state in states
    )


def _key(figure: Figure) -> tuple[str, str, str, int, str, str]:
    return (figure.indicator, figure.group, figure.batch, figure.year, figure.filter, figure.cut.key())


def _whole_days(
    ground: _Ground, found: Iterable[Figure]
) -> dict[tuple[str, str, str, int, str, str], Figure]:
    """The figures of the year that runs, until the morning of the report: so that they stay what they are."""
    if ground.until is None:
        return {}
    running = [one for one in found if one.year == ground.year and one.batch == ground.batch.name]
    asked = [
        Question(
            one.batch,
            one.year,
            ground.asked.price_sheet,
            one.filter,
            (one.indicator,),
            replace(one.cut, until=ground.until),
        )
        for one in running
    ]
    answered = answers(*asked) if asked else []
    return {
        _key(one): next(figure for figure in answer if figure.group == one.group)
        for one, answer in zip(running, answered, strict=True)
    }


def _reasons(keys: Sequence[str]) -> tuple[ReasonLine, ...]:
    """What was written about the targets, the newest first. Who wrote it is not in a report."""
    rows = TargetEntry.objects.filter(target_key__in=keys, kind="reason").order_by("-at", "-id")
    return tuple(ReasonLine(row.target_key, row.at, row.text, Status(row.status_then)) for row in rows)


def _initiatives(info: StrategyInfo) -> tuple[InitiativeLine, ...]:
    return tuple(
        InitiativeLine(
            id=one.id,
            number=one.number,
            title=one.title,
            kind=str(one.kind),
            departments=tuple(str(department) for department in one.departments),
            guideline=one.guideline or "",
            phase=one.phase,
            page=one.page,
        )
        for one in info.content.initiatives
    )


def _missed(ground: _Ground) -> Missed:
    begin, end = (datetime(year, 1, 1, tzinfo=COPENHAGEN) for year in (ground.year, ground.year + 1))
    if ground.until is not None:
        end = datetime(ground.until.year, ground.until.month, ground.until.day, tzinfo=COPENHAGEN)
    found = contacts.not_reached(begin, end)
    ours = [one for one in catalogue.services().values() if not one.authority_name]
    exempt, others = answers(
        *(
            replace(ground.asked, only=("contacts",), cut=replace(ground.asked.cut, exempt=exempt))
            for exempt in (True, False)
        )
    )
    left = sorted(found.left.items(), key=lambda one: (-one[1], one[0]))[:LEFT]
    known = catalogue.services()
    return Missed(
        contacts=found.contacts,
        abandoned=found.abandoned,
        exempt=Line.of(exempt[0]),
        others=Line.of(others[0]),
        left=tuple(
            LeftLine(id, known[id].name if id in known else Text(id), found.begun.get(id, 0), count)
            for id, count in left
        ),
        without_solution=tuple(one.name for one in ours if not one.solution),
        services=len(ours),
    )


def publishable(today: date) -> list[tuple[str, Text, int]]:
    """The batches and series with their years that can be published, each once: name, title and year."""
    found: dict[tuple[str, int], Text] = {}
    for info, year in report_choices(today):
        live = info.measured_on == "live"
        batch = contacts.live_batch() if live else contacts.batch(info.baseline)
        found[batch.name, year] = batch.title
    for series in contacts.all_series():
        if series.first_day is not None and series.last_day is not None:
            for year in range(series.first_day.year, series.last_day.year + 1):
                found[series.name, year] = series.title
    return [(name, title, year) for (name, year), title in found.items()]
