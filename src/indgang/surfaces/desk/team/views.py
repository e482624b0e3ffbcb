"""What runs in the unit now, and the lists behind each line."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases_of
from indgang.modules.cases.selectors import Pile, TeamCase
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.vocabulary import CHANNEL_NAMES, Channel
from indgang.modules.contacts import selectors as contacts_of
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import SMALLEST_TEAM, EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk import presentation

PILE_NAMES = {
    Pile.LATE: Text("Sager over fristen", "Cases past their date"),
    Pile.WEEK: Text("Sager med frist i denne uge", "Cases due this week"),
    Pile.FREE: Text("Sager, som ingen har", "Cases that nobody has"),
    Pile.ALL: Text("Alle åbne sager", "All open cases"),
}


@dataclass(frozen=True)
class Shown:
    """A row of a list: what it is, and the words beside it."""

    one: Any
    service: Text | str
    channel: Text | str = ""


@for_staff(Right.SEE_TEAM)
@never_cache
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """The unit at a glance: a line for each thing that runs or waits, which leads to its list."""
    by = staff(request, Right.SEE_TEAM)
    running = contacts_of.team_contacts(by)
    now = clock.now()
    since = running.waiting_since
    kinds = cases_of.team_kinds(by)
    tasks = cases_of.team_tasks(by)
    values = {
        "in_hand": len(running.in_hand),
        "left": sum(one.left for one in running.in_hand),
        "waiting": len(running.waiting),
        "waited": None if since is None else int((now - since).total_seconds() // 60),
        "calls": len(running.calls),
        "calls_late": sum(one.late for one in running.calls),
        "calls_soon": sum(one.soon for one in running.calls),
        "kinds": [(service_name(kind.service_id), kind) for kind in kinds],
        "cases": [
            (pile.value, PILE_NAMES[pile], sum(getattr(kind, pile.value) for kind in kinds)) for pile in Pile
        ],
        "tasks_late": sum(task.days_left < 0 for task in tasks),
        "tasks_week": sum(task.days_left >= 0 for task in tasks),
    }
    return render(request, "desk/team/team.html", {**frame(by), **values})


@for_staff(Right.SEE_TEAM)
@never_cache
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Contacts that wait to be taken, and those that colleagues have in hand."""
    by = staff(request, Right.SEE_TEAM)
    found = contacts_of.team_contacts(by)
    values = {
        "waiting": [
            Shown(one, service_name(one.service_id), CHANNEL_NAMES[Channel(one.channel)])
            for one in found.waiting
        ],
        "in_hand": [
            Shown(one, service_name(one.service_id), CHANNEL_NAMES[Channel(one.channel)])
            for one in found.in_hand
        ],
    }
    return render(request, "desk/team/contacts.html", {**frame(by), **values})


@for_staff(Right.SEE_TEAM)
@never_cache
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Calls that the unit has promised, the first to be late first."""
    by = staff(request, Right.SEE_TEAM)
    rows = [Shown(one, service_name(one.service_id)) for one in contacts_of.team_contacts(by).calls]
    return render(request, "desk/team/calls.html", {**frame(by), "rows": rows})


@for_staff(Right.SEE_TEAM)
@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """A pile of the unit's cases, of one service or of all."""
    by = staff(request, Right.SEE_TEAM)
    raw, service, page = (request.GET.get(name, "") for name in ("bunke", "ydelse", "side"))
    pile = Pile(raw) if raw in set(Pile) else Pile.ALL
    known = service if service in catalogue.services() else ""
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    found = cases_of.team_cases(by, pile, service_id=known, page=number)
    values = {
        "title": PILE_NAMES[pile],
        "service": service_name(known) if known else "",
        "found": found,
        "rows": [(row, *deadline(row)) for row in found.rows],
        "piles": [(one.value, PILE_NAMES[one], one is pile) for one in Pile],
        "chosen": known,
    }
    return render(request, "desk/team/cases.html", {**frame(by), **values})


@for_staff(Right.SEE_TEAM)
@never_cache
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The unit's tasks that are late or due this week."""
    by = staff(request, Right.SEE_TEAM)
    rows = [
        (task, "late" if task.days_left < 0 else "busy", presentation.days_left(task.days_left))
        for task in cases_of.team_tasks(by)
    ]
    return render(request, "desk/team/tasks.html", {**frame(by), "rows": rows})


def frame(by: EmployeeInfo) -> dict[str, Any]:
    """What every page of the unit shares. `figures`: the team is large enough for a number about it."""
    return {
        "unit": identity.units()[by.unit].name if by.unit in identity.units() else "",
        "figures": len(identity.colleagues(by.unit)) >= SMALLEST_TEAM,
        "smallest": SMALLEST_TEAM,
    }


def service_name(service_id: str) -> Text | str:
    """What a service is called; a service that is gone by its id, none at all in words."""
    service = catalogue.services().get(service_id)
    return service.name if service else service_id or _("Ikke valgt endnu")


def deadline(row: TeamCase) -> tuple[str, str, str]:
    """Urgency and words of a case's deadline, and its state in words."""
    found = presentation.deadline(
        row.days_left, row.state, today=clock.today(), reply_by=row.reply_by, in_review=row.in_review
    )
    return found["urgency"], found["left"], presentation.state_name(row.state, row.asked_on)
