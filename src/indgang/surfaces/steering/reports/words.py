"""The sentences of a report: the verdict, the quarters, and how far the figures can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from indgang.modules.strategy.selectors import ReportData
from indgang.modules.strategy.selectors.reports import Line, TargetLine
from indgang.modules.strategy.vocabulary import (
    ALL,
    CHANNEL_GROUPS,
    FEWEST,
    FILTER_NAMES,
    Filter,
    Rise,
    Status,
    Unit,
)
from indgang.surfaces.common import formats
from indgang.surfaces.steering import reading
from indgang.surfaces.steering.overview.words import costs_known, of_group, unpriced_parts
from indgang.surfaces.steering.reading import Shown
from indgang.surfaces.steering.targets.words import MEANING, counted, status_name

DIGITAL = ("channel_share", "digital")


def text_of(line: Line | None) -> str:
    """The value with its unit; empty without one."""
    return "" if line is None or line.number is None else reading.amount(line.number, line.unit)


def few(count: int) -> str:
    """A number of people's doings; one to four are not told apart, so that nobody is."""
    return _("under 5") if 0 < count < FEWEST else formats.number(count, 0)


def verdict(data: ReportData) -> list[str]:
    """The report in a few sentences, the most important first."""
    found = [" ".join([_headline(data), *_goals(data)]), _counts(data), _quarters_short(data), _dearest(data)]
    return [sentence for sentence in found if sentence]


def _headline(data: ReportData) -> str:
    share = text_of(data.line(*DIGITAL))
    if not share:
        return _("Vi har ikke tal for den digitale andel i %(year)s.") % {"year": data.year}
    return _("%(share)s af henvendelserne var digitale i %(year)s.") % {"share": share, "year": data.year}


def _goals(data: ReportData) -> list[str]:
    goal = _goal(data, *DIGITAL)
    said = []
    if goal is not None:
        aim = reading.target(_number(goal), goal.unit)
        said.append(_("Målet for %(year)s er %(value)s.") % {"year": goal.year, "value": aim})
        now = (goal.line or goal.start) if goal.year == data.year else goal.start
        if now is not None and now.number is not None:
            missing = _number(goal) - float(now.number)
            if missing <= 0:
                said.append(_("Det er nået."))
            else:
                points = formats.number(missing, 2)
                said.append(_("Der mangler %(points)s procentpoint.") % {"points": points})
        if goal.year == data.year and goal.status in MEANING:
            said.append(str(MEANING[goal.status]))
    return said


def _counts(data: ReportData) -> str:
    """How the targets of the year go, counted as the overview does, and which of them are not reached."""
    here = [one for one in data.targets if one.year == data.year]
    if not here:
        return ""
    missed = [_named(one) for one in here if one.status is Status.OFF_TRACK]
    named = _("Det nås ikke: %(names)s.") % {"names": "; ".join(missed)} if missed else ""
    return f"{counted([one.status for one in here])} {named}".strip()


def _named(one: TargetLine) -> str:
    return str(one.name) if one.group == ALL else f"{one.name}, {one.group_name}"


def _goal(data: ReportData, indicator: str, group: str) -> TargetLine | None:
    """The target of the report's year, else the first after it, else none."""
    found = [
        one
        for one in data.targets
        if (one.indicator, one.group) == (indicator, group)
        and one.year >= data.year
        and one.filter is data.filter
    ]
    return min(found, key=lambda one: one.year, default=None)


def _number(target: TargetLine) -> float:
    return float(target.value)


def _dearest(data: ReportData) -> str:
    """The group that takes most of the cost beyond its share of the contacts; not said without most prices."""
    pairs = []
    for group in CHANNEL_GROUPS:
        paid, came = data.line("cost", group), data.line("contacts", group)
        if paid and came and not costs_known(float(paid.unpriced), came.number):
            return ""
        share, cost = data.line("channel_share", group), data.line("cost_share", group)
        if share and cost and share.number is not None and cost.number is not None:
            pairs.append((float(cost.number) - float(share.number), share, cost))
    if len(pairs) < 2:
        return ""
    beyond, share, cost = max(pairs, key=lambda pair: pair[0])
    if beyond <= 0:
        return ""
    return _("%(group)s: %(share)s af henvendelserne, men %(cost)s af udgiften.") % {
        "group": share.group_name,
        "share": text_of(share),
        "cost": text_of(cost),
    }


def _quarters_short(data: ReportData) -> str:
    """Said in the verdict only when it can be said."""
    return quarters(data) if data.rise in (Rise.EVERY, Rise.NOT_EVERY) else ""


