"""Look-ups as the page shows them: who, when, why, in which matter. The citizen only by initials."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.modules.audit.selectors import Look
from indgang.modules.audit.vocabulary import (
    CHECKED_NAMES,
    LOOK_NAMES,
    MARK_MEANINGS,
    MARK_NAMES,
    Checked,
    Mark,
)
from indgang.modules.cases import selectors as cases
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo, Named

TONES = {Checked.FINE: "good", Checked.ASK: "busy", Checked.REPORTED: "late"}


@dataclass(frozen=True)
class Line:
    """One look in words. `name` is the citizen's; a page shows it only after a reason, else `initials`."""

    look: Look
    employee: str
    unit: Text | str
    kind: Text
    matter: str
    initials: str
    name: str
    marks: tuple[tuple[Text, Text], ...]
    checked: Text | str
    tone: str


def initials(name: str) -> str:
    """`Maja Holm` as `M. H.`: enough to see that two look-ups are of one citizen, too little to know who it is."""
    parts = name.split()
    return " ".join(f"{part[0].upper()}." for part in dict.fromkeys((parts[0], parts[-1]))) if parts else "–"


def share_a_family_name(one: str, other: str) -> bool:
    """Whether two people have a family or middle name in common. Nothing else of a kinship is known here."""
    return bool(
        {part.casefold() for part in one.split()[1:]} & {part.casefold() for part in other.split()[1:]}
    )


def lines(looks: Sequence[Look]) -> list[Line]:
    """Three queries more than the looks themselves."""
    staff = identity.employees_named({look.actor for look in looks})
    parties = identity.parties_named({look.party for look in looks})
    numbers = cases.numbers_of(_ids(look.matter for look in looks if look.matter.startswith("case:")))
    return [_line(look, staff.get(look.actor), parties.get(look.party), numbers) for look in looks]


def _ids(keys: Iterable[str]) -> list[str]:
    found = []
    for key in keys:
        try:
            found.append(str(UUID(key.partition(":")[2])))
        except ValueError:
            continue
    return found


def _line(look: Look, employee: EmployeeInfo | None, party: Named | None, numbers: dict[str, str]) -> Line:
    marks = set(look.marks)
    if employee and party and share_a_family_name(employee.name, party.name):
        marks.add(Mark.SAME_NAME)
    if party and party.protected:
        marks.add(Mark.PROTECTED)
    unit = identity.units().get(employee.unit) if employee else None
    return Line(
        look=look,
        employee=employee.name if employee else _("Ukendt"),
        unit=unit.name if unit else "",
        kind=LOOK_NAMES[look.kind],
        matter=_matter(look, numbers),
        initials=initials(party.name) if party else "–",
        name=party.name if party else _("Borgeren er slettet"),
        marks=tuple((MARK_NAMES[mark], MARK_MEANINGS[mark]) for mark in Mark if mark in marks),
        checked=CHECKED_NAMES[look.checked] if look.checked else "",
        tone=TONES[look.checked] if look.checked else "quiet",
    )


def _matter(look: Look, numbers: dict[str, str]) -> str:
    kind, _colon, thing = look.matter.partition(":")
    match kind:
        case "case":
            number = numbers.get(thing)
            return _("Sag %(number)s") % {"number": number} if number else _("En sag, der er slettet")
        case "contact" | "call_back":
            return _("Henvendelse")
        case "draft":
            return _("Kladde")
        case "submission" | "invitation":
            return _("Ansøgning")
        case "message" | "file":
            return _("Brev eller bilag")
    return _("Ingen") if Mark.NO_MATTER in look.marks else _("Henvendelse eller sag samme dag")
