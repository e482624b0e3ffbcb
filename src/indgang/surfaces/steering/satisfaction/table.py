"""What people answered, as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.contacts.vocabulary import AUDIENCE_NAMES, EASE_NAMES, Audience, Ease
from indgang.modules.identity import selectors as identity
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.selectors.satisfaction import Answered, Satisfaction
from indgang.modules.strategy.vocabulary import Cut, TargetKind, Unit
from indgang.surfaces.common import formats
from indgang.surfaces.steering import charts, reading
from indgang.surfaces.steering.charts import Bar, Chart

ASKED = (Audience.CITIZEN, Audience.COMPANY, Audience.STAFF, Audience.UNKNOWN)


@dataclass(frozen=True)
class Goal:
    """What a strategy aims at for an audience."""

    text: str
    url: str


@dataclass(frozen=True)
class Group:
    """One audience. `satisfied` is empty when nobody, or too few, answered; `url` when there is no page for it."""

    name: str
    satisfied: str
    answers: str
    url: str
    goals: tuple[Goal, ...]
    chart: Chart | None
    shares: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Row:
    """A service or a department."""

    name: str
    satisfied: str
    answers: str
    url: str


def groups(found: Satisfaction, batch: str, year: int) -> list[Group]:
    """Citizens, companies and staff always; answers that say of nobody who gave them, when there are any."""
    return [
        _group(audience, found.audiences.get(audience, Answered()), batch, year)
        for audience in ASKED
        if audience is not Audience.UNKNOWN or audience in found.audiences
    ]


def _group(audience: Audience, one: Answered, batch: str, year: int) -> Group:
    one = one if one.enough else Answered()
    known = one.satisfied is not None
    shares = [(answer, one.share(answer) or 0.0) for answer in Ease] if known else []
    return Group(
        name=str(AUDIENCE_NAMES[audience]),
        satisfied=percent(one),
        answers=formats.number(one.count, 0),
        url=_address(batch, year, Cut(audience=audience))
        if known and audience is not Audience.UNKNOWN
        else "",
        goals=tuple(_goals(audience)),
        chart=charts.chart(
            id=f"ease-{audience}",
            title=_("Svar fra: %(audience)s") % {"audience": AUDIENCE_NAMES[audience]},
            bars=[Bar(str(EASE_NAMES[answer]), share, formats.percent(share, 0)) for answer, share in shares],
            full=100.0,
        )
        if known
        else None,
        shares=tuple(
            (
                str(EASE_NAMES[answer]),
                formats.number(one.answers.get(answer, 0), 0),
                formats.percent(share, 0),
            )
            for answer, share in shares
        ),
    )


def percent(one: Answered) -> str:
    """`82 %`; empty when nobody answered."""
    return "" if one.satisfied is None else formats.percent(one.satisfied, 0)


def _goals(audience: Audience) -> list[Goal]:
    """What each strategy aims at, the last year of each."""
    found = []
    for info in strategy.strategies().values():
        aims = [
            one
            for one in info.targets
            if one.indicator == "satisfaction"
            and one.cut.audience == audience
            and one.kind is TargetKind.TARGET
        ]
        if aims:
            last = max(aims, key=lambda one: one.year)
            text = _("%(value)s i %(year)s (%(strategy)s)") % {
                "value": reading.target(last.value, Unit.PERCENT),
                "year": last.year,
                "strategy": info.title,
            }
            found.append(Goal(text, reverse("steering:strategy", args=[info.id])))
    return found


def _address(batch: str, year: int, cut: Cut) -> str:
    address = reverse("steering:figure", args=[batch, year, "satisfaction", "satisfied"])
    return f"{address}?{urlencode(reading.cut_query(cut))}"


def services(found: Satisfaction, batch: str, year: int) -> list[Row]:
    """The services that enough people answered about, the hardest first."""
    known = catalogue.services()
    rows = sorted(found.services.items(), key=lambda one: (one[1].satisfied or 0.0, one[0]))
    return [
        Row(
            name=str(known[id].name) if id in known else id,
            satisfied=percent(one),
            answers=formats.number(one.count, 0),
            url=_address(batch, year, Cut(service=id)),
        )
        for id, one in rows
    ]


def departments(found: Satisfaction) -> list[Row]:
    """The departments of staff that are shown, in the municipality's order."""
    names: Mapping[str, object] = identity.departments()
    order = list(names)
    shown = sorted(found.departments, key=lambda id: order.index(id) if id in order else len(order))
    return [
        Row(
            name=str(names.get(id, id)),
            satisfied=percent(found.departments[id]),
            answers=formats.number(found.departments[id].count, 0),
            url="",
        )
        for id in shown
    ]
