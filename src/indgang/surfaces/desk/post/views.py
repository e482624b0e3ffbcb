"""The pages of what did not arrive. Each reads the request, does at most one deed, and answers."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.messages import selectors, services
from indgang.modules.messages.selectors import Failure
from indgang.modules.messages.vocabulary import REMEDY_NAMES
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.people import for_staff, safe_next, staff
from indgang.surfaces.desk.post.showing import BACK, WHY, traced, why_field


def _page(request: HttpRequest) -> int:
    typed = request.GET.get("side", "1")
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 1


def _row(one: Failure) -> dict[str, object]:
    days = ngettext("%(days)d dag", "%(days)d dage", one.days) % {"days": one.days}
    return {
        "letter": one,
        "waited": _("I dag") if one.days < 1 else days,
        "urgency": "late" if one.days > 1 else "busy",
        "remedy": REMEDY_NAMES[one.remedies[0]],
    }


@for_staff(Right.SEE_POST)
@never_cache
@require_safe
def failures(request: HttpRequest) -> HttpResponse:
    """The letters that did not arrive, the one that has waited longest first."""
    by = staff(request, Right.SEE_POST)
    asked = request.GET
    found = selectors.failures(by, asked.get("enhed", ""), _page(request), asked.get("udsendelse", ""))
    values = {"found": found, "rows": [_row(one) for one in found.rows]}
    return render(request, "desk/post/failures.html", values)


def _letter_page(
    request: HttpRequest, message_id: UUID, by: EmployeeInfo, why: Field | None = None
) -> HttpResponse:
    found = selectors.letter_for_staff(message_id, by)
    case_id = found.case_key.removeprefix("case:") if found.case_key.startswith("case:") else ""
    case_url = reverse("desk:case_letter", args=[case_id, message_id]) if case_id else ""
    back = safe_next(request, request.POST.get(BACK, ""), reverse("desk:post_letter", args=[message_id]))
    values = {
        "letter": found,
        "case_url": case_url if by.may(Right.SEE_WORK_LIST) else "",
        **traced(message_id, by, back=back, why=why),
        "problems": [why] if why else [],
    }
    return render(request, "desk/post/letter.html", values, status=422 if why else 200)


@for_staff(Right.SEE_POST)
@never_cache
@require_safe
def letter(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One letter on its way: what happened, why it did not arrive, and what somebody can do. Never its text."""
    return _letter_page(request, message_id, staff(request, Right.SEE_POST))


def _done(
    request: HttpRequest, message_id: UUID, deed: Callable[[EmployeeInfo], None], said: str
) -> HttpResponse:
    """Do it, say so, and go back to where the button stood."""
    deed(staff(request, Right.SEE_POST))
    notes.success(request, said)
    return redirect(
        safe_next(request, request.POST.get(BACK, ""), reverse("desk:post_letter", args=[message_id]))
    )


@for_staff(Right.SEE_POST)
@require_POST
def try_again(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Once more the same way."""
    return _done(
        request, message_id,
        lambda by: services.try_again(message_id=message_id, why=PRESSED, by=by),
        _("Vi prøver igen. Se om lidt, om brevet kom frem."),
    )  # fmt: skip


@for_staff(Right.SEE_POST)
@require_POST
def send_as_letter(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """As a letter by post, to the address that the register knows now."""
    return _done(
        request, message_id,
        lambda by: services.send_as_letter(message_id=message_id, why=PRESSED, by=by),
        _("Brevet bliver sendt med posten."),
    )  # fmt: skip


PRESSED = "Valgt på siden"
"""The reason that is kept when somebody presses a button that says it all."""


@for_staff(Right.SEE_POST)
@never_cache
@require_POST
def tell_otherwise(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Somebody told the party in another way, and says how."""
    said = request.POST.get(WHY, "").strip()
    by = staff(request, Right.SEE_POST)
    if not said:
        return _letter_page(request, message_id, by, why_field(error=_("Skriv, hvordan de fik besked.")))
    if len(said) > 400:
        return _letter_page(request, message_id, by, why_field(said, _("Skriv højst 400 tegn.")))
    return _done(
        request, message_id,
        lambda who: services.tell_otherwise(message_id=message_id, why=said, by=who),
        _("Det er skrevet ned, at de har fået besked."),
    )  # fmt: skip
