"""Whoever leads the unit gives something to a colleague: a page that says what it is, and one deed."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.kernel.errors import Expected, NotYours
from indgang.modules.audit.vocabulary import Why
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.services import give_case as case_given
from indgang.modules.channels.vocabulary import CHANNEL_NAMES, Channel
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts import services as deeds
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common import formats
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.team.forms import GiveForm
from indgang.surfaces.desk.team.views import deadline, frame, service_name

Deed = Callable[[str, Why, str], None]
Facts = list[tuple[str, object]]


@dataclass(frozen=True)
class Giving:
    """One page: who may have it (`right`), what it is, who had it (`seen`), and where one goes afterwards.

    `mine`: where to go when one took it oneself. `anybody`: what it is called to give it back to all.
    """

    right: Right
    title: str
    facts: Facts
    seen: str
    back: str
    deed: Deed
    mine: str
    anybody: str = ""


@for_staff(Right.SEE_TEAM)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """A contact that waits, or that somebody left behind."""
    by = staff(request, Right.SEE_TEAM)

    def deed(to: str, why: Why, seen: str) -> None:
        deeds.give_contact(contact_id=contact_id, to=to, why=why, seen=seen, by=by)

    found = contacts.team_contacts(by)
    waits = next((one for one in found.waiting if one.id == contact_id), None)
    open_one = next((one for one in found.in_hand if one.id == contact_id), None)
    facts: Facts = []
    seen = ""
    if waits is not None:
        seen = waits.to_id
        facts = [
            (_("Stillet videre af"), waits.handed_by),
            (_("Venter på"), waits.to or _("Alle i enheden")),
            (_("Siden"), formats.moment(waits.since)),
        ]
    elif open_one is not None:
        seen = open_one.employee_id
        facts = [
            (_("Hvem har den?"), open_one.employee),
            (_("Sidst gjort noget"), formats.moment(open_one.touched_at)),
        ]
    elif request.method != "POST" or not contacts.contact_was_ours(by, contact_id):
        raise NotYours  # a deed that was done a moment ago may come again
    one = waits or open_one
    if one is not None:
        channel = CHANNEL_NAMES[Channel(one.channel)]
        facts = [(_("Kanal"), channel), (_("Ydelse"), service_name(one.service_id)), *facts]
    title, mine = _("Giv henvendelsen til en anden"), reverse("desk:contact", args=[contact_id])
    return _page(request, by, Giving(Right.HANDLE_CONTACTS, title, facts, seen, "team_contacts", deed, mine))


@for_staff(Right.SEE_TEAM)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_call_back(request: HttpRequest, call_back_id: UUID) -> HttpResponse:
    """A call that we have promised."""
    by = staff(request, Right.SEE_TEAM)

    def deed(to: str, why: Why, seen: str) -> None:
        deeds.give_call_back(call_back_id=call_back_id, to=to, why=why, seen=seen, by=by)

    call = next((one for one in contacts.team_contacts(by).calls if one.id == call_back_id), None)
    if call is None and (request.method != "POST" or not contacts.call_was_ours(by, call_back_id)):
        raise NotYours
    facts: Facts = []
    if call is not None:
        window = f"{formats.moment(call.from_at)}–{formats.clock_time(call.to_at)}"
        facts = [
            (_("Ydelse"), service_name(call.service_id)),
            (_("Hvornår"), window),
            (_("Hvem har det?"), call.taken_by or _("Ingen endnu")),
        ]
    seen = call.taken_by_id if call else ""
    title, mine = _("Giv opkaldet til en anden"), reverse("desk:call_backs")
    anybody = _("Alle på listen")
    giving = Giving(Right.HANDLE_CONTACTS, title, facts, seen, "team_calls", deed, mine, anybody)
    return _page(request, by, giving)


@for_staff(Right.SEE_TEAM)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A case of the unit."""
    by = staff(request, Right.SEE_TEAM)

    def deed(to: str, why: Why, seen: str) -> None:
        version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
        case_given(case_id=case_id, to=to, why=why, seen_version=version, by=by)

    row = cases.team_case(by, case_id)
    facts: Facts = [
        (_("Sag"), f"{row.number} {row.title}"),
        (_("Frist"), deadline(row)[1]),
        (_("Hvem har den?"), row.handler or _("Ingen endnu")),
    ]
    title, mine = _("Giv sagen til en anden"), reverse("desk:case", args=[case_id])
    giving = Giving(Right.HANDLE_CASES, title, facts, str(row.version), "team_cases", deed, mine)
    return _page(request, by, giving)


def _page(request: HttpRequest, by: EmployeeInfo, giving: Giving) -> HttpResponse:
    """Show the form; when it was sent and is good, do the deed and go back to the list."""
    able = [one for one in identity.colleagues(by.unit) if one.may(giving.right)]
    form = GiveForm(
        request.POST if request.method == "POST" else None,
        colleagues=able,
        me=by.id,
        anybody=giving.anybody,
        initial={"seen": giving.seen},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                giving.deed(form.chosen, form.reason, str(form.cleaned_data["seen"]))
            except NotYours:
                raise
            except Expected as error:
                form.add_error(None, str(error.message))
                status = getattr(error, "status", 409)
            else:
                if form.chosen == by.id:
                    notes.success(request, _("Nu er det dit."))
                    return redirect(giving.mine)
                notes.success(request, _("Det er gjort. Kollegaen ser det på sin egen side."))
                return redirect(f"desk:{giving.back}")
    back = reverse(f"desk:{giving.back}")
    values = {**frame(by), "form": form, "title": giving.title, "facts": giving.facts, "back": back}
    return render(request, "desk/team/give.html", values, status=status)
