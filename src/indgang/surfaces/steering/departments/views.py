"""The page of departments: as it is, and as it is meant to be."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.selectors import By, Part
from indgang.modules.strategy.vocabulary import CHANNEL_GROUPS, GROUP_NAMES, Cut, Question, Unit
from indgang.surfaces.common import formats
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering import own, reading
from indgang.surfaces.steering.departments.wishes import Wishes, wishes_of
from indgang.surfaces.steering.sheets import Cell, sheet
from indgang.surfaces.steering.targets import words


@dataclass(frozen=True)
class Row:
    """One department: how many turn to it, how, at what cost, and how it ends."""

    id: str
    name: str
    part: Part | None
    url: str
    contacts: str
    shares: tuple[str, ...]
    cost: str
    unpriced: str
    resolved: str


@dataclass(frozen=True)
class ToBe:
    """What is wanted of one department, in words."""

    name: str
    wishes: Wishes
    targets: tuple[tuple[str, str, int, str, str], ...]

    @property
    def empty(self) -> bool:
        return not (self.wishes.own or self.targets or self.wishes.efforts)


@for_staff(Right.SEE_STEERING)
@never_cache
@require_safe
def departments(request: HttpRequest) -> HttpResponse:
    """Every department that one may see figures of."""
    by = staff(request, Right.SEE_STEERING)
    year = own.year_of(request)
    asked = own.own(year)
    seen = _seen(by)
    found = strategy.breakdown(asked, By.DEPARTMENT) if asked else {}
    everything = by.reach(Right.SEE_STEERING) is Reach.MUNICIPALITY
    rows = [_row(asked, id, name, found.get(id)) for id, name in seen.items()]
    if everything and "" in found:
        rows.append(_row(asked, "", _("Ingen forvaltning skrevet på"), found[""]))
    if request.GET.get("format") == "csv":
        return sheet(f"forvaltninger-{year}", _head(), [_cells(row) for row in rows])
    codes = {unit.department: unit.department_code for unit in identity.units().values()}
    return render(
        request,
        "steering/departments/departments.html",
        {
            "year": year,
            "years": [(each, each == year) for each in own.years()],
            "rows": rows,
            "groups": [GROUP_NAMES[group] for group in CHANNEL_GROUPS],
            "counted": any(row.part for row in rows),
            "to_be": [_to_be(id, name, codes.get(id, id)) for id, name in seen.items()],
            "own_only": not everything,
        },
    )


def _seen(by: EmployeeInfo) -> dict[str, str]:
    """The departments that somebody's right reaches: all, or their own."""
    names = {id: str(name) for id, name in identity.departments().items()}
    if by.reach(Right.SEE_STEERING) is Reach.MUNICIPALITY:
        return names
    unit = identity.units().get(by.unit)
    return {id: name for id, name in names.items() if unit is not None and id == unit.department}


def _row(asked: Question | None, id: str, name: str, part: Part | None) -> Row:
    none = _("Ingen tal")
    return Row(
        id=id,
        name=name,
        part=part,
        url=own.figure_address(asked, "contacts", "all", Cut(department=id)) if asked and part and id else "",
        contacts=formats.number(part.contacts, 0) if part else none,
        shares=tuple(_percent(part.share(group)) if part else "" for group in CHANNEL_GROUPS),
        cost=_cost(part) if part else "",
        unpriced=formats.number(part.unpriced, 0) if part and part.unpriced else "",
        resolved=_percent(part.resolved) if part else "",
    )


def _cost(part: Part) -> str:
    return _("Ingen pris") if part.cost is None else reading.amount(part.cost, Unit.KR)


def _percent(value: float | None) -> str:
    return _("Ukendt") if value is None else formats.percent(value, 1)


def _to_be(id: str, name: str, code: str) -> ToBe:
    found = wishes_of(id, code, identity.municipality().id)
    targets = tuple(
        (one.strategy.id, one.target.key, one.target.year, words.name(one.target), words.goal(one.target))
        for one in found.targets
    )
    return ToBe(name, found, targets)


def _head() -> list[str]:
    shares = [f"{GROUP_NAMES[group]}, %" for group in CHANNEL_GROUPS]
    return [
        _("Forvaltning"), _("Henvendelser"), *shares, _("Udgift, kr."), _("Uden pris"), _("Løst med det samme, %"),
    ]  # fmt: skip


def _cells(row: Row) -> list[Cell]:
    part = row.part
    if part is None:
        return [row.name, *[None] * (len(CHANNEL_GROUPS) + 4)]
    shares = [part.share(group) for group in CHANNEL_GROUPS]
    return [row.name, part.contacts, *shares, part.cost, part.unpriced, part.resolved]
