"""Three small steps of every request."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from indgang.adapters.oidc.flow import LOGGED_IN_AT
from indgang.modules.identity import services as identity

Answer = Callable[[HttpRequest], HttpResponse]


class CleanInput:
    """Refuses NUL bytes in addresses, which no page of ours has and no database takes.

    A NUL byte inside a form field is the field's own matter: it answers with a sentence and keeps the rest.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest(b"Adressen indeholder et tegn, som ikke kan bruges.")
        return self.get_response(request)


class KeptSession:
    """Lets the login of somebody active last: renewed at most every few minutes, never past its hard end.

    The end stands in the session's own row, so a request asks nothing more than before. A session that the
    page did not read is not read here either. A page that only asks for news by itself keeps nobody logged in: there
    may be an empty chair before it. Machine time, not the demo's clock: the browser counts it too.
    """

    RENEWED_AT = "renewed_at"
    ASKED_BY_THE_PAGE = frozenset({"portal:news", "desk:news"})

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        session = request.session
        asked = request.resolver_match.view_name if request.resolver_match else ""
        if asked in self.ASKED_BY_THE_PAGE and not session.modified:
            return answer
        if session.accessed and LOGGED_IN_AT in session:
            self._keep(session)
        return answer

    def _keep(self, session: SessionBase) -> None:
        now = int(time.time())
        begun = session[LOGGED_IN_AT]
        due = now - session.get(self.RENEWED_AT, begun) >= settings.SESSION_RENEWED_AFTER
        if not due and not session.modified:
            return
        left = begun + settings.SESSION_ENDS_AFTER - now
        session[self.RENEWED_AT] = now
        session.set_expiry(max(1, min(settings.SESSION_COOKIE_AGE, left)))


class FreshContent:
    """Lets a process notice that newer content was loaded: one small query a request, kept for a second."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identity.refresh_content()
        return self.get_response(request)
