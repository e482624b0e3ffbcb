"""What a page says when something is down: what, until when, and the ways that are open meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import OutageInfo
from indgang.modules.channels.vocabulary import Down, EntranceKind
from indgang.modules.identity import selectors as identity
from indgang.surfaces.common import formats
from indgang.surfaces.common.opening import day_in_words, in_words

EVERYWHERE = frozenset({Down.SELF_SERVICE, Down.LOGIN, Down.TELEPHONE})
KEEPS_DRAFTS = frozenset({Down.SELF_SERVICE, Down.LOGIN, Down.SERVICE})
ABOUT_A_CASE = frozenset({"front", "my_page", "case", "message"})
"""Pages where a citizen comes for what only our case system knows."""


@dataclass(frozen=True)
class Notice:
    """One outage in words. `planned`: it has not begun."""

    outage: OutageInfo
    planned: bool
    heading: str
    text: Text
    when: str
    draft_kept: bool


@dataclass(frozen=True)
class OtherWay:
    """Where one can turn meanwhile. `url` may be empty; `note` says whether it is open."""

    label: str
    url: str
    note: str
    open_now: bool


@dataclass(frozen=True)
class Banner:
    """Everything that concerns a page, what is down now first."""

    notices: tuple[Notice, ...]
    ways: tuple[OtherWay, ...]

    @property
    def down_now(self) -> bool:
        return any(not one.planned for one in self.notices)


def banner(*, service_id: str = "", page: str = "", leave_out: Iterable[Down] = ()) -> Banner | None:
    """What a citizen's page says; None when nothing concerns it. No query.

    `service_id`: the service that the page is about. `page`: the name of its address. `leave_out`: what the page says
    itself.
    """
    now = clock.now()
    outages = (*channels.outages_now(now), *channels.outages_announced(now))
    if not outages:
        return None
    left_out = frozenset(leave_out)
    found = [
        notice(one, now) for one in outages if one.what not in left_out and concerns(one, service_id, page)
    ]
    if not found:
        return None
    down = any(not one.planned for one in found)
    return Banner(tuple(found), other_ways(now, service_id=service_id) if down else ())


def staff_banner() -> tuple[Notice, ...]:
    """What every page for staff says: all that is down, and what is planned. No query."""
    now = clock.now()
    return tuple(notice(one, now) for one in (*channels.outages_now(now), *channels.outages_announced(now)))


def concerns(outage: OutageInfo, service_id: str, page: str) -> bool:
    """Whether an outage concerns a citizen's page."""
    match outage.what:
        case Down.SERVICE:
            return outage.service_id == service_id
        case Down.ENTRANCE:
            place = channels.entrance(outage.entrance_id)
            return page == "front" or (place is not None and service_id != "" and place.serves(service_id))
        case Down.DESK:
            return page in ABOUT_A_CASE
    return outage.what in EVERYWHERE


def notice(outage: OutageInfo, now: datetime) -> Notice:
    """An outage in the reader's language."""
    planned = not outage.holds(now)
    return Notice(
        outage,
        planned,
        _planned_heading(outage) if planned else _heading(outage),
        outage.text,
        _planned_when(outage, now) if planned else _when(outage, now),
        outage.what in KEEPS_DRAFTS,
    )


def name_of(outage: OutageInfo) -> str:
    """The name of the service or the place; empty for what has none."""
    service = catalogue.services().get(outage.service_id)
    place = channels.entrance(outage.entrance_id)
    return str(service.name if service else place.name if place else "")


def _heading(outage: OutageInfo) -> str:
    name = name_of(outage)
    match outage.what:
        case Down.SELF_SERVICE:
            return _("Selvbetjeningen virker ikke lige nu")
        case Down.LOGIN:
            return _("Du kan ikke logge ind lige nu")
        case Down.SERVICE:
            return _("“%(name)s” virker ikke på nettet lige nu") % {"name": name}
        case Down.TELEPHONE:
            return _("Vores telefon virker ikke lige nu")
        case Down.ENTRANCE:
            return _("%(name)s er lukket lige nu") % {"name": name}
        case Down.DESK:
            return _("Vi kan ikke se din sag lige nu")


