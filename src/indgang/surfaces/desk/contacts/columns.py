"""The first column of the desk: what runs, what waits for me, and how to begin."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.kernel import clock, generation
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import EntranceInfo
from indgang.modules.channels.vocabulary import CHANNEL_NAMES, WITH_A_PERSON, Channel
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.selectors import Running
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.surfaces.common import formats

ANSWERED = WITH_A_PERSON | {Channel.LETTER}
"""What a clerk begins a contact by: a call, a visit, or a letter in the post room."""
FIRST_SHOWN = 3
"""Ways to begin that are always in sight; the others are one press further away."""


@dataclass(frozen=True)
class Way:
    """One press begins a contact this way. Without an entrance: what comes by post."""

    entrance: EntranceInfo | None
    channel: Channel
    channel_name: Text

    @property
    def value(self) -> str:
        """What the press sends: the channel, and the entrance if there is one."""
        return f"{self.channel} {self.entrance.id}" if self.entrance else self.channel.value


@dataclass(frozen=True)
class Line:
    """One contact in the list of those that run."""

    contact: Running
    channel: Text
    entrance: Text | str
    service: Text | str
    seconds: int
    here: bool = False

    @property
    def clock(self) -> SafeString:
        """When it began; a script makes a clock of it that goes. A letter lies still: nobody waits."""
        goes = f' data-clock="{self.seconds}"' if self.contact.channel != Channel.LETTER else ""
        begun, at = escape(_("Begyndt")), escape(formats.clock_time(self.contact.begun_at))
        return mark_safe(  # noqa: S308  (each part is escaped, or a number)
            f'<span class="clock"><span class="sr-only">{begun} </span><span{goes}>{at}</span></span>'
        )


def ways(unit: str) -> list[Way]:
    """How somebody can turn to a person here: the ways of one's own unit first, and the letters last."""
    places = [
        (entrance, channel)
        for entrance in channels.entrances()
        for channel in entrance.channels
        if channel in ANSWERED
    ]
    main = channels.main_telephone()
    places.sort(key=lambda way: (way[0].unit != unit, way[0] != main, not way[0].serves_all))
    found = [Way(entrance, channel, CHANNEL_NAMES[channel]) for entrance, channel in places]
    if all(way.channel is not Channel.LETTER for way in found):
        found.append(Way(None, Channel.LETTER, CHANNEL_NAMES[Channel.LETTER]))
    return found


def drawn_ways(unit: str) -> tuple[SafeString, SafeString]:
    """The buttons that begin a contact: those always in sight, and the others."""
    return _drawn_ways(unit, get_language() or "da", generation.current())


@lru_cache(maxsize=256)
def _drawn_ways(unit: str, language: str, of: int) -> tuple[SafeString, SafeString]:
    """The same all day for everybody in a unit, so they are kept."""
    found = ways(unit)
    template = "desk/contacts/_ways.html"
    first = render_to_string(template, {"list": found[:FIRST_SHOWN], "first": True})
    return first, render_to_string(template, {"list": found[FIRST_SHOWN:], "first": False})


def line_of(contact: Running, here: UUID | None = None) -> Line:
    place = channels.entrance(contact.entrance_id)
    service = catalogue.services().get(contact.service_id)
    return Line(
        contact,
        CHANNEL_NAMES[Channel(contact.channel)],
        place.name if place else "",
        service.name if service else "",
        max(0, int((clock.now() - contact.begun_at).total_seconds())),
        contact.id == here,
    )


def beside(desk: contacts.Desk, by: EmployeeInfo, here: UUID | None = None) -> dict[str, Any]:
    """What the first column shows."""
    first, more = drawn_ways(by.unit)
    return {
        "running": [line_of(row, here) for row in desk.mine],
        "waiting": [line_of(row) for row in desk.waiting],
        "ways": first,
        "more_ways": more,
        "once": new_id(),
    }
