"""The page of entrances."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel.text import Text
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import EntranceInfo
from indgang.modules.channels.vocabulary import EntranceKind
from indgang.modules.identity.vocabulary import Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.selectors import By, Part
from indgang.modules.strategy.vocabulary import Cut, Question
from indgang.surfaces.common import formats
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering import own
from indgang.surfaces.steering.entrances import plan
from indgang.surfaces.steering.reach import Seen
from indgang.surfaces.steering.sheets import Cell, sheet

KINDS = {
    EntranceKind.PHYSICAL: Text("Sted", "Place"),
    EntranceKind.MOBILE: Text("Bus", "Bus"),
    EntranceKind.HOME_VISIT: Text("Besøg hjemme", "Home visit"),
    EntranceKind.TELEPHONE: Text("Telefon", "Telephone"),
    EntranceKind.DIGITAL: Text("På nettet", "Online"),
}
GROUPS = ("in_person", "telephone", "digital", "written")


@dataclass(frozen=True)
class Row:
    """One entrance in the table; a number that nobody has is said so, never 0."""

    name: str
    kind: str
    hours: str
    part: Part | None
    url: str
    contacts: str
    groups: tuple[str, ...]
    resolved: str
    misdirected: str
    median: str
    p90: str


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def entrances(request: HttpRequest) -> HttpResponse:
    """What came to each of our entrances that one may see in a year, and what a strategy plans."""
    seen = Seen(staff(request, Right.SEE_TOTALS))
    year = own.year_of(request)
    asked = own.own(year)
    found = strategy.breakdown(asked, By.ENTRANCE) if asked else {}
    rows = _rows(asked, found, seen)
    if request.GET.get("format") == "csv":
        return sheet(f"indgange-{year}", _head(), [_cells(row) for row in rows])
    plans = plan.with_plans()
    chosen = next(
        (one for one in plans if one.id == request.GET.get("strategi")), plans[0] if plans else None
    )
    return render(
        request,
        "steering/entrances/entrances.html",
        {
            "year": year,
            "years": [(each, each == year) for each in own.years()],
            "rows": rows,
            "counted": bool(found),
            "own_only": not seen.everything,
            "plan": plan.plan(chosen) if chosen else None,
            "plans": [(one, one is chosen) for one in plans],
        },
    )


def _rows(asked: Question | None, found: dict[str, Part], seen: Seen) -> list[Row]:
    """Every entrance, the busiest first; then those that are no more, and contacts on which none was written."""
    places = {one.id: one for one in channels.entrances()}
    nothing = Decimal(0)
    ids = sorted(places, key=lambda id: -(found[id].contacts if id in found else nothing))
    ids += [id for id in found if id and id not in places] + ([""] if "" in found else [])
    nowhere = found.get("") if seen.sees_entrance("") else None
    return [_row(asked, id, places.get(id), found.get(id), nowhere) for id in ids if seen.sees_entrance(id)]


def _row(
    asked: Question | None, id: str, place: EntranceInfo | None, part: Part | None, nowhere: Part | None
) -> Row:
    none = _("Ingen tal")
    if (
        part is None
        and place
        and place.kind is EntranceKind.DIGITAL
        and nowhere
        and _came(nowhere, "digital")
    ):
        none = _("Står i rækken uden indgang")
    return Row(
        name=str(place.name) if place else id or _("Ingen indgang skrevet på"),
        kind=str(KINDS[place.kind]) if place else _ways(part) if part and not id else "",
        hours=_hours(place) if place else "",
        part=part,
        url=own.figure_address(asked, "contacts", "all", Cut(entrance=id)) if asked and part and id else "",
        contacts=formats.number(part.contacts, 0) if part else none,
        groups=tuple(formats.number(part.by_group.get(group, 0), 0) if part else "" for group in GROUPS),
        resolved=_percent(part.resolved) if part else "",
        misdirected=_percent(part.misdirected) if part else "",
        median=_minutes(part.median) if part else "",
        p90=_minutes(part.p90) if part else "",
    )


def _came(part: Part, group: str) -> Decimal:
    return part.by_group.get(group, Decimal(0))


def _ways(part: Part) -> str:
    """How many of the contacts without an entrance had none to write: they came over the net, or in writing."""
    words = {
        "net": formats.number(_came(part, "digital"), 0),
        "letters": formats.number(_came(part, "written"), 0),
    }
    return _("%(net)s på nettet, %(letters)s skriftligt") % words


def _percent(value: float | None) -> str:
    return _("Ukendt") if value is None else formats.percent(value, 1)


def _minutes(value: float | None) -> str:
    return _("Ukendt") if value is None else formats.number(value, 1)


def _hours(place: EntranceInfo) -> str:
    """Opening hours a week; nothing for what is always open."""
    if place.kind is EntranceKind.DIGITAL:
        return _("Altid")
    minutes = sum(end - start for spans in place.hours.values() for start, end in spans)
    return formats.number(Decimal(minutes) / 60, None)


def _head() -> list[str]:
    return [
        _("Indgang"), _("Slags"), _("Timer om ugen"), _("Henvendelser"), _("Personligt"), _("Telefon"), _("Digitalt"),
        _("Skriftligt"), _("Løst med det samme, %"), _("Forkert sted, %"), _("Minutter, midterste"),
        _("Minutter, ni ud af ti"),
    ]  # fmt: skip


def _cells(row: Row) -> list[Cell]:
    part = row.part
    if part is None:
        return [row.name, row.kind, row.hours, *[None] * 9]
    return [
        row.name, row.kind, row.hours, part.contacts, *(part.by_group.get(group, Decimal(0)) for group in GROUPS),
        part.resolved, part.misdirected, part.median, part.p90,
    ]  # fmt: skip
