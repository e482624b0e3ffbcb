"""The page of segments: aggregates for planning, in the words we use to each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.selectors import HOW, Segment
from indgang.modules.strategy.vocabulary import Cut, NoteInfo, StrategyInfo
from indgang.surfaces.common import formats
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering import own
from indgang.surfaces.steering.reach import Seen
from indgang.surfaces.steering.sheets import Cell, sheet

NAMES = {
    "alone": Text("Klarer det selv", "Manages alone"),
    "co_served": Text("Vil gerne have hjælp", "Would like help"),
    "by_staff": Text("Har brug for en anden vej", "Needs another way"),
}
WHAT = {
    "alone": Text("Gjorde det færdigt på nettet uden os.", "Completed it online without us."),
    "co_served": Text("Fik hjælp i sin egen kladde.", "Had help in their own draft."),
    "by_staff": Text("En medarbejder skrev det ind.", "Staff wrote it in."),
}


@dataclass(frozen=True)
class Row:
    """One part of the completed self-services: how many in each way, and their share."""

    name: str
    cells: tuple[tuple[str, str], ...]
    total: str


@dataclass(frozen=True)
class Corner:
    """A cell of a document's matrix: what it says, and where."""

    title: str
    meaning: Text
    page: str


@dataclass(frozen=True)
class Matrix:
    """A document's matrix by whether people can and whether they want to; None where it has no such cell."""

    strategy: StrategyInfo
    cells: dict[tuple[bool, bool], Corner]
    notes: tuple[NoteInfo, ...]


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def segments(request: HttpRequest) -> HttpResponse:
    """How self-services got done in a year: in all, by exemption, by department one may see. No cell under five."""
    seen = Seen(staff(request, Right.SEE_TOTALS))
    year = own.year_of(request)
    asked = own.own(year)
    parts = [
        (_("Alle"), Cut()),
        (_("Fritaget for Digital Post"), Cut(exempt=True)),
        (_("Ikke fritaget"), Cut(exempt=False)),
        *(
            (str(name), Cut(department=id))
            for id, name in identity.departments().items()
            if seen.sees_department(id)
        ),
    ]
    found = strategy.segments(asked, [cut for _name, cut in parts]) if asked else []
    rows = [_row(name, one) for (name, _cut), one in zip(parts, found, strict=False) if not one.empty]
    if request.GET.get("format") == "csv":
        return sheet(f"maalgrupper-{year}", _head(), _cells([name for name, _cut in parts], found))
    whole = found[0] if found and not found[0].empty else None
    ours = {how: (NAMES[how], WHAT[how], _share(whole, how) if whole else "") for how in HOW}
    matrix = _matrix()
    return render(
        request,
        "steering/segments/segments.html",
        {
            "year": year,
            "years": [(each, each == year) for each in own.years()],
            "names": [NAMES[how] for how in HOW],
            "rows": rows,
            "ours": ours,
            "counted": whole is not None,
            "matrix": matrix,
            "corners": _corners(matrix, ours) if matrix else [],
        },
    )


def _row(name: str, one: Segment) -> Row:
    return Row(name, tuple((_share(one, how), _count(one.counts[how])) for how in HOW), _count(one.total))


def _count(value: int | None) -> str:
    return _("under 5") if value is None else formats.number(value, 0)


def _share(one: Segment, how: str) -> str:
    """In whole percent: the counts are to the nearest five, so more digits would say more than we know."""
    value = one.shares[how]
    return _("under 5") if value is None else formats.percent(round(value), 0)


def _matrix() -> Matrix | None:
    """The first document that tells people apart by can and want."""
    for one in strategy.strategies().values():
        cells = {
            (item.can, item.wants): Corner(
                item.title, item.meaning.text if item.meaning else Text(), item.page
            )
            for item in one.own.audiences
            if item.can is not None and item.wants is not None
        }
        if len(cells) == 4:
            ids = {note for item in one.own.audiences for note in item.notes}
            return Matrix(one, cells, tuple(note for note in one.notes if note.id in ids))
    return None


def _corners(
    matrix: Matrix, ours: dict[str, tuple[Text, Text, str]]
) -> list[tuple[str, list[tuple[Corner, tuple[Text, Text, str] | None]]]]:
    """The rows of the matrix, with our figure where what happened is most like the cell."""
    another = ours["by_staff"]
    return [
        (_("Kan"), [(matrix.cells[True, True], ours["alone"]), (matrix.cells[True, False], None)]),
        (
            _("Kan ikke"),
            [(matrix.cells[False, True], ours["co_served"]), (matrix.cells[False, False], another)],
        ),
    ]


def _head() -> list[str]:
    return [_("Gruppe"), *(str(NAMES[how]) for how in HOW), _("I alt")]


def _cells(names: Sequence[str], found: Sequence[Segment]) -> list[list[Cell]]:
    return [
        [name, *(one.counts[how] for how in HOW), one.total] for name, one in zip(names, found, strict=False)
    ]
