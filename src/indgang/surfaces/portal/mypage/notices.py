"""A short notice when there is something to read: told by oneself, proven by a code, and taken back."""

from dataclasses import dataclass

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as identity_deeds
from indgang.modules.identity.selectors import NoticeInfo
from indgang.modules.identity.vocabulary import Acting, NoticeKind
from indgang.modules.messages import services as messages
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.people import citizen, for_citizens

_NUMBER = "+45"


@dataclass(frozen=True)
class Way:
    """One way of being told. `state`: none, waits, works, failed. `field` is what can be typed now, if anything.

    `old`: it waits, but the code has run out."""

    kind: NoticeKind
    title: str
    state: str
    value: str
    old: bool
    field: Field | None


@for_citizens
@require_http_methods(["GET", "HEAD", "POST"])
def my_notices(request: HttpRequest) -> HttpResponse:
    """My own number and e-mail address for notices. Nobody sees or changes another's here.

    Raises NotYours for who acts for somebody else."""
    by = citizen(request)
    if by.for_somebody_else:
        raise NotYours
    if request.method != "POST":
        return _page(request, by)
    kind = _kind(request)
    if kind is None:
        return redirect("portal:my_notices")
    try:
        said = _do(request, kind, by)
    except Expected as wrong:
        return _page(request, by, kind=kind, wrong=wrong)
    if said:
        notes.success(request, said)
    return redirect("portal:my_notices")


def _kind(request: HttpRequest) -> NoticeKind | None:
    """The kind that the form names; None for one that we cannot send to."""
    given = request.POST.get("slags", "")
    known = {kind.value for kind in NoticeKind}
    return NoticeKind(given) if given in known else None


def _do(request: HttpRequest, kind: NoticeKind, by: Acting) -> str:
    """The one deed that the pressed button asks for. Returns what to say about it. Raises Expected."""
    me = by.party.id
    match request.POST.get("goer", ""):
        case "tilfoej" if kind in messages.can_notify():
            typed = request.POST.get(_name(kind), "")
            to, code = identity_deeds.offer_address(person_id=me, kind=kind, value=typed, by=by.actor)
            try:
                messages.send_code(kind=kind, to=to, code=code)
            except messages.NotThere:
                identity_deeds.remove_address(person_id=me, kind=kind, by=by.actor)
                raise
            return _("Vi har sendt dig en kode.")
        case "igen" if kind in messages.can_notify():
            to, code = identity_deeds.new_code(person_id=me, kind=kind, by=by.actor)
            messages.send_code(kind=kind, to=to, code=code)
            return _("Vi har sendt dig en ny kode.")
        case "kode":
            code = request.POST.get(_code(kind), "")
            identity_deeds.confirm_address(person_id=me, kind=kind, code=code, by=by.actor)
            return _("Tak. Nu får du besked, når der er post.")
        case "fjern":
            removed = identity_deeds.remove_address(person_id=me, kind=kind, by=by.actor)
            return _("Den er fjernet. Du får ikke flere beskeder dertil.") if removed else ""
    return ""


def _name(kind: NoticeKind) -> str:
    return {NoticeKind.SMS: "nummer", NoticeKind.EMAIL: "mail"}[kind]


def _code(kind: NoticeKind) -> str:
    return f"kode-{kind.value}"


def _page(
    request: HttpRequest, by: Acting, *, kind: NoticeKind | None = None, wrong: Expected | None = None
) -> HttpResponse:
    """The page; with what was typed and what to do about it, when something was wrong."""
    can, known = (
        messages.can_notify(),
        {one.kind: one for one in identity.notice_addresses(by.party.id)},
    )
    ways = [
        _way(request, one, known.get(one), wrong if one is kind else None)
        for one in NoticeKind
        if one in can or one in known
    ]
    problems = [way.field for way in ways if way.field and way.field.error]
    values = {"ways": ways, "problems": problems, "wrong": wrong if wrong and not problems else None}
    return render(
        request, "portal/mypage/notices.html", values, status=getattr(wrong, "status", 422) if wrong else 200
    )


def _way(request: HttpRequest, kind: NoticeKind, known: NoticeInfo | None, wrong: Expected | None) -> Way:
    title = _("SMS") if kind is NoticeKind.SMS else _("E-mail")
    old = False
    if known is None:
        state = "none"
    elif known.failed_at is not None:
        state = "failed"
    elif known.confirmed_at is None:
        state = "waits"
        old = known.code_until is None or clock.now() > known.code_until
    else:
        state = "works"
    field = None
    if state in ("none", "failed"):
        field = _address_field(kind, request.POST.get(_name(kind), "") if wrong else "", wrong)
    elif state == "waits" and not old:
        code = isinstance(wrong, identity_deeds.WrongCode | identity_deeds.CodeOver)
        field = _code_field(kind, request.POST.get(_code(kind), "") if code else "", wrong if code else None)
    return Way(kind, title, state, _as_people_write(known.value) if known else "", old, field)


def _as_people_write(value: str) -> str:
    """`+4520123456` -> `20 12 34 56`."""
    digits = value.removeprefix(_NUMBER)
    if digits == value:
        return value
    return " ".join(digits[start : start + 2] for start in range(0, 8, 2))


def _address_field(kind: NoticeKind, typed: str, wrong: Expected | None) -> Field:
    error: Text | str = wrong.message if wrong else ""
    if kind is NoticeKind.SMS:
        return Field(
            _name(kind), _("Dit mobilnummer"), kind="phone", value=typed, error=error, hint=_("Otte cifre."),
            autocomplete="tel-national", width=15,
        )  # fmt: skip
    return Field(
        _name(kind), _("Din e-mailadresse"), kind="email", value=typed, error=error,
        hint=_("For eksempel navn@mail.dk."), autocomplete="email", width=25,
    )  # fmt: skip


def _code_field(kind: NoticeKind, typed: str, wrong: Expected | None) -> Field:
    return Field(
        _code(kind), _("Koden fra beskeden"), kind="number", value=typed, error=wrong.message if wrong else "",
        hint=_("Seks cifre. Den gælder i 15 minutter."), autocomplete="one-time-code", width=9,
    )  # fmt: skip
