"""The page where anybody who was shown a certificate or a licence looks up its code."""

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services as forms
from indgang.modules.selfservice.selectors import Checked
from indgang.modules.selfservice.vocabulary import ProofEndWhy, ProofState
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.people import for_everybody
from indgang.surfaces.portal.proofs.words import OVER, RESULTS

MISSES = 30
"""So many codes that nobody has may be tried from one address within WINDOW; then no code is answered from there."""
WINDOW = 600
"""Seconds."""


@for_everybody
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The field for a code; what is typed there leads to the page of that code."""
    typed = request.GET.get("kode", "")
    if not typed.strip():
        return _page(
            request, error=_("Skriv den kode, der står på papiret.") if "kode" in request.GET else ""
        )
    code = selfservice.code_of(typed)
    if code:
        return redirect("portal:check_code", code)
    return _page(
        request,
        typed=typed,
        error=_("En kode er 12 tegn, for eksempel 7K3M-9QXT-2HPA. Se efter, og skriv den igen."),
    )


@for_everybody
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What a code says: whether the paper is genuine and holds, and what it says. 404 when nobody has such a code, and
    429 when somebody guesses."""
    if _guesses(request) >= MISSES:
        error = _("Der er slået for mange forkerte koder op. Prøv igen om ti minutter.")
        answer = _page(request, typed=code[:40], error=error, status=429)
        answer["Retry-After"] = str(WINDOW)
        return answer
    found = forms.check_code(code)
    if found is None:
        _missed(request)
        return _page(
            request,
            typed=code[:40],
            error=_(
                "Vi kender ikke koden. Se efter, om den er skrevet rigtigt. Er den det, så er papiret ikke fra os."
            ),
            status=404,
        )
    return _page(request, found=found)


def _page(
    request: HttpRequest, *, found: Checked | None = None, typed: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    field = Field(
        "kode",
        _("Koden på papiret"),
        hint=_("12 tegn. Store og små bogstaver er det samme."),
        value="" if found else typed,
        error=error,
        autocomplete="off",
    )
    values: dict[str, object] = {"field": field, "fields": [field], "found": found}
    if found is not None:
        info = found.info
        values |= {
            "info": info,
            "result": RESULTS[info.state] if info.why in (None, ProofEndWhy.WITHDRAWN) else OVER,
            "holds": info.state is ProofState.VALID,
            "coming": info.state is ProofState.COMING,
            "expired": info.state is ProofState.EXPIRED,
        }
    answer = render(request, "portal/proofs/check.html", values, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(answer, private=True, no_store=True)
    return answer


def _from(request: HttpRequest) -> str:
    """Where a request comes from, as a mark that lives in memory for ten minutes. Our own proxy stands on the same
    machine, and the last address that it names is the one that it saw."""
    address = request.META.get("REMOTE_ADDR", "")
    if address in ("", "127.0.0.1", "::1"):
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    return "proof-misses:" + sha256(address.encode()).hexdigest()[:24]


def _guesses(request: HttpRequest) -> int:
    return int(cache.get(_from(request), 0))


def _missed(request: HttpRequest) -> None:
    key = _from(request)
    if not cache.add(key, 1, WINDOW):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two
            cache.add(key, 1, WINDOW)
