"""A screen towards the citizen: the clerk gets a code, a tablet takes it, and the citizen can say that it is right."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.contacts.models import CounterScreen, RunningStep, ScreenTry
from indgang.modules.contacts.selectors.running import ContactOver, row_of
from indgang.modules.contacts.selectors.screens import screen, token_hash
from indgang.modules.contacts.services.help_codes import DIGITS, NewCode
from indgang.modules.contacts.vocabulary import RunningState, RunningStepKind
from indgang.modules.identity.selectors import EmployeeInfo

LIVES = timedelta(minutes=5)
"""Long enough to type it on the tablet beside one, short enough that few codes are live at once."""
WINDOW = timedelta(minutes=10)
CODES_A_CONTACT = 10
MISSES_EACH = 10
MISSES_IN_ALL = 60
_DRAWS = 20


class TooManyScreens(Expected):
    """One code after the other in one contact."""

    status = 429
    message = Text(
        "Der er lavet mange koder i henvendelsen. Vent lidt, og prøv igen.",
        "Many codes were made in the contact. Wait a little, and try again.",
    )


class TooManyGuesses(Expected):
    """Too many wrong codes from one place, or in all."""

    status = 429
    message = Text(
        "Der er tastet for mange forkerte koder. Vent ti minutter, og få en ny kode.",
        "Too many wrong codes were typed. Wait ten minutes, and get a new code.",
    )


class NoSuchScreen(Expected):
    """The same words for a wrong, a used and an old code."""

    status = 404
    message = Text(
        "Vi kan ikke finde koden. Se efter, eller få en ny af medarbejderen.",
        "We cannot find the code. Look again, or get a new one from the member of staff.",
    )


def _hash(code: str) -> str:
    return hmac.new(settings.PARTY_KEY.encode(), f"screen-code:{code}".encode(), hashlib.sha256).hexdigest()


def place_key(address: str) -> str:
    """Where somebody tries codes from, as a key of today: it can be counted, and leads to nobody tomorrow."""
    text = f"screen-place:{clock.today().isoformat()}:{address}"
    return hmac.new(settings.PARTY_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def show_on_screen(*, contact_id: UUID | str, by: EmployeeInfo) -> NewCode:
    """Make a code for a screen. What another screen showed of the contact ends. Raises NotYours, ContactOver,
    TooManyScreens.
    """
    now = clock.now()
    row = row_of(contact_id, by, lock=True)
    if row.state != RunningState.OPEN:
        raise ContactOver
    made = CounterScreen.objects.filter(running=row.pk)
    if made.filter(made_at__gt=now - WINDOW).count() >= CODES_A_CONTACT:
        raise TooManyScreens
    _end(made)
    code = _kept(CounterScreen(running_id=row.pk, made_at=now, expires_at=now + LIVES))
    audit.record(action="screen_code_made", actor=by.actor.key, object=f"contact:{row.pk}")
    return NewCode(code, now + LIVES)


def _kept(row: CounterScreen) -> str:
    """Draw until the code is nobody else's."""
    for _ in range(_DRAWS):
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        row.code_hash = _hash(code)
        old = CounterScreen.objects.filter(code_hash=row.code_hash, live=True, expires_at__lte=row.made_at)
        old.update(live=False)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
            return code
        except IntegrityError:
            continue
    raise TooManyScreens


def pair_screen(*, code: str, place: str) -> str:
    """The token for the screen that this code was typed on: its only key, shown once. A code works once.

    `place` is a `place_key`. Every try is kept, also when it is refused: call it outside a transaction. Raises
    TooManyGuesses, NoSuchScreen.
    """
    token = _paired("".join(sign for sign in code if sign.isdigit()), place)
    if token is None:
        raise NoSuchScreen
    return token


@transaction.atomic
def _paired(code: str, place: str) -> str | None:
    now = clock.now()
    missed = ScreenTry.objects.filter(at__gt=now - WINDOW, found=False)
    if missed.filter(place=place).count() >= MISSES_EACH or missed.count() >= MISSES_IN_ALL:
        raise TooManyGuesses
    live = CounterScreen.objects.filter(
        code_hash=_hash(code), live=True, expires_at__gt=now, running__state=RunningState.OPEN.value
    )
    row = live.first() if len(code) == DIGITS else None
    token = secrets.token_urlsafe(32)
    won = row is not None and bool(
        CounterScreen.objects.filter(pk=row.pk, live=True).update(
            live=False, used_at=now, token_hash=token_hash(token)
        )
    )
    ScreenTry.objects.create(place=place, at=now, found=won)
    if row is None or not won:
        return None
    audit.record(action="screen_paired", actor="screen", object=f"contact:{row.running_id}")
    return token


@transaction.atomic
def stop_screen(*, contact_id: UUID | str, by: EmployeeInfo) -> None:
    """The screen shows nothing of the contact any more. Safe to repeat. Raises NotYours."""
    row = row_of(contact_id, by, lock=True)
    if _end(CounterScreen.objects.filter(running=row.pk)):
        audit.record(action="screen_stopped", actor=by.actor.key, object=f"contact:{row.pk}")


def _end(screens: QuerySet[CounterScreen]) -> int:
    ended: int = screens.filter(Q(live=True) | Q(used_at__isnull=False), ended_at=None).update(
        live=False, ended_at=clock.now()
    )
    return ended


@transaction.atomic
def say_right(*, token: str, draft_id: UUID | str, revision: int) -> None:
    """The citizen at the screen said that what stands there is right. Saying it twice is harmless.

    It holds for this revision of the draft alone. The caller has checked that this draft is on the screen. Raises
    ScreenOver.
    """
    shown = screen(token)
    key = f"draft:{draft_id}"
    said = RunningStep.objects.filter(
        running=shown.contact_id, kind=RunningStepKind.CONFIRMED.value, key=key, detail={"revision": revision}
    )
    if said.exists():
        return
    RunningStep.objects.create(
        running_id=shown.contact_id,
        kind=RunningStepKind.CONFIRMED.value,
        key=key,
        actor="screen",
        at=clock.now(),
        detail={"revision": revision},
    )
    audit.record(
        action="screen_confirmed",
        actor="screen",
        object=key,
        party=shown.party.key if shown.party else "",
        detail={"contact": str(shown.contact_id), "revision": revision},
    )
