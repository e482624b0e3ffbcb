"""Pages for what can go wrong, in plain words: what happened, what to do, whom to call.

`ExpectedErrors` is a middleware: it turns a named error (kernel.errors.Expected) that a view lets through into
its page. A subclass may say its HTTP status in `status`; without one it is 409.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from indgang.kernel.errors import Expected, NotYours, Stale
from indgang.kernel.free_text import without_cpr
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.surfaces.common import kept
from indgang.surfaces.common.context import municipality
from indgang.surfaces.common.people import LoginNeeded, to_login

logger = logging.getLogger(__name__)

FORM_IS_OLD = Text(
    "Siden har stået åben for længe, eller du har logget ind igen i et andet vindue. "
    "Derfor har vi ikke taget imod det, du sendte.",
    "The page was open for too long, or you logged in again in another window. "
    "Therefore we have not received what you sent.",
)


def _page(request: HttpRequest, template: str, status: int, **values: object) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        template = "common/errors/part.html"
    response = render(request, template, {"status": status, **values}, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response


class ExpectedErrors:
    """Middleware: named errors become pages, and so does an address that only takes what a form sends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if (
            answer.status_code == 405
            and request.method == "GET"
            and "html" in request.headers.get("Accept", "")
        ):
            said = _("Siden kan ikke åbnes igen. Gå tilbage i din browser, og prøv derfra.")
            page = _page(request, "common/errors/expected.html", 405, message=said)
            page["Allow"] = answer.headers.get("Allow", "")
            return page
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The page of a named error; None lets any other exception go on to the 500 page."""
        if isinstance(exception, LoginNeeded):
            return to_login(request, exception.door, kept.keep(request) if request.method == "POST" else None)
        if isinstance(exception, NotYours):
            _note_not_yours(request)
            return not_found(request, exception)
        if isinstance(exception, Expected):
            status = getattr(exception, "status", 409)
            if status == 404:
                return not_found(request, exception)
            return _page(
                request,
                "common/errors/expected.html",
                status,
                message=exception.message,
                changed=isinstance(exception, Stale),
            )
        return None


def _note_not_yours(request: HttpRequest) -> None:
    """Write who asked for what was not theirs. Our addresses hold ids; somebody else may have typed a CPR number."""
    account = getattr(request, "user", None)
    actor = "anonymous"
    if account is not None and account.is_authenticated:
        actor = f"person:{account.person_id}" if account.person_id else f"employee:{account.employee_id}"
    audit.record(action="refused_not_yours", actor=actor, object=without_cpr(f"page:{request.path}")[:120])


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    return _page(request, "common/errors/bad_request.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return _page(request, "common/errors/expected.html", 403, message=_("Du har ikke adgang til siden."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404. Also the answer for a thing that is somebody else's: nobody learns that it exists."""
    return _page(request, "common/errors/not_found.html", 404)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token. When our own page sent it (the browser's Origin says so) it is kept."""
    logger.warning("csrf: %s %s", request.path, reason)
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    page = kept.keep(request) if ours and request.method == "POST" else ""
    return _page(request, "common/errors/csrf.html", 403, message=FORM_IS_OLD, page_address=page)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500. Needs no database, no session, no login and no static file."""
    english = request.path.startswith("/en/")
    part = request.headers.get("HX-Request") == "true"
    template = "common/errors/broken_part.html" if part else "common/errors/broken.html"
    known = municipality()
    html = render_to_string(template, {"english": english, "phone": known.phone if known else ""})
    return HttpResponse(html, status=500)
