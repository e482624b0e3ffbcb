"""Who is at the other end of a request, and whom they act for.

A view for citizens is marked `@for_citizens` and asks `citizen(request)`; a view for staff is marked
`@for_staff(Right.X)` and asks `staff(request, Right.X)`; a view that anybody may see is marked `@for_everybody`;
a door for other systems is marked `@for_machines(secret)`.
A view without a mark asks for a login (Django's LoginRequiredMiddleware), so a forgotten mark shuts, not opens.
`mark_of(view)` reads the mark: the table of rights in docs/municipality is made from it.

The choice of whom to act for stands in the session as the key of an acting option, and is checked against
the options of today at every request.
"""

from base64 import b64encode
from collections.abc import Callable
from functools import wraps
from hmac import compare_digest
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.csrf import csrf_exempt

from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import ActingOption, EmployeeInfo, PersonInfo
from indgang.modules.identity.vocabulary import Acting, Right
from indgang.surfaces.common import kept

ACTING = "acting"
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class LoginNeeded(Expected):
    """Nobody is logged in. `door` is `portal` or `desk`: which login answers it."""

    status = 403
    message = Text("Log ind for at se siden.", "Log in to see the page.")

    def __init__(self, door: str) -> None:
        super().__init__()
        self.door = door


class WrongDoor(Expected):
    """A member of staff stands at a citizen's page."""

    status = 403
    message = Text(
        "Du er logget ind som medarbejder. Log ud først, hvis du vil se din egen side.",
        "You are logged in as staff. Log out first to see your own page.",
    )


class NoRight(Expected):
    """A member of staff lacks the right that the page asks for."""

    status = 403
    message = Text(
        "Din rolle giver ikke adgang til siden. Spørg din leder, hvis du har brug for den i dit arbejde.",
        "Your role does not give access to the page. Ask your manager if you need it in your work.",
    )


class ActingEnded(Expected):
    """The ground on which somebody acted no longer holds. They act for themselves again."""

    status = 409
    message = Text(
        "Du kan ikke længere handle for den, du havde valgt. Vi har skiftet tilbage til dig selv, "
        "og vi har ikke sendt noget.",
        "You can no longer act for the one you had chosen. We have switched back to you, "
        "and nothing has been sent.",
    )


class CannotActFor(Expected):
    """Somebody chose a party that is not among their options."""

    status = 403
    message = Text("Du kan ikke handle for den, du valgte.", "You cannot act for the one you chose.")


