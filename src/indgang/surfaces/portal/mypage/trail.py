"""Who looked at somebody's data, in words that the person can use."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.audit import selectors as audit
from indgang.modules.audit.selectors import Trace
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import ActingOption
from indgang.modules.identity.vocabulary import Ground, Party
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import SolutionInfo
from indgang.surfaces.portal.mypage.trail_words import DEEDS, OWN_DEEDS, PURPOSES

LINES = 50
ROWS = 200
"""Rows of the trail that are read for the lines: the same look of a day is one line."""

__all__ = ["DEEDS", "OWN_DEEDS", "PURPOSES", "Look", "looks_at", "may_see"]


@dataclass(frozen=True)
class Look:
    """One line: when, who (a unit, never the name of a member of staff), what, and why.

    `times`: how often that day; `at` is then the last of them.
    """

    at: datetime
    who: str
    what: str
    why: str
    times: int = 1


def may_see(option: ActingOption) -> bool:
    """Only oneself, and who may do everything for a company: the trail shows all that the party has with us."""
    return option.acting.ground in (Ground.SELF, Ground.COMPANY) and "*" in option.scope


def _what(row: Trace, party: Party) -> str:
    own = OWN_DEEDS.get(row.action) if row.actor == party.key else None
    return str(own or DEEDS[row.action])


def _who(actor: str, party: Party, units: dict[str, str]) -> str:
    if actor == party.key:
        return _("Dig selv")
    kind, _colon, actor_id = actor.partition(":")
    if kind == "employee":
        if actor not in units:
            units[actor] = _unit(actor_id)
        return units[actor]
    return _("En, der handler for dig") if kind == "person" else _("Automatisk")


def _unit(employee_id: str) -> str:
    try:
        unit = identity.units().get(identity.employee(employee_id).unit)
    except ObjectDoesNotExist:
        unit = None
    return _("En medarbejder i %(unit)s") % {"unit": unit.name} if unit else _("En medarbejder")


def _why(purpose: str, solutions: dict[str, SolutionInfo]) -> str:
    """A purpose as it was written, such as `selvbetjening: flytning`, in the reader's language."""
    what, colon, about = purpose.partition(": ")
    known = PURPOSES.get(what)
    if known is None:
        return purpose
    return f"{known}{colon}{solutions[about].title if about in solutions else about}"


def looks_at(party: Party) -> list[Look]:
    """The newest looks at a party's data; those of one day by one person with one purpose are one line.

    One query, and one for each member of staff among them.
    """
    units: dict[str, str] = {}
    solutions = selfservice.solutions()
    alike: dict[tuple[date, str, str, str], list[Trace]] = {}
    for row in audit.about(party=party.key, limit=ROWS):
        if row.action in DEEDS:
            day = row.at.astimezone(COPENHAGEN).date()
            alike.setdefault((day, row.actor, row.action, row.purpose), []).append(row)
    return [
        Look(
            rows[0].at,
            _who(rows[0].actor, party, units),
            _what(rows[0], party),
            _why(rows[0].purpose, solutions),
            len(rows),
        )
        for rows in list(alike.values())[:LINES]
    ]
