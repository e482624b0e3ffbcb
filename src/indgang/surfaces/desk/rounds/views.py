"""The pages of rounds. Each reads the request, does one deed, and answers."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.kernel import clock
from indgang.modules.cases.vocabulary import OUTCOME_NAMES
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice.selectors import rounds as asked
from indgang.modules.selfservice.selectors.rounds import STATE_WORDS, PlaceLine, RoundView, Signing
from indgang.modules.selfservice.services import admitting, round_places, round_signing
from indgang.modules.selfservice.services import rounds as deeds
from indgang.modules.selfservice.services.round_signing import Signed
from indgang.modules.selfservice.services.rounds import BadRound, RoundIsRun, TooEarly
from indgang.modules.selfservice.vocabulary import RoundState
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.rounds import forms, table

KINDS = {RoundState.OPEN: "busy", RoundState.RUN: "late", RoundState.SIGNED: "good"}
CASE = "sag"


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of my department, the newest first."""
    by = staff(request, Right.HANDLE_CASES)
    rows = [
        {"round": one, "state": STATE_WORDS[one.state], "kind": KINDS[one.state]} for one in asked.rounds(by)
    ]
    values = {"rows": rows, "may_open": bool(asked.shared_solutions(by))}
    return render(request, "desk/rounds/rounds.html", values)


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: HttpRequest) -> HttpResponse:
    """Open a round: its lot is sealed at once."""
    by = staff(request, Right.HANDLE_CASES)
    choices = asked.shared_solutions(by)
    if not choices:
        raise Http404
    if request.method != "POST":
        first = choices[0][0] if len(choices) == 1 else request.GET.get(forms.SOLUTION, "")
        if first not in dict(choices):
            return render(request, "desk/rounds/which.html", {"choices": choices})
        form = forms.RoundForm(first, "", clock.today().isoformat(), "", choices)
        return _new(request, form, table.shown(round_places.suggested_places(first)))
    form, there = forms.read_form(request.POST, choices), table.typed(request.POST)
    if table.MORE in request.POST:
        return _new(request, form, there.with_one_more())
    if form.solution not in dict(choices):
        form.errors[forms.SOLUTION] = _("Vælg en løsning.")
    if not form.label.strip():
        form.errors[forms.LABEL] = deeds.SAY_WHAT
    opens, closes = form.day(forms.OPENS), form.day(forms.CLOSES)
    places = there.places()
    if form.errors or there.wrong:
        return _new(request, form, there)
    try:
        round_id = deeds.open_round(
            solution=form.solution, label=form.label, opens=opens, closes=closes, places=places, by=by
        )
    except BadRound as bad:
        name = {"opens": forms.OPENS, "closes": forms.CLOSES}.get(bad.field, forms.LABEL)
        form.errors[name] = bad.message
        return _new(request, form, there)
    notes.success(request, _("Fordelingen er åbnet, og lodtrækningen er låst."))
    return redirect("desk:round", round_id)


