"""What somebody had written when their session ran out, kept until they have logged in again.

The fields are encrypted, put in a fresh session, and can be read for 30 minutes. They belong to the person who
wrote them: every page behind a login leaves a signed mark in the browser that names nobody, and only a login
that makes the same mark gets the fields back. The form is shown again with the fields filled in.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, salted_hmac

from indgang.surfaces.common.refill import refill

ENTRY = "kept"
COOKIE = "indgang_mark"
LIFE = timedelta(minutes=30)
LARGEST = 200_000
"""Characters of what was typed; more is not kept (it would swell the session)."""


@dataclass(frozen=True)
class Kept:
    """What was posted to `action` from the page `page`: field name -> values as typed."""

    page: str
    action: str
    fields: dict[str, list[str]]


@lru_cache(maxsize=2)
def _cipher(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"kept:{secret}".encode()).digest()))


def _mark(request: HttpRequest) -> str:
    return salted_hmac("indgang.kept", str(request.user.pk)).hexdigest()[:32]


def _page_of(request: HttpRequest) -> str:
    """The page that held the form: where the browser says it came from, when that is ours."""
    came = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    if came.netloc == request.get_host() and came.path.startswith("/"):
        return f"{came.path}?{came.query}" if came.query else came.path
    return request.path


def keep(request: HttpRequest) -> str:
    """Keep what was posted, and say which page shows it again.

    Nothing is kept for a browser that nobody was logged in with, since it would belong to nobody.
    """
    page = _page_of(request)
    owner = request.COOKIES.get(COOKIE, "")
    fields = {k: [str(v) for v in vs] for k, vs in request.POST.lists() if k != "csrfmiddlewaretoken"}
    text = json.dumps({"page": page, "action": request.path, "owner": owner, "fields": fields})
    if owner and fields and len(text) <= LARGEST:
        request.session[ENTRY] = _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()
    return page


def find(request: HttpRequest) -> Kept | None:
    """What is kept for the one who is logged in; somebody else's is thrown away."""
    token = request.session.get(ENTRY)
    if token is None:
        return None
    try:
        clear = _cipher(settings.SECRET_KEY).decrypt(token.encode(), ttl=int(LIFE.total_seconds()))
    except InvalidToken:
        drop(request)
        return None
    data: dict[str, Any] = json.loads(clear)
    if not constant_time_compare(data["owner"], _mark(request)):
        drop(request)
        return None
    return Kept(data["page"], data["action"], data["fields"])


def drop(request: HttpRequest) -> None:
    request.session.pop(ENTRY, None)


def shown_again(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """An answer behind a login: marked, and with the kept fields filled in when it is the page of the form."""
    mark = _mark(request)
    if request.COOKIES.get(COOKIE) != mark:
        response.set_cookie(
            COOKIE,
            mark,
            max_age=settings.SESSION_COOKIE_AGE * 12,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    if ENTRY not in request.session:
        return response
    kept = find(request)
    if kept is None:
        return response
    if request.method == "POST" and request.path == kept.action:
        drop(request)
    elif _is_the_page(response, request, kept):
        html, left = refill(response.content.decode(), kept.action, request.path, kept.fields)
        note = render_to_string("common/kept.html", {"left": left})
        response.content = html.replace("<!--kept-->", note, 1).encode()
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
    return response


def _is_the_page(response: HttpResponseBase, request: HttpRequest, kept: Kept) -> TypeGuard[HttpResponse]:
    return (
        request.method == "GET"
        and request.get_full_path() == kept.page
        and isinstance(response, HttpResponse)
        and response.status_code == 200
        and response.headers.get("Content-Type", "").startswith("text/html")
        and request.headers.get("HX-Request") != "true"
    )
