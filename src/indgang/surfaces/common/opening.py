"""Opening hours in words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.channels.selectors import OpenState
from indgang.surfaces.common import formats


def in_words(state: OpenState, now: datetime) -> str:
    """`Åbent nu til kl. 16.00`, `Åbner i morgen kl. 9.00`, `Lukket lige nu`."""
    if state.open_now:
        if state.closes_at is None:
            return _("Åbent hele døgnet")
        return _("Åbent nu til %(time)s") % {"time": formats.clock_time(state.closes_at)}
    if state.opens_at is None:
        return _("Lukket lige nu")
    when = _("Åbner %(day)s %(time)s") % {
        "day": day_in_words(state.opens_at, now),
        "time": formats.clock_time(state.opens_at),
    }
    if state.closed_for:
        holiday = state.closed_for if (get_language() or "da").startswith("da") else _("helligdag")
        holiday = _("lukkedag") if state.closed_for == "-" else holiday  # holidays are known by Danish names
        return _("Lukket i dag (%(holiday)s). %(opens)s") % {"holiday": holiday, "opens": when}
    return when


def opens_again(states: Sequence[OpenState], now: datetime) -> str:
    """`Vi åbner igen i morgen kl. 9.00.`: the first that opens; empty while one is open, or none is to open."""
    soonest = min((state.opens_at for state in states if state.opens_at), default=None)
    if soonest is None or any(state.open_now for state in states):
        return ""
    return _("Vi åbner igen %(day)s %(time)s.") % {
        "day": day_in_words(soonest, now),
        "time": formats.clock_time(soonest),
    }


def day_in_words(at: datetime, now: datetime) -> str:
    """`i dag`, `i morgen`, `mandag`, and from a week on `mandag 3. december`."""
    day, today = at.astimezone(COPENHAGEN).date(), now.astimezone(COPENHAGEN).date()
    if day == today:
        return _("i dag")
    if day == today + timedelta(days=1):
        return _("i morgen")
    if day < today + timedelta(days=7):
        return formats.weekday(day).split(" ")[0]
    return formats.weekday(day)