def _planned_heading(outage: OutageInfo) -> str:
    name = name_of(outage)
    match outage.what:
        case Down.SELF_SERVICE:
            return _("Selvbetjeningen lukker for en tid")
        case Down.LOGIN:
            return _("Du kan snart ikke logge ind for en tid")
        case Down.SERVICE:
            return _("“%(name)s” lukker på nettet for en tid") % {"name": name}
        case Down.TELEPHONE:
            return _("Vores telefon lukker for en tid")
        case Down.ENTRANCE:
            return _("%(name)s holder lukket") % {"name": name}
        case Down.DESK:
            return _("Vi kan snart ikke se din sag for en tid")


def _when(outage: OutageInfo, now: datetime) -> str:
    place = outage.what is Down.ENTRANCE
    if outage.ends_at is None:
        if place:
            return _("Vi ved ikke endnu, hvornår vi åbner igen.")
        return _("Vi ved ikke endnu, hvornår det virker igen.")
    expected = (
        _("Vi regner med at åbne igen %(day)s %(time)s.")
        if place
        else _("Vi regner med, at det virker igen %(day)s %(time)s.")
    )
    return expected % {
        "day": day_in_words(outage.ends_at, now),
        "time": formats.clock_time(outage.ends_at),
    }


def _planned_when(outage: OutageInfo, now: datetime) -> str:
    begins = {
        "day": day_in_words(outage.begins_at, now),
        "time": formats.clock_time(outage.begins_at),
    }
    if outage.ends_at is None:
        return _("Det begynder %(day)s %(time)s.") % begins
    ends = formats.clock_time(outage.ends_at)
    if outage.begins_at.astimezone(COPENHAGEN).date() == outage.ends_at.astimezone(COPENHAGEN).date():
        return _("Det sker %(day)s fra %(time)s til %(end)s.") % {**begins, "end": ends}
    return _("Det sker fra %(day)s %(time)s til %(last)s %(end)s.") % {
        **begins,
        "last": day_in_words(outage.ends_at, now),
        "end": ends,
    }


def other_ways(now: datetime, *, service_id: str = "") -> tuple[OtherWay, ...]:
    """The telephone, the place that is open or opens first, and the form on paper; never what is down itself."""
    down = channels.outages_now(now)
    shut = {one.entrance_id for one in down if one.entrance_id}
    ways = []
    telephone = channels.main_telephone()
    if (
        telephone is not None
        and telephone.id not in shut
        and not any(one.what is Down.TELEPHONE for one in down)
    ):
        state = channels.open_state(telephone, now)
        ways.append(
            OtherWay(
                _("Ring %(number)s") % {"number": telephone.phone},
                f"tel:{telephone.phone.replace(' ', '')}",
                in_words(state, now),
                state.open_now,
            )
        )
    ways += _nearest(now, shut, service_id)
    if paper := paper_form(service_id):
        ways.append(OtherWay(_("Udfyld det på papir"), paper, "", True))
    return tuple(ways)


def _nearest(now: datetime, shut: set[str], service_id: str) -> list[OtherWay]:
    """The place to come to: one that is open, else the first to open."""
    places = [
        (place, channels.open_state(place, now))
        for place in channels.entrances()
        if place.kind is EntranceKind.PHYSICAL
        and place.id not in shut
        and (place.serves(service_id) if service_id else place.serves_all)
    ]
    opens = [row for row in places if row[1].open_now or row[1].opens_at]
    if not opens:
        return []
    place, state = min(
        opens, key=lambda row: (not row[1].open_now, row[1].opens_at.timestamp() if row[1].opens_at else 0.0)
    )
    label = _("Kom til %(name)s, %(address)s") % {"name": place.name, "address": place.address}
    return [OtherWay(label, "", in_words(state, now), state.open_now)]


def paper_form(service_id: str) -> str:
    """The page with the form on paper of a service's solution; empty when it has none, or the portal is not here."""
    service = catalogue.services().get(service_id)
    if service is None or not service.solution:
        return ""
    if identity.municipality().solution_modes.get(service.solution) == "hand_over":
        return ""
    try:
        return reverse("portal:paper_form", args=[service.solution])
    except NoReverseMatch:
        return ""


def service_of(context: Any) -> str:
    """The service that a page is about, as far as its template knows: a service, a solution, or a draft of one."""
    service = context.get("service")
    if service is not None and isinstance(getattr(service, "id", None), str):
        return str(service.id)
    for name in ("solution", "draft", "case"):
        found = getattr(context.get(name), "service_id", None)
        if isinstance(found, str):
            return found
    return ""
