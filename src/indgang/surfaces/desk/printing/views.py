"""The pages of letters on paper. Each reads the request, does one deed, and answers."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.kernel.errors import Expected
from indgang.modules.identity.vocabulary import Party, Right
from indgang.modules.messages import selectors, services
from indgang.modules.messages.selectors import PaperLetter
from indgang.modules.messages.vocabulary import DeliveryState
from indgang.modules.selfservice import services as selfservice
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.people import for_staff, staff

LATE = 2
"""Days a letter may wait before the list says so."""
WHY = "hvorfor"
PURPOSE = "sende et brev på papir"
"""Why the register is asked for an address; `mypage/trail.py` says it in the citizen's words."""


def _page(request: HttpRequest) -> int:
    typed = request.GET.get("side", "1")
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 1


def _age(letter: PaperLetter) -> dict[str, object]:
    """A row of the list: the letter, and how long it has waited, in words."""
    days = letter.age
    waited = _("I dag") if days < 1 else ngettext("%(days)d dag", "%(days)d dage", days) % {"days": days}
    return {"letter": letter, "waited": waited, "urgency": "late" if days > LATE else "quiet"}


@for_staff(Right.PRINT_LETTERS)
@never_cache
@require_safe
def letters_to_print(request: HttpRequest) -> HttpResponse:
    """What waits for print in my department, and what is at a printer now."""
    by = staff(request, Right.PRINT_LETTERS)
    found = selectors.letters_to_print(by, _page(request))
    runs = groupby(sorted(found.mine, key=lambda one: str(one.run_id)), key=lambda one: one.run_id)
    values = {
        "found": found,
        "waiting": [_age(one) for one in found.waiting],
        "runs": [(run_id, list(letters)) for run_id, letters in runs],
        "ready": any(one.pdf for one in found.waiting),
    }
    return render(request, "desk/printing/letters.html", values)


@for_staff(Right.PRINT_LETTERS)
@never_cache
@require_safe
def letters_posted(request: HttpRequest) -> HttpResponse:
    """What my department posted in the last 30 days, and first what came back and nobody has dealt with."""
    by = staff(request, Right.PRINT_LETTERS)
    values = {
        "letters": selectors.letters_in_envelopes(by),
        "back": selectors.letters_back(by),
        "may_remedy": by.may(Right.SEE_POST),
    }
    return render(request, "desk/printing/posted.html", values)


@for_staff(Right.PRINT_LETTERS)
@require_POST
def open_all(request: HttpRequest) -> HttpResponse:
    """Take all that wait to the printer."""
    services.open_for_print(by=staff(request, Right.PRINT_LETTERS))
    return redirect("desk:letters_to_print")


@for_staff(Right.PRINT_LETTERS)
@require_POST
def note_posted(request: HttpRequest) -> HttpResponse:
    """Printed and put into envelopes: those that were ticked."""
    chosen = []
    for typed in request.POST.getlist("brev")[: services.AT_ONCE]:
        try:
            chosen.append(UUID(typed))
        except ValueError:
            continue
    done = services.note_printed(delivery_ids=chosen, by=staff(request, Right.PRINT_LETTERS))
    if done:
        said = ngettext("%(count)d brev er lagt i kuvert.", "%(count)d breve er lagt i kuvert.", done)
        notes.success(request, said % {"count": done})
    else:
        notes.warning(request, _("Ingen breve blev ændret. Sæt kryds ved dem, der ligger i kuvert."))
    return redirect("desk:letters_to_print")


@for_staff(Right.PRINT_LETTERS)
@never_cache
@require_safe
def print_file(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The file for the printer, with addresses. It is made now and kept nowhere."""
    by = staff(request, Right.PRINT_LETTERS)

    def home(party: Party) -> tuple[str, ...]:
        try:
            found = selfservice.home_for_post(party, by=by.actor, purpose=PURPOSE)
        except selfservice.RegistersSilent:
            return ()
        street, _comma, city = found.rpartition(", ")
        return (street, city) if street else ()

    made = services.print_file(run_id=run_id, by=by, home=home)
    kind = "application/pdf" if made.kind == "pdf" else "text/html; charset=utf-8"
    answer = HttpResponse(made.content, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="breve.{made.kind}"'
    if made.kind == "html":
        answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


@for_staff(Right.PRINT_LETTERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter_on_paper(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """One letter: where it is; print it alone; it waits again; it came back."""
    by = staff(request, Right.PRINT_LETTERS)
    letter = selectors.letter_on_paper(delivery_id, by)
    typed, error = "", ""
    if request.method == "POST":
        typed = request.POST.get(WHY, "")
        try:
            return _done(request, delivery_id, typed)
        except services.SayWhy as missing:
            error = str(missing.message)
        except services.OpenedAlready:
            return redirect("desk:letter_on_paper", delivery_id=delivery_id)
    why = Field(WHY, _("Hvorfor?"), value=typed, error=error, width=30,
                hint=_("For eksempel: Printeren gik i stå. Skriv ikke cpr-nummer."))  # fmt: skip
    values = {"letter": letter, "why": why, "problems": [why] if error else [], "states": DeliveryState}
    return render(request, "desk/printing/letter.html", values, status=422 if error else 200)


class NoSuchDeed(Expected):
    """The form was changed on the way."""

    status = 422


def _done(request: HttpRequest, delivery_id: UUID, why: str) -> HttpResponse:
    by = staff(request, Right.PRINT_LETTERS)
    match request.POST.get("hvad"):
        case "print":
            services.open_for_print(
                by=by, delivery_id=delivery_id, anyway=request.POST.get("alligevel") == "1"
            )
            return redirect("desk:letters_to_print")
        case "vent":
            services.wait_again(delivery_id=delivery_id, why=why, by=by)
            notes.success(request, _("Brevet venter på print igen."))
            return redirect("desk:letters_to_print")
        case "retur":
            services.note_returned(delivery_id=delivery_id, why=why, by=by)
            notes.success(request, _("Det er skrevet ned, at brevet kom retur."))
            return redirect("desk:letters_posted")
    raise NoSuchDeed
