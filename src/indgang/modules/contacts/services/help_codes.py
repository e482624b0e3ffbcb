"""The help code: six digits that a citizen reads out, so that help begins where they are stuck."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.contacts.models import HelpCode, HelpCodeTry, RunningContact
from indgang.modules.contacts.services.journeys import journey_for
from indgang.modules.contacts.services.ledger import measure
from indgang.modules.contacts.vocabulary import RunningState
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting

LIVES = timedelta(minutes=30)
"""Long enough to wait in a queue on the phone, short enough that few codes are live at once."""
WINDOW = timedelta(minutes=10)
CODES_A_DRAFT = 5
MISSES_EACH = 10
MISSES_IN_ALL = 100
"""Misses in the window before codes are looked up for nobody: somebody is guessing with many logins."""
DIGITS = 6
_DRAWS = 20


@dataclass(frozen=True)
class NewCode:
    """The code in clear: shown once and kept nowhere."""

    code: str
    expires_at: datetime


@dataclass(frozen=True)
class HelpSpot:
    """Where somebody asked for help. No name and no answer. `made_by`: who has the code on their screen."""

    journey_id: UUID
    service_id: str
    draft_key: str
    step: str
    made_by: str


class TooManyCodes(Expected):
    """Somebody asks for one code after the other."""

    status = 429
    message = Text(
        "Du har fået flere koder på kort tid. Vent lidt, eller ring uden kode.",
        "You have had several codes in a short time. Wait a little, or call without a code.",
    )


class TooManyTries(Expected):
    """Too many wrong codes, by one member of staff or in all."""

    status = 429
    message = Text(
        "Der er tastet for mange forkerte koder. Vent ti minutter, eller find borgeren på en anden måde.",
        "Too many wrong codes were typed. Wait ten minutes, or find the citizen in another way.",
    )


class NoSuchCode(Expected):
    """The same words for a wrong, a used and an old code."""

    status = 404
    message = Text(
        "Vi kan ikke finde koden. Bed borgeren læse den igen, eller lave en ny.",
        "We cannot find the code. Ask the citizen to read it again, or to make a new one.",
    )


def _hash(code: str) -> str:
    return hmac.new(settings.PARTY_KEY.encode(), f"help-code:{code}".encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def ask_for_help(*, by: Acting, service_id: str, draft_key: str, step: str) -> NewCode:
    """Make a code for a place in a matter. It replaces the one before it, and lives for half an hour.

    The caller has checked that the draft is theirs. Raises TooManyCodes.
    """
    now = clock.now()
    mine = HelpCode.objects.filter(draft_key=draft_key)
    if mine.filter(made_at__gt=now - WINDOW).count() >= CODES_A_DRAFT:
        raise TooManyCodes
    journey = journey_for(by=by, service_id=service_id)
    mine.filter(live=True).update(live=False)
    code = _kept(
        HelpCode(
            journey_id=journey.id,
            draft_key=draft_key,
            step=step,
            made_by=by.actor.key,
            made_at=now,
            expires_at=now + LIVES,
        )
    )
    measure(kind="help_asked", journey_id=journey.id, service_id=service_id, subject=step, party=by.party)
    audit.record(
        action="help_asked", actor=by.actor.key, object=draft_key, party=by.party.key, detail={"step": step}
    )
    return NewCode(code, now + LIVES)


def _kept(row: HelpCode) -> str:
    """Draw until the code is nobody else's. With a million codes the second draw is already rare."""
    for _ in range(_DRAWS):
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        row.code_hash = _hash(code)
        HelpCode.objects.filter(code_hash=row.code_hash, live=True, expires_at__lte=row.made_at).update(
            live=False
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
            return code
        except IntegrityError:
            continue
    raise TooManyCodes


def end_codes(*, draft_key: str) -> None:
    """Nobody can come in by a code of this matter any more. Safe to repeat."""
    HelpCode.objects.filter(draft_key=draft_key, live=True).update(live=False)


def run_out() -> list[str]:
    """The matters that have a code which ran out unused, and was not ended. One query."""
    old = HelpCode.objects.filter(live=True, expires_at__lte=clock.now())
    return sorted(set(old.values_list("draft_key", flat=True)))


def end_run_out(*, draft_key: str) -> bool:
    """End the codes of a matter that ran out; whether it has one left that can still be used."""
    mine = HelpCode.objects.filter(draft_key=draft_key, live=True)
    mine.filter(expires_at__lte=clock.now()).update(live=False)
    return mine.exists()


def use_help_code(*, code: str, contact_id: UUID | str, by: EmployeeInfo) -> HelpSpot:
    """Where the citizen with this code asked for help. A code works once.

    It takes an open contact of one's own. Every try is kept, also when it is refused: call it outside a
    transaction. Raises NotYours, TooManyTries, NoSuchCode.
    """
    spot = _tried("".join(sign for sign in code if sign.isdigit()), contact_id, by)
    if spot is None:
        raise NoSuchCode
    return spot


@transaction.atomic
def _tried(code: str, contact_id: UUID | str, by: EmployeeInfo) -> HelpSpot | None:
    now = clock.now()
    # All open contacts of theirs are locked, so that many tries at once are counted one after the other.
    mine = RunningContact.objects.select_for_update().filter(
        employee=UUID(by.id), state=RunningState.OPEN.value
    )
    if str(contact_id) not in {str(pk) for pk in mine.order_by("pk").values_list("pk", flat=True)}:
        raise NotYours
    missed = HelpCodeTry.objects.filter(at__gt=now - WINDOW, found=False)
    if missed.filter(employee_key=by.actor.key).count() >= MISSES_EACH or missed.count() >= MISSES_IN_ALL:
        raise TooManyTries
    found = HelpCode.objects.filter(code_hash=_hash(code), live=True, expires_at__gt=now)
    row = found.select_related("journey").first() if len(code) == DIGITS else None
    won = row is not None and bool(
        found.filter(pk=row.pk).update(live=False, used_at=now, used_by=by.actor.key)
    )
    HelpCodeTry.objects.create(employee_key=by.actor.key, at=now, found=won)
    if row is None or not won:
        audit.record(action="help_code_missed", actor=by.actor.key, object=f"contact:{contact_id}")
        return None
    party = (
        f"person:{row.journey.person_id}" if row.journey.person_id else f"company:{row.journey.company_id}"
    )
    audit.record(
        action="help_code_used",
        actor=by.actor.key,
        object=row.draft_key,
        party=party,
        purpose="hjælp, som borgeren bad om",
    )
    return HelpSpot(row.journey_id, row.journey.service, row.draft_key, row.step, row.made_by)
