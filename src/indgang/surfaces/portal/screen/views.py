"""The tablet: it takes a code, shows one contact in big type, and says thank you when it is over.

Its cookie opens nothing but these pages, and these pages read nothing else of who is there: a clerk or a citizen who
is logged in at the same machine sees no more here than anybody.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.contacts.selectors import screens
from indgang.modules.contacts.selectors.screens import ScreenInfo, ScreenOver
from indgang.modules.contacts.services import screens as deeds
from indgang.modules.contacts.services.screens import NoSuchScreen, TooManyGuesses
from indgang.modules.selfservice.selectors import screens as drafts
from indgang.modules.selfservice.selectors.screens import ScreenDraft
from indgang.surfaces.common.people import for_everybody

COOKIE = "indgang_screen"
IDLE = timedelta(minutes=10)
LONGEST_CODE = 20


@for_everybody
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: HttpRequest) -> HttpResponse:
    """Type the code; or what the contact shows; or thank you."""
    if request.method == "POST":
        return _pair(request)
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return _type_code(request)
    try:
        shown, draft = _look(token)
    except ScreenOver:
        return _over(render(request, "portal/screen/over.html", status=410))
    return _private(render(request, "portal/screen/screen.html", _values(request, shown, draft)))


@for_everybody
@never_cache
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What is new since `mark`: nothing (204), the picture, or that it is over (410). Three queries without news."""
    try:
        shown = screens.screen(request.COOKIES.get(COOKIE, ""))
        if request.GET.get("mark") == _mark(shown, drafts.mark_on_screen(shown)):
            _check_not_idle(shown, drafts.saved_on_screen(shown))
            return _private(HttpResponse(status=204))
        shown, draft = _look(request.COOKIES.get(COOKIE, ""))
    except ScreenOver:
        return _over(render(request, "portal/screen/_over.html", status=410))
    return _private(render(request, "portal/screen/_picture.html", _values(request, shown, draft)))


@for_everybody
@never_cache
@require_POST
def right(request: HttpRequest) -> HttpResponse:
    """The citizen says that it is right: of exactly what stood there when they pressed."""
    token = request.COOKIES.get(COOKIE, "")
    try:
        _shown, draft = _look(token)
        if draft is not None and _may_say(draft) and request.POST.get("of") == _of(draft):
            deeds.say_right(token=token, draft_id=draft.id, revision=draft.revision)
    except ScreenOver:
        return _over(redirect("portal:screen"))
    return redirect("portal:screen")


def _pair(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("code", "")
    try:
        if len(typed) > LONGEST_CODE:
            raise NoSuchScreen
        token = deeds.pair_screen(code=typed, place=deeds.place_key(str(request.META.get("REMOTE_ADDR", ""))))
    except (NoSuchScreen, TooManyGuesses) as refused:
        return _type_code(request, typed[:LONGEST_CODE], refused.message, refused.status)
    answer = redirect("portal:screen")
    answer.set_cookie(
        COOKIE,
        token,
        path=reverse("portal:screen"),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def _look(token: str) -> tuple[ScreenInfo, ScreenDraft | None]:
    """Raises ScreenOver, also when nothing happened for ten minutes."""
    shown = screens.screen(token)
    draft = drafts.draft_on_screen(shown)
    _check_not_idle(shown, draft.saved_at if draft else None)
    return shown, draft


def _check_not_idle(shown: ScreenInfo, saved_at: datetime | None) -> None:
    last = max(shown.touched_at, saved_at) if saved_at else shown.touched_at
    if clock.now() - last > IDLE:
        raise ScreenOver


def _values(request: HttpRequest, shown: ScreenInfo, draft: ScreenDraft | None) -> dict[str, Any]:
    said = screens.said_right(shown.contact_id, draft.id, draft.revision) if draft else None
    return {
        "shown": shown,
        "draft": draft,
        "may_say": draft is not None and _may_say(draft) and said is None,
        "said": said,
        "of": _of(draft) if draft else "",
        "mark": _mark(shown, f"{draft.id.hex}.{draft.revision}.open" if draft else ""),
    }


def _may_say(draft: ScreenDraft) -> bool:
    """What the citizen fills in themselves they say yes to in their own draft."""
    return draft.by_staff and draft.ready


def _of(draft: ScreenDraft) -> str:
    return f"{draft.id.hex}.{draft.revision}"


def _mark(shown: ScreenInfo, draft: str) -> str:
    return f"{shown.contact_id.hex}.{shown.employee_id}.{draft}"


def _type_code(
    request: HttpRequest, typed: str = "", error: Text | None = None, status: int = 200
) -> HttpResponse:
    values = {"typed": typed, "error": error}
    return _private(render(request, "portal/screen/code.html", values, status=status))


def _over(answer: HttpResponse) -> HttpResponse:
    """The key is thrown away with the picture: what is over does not come back."""
    answer.delete_cookie(COOKIE, path=reverse("portal:screen"), samesite="Strict")
    return _private(answer)


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
