"""Somebody tells where a short notice may go, proves that it is theirs, and takes it back."""

from datetime import timedelta
from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity import rules
from indgang.modules.identity.models import NoticeAddress, Person
from indgang.modules.identity.rules import notices
from indgang.modules.identity.vocabulary import Actor, NoticeKind

A_DAY = timedelta(days=1)


class BadNumber(Expected):
    """What was typed is no Danish number."""

    status = 422
    message = Text(
        "Skriv et dansk mobilnummer med otte cifre, for eksempel 20 12 34 56.",
        "Write a Danish mobile number of eight digits, for example 20 12 34 56.",
    )


class BadMail(Expected):
    """What was typed is no e-mail address."""

    status = 422
    message = Text(
        "Skriv en e-mailadresse, for eksempel navn@mail.dk.",
        "Write an e-mail address, for example name@mail.dk.",
    )


class TooManyCodes(Expected):
    """So many codes have been asked for that somebody else may be the one who is disturbed."""

    status = 429
    message = Text(
        "Du har bedt om for mange koder. Prøv igen i morgen.",
        "You have asked for too many codes. Try again tomorrow.",
    )


class OneAlready(Expected):
    """There is one of this kind already."""

    status = 409
    message = Text(
        "Der er allerede en. Fjern den først, hvis du vil bruge en anden.",
        "There is one already. Remove it first if you want to use another.",
    )


class WrongCode(Expected):
    """The code is another one."""

    status = 422
    message = Text(
        "Koden passer ikke. Se efter i beskeden, og skriv de seks cifre.",
        "The code does not match. Look in the message and write the six digits.",
    )


class CodeOver(Expected):
    """The code is too old, or was tried too often, or there is nothing to confirm."""

    status = 422
    message = Text(
        "Koden gælder ikke mere. Bed om en ny kode.", "The code is no longer valid. Ask for a new code."
    )


def offer_address(*, person_id: UUID | str, kind: NoticeKind, value: str, by: Actor) -> tuple[str, str]:
    """Keep an address that is not yet proven: (address as it is kept, code to send there). One that waits is replaced.

    The code is kept as an HMAC only, and is good for 15 minutes. Raises BadNumber, BadMail, OneAlready, TooManyCodes,
    and Person.DoesNotExist.
    """
    address = notices.clean_number(value) if kind is NoticeKind.SMS else notices.clean_mail(value)
    if address is None:
        raise BadNumber if kind is NoticeKind.SMS else BadMail
    return address, _offer(person_id, kind, address, by)


def new_code(*, person_id: UUID | str, kind: NoticeKind, by: Actor) -> tuple[str, str]:
    """Another code for the address that waits to be proven: (address, code). Raises CodeOver when none waits,
    TooManyCodes."""
    waiting = _open(person_id, kind).filter(confirmed_at=None).first()
    if waiting is None:
        raise CodeOver
    address = notices.shown(bytes(waiting.value_encrypted), settings.CPR_KEY)
    return address, _offer(person_id, kind, address, by)


@transaction.atomic
def _offer(person_id: UUID | str, kind: NoticeKind, address: str, by: Actor) -> str:
    person = Person.objects.select_for_update(no_key=True).only("pk").get(pk=person_id)
    now = clock.now()
    digest = rules.lookup_hash(f"notice:{address}", settings.CPR_KEY)
    lately = NoticeAddress.objects.filter(told_at__gt=now - A_DAY)
    if (
        lately.filter(person=person).count() >= notices.MOST_CODES_A_DAY
        or lately.filter(digest=digest).count() >= notices.MOST_CODES_A_DAY
    ):
        raise TooManyCodes
    open_one = _open(person_id, kind).first()
    if open_one is not None:
        if open_one.confirmed_at is not None:
            raise OneAlready
        _end(open_one, "replaced")
    code = notices.new_code()
    row = NoticeAddress.objects.create(
        person=person,
        kind=kind.value,
        value_encrypted=notices.hidden(address, settings.CPR_KEY),
        digest=digest,
        told_at=now,
        told_to=by.key,
        code_hash=_code_hash(code),
        code_until=now + notices.CODE_GOOD_FOR,
    )
    _note("notice_address_told", row, by)
    return code


def confirm_address(*, person_id: UUID | str, kind: NoticeKind, code: str, by: Actor) -> None:
    """The person has the code, so the address is theirs: from now on it counts. Safe to repeat.

    Each wrong code is counted, five at most. Raises WrongCode, CodeOver.
    """
    problem = _confirm(person_id, kind, notices.clean_code(code), by)
    if problem is not None:
        raise problem


@transaction.atomic
def _confirm(person_id: UUID | str, kind: NoticeKind, code: str, by: Actor) -> type[Expected] | None:
    """What was wrong; the count of tries is kept with it."""
    row = _open(person_id, kind).select_for_update().first()
    if row is None:
        return CodeOver
    if row.confirmed_at is not None:
        return None
    if row.code_until is None or clock.now() > row.code_until or row.code_tries >= notices.MOST_TRIES:
        return CodeOver
    if not compare_digest(row.code_hash, _code_hash(code)):
        row.code_tries += 1
        row.save(update_fields=["code_tries"])
        return WrongCode if row.code_tries < notices.MOST_TRIES else CodeOver
    row.confirmed_at, row.code_hash, row.code_until = clock.now(), "", None
    row.save(update_fields=["confirmed_at", "code_hash", "code_until"])
    _note("notice_address_confirmed", row, by)
    return None


@transaction.atomic
def remove_address(*, person_id: UUID | str, kind: NoticeKind, by: Actor) -> bool:
    """No notice goes there any more. False when there was nothing to remove, so it is safe to repeat."""
    row = _open(person_id, kind).select_for_update().first()
    if row is None:
        return False
    _end(row, "removed")
    _note("notice_address_ended", row, by)
    return True


@transaction.atomic
def give_up_address(*, person_id: UUID | str, kind: NoticeKind, why: str, by: Actor) -> bool:
    """The address turned out not to work: it is ended, and its owner sees that on their page.

    `why`: a word such as `bounced`. False when there was none.
    """
    row = _open(person_id, kind).select_for_update().first()
    if row is None:
        return False
    _end(row, why)
    _note("notice_address_failed", row, by)
    return True


def notice_value(*, person_id: UUID | str, kind: NoticeKind) -> str:
    """The proven address in clear, for sending a notice there; empty when there is none. Keep it nowhere."""
    kept = (
        _open(person_id, kind)
        .filter(confirmed_at__isnull=False)
        .values_list("value_encrypted", flat=True)
        .first()
    )
    return notices.shown(bytes(kept), settings.CPR_KEY) if kept is not None else ""


def _open(person_id: UUID | str, kind: NoticeKind) -> QuerySet[NoticeAddress]:
    return NoticeAddress.objects.filter(person_id=person_id, kind=kind.value, ended_at=None)


def _code_hash(code: str) -> str:
    return rules.lookup_hash(f"code:{code}", settings.CPR_KEY)


def _end(row: NoticeAddress, why: str) -> None:
    row.ended_at, row.ended_why, row.code_hash = clock.now(), why[:40], ""
    row.save(update_fields=["ended_at", "ended_why", "code_hash"])


def _note(action: str, row: NoticeAddress, by: Actor) -> None:
    """A row of the trail: of which kind, and never the address."""
    audit.record(
        action=action,
        actor=by.key,
        object=f"notice_address:{row.pk}",
        party=f"person:{row.person_id}",
        detail={"kind": row.kind},
    )
