"""The three steps of a login as views: begin, come back, end. Each surface adds its pages and its client."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib import auth
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.generic import View
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from indgang.adapters.oidc import client
from indgang.adapters.oidc.backend import LOGIN
from indgang.adapters.oidc.types import ENOUGH, NSIS, BrokerUnavailable, LoginClient, LoginRefused, Reason

log = logging.getLogger(__name__)
LOGGED_IN_AT = "logged_in_at"
"""Where a login keeps the second it was made, counted from 1970. Its hard end is counted from that."""
STATES = "oidc_states"  # mozilla-django-oidc's own key
SESSION_FACTS = ("kind", "company", "acting")
"""What a login writes in the session: `kind` always; for a company its CVR number and whom one acts for."""


def safe_next(request: HttpRequest) -> str:
    """The page to come back to, from `next`; empty when it is missing, on another host, or a login page."""
    target = request.GET.get("next") or request.POST.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed and "/login/" not in urlsplit(target).path else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A failed login as its reader meets it: a heading, what to do now, and the page's status."""

    title: str | Promise
    text: str | Promise
    status: int


class _Step(View):
    """What the steps share: the client, and the page for each way a login can fail.

    `pages` is the folder of the templates `problem.html` and `unavailable.html`.
    """

    client: ClassVar[LoginClient]
    pages: ClassVar[str]
    problems: ClassVar[Mapping[Reason, Problem]]

    def home(self, request: HttpRequest) -> str:
        """Where somebody goes who is logged in and wanted no page in particular."""
        return reverse(self.client.home)

    def get_settings(self, name: str, *default: Any) -> Any:
        return client.oidc_setting(self.client, name, *default)

    def refuse(self, request: HttpRequest, reason: Reason, detail: str, back: str = "") -> HttpResponse:
        log.warning("login refused: %s: %s (%s)", self.client.kind, reason, detail)
        problem = self.problems[reason]
        context = {"problem": problem, "next": back}
        return render(request, f"{self.pages}/problem.html", context, status=problem.status)

    def unavailable(self, request: HttpRequest, error: BrokerUnavailable, back: str = "") -> HttpResponse:
        log.error("login unavailable: %s: %s", self.client.kind, error)
        return render(request, f"{self.pages}/unavailable.html", {"next": back}, status=503)


class BeginLogin(_Step, OIDCAuthenticationRequestView):  # type: ignore[misc]  # the library has no types
    """Sends the browser to the broker, with state, nonce and PKCE, and remembers where to come back to."""

    http_method_names = ["get", "post"]

    def __init__(self, **kwargs: Any) -> None:
        View.__init__(self, **kwargs)  # the library's would ask the broker before we can answer for it

    @property
    def OIDC_OP_AUTH_ENDPOINT(self) -> str:
        return client.broker().endpoint("authorization_endpoint")

    @property
    def OIDC_RP_CLIENT_ID(self) -> str:
        return client.credentials(self.client)[0]

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.get_host() != urlsplit(settings.ORIGIN).netloc:
            # The broker knows one address of ours, and the cookie must be there when it sends people back.
            return HttpResponseRedirect(f"{settings.ORIGIN}{request.get_full_path()}")
        back = safe_next(request)
        try:
            answer: HttpResponse = super().get(request)
        except BrokerUnavailable as error:
            return self.unavailable(request, error, back)
        except LoginRefused as refused:
            return self.unavailable(request, BrokerUnavailable(str(refused)), back)
        state = parse_qs(urlsplit(answer["Location"]).query)["state"][0]
        request.session[STATES][state]["next"] = back
        request.session.modified = True
        answer["Cache-Control"] = "no-store"
        return answer

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.get(request)

    def get_extra_params(self, request: HttpRequest) -> dict[str, str]:
        return {
            "acr_values": f"{NSIS}{ENOUGH.name.title()}",
            "ui_locales": get_language() or "da",
            "redirect_uri": f"{settings.ORIGIN}{reverse(self.client.callback)}",  # behind a proxy we see http
        }


class FinishLogin(_Step, OIDCAuthenticationCallbackView):  # type: ignore[misc]  # the library has no types
    """Takes the browser's return: checks everything, opens the account, and goes to the page it came from."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        state = request.GET.get("state", "")
        pending = request.session.get(STATES, {}).get(state)
        if pending is None and request.session.get("kind") == self.client.kind:
            return HttpResponseRedirect(self.home(request))  # the page was loaded anew after the login
        if pending is None:
            return self.refuse(request, Reason.EXPIRED, "the state is not this session's")
        self.back: str = pending.get("next", "")
        try:
            if request.GET.get("iss", client.broker().issuer) != client.broker().issuer:
                raise LoginRefused(Reason.NOT_TRUSTED, "the answer names another issuer")
            if "error" in request.GET or "code" not in request.GET:
                return self._without_code(request, state)
            request.login_kind = self.client.kind  # type: ignore[attr-defined]  # told to the backends
            answer: HttpResponse = super().get(request)
        except BrokerUnavailable as error:
            return self.unavailable(request, error, self.back)
        except LoginRefused as refused:
            return self.refuse(request, refused.reason, str(refused), self.back)
        except SuspiciousOperation as error:
            return self.refuse(request, Reason.NOT_TRUSTED, str(error), self.back)
        answer["Cache-Control"] = "no-store"
        return answer

    def _without_code(self, request: HttpRequest, state: str) -> HttpResponse:
        del request.session[STATES][state]
        request.session.modified = True
        if request.GET.get("error") == "access_denied":
            raise LoginRefused(Reason.CANCELLED, "the person cancelled")
        raise LoginRefused(Reason.NOT_TRUSTED, "the broker answered with an error")

    def login_success(self) -> HttpResponse:
        """Open the session: a new key always, and nothing of another account's session left in it."""
        request: HttpRequest = self.request
        facts: dict[str, str] = request.session.pop(LOGIN)
        auth.login(request, self.user)
        request.session.cycle_key()  # Django keeps the key when the same person logs in again
        request.session["login_id_token"] = facts.pop("id_token")
        request.session[LOGGED_IN_AT] = int(time.time())
        for name in SESSION_FACTS:
            request.session.pop(name, None)
        request.session.update(facts)
        return HttpResponseRedirect(self.back or self.home(request))

    def login_failure(self) -> HttpResponse:
        return self.refuse(self.request, Reason.NOT_TRUSTED, "no active account", self.back)


class EndLogin(_Step):
    """Ends the session here and at the broker. Without the broker, here alone."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        back = reverse(self.client.logged_out)
        id_token = request.session.get("login_id_token", "")
        ours = request.session.get("kind") == self.client.kind
        auth.logout(request)
        if not (ours and id_token):
            return HttpResponseRedirect(back)
        try:
            return HttpResponseRedirect(
                client.end_session_address(id_token=id_token, back=f"{settings.ORIGIN}{back}")
            )
        except (BrokerUnavailable, LoginRefused) as error:
            log.warning("logout ended here alone: %s", error)
            return HttpResponseRedirect(back)