def _new(request: HttpRequest, form: forms.RoundForm, there: table.Table) -> HttpResponse:
    wrong = [*form.wrong, *there.wrong]
    values = {"form": form, "table": there, "wrong": wrong}
    return render(request, "desk/rounds/new.html", values, status=422 if wrong else 200)


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_safe
def round_page(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """A round: who takes part, what came of it, and the decisions that wait for a signature."""
    typed = request.GET.get("side", "1")
    page = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    return _page(request, round_id, staff(request, Right.HANDLE_CASES), page=page)


def _page(
    request: HttpRequest, round_id: UUID, by: EmployeeInfo, *, page: int = 1, signed: Signed | None = None
) -> HttpResponse:
    view = asked.round_view(round_id, by, page)
    values = {
        "round": view,
        "state": STATE_WORDS[view.state],
        "kind": KINDS[view.state],
        "may_run": view.state is RoundState.OPEN and clock.today() > view.closes,
        "is_open": view.state is RoundState.OPEN,
        "rows": [_row(one) for one in view.signings],
        "signed": signed,
        "by": by.name,
        "got": _got(view),
    }
    return render(request, "desk/rounds/round.html", values, status=409 if signed else 200)


def _row(one: Signing) -> dict[str, object]:
    case = one.case
    return {
        "case": case,
        "wish": one.wish,
        "place": one.name,
        "outcome": OUTCOME_NAMES[case.outcome] if case.outcome else "",
        "may_sign": case.outcome is not None and not case.masked,
    }


def _got(view: RoundView) -> list[tuple[str, int]]:
    words = {
        "first": _("Fik det, de helst ville"),
        "later": _("Fik et senere ønske"),
        "kept": _("Fik den plads, vi holdt til dem"),
        "out": _("Fik ingen plads"),
    }
    return [(words[name], count) for name, count in view.by_state.items()]


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Say anew where there are seats, until it is run. What a colleague added meanwhile stays."""
    by = staff(request, Right.HANDLE_CASES)
    view = asked.round_view(round_id, by)
    if view.state is not RoundState.OPEN:
        raise RoundIsRun
    if request.method != "POST":
        return _places(request, view, table.shown([_place(one) for one in view.places]))
    there = table.typed(request.POST)
    if table.MORE in request.POST:
        return _places(request, view, there.with_one_more())
    places = there.places()
    if there.wrong:
        return _places(request, view, there)
    added_meanwhile = [_place(one) for one in view.places if one.ref not in there.refs]
    deeds.set_places(round_id=round_id, places=[*places, *added_meanwhile], by=by)
    notes.success(request, _("Pladserne er gemt."))
    return redirect("desk:round", round_id)


def _place(one: PlaceLine) -> deeds.Place:
    return deeds.Place(one.ref, one.name, one.seats, one.kept)


def _places(request: HttpRequest, view: RoundView, there: table.Table) -> HttpResponse:
    values = {"round": view, "table": there, "wrong": there.wrong}
    return render(request, "desk/rounds/places.html", values, status=422 if there.wrong else 200)


@for_staff(Right.HANDLE_CASES)
@require_POST
def run(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Share the places out. The same press twice is one run."""
    try:
        deeds.run_round(round_id=round_id, by=staff(request, Right.HANDLE_CASES))
    except TooEarly as early:
        notes.warning(request, str(early.message))
    else:
        notes.success(request, _("Pladserne er fordelt. Svarene bliver skrevet nu."))
    return redirect("desk:round", round_id)


@for_staff(Right.HANDLE_CASES)
@require_POST
def sign(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Sign one decision, or all that were shown, each as it was seen."""
    by = staff(request, Right.HANDLE_CASES)
    signed = round_signing.sign(round_id=round_id, seen=_seen(request), by=by)
    if signed.now:
        count = signed.now
        notes.success(
            request,
            ngettext("Du har underskrevet %(count)s svar.", "Du har underskrevet %(count)s svar.", count)
            % {"count": count},
        )
    if signed.before:
        count = signed.before
        notes.info(
            request,
            ngettext("%(count)s svar var givet i forvejen.", "%(count)s svar var givet i forvejen.", count)
            % {"count": count},
        )
    if signed.not_signed:
        return _page(request, round_id, by, signed=signed)
    return redirect("desk:round", round_id)


def _seen(request: HttpRequest) -> dict[UUID, int]:
    """The cases that were on the page, `<id>:<version>` each; what is neither is left out."""
    found = {}
    for value in request.POST.getlist(CASE)[: round_signing.MOST]:
        case_id, _sign, version = value.partition(":")
        try:
            found[UUID(case_id)] = int(version)
        except ValueError:
            continue
    return found


@for_staff(Right.HANDLE_CASES)
@require_POST
def admit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let a case take part in the open round. The same press twice is once."""
    admitting.admit(case_id=case_id, by=staff(request, Right.HANDLE_CASES))
    notes.success(request, _("Den er med i fordelingen."))
    return redirect("desk:case", case_id)