def _account(request: HttpRequest) -> Any:
    """The account of the session, or None. Looked up once a request."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _kept(request: HttpRequest, name: str, make: Callable[[], Any]) -> Any:
    kept = request.__dict__.setdefault("_indgang_people", {})
    if name not in kept:
        kept[name] = make()
    return kept[name]


def is_citizen(request: HttpRequest) -> bool:
    account = _account(request)
    return account is not None and account.person_id is not None


def is_staff(request: HttpRequest) -> bool:
    account = _account(request)
    return account is not None and account.employee_id is not None


def person(request: HttpRequest) -> PersonInfo:
    """The citizen who is logged in. Raises AttributeError when none is; ask `is_citizen` first."""
    return identity.person_of(_account(request))


def acting_options(request: HttpRequest) -> list[ActingOption]:
    """Everybody whom the citizen may act for today, themselves first; empty when no citizen is logged in."""
    if not is_citizen(request):
        return []
    me = person(request)
    company = str(request.session.get("company", ""))
    options: list[ActingOption] = _kept(
        request, "options", lambda: identity.acting_options(me.id, company=company, me=me)
    )
    return options


def acting_option(request: HttpRequest) -> ActingOption:
    """The option that holds now. Raises LoginNeeded, WrongDoor, or ActingEnded when it ran out."""
    if is_staff(request):
        raise WrongDoor
    options = acting_options(request)
    if not options:
        raise LoginNeeded("portal")
    key = request.session.get(ACTING, options[0].key)
    for option in options:
        if option.key == key:
            return option
    del request.session[ACTING]
    raise ActingEnded


def citizen(request: HttpRequest) -> Acting:
    """Who acts, for whom, and on which ground: the `by` of every deed. Raises as `acting_option`."""
    return acting_option(request).acting


def act_for(request: HttpRequest, key: str) -> ActingOption:
    """Switch to another option: the one door, so that every switch to somebody else leaves a row in the trail.

    The option that holds already is no switch. Raises CannotActFor for a key that is not among the citizen's
    options.
    """
    options = acting_options(request)
    for option in options:
        if option.key == key:
            if request.session.get(ACTING, options[0].key) == key:
                return option
            request.session[ACTING] = key
            if option.acting.for_somebody_else:
                audit.record(
                    action="act_for_chosen",
                    actor=option.acting.actor.key,
                    party=option.acting.party.key,
                    object=f"mandate:{option.acting.mandate}",
                )
            return option
    raise CannotActFor


def may_act(request: HttpRequest, service_id: str) -> bool:
    """Whether the present ground covers doing this service online."""
    return acting_option(request).covers(service_id, "self_service")


def staff(request: HttpRequest, right: Right) -> EmployeeInfo:
    """The member of staff. Raises LoginNeeded, NotYours for a citizen, NoRight without the right."""
    account = _account(request)
    if account is None:
        raise LoginNeeded("desk")
    if account.employee_id is None:
        raise NotYours
    employee: EmployeeInfo = _kept(request, "staff", lambda: identity.employee_of(account))
    if not employee.may(right):
        raise NoRight
    return employee


def employee_or_none(request: HttpRequest) -> EmployeeInfo | None:
    """The member of staff whatever their rights, for headers; None for everybody else."""
    if not is_staff(request):
        return None
    account = _account(request)
    found: EmployeeInfo = _kept(request, "staff", lambda: identity.employee_of(account))
    return found


def safe_next(request: HttpRequest, url: str, default: str = "/") -> str:
    """`url` when it leads to a page of ours, else `default`."""
    ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=settings.SESSION_COOKIE_SECURE
    )
    return url if ours and url.startswith("/") else default


def login_url(door: str, after: str) -> str:
    """The address of a login that leads back to `after`. `door` is `portal` or `desk`."""
    try:
        address = reverse(f"{door}:login")
    except NoReverseMatch:  # an installation without this surface
        address = "/"
    return f"{address}?{urlencode({'next': after})}"


def to_login(request: HttpRequest, door: str, after: str | None = None) -> HttpResponse:
    """Send somebody to the login and back to this page, or to `after`. An htmx request moves the whole page."""
    here = after if after is not None else request.get_full_path()
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=200)
        answer["HX-Redirect"] = login_url(door, _page_behind(request, here))
        return answer
    return redirect(login_url(door, here))


def _page_behind(request: HttpRequest, default: str) -> str:
    """The page in which an htmx request was made."""
    current = request.headers.get("HX-Current-URL", "")
    path = current.removeprefix(f"{request.scheme}://{request.get_host()}")
    return safe_next(request, path, default) if path else default


CITIZENS, EVERYBODY, MACHINES = "citizens", "everybody", "machines"


def _marked(view: View, mark: str) -> View:
    view.right = mark  # type: ignore[attr-defined]
    return login_not_required(view)


def mark_of(view: Any) -> str:
    """Whom a view is for: the word of a Right, `citizens` or `everybody`; empty when nobody said."""
    return str(getattr(view, "right", ""))


def for_everybody(view: View) -> View:
    """Anybody may see the page."""
    return _marked(view, EVERYBODY)


def for_machines(secret: Callable[[], str], *, basic: bool = True) -> Callable[[View], View]:
    """A machine that brings the secret `user:password` as Basic authorization only. Nobody is told what was wrong.

    `basic` False: the secret itself is the whole of the header. `secret` is asked at each request; an empty one lets
    nobody in. The view is outside sessions and forms, and must read the request by `request.read`, never by `body` or
    `POST`, which keep all of it in memory.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            known = secret()
            given = request.headers.get("Authorization", "")
            wanted = "Basic " + b64encode(known.encode()).decode() if basic else known
            if not known or not compare_digest(given.encode(), wanted.encode()):
                answer = HttpResponse(status=401)
                answer["WWW-Authenticate"] = "Basic"
                return answer
            return view(request, *args, **kwargs)

        return csrf_exempt(_marked(guarded, MACHINES))  # type: ignore[return-value]

    return mark


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """Nobody after us at the same computer may step back to the page."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)
    return response


def for_citizens(view: View) -> View:
    """Citizens only. Without a login: to the login and back; what was posted is kept and shown again."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_citizen(request):
            if is_staff(request):
                raise WrongDoor
            return to_login(request, "portal", kept.keep(request) if request.method == "POST" else None)
        acting_option(request)
        return _private(kept.shown_again(request, view(request, *args, **kwargs)))

    return _marked(guarded, CITIZENS)  # type: ignore[return-value]


def for_staff(right: Right) -> Callable[[View], View]:
    """Staff with this right only. A citizen gets 404, staff without the right an explanation."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not is_staff(request) and not is_citizen(request):
                return to_login(request, "desk", kept.keep(request) if request.method == "POST" else None)
            staff(request, right)
            return _private(kept.shown_again(request, view(request, *args, **kwargs)))

        return _marked(guarded, right)  # type: ignore[return-value]

    return mark
