"""A report as the template draws it, on the web and on paper: sentences, pictures and tables, in the reader's words."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from indgang.modules.contacts.vocabulary import AUDIENCE_NAMES, Audience
from indgang.modules.strategy.selectors import ReportData, ReportInfo
from indgang.modules.strategy.selectors.reports import DefinitionLine, Line, Missed, ReasonLine, TargetLine
from indgang.modules.strategy.vocabulary import CHANNEL_GROUPS, Status
from indgang.surfaces.common import formats
from indgang.surfaces.steering import charts, reading
from indgang.surfaces.steering.charts import Bar, Chart
from indgang.surfaces.steering.reading import Shown
from indgang.surfaces.steering.reports import words
from indgang.surfaces.steering.targets.words import written

MIX = ("contacts", "channel_share", "cost", "cost_share")


@dataclass(frozen=True)
class MixRow:
    """One channel group: contacts and cost, each with its share."""

    name: str
    contacts: Shown | None
    share: Shown | None
    cost: Shown | None
    cost_share: Shown | None


@dataclass(frozen=True)
class OtherRow:
    """One more figure that has a value."""

    name: str
    group: str
    shown: Shown


@dataclass(frozen=True)
class TargetRow:
    """One subject of the targets: where it was, what is aimed at year by year, and how it goes."""

    name: str
    group: str
    now: Shown | None
    printed: str
    aims: tuple[tuple[int, str], ...]
    distance: str
    forecast: str
    status: str
    owner: str
    pages: str


@dataclass(frozen=True)
class Deviation:
    """A target that goes wrong, or that somebody wrote about."""

    name: str
    status: str
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True)
class QuarterRow:
    name: str
    shown: Shown
    whole: bool


@dataclass(frozen=True)
class Answers:
    """What one audience answered: satisfied in all, then each of the five answers."""

    audience: str
    figures: tuple[Shown, ...]


@dataclass(frozen=True)
class Picture:
    title_only: str
    chart: Chart


@dataclass(frozen=True)
class Left:
    """A self-service that people stop in: counts of one to four are not told apart."""

    name: str
    url: str
    begun: str
    left: str


@dataclass(frozen=True)
class NotReached:
    """Whom we did not reach, in numbers that tell nobody apart."""

    contacts: str
    abandoned: str
    exempt: str
    others: str
    left: tuple[Left, ...]
    without: tuple[str, ...]
    services: str


@dataclass(frozen=True)
class Drawn:
    """The whole report. Lists are empty where there is nothing to say, and the template says so."""

    info: ReportInfo
    verdict: tuple[str, ...]
    contacts: Shown | None
    cost: Shown | None
    charts: tuple[Picture, ...]
    mix: tuple[MixRow, ...]
    others: tuple[OtherRow, ...]
    years: tuple[int, ...]
    targets: tuple[TargetRow, ...]
    why_not: tuple[str, ...]
    quarters: tuple[QuarterRow, ...]
    quarter_sentence: str
    deviations: tuple[Deviation, ...]
    satisfaction: tuple[Answers, ...]
    missed: NotReached | None
    uncertainty: tuple[str, ...]
    not_counted: tuple[words.NotCounted, ...]
    definitions: tuple[DefinitionLine, ...]

    @property
    def data(self) -> ReportData:
        return self.info.data


def drawn(info: ReportInfo, *, paper: bool = False) -> Drawn:
    """`paper`: a picture's whole description is its name, since a PDF keeps no more of it."""
    data = info.data
    total, cost = data.line("contacts"), data.line("cost")
    return Drawn(
        info=info,
        verdict=tuple(words.verdict(data)),
        contacts=_shown(total),
        cost=_shown(cost),
        charts=tuple(_pictures(data, paper)),
        mix=tuple(_mix(data)),
        others=tuple(_others(data)),
        years=_years(data),
        targets=tuple(_targets(data)),
        why_not=tuple(words.why_not(data)),
        quarters=tuple(
            QuarterRow(words.quarter_name(one.first), words.shown(one.line), one.whole)
            for one in data.quarters
        ),
        quarter_sentence=words.quarters(data),
        deviations=tuple(_deviations(data)),
        satisfaction=tuple(_satisfaction(data)),
        missed=_missed(data.missed),
        uncertainty=tuple(words.uncertainty(data)),
        not_counted=tuple(words.not_counted(data)),
        definitions=tuple(_definitions(data)),
    )


def _shown(line: Line | None) -> Shown | None:
    return None if line is None else words.shown(line)


def _mix(data: ReportData) -> list[MixRow]:
    groups = [group for group in (*CHANNEL_GROUPS, "unknown") if data.line("contacts", group)]
    found = []
    for group in groups:
        contacts, share, cost, cost_share = (data.line(indicator, group) for indicator in MIX)
        name = str(contacts.group_name) if contacts else group
        found.append(MixRow(name, _shown(contacts), _shown(share), _shown(cost), _shown(cost_share)))
    return found


def _pictures(data: ReportData, paper: bool) -> list[Picture]:
    """Contacts and cost side by side, on one scale."""
    titles = {"channel_share": _("Andel af henvendelser"), "cost_share": _("Andel af udgiften")}
    goals = {
        (one.indicator, one.group): one
        for one in sorted(data.targets, key=lambda one: -one.year)
        if one.filter is data.filter and one.year >= data.year
    }
    lines = {
        indicator: [
            line
            for group in CHANNEL_GROUPS
            if (line := data.line(indicator, group)) is not None and line.number is not None
        ]
        for indicator in titles
    }
    values = [float(line.number or 0) for each in lines.values() for line in each]
    full = charts.scale(values + [float(goal.value) for key, goal in goals.items() if key[0] in titles])
    found = []
    for indicator, each in lines.items():
        if each:
            bars = [_bar(line, goals.get((indicator, line.group))) for line in each]
            one = charts.chart(id=f"report-{indicator}", title=titles[indicator], bars=bars, full=full)
            found.append(Picture(titles[indicator], _for_paper(one) if paper else one))
    return found