def quarters(data: ReportData) -> str:
    """Whether the digital share rose every quarter."""
    match data.rise:
        case Rise.EVERY:
            return _("Den digitale andel steg hvert kvartal.")
        case Rise.NOT_EVERY:
            return _("Den digitale andel steg ikke hvert kvartal. Det gik ikke frem i %(quarters)s.") % {
                "quarters": _and([quarter_name(first) for first in data.fell])
            }
        case Rise.NO_QUARTERS:
            return _("Kilden har ingen kvartaler. Den har kun tal for hele året.")
    return _("Der er for få hele kvartaler til at se, om andelen stiger. Der skal være to i træk.")


def quarter_name(first: date) -> str:
    """`2. kvartal 2026`."""
    return _("%(number)s. kvartal %(year)s") % {"number": (first.month + 2) // 3, "year": first.year}


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else _("%(first)s og %(last)s") % {
        "first": ", ".join(words[:-1]),
        "last": words[-1],
    }  # fmt: skip


def period(data: ReportData) -> str:
    """Which days the figures are about."""
    if data.until is not None:
        last = formats.day(date.fromordinal(data.until.toordinal() - 1))
        begun = formats.day(data.since) if data.since else ""
        return _("Året er ikke slut. Tallene går fra %(first)s til og med %(last)s.") % {
            "first": begun or formats.day(date(data.year, 1, 1)),
            "last": last,
        }
    if data.since is not None and (data.since.month, data.since.day) != (1, 1):
        return _("Vi har talt fra %(first)s. Året er altså ikke talt helt.") % {
            "first": formats.day(data.since)
        }
    return _("Tallene gælder hele %(year)s.") % {"year": data.year}


def uncertainty(data: ReportData) -> list[str]:
    """What a reader must know before leaning on a figure."""
    said = [period(data)]
    if data.filter is not Filter.ALL and data.everything is not None:
        said.append(
            _("Tallene er %(filter)s. Med dem er der %(count)s henvendelser.")
            % {"filter": str(FILTER_NAMES[data.filter]).lower(), "count": text_of(data.everything)}
        )
    guessed = dict.fromkeys(str(one.name) for one in data.lines if one.estimate and one.number is not None)
    if guessed:
        said.append(
            _("Nogle rækker er et skøn. Det gælder tallene for: %(names)s.") % {"names": _and(list(guessed))}
        )
    unknown = data.line("contacts", "unknown")
    if unknown is not None and unknown.number:
        said.append(_("%(count)s henvendelser har en kanal, vi ikke kender.") % {"count": text_of(unknown)})
    cost = data.line("cost")
    if cost is not None and float(cost.unpriced):
        without = _("%(count)s henvendelser har ingen pris. De er ikke med i udgiften.") % {
            "count": reading.amount(float(cost.unpriced), Unit.CONTACTS)
        }
        said.append(f"{without} {unpriced_parts(_unpriced(data))}".strip())
    said.append(
        _(
            "Et tal for en kanal er ikke en besparelse. Det siger kun, hvad henvendelserne koster at tage imod."
        )
    )
    return said


def _unpriced(data: ReportData) -> list[str]:
    """Of which channels the contacts without a price are."""
    found = []
    for group in CHANNEL_GROUPS:
        paid, came = data.line("cost", group), data.line("contacts", group)
        if paid and came and float(paid.unpriced):
            found.append(of_group(float(paid.unpriced), came.figure()))
    return found


@dataclass(frozen=True)
class NotCounted:
    """An indicator without a value, and why."""

    name: str
    reason: str


def not_counted(data: ReportData) -> list[NotCounted]:
    """The indicators that have no value at all, each once."""
    known = {one.indicator for one in data.lines if one.number is not None}
    found: dict[str, NotCounted] = {}
    for one in data.lines:
        if one.indicator not in known:
            found.setdefault(one.indicator, NotCounted(str(one.name), str(one.reason)))
    return list(found.values())


def status(target: TargetLine) -> str:
    """`På vej`, `Kan ikke bedømmes`; a split that is only expected has no judgement."""
    if reading.is_split(target.indicator):
        return _("Ventet fordeling")
    return status_name(target.status)


def why_not(data: ReportData) -> list[str]:
    """Why some targets cannot be judged, each reason once. A target of a year to come is not asked about."""
    here = [one for one in data.targets if one.year == data.year] or list(data.targets)
    return list(dict.fromkeys(str(one.reason) for one in here if one.reason))


def shown(line: Line) -> Shown:
    """A figure of the report as every steering page shows one."""
    return Shown(line.figure())