def _for_paper(chart: Chart) -> Chart:
    return Chart(chart.id, f"{chart.title}. {chart.description}", chart.description, chart.bars, chart.height)


def _bar(line: Line, goal: TargetLine | None) -> Bar:
    name, value, text = str(line.group_name), float(line.number or 0), words.text_of(line)
    if goal is None:
        return Bar(name, value, text)
    aim = reading.target(float(goal.value), goal.unit)
    said = (
        _("Ventet %(year)s: %(value)s") if reading.is_split(goal.indicator) else _("Mål %(year)s: %(value)s")
    )
    said = said % {"year": goal.year, "value": aim}
    return Bar(name, value, text, float(goal.value), said)


def _others(data: ReportData) -> list[OtherRow]:
    """Every figure with a value that is not in the table of channels."""
    return [
        OtherRow(str(one.name), "" if one.group == "all" else str(one.group_name), words.shown(one))
        for one in data.lines
        if one.indicator not in MIX and one.number is not None
    ]


def _definitions(data: ReportData) -> list[DefinitionLine]:
    """How the figures that stand in the report are counted."""
    used = {one.indicator for one in data.lines if one.number is not None} | {
        one.indicator for one in data.targets
    }
    return [one for one in data.definitions if one.indicator in used]


def _years(data: ReportData) -> tuple[int, ...]:
    return tuple(sorted({one.year for one in data.targets}))


def _subject(one: TargetLine) -> tuple[str, ...]:
    """What a target is about: its key without the year."""
    return tuple(one.key.split(":")[:-1])


def _targets(data: ReportData) -> list[TargetRow]:
    order = list(dict.fromkeys(_subject(one) for one in data.targets))
    by_subject = sorted(data.targets, key=lambda one: (order.index(_subject(one)), one.year))
    return [_target(data, list(group)) for _key, group in groupby(by_subject, key=_subject)]


def _target(data: ReportData, group: list[TargetLine]) -> TargetRow:
    first, last = group[0], group[-1]
    this_year = next((one for one in group if one.year == data.year), None)
    judged = this_year or last
    line = next(
        (one for one in ((this_year.line if this_year else None), first.start, first.line) if one), None
    )
    by_year = {one.year: reading.target(float(one.value), one.unit) for one in group}
    value = line.number if line else None
    printed = reading.target(float(first.printed), first.unit) if first.printed is not None else ""
    start = value if value is not None else float(first.printed) if first.printed is not None else None
    pages = dict.fromkeys(one.page for one in group)
    return TargetRow(
        name=str(first.name),
        group="" if first.group == "all" else str(first.group_name),
        now=words.shown(line) if line is not None and value is not None else None,
        printed=printed,
        aims=tuple((year, by_year.get(year, "")) for year in _years(data)),
        distance=(
            ""
            if start is None or reading.is_split(last.indicator)
            else reading.distance(start, float(last.value), last.unit)
        ),
        forecast=_forecast(judged),
        status=words.status(judged),
        owner=str(judged.owner),
        pages="; ".join(pages),
    )


def _forecast(one: TargetLine) -> str:
    """`38,4 % (36,1 % til 40,7 %)`, with the digits of the page of targets; empty without one."""
    if one.central is None or one.low is None or one.high is None:
        return ""
    low, central, high = (written(value, one.unit) for value in (one.low, one.central, one.high))
    return _("%(central)s (%(low)s til %(high)s)") % {"central": central, "low": low, "high": high}


def _deviations(data: ReportData) -> list[Deviation]:
    """The targets of the year that are not on the way, and every one that somebody wrote about."""
    found = []
    for one in data.targets:
        reasons = tuple(reason for reason in data.reasons if reason.target == one.key)
        wrong = one.year == data.year and one.status in (Status.AT_RISK, Status.OFF_TRACK)
        if reasons or wrong:
            group = "" if one.group == "all" else f", {one.group_name}"
            aim = reading.target(float(one.value), one.unit)
            name = _("%(name)s: mål for %(year)s er %(value)s") % {
                "name": f"{one.name}{group}",
                "year": one.year,
                "value": aim,
            }
            found.append(Deviation(name, words.status(one), reasons))
    return found


def _missed(missed: Missed | None) -> NotReached | None:
    if missed is None:
        return None
    return NotReached(
        contacts=words.few(missed.contacts),
        abandoned=words.few(missed.abandoned),
        exempt=_few(missed.exempt),
        others=_few(missed.others),
        left=tuple(
            Left(
                str(one.name),
                reverse("steering:service", args=[one.service]),
                words.few(one.begun),
                words.few(one.left),
            )
            for one in missed.left
            if one.service
        ),
        without=tuple(str(name) for name in missed.without_solution),
        services=formats.number(missed.services, 0),
    )


def _few(line: Line) -> str:
    return _("ingen") if line.number is None else words.few(int(line.number))


def _satisfaction(data: ReportData) -> list[Answers]:

    found: dict[str, list[Shown]] = {}
    for one in data.satisfaction:
        audience = (one.cut or {}).get("audience", "")
        if one.number is not None:
            found.setdefault(audience, []).append(words.shown(one))
    return [Answers(str(AUDIENCE_NAMES[Audience(audience)]), tuple(each)) for audience, each in found.items()]
