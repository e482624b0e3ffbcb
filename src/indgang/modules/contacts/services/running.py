"""A contact while it lasts: begun by one press, and everything that is done lands in it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from indgang.kernel import clock, events
from indgang.kernel.errors import NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.ids import new_id
from indgang.kernel.known_write import change, insert
from indgang.modules.audit import services as audit
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import rules
from indgang.modules.contacts.events import CaseNote, ContactAboutAnother, ContactClosed, ContactHandedOver
from indgang.modules.contacts.models import RunningContact, RunningStep
from indgang.modules.contacts.selectors.running import ContactOver, address_key, info, may_take, row_of
from indgang.modules.contacts.services.journeys import journey_for
from indgang.modules.contacts.services.refused import (
    MayNotSpeak,
    NotAClerk,
    ReasonNeeded,
    TakenAlready,
    UnknownEntrance,
    UnknownUnit,
    WhoFirst,
    WrongCheck,
)
from indgang.modules.contacts.vocabulary import Direction, IdCheck, RunningState, RunningStepKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party, Right

ASKING = "svare på en henvendelse"
PRESSED_TWICE = timedelta(seconds=10)
"""A second press of the same button within this time means the same contact."""
JOTTED_FIELDS = 60
JOTTED_CHARACTERS = 100_000


def begin(
    *,
    channel: str,
    entrance_id: str,
    by: EmployeeInfo,
    begun_at: datetime | None = None,
    direction: str = "in",
    once: UUID | None = None,
) -> UUID:
    """A call or a visit begins, or a letter is opened: anonymous until somebody is found.

    `begun_at`: when it really began. A letter needs no entrance: it comes by post. `direction`: `out` when we call.
    `once`: an id that the page was drawn with, so that a button that is pressed twice begins one contact.

    Raises NotAClerk, UnknownEntrance, ValueError for a channel that there is not.
    """
    if not by.may(Right.HANDLE_CONTACTS):
        raise NotAClerk
    if entrance_id:
        entrance = channels.entrance(entrance_id)
        if entrance is None or Channel(channel) not in entrance.channels:
            raise UnknownEntrance
    if once is not None:
        begun = RunningContact.objects.filter(pk=once).values_list("employee", "begun_at").first()
        if begun is not None:
            if str(begun[0]) == by.id and clock.now() - begun[1] < PRESSED_TWICE:
                return once
            once = None  # an old page, kept by the browser: they mean a new one
    row = RunningContact(
        id=once or new_id(),
        employee_id=by.id,
        unit=by.unit,
        channel=Channel(channel).value,
        entrance=entrance_id,
        direction=Direction(direction).value,
        begun_at=min(begun_at or clock.now(), clock.now()),
        touched_at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            add_step(row, RunningStepKind.BEGUN, by)
    except IntegrityError:  # the other of two presses was first
        if once is None or not RunningContact.objects.filter(pk=once, employee=UUID(by.id)).exists():
            raise
    found: UUID = row.pk
    return found


def held(contact_id: UUID | str, by: EmployeeInfo) -> RunningContact:
    """The open contact of somebody, locked until the transaction ends. Raises NotYours, ContactOver."""
    row = row_of(contact_id, by, lock=True)
    if row.state != RunningState.OPEN:
        raise ContactOver
    return row


def touch(row: RunningContact, *fields: str) -> None:
    row.touched_at = clock.now()
    change(row, *fields, "touched_at")


def add_step(
    row: RunningContact,
    kind: RunningStepKind,
    by: EmployeeInfo | Actor,
    *,
    key: str = "",
    service: str = "",
    **detail: str,
) -> None:
    actor = by if isinstance(by, Actor) else by.actor
    insert(
        RunningStep(
            running=row,
            kind=kind.value,
            key=key,
            service=service,
            actor=actor.key,
            at=clock.now(),
            detail={"name": actor.name, **detail},
        )
    )


def trace(
    row: RunningContact, action: str, by: EmployeeInfo, *, purpose: str = ASKING, party: str = ""
) -> None:
    audit.record(action=action, actor=by.actor.key, object=f"contact:{row.pk}", party=party, purpose=purpose)


def party_key(row: RunningContact) -> str:
    return (
        f"person:{row.person_id}" if row.person_id else f"company:{row.company_id}" if row.company_id else ""
    )


@transaction.atomic
def opened(*, contact_id: UUID | str, key: str, service_id: str = "", by: EmployeeInfo) -> None:
    """Something was opened in a contact: `case:<id>`, `draft:<id>`, `guidance:<service>`. Twice is once.

    Raises NotYours, ContactOver.
    """
    row = held(contact_id, by)
    if RunningStep.objects.filter(running=row, kind=RunningStepKind.OPENED, key=key).exists():
        return
    add_step(row, RunningStepKind.OPENED, by, key=key, service=service_id)
    touch(row)


@transaction.atomic
def identify(
    *,
    contact_id: UUID | str,
    party: Party,
    caller: Party | None,
    ground: Ground = Ground.SELF,
    mandate: str = "",
    service_id: str = "",
    by: EmployeeInfo,
) -> None:
    """Who the contact is about, and who turned to us when that is somebody else, on which ground.

    `service_id`: what the caller says it is about; a power of attorney may reach that and nothing else.

    Another party than before is another matter: the journey, the check of ID, an unmasked address and the consent to
    help go with the old one. Raises NotYours, ContactOver, MayNotSpeak when the ground does not hold in this channel.
    """
    row = held(contact_id, by)
    if caller is not None and caller.key == party.key:
        caller = None
    if caller is not None:
        acting = Acting(Actor("person", caller.id, caller.name), party, ground, mandate)
        if not identity.ground_holds(acting, service_id, channel=row.channel):
            raise MayNotSpeak
    another = party_key(row) not in ("", party.key)
    if party_key(row) != party.key:
        row.journey_id, row.service, row.unmasked_at = None, "", None
    before = str(row.caller_id or row.person_id or "")
    if before != (caller or party).id:
        row.id_check, row.id_checked_at = IdCheck.NONE.value, None
    row.person_id = UUID(party.id) if party.kind == "person" else None
    row.company_id = UUID(party.id) if party.kind == "company" else None
    row.caller_id = UUID(caller.id) if caller else None
    row.ground = (ground if caller else Ground.SELF).value
    row.mandate = mandate if caller else ""
    touch(
        row,
        *("journey_id", "service", "unmasked_at", "id_check", "id_checked_at"),
        *("person_id", "company_id", "caller_id", "ground", "mandate"),
    )
    add_step(row, RunningStepKind.IDENTIFIED, by, ground=row.ground)
    trace(row, "contact_identified", by, party=party.key)
    if another:
        events.publish(ContactAboutAnother(row.pk))


@transaction.atomic
def refuse(*, contact_id: UUID | str, caller: Party, party: Party, by: EmployeeInfo) -> None:
    """Somebody asked for another and may not: nothing of the party is shown, and that it was tried is kept.

    Raises NotYours, ContactOver.
    """
    row = held(contact_id, by)
    add_step(row, RunningStepKind.REFUSED, by, caller=caller.key)
    trace(row, "contact_refused", by, party=party.key, purpose="afvist at oplyse om borgeren")
    touch(row)


@transaction.atomic
def check_id(*, contact_id: UUID | str, how: IdCheck, by: EmployeeInfo) -> None:
    """We know who we talk to, and how we know. Raises NotYours, ContactOver, WhoFirst.

    WrongCheck: a signature counts in a letter, and there nothing else does.
    """
    row = held(contact_id, by)
    if not party_key(row):
        raise WhoFirst
    if not rules.check_fits(IdCheck(how), row.channel):
        raise WrongCheck
    row.id_check = IdCheck(how).value
    row.id_checked_at = clock.now() if row.id_check else None
    touch(row, "id_check", "id_checked_at")
    add_step(row, RunningStepKind.CHECKED, by, how=row.id_check)
    trace(row, "contact_id_checked", by, party=party_key(row))


@transaction.atomic
def choose_matter(*, contact_id: UUID | str, service_id: str, by: EmployeeInfo) -> UUID:
    """Which matter of the party it is about: their open journey of the service, or a new one.

    Raises NotYours, ContactOver, WhoFirst, UnknownService, MayNotSpeak when the caller's ground does not reach it.
    """
    row = held(contact_id, by)
    party = info(row).party
    if party is None:
        raise WhoFirst
    service = catalogue.service(service_id)
    if row.caller is not None:
        acting = Acting(
            Actor("person", str(row.caller.pk), row.caller.name), party, Ground(row.ground), row.mandate
        )
        if not identity.ground_holds(acting, service.id, channel=row.channel):
            raise MayNotSpeak
    journey = journey_for(by=Acting(by.actor, party, Ground.STAFF), service_id=service.id)
    if (row.journey_id, row.service) == (journey.id, service.id):
        return journey.id
    row.journey_id, row.service = journey.id, service.id
    touch(row, "journey_id", "service")
    trace(row, "contact_matter_chosen", by, party=party.key)
    return journey.id


@transaction.atomic
def show_address(*, contact_id: UUID | str, by: EmployeeInfo) -> None:
    """Show where a party lives whose address is not protected. Twice is once.

    The caller has asked the register. Raises NotYours, ContactOver, WhoFirst, NotAClerk without the right, ReasonNeeded
    for a protected party: that is `unmask`.
    """
    if not by.may(Right.UNMASK):
        raise NotAClerk
    row = held(contact_id, by)
    if row.person is None:
        raise WhoFirst
    if row.person.protected:
        raise ReasonNeeded
    opened(contact_id=contact_id, key=address_key(str(row.person.pk)), by=by)
    trace(row, "address_seen", by, party=party_key(row))


@transaction.atomic
def jot(*, contact_id: UUID | str, typed: Mapping[str, str | list[str]], by: EmployeeInfo) -> None:
    """Keep what is typed into the form that closes the contact, until it is sent: all of it, the old is gone.

    It goes with the contact to whoever takes it. Raises NotYours, ContactOver, ValueError for more than a form holds.
    """
    if len(typed) > JOTTED_FIELDS or sum(len(str(value)) for value in typed.values()) > JOTTED_CHARACTERS:
        raise ValueError("More than the form holds.")
    kept = {
        cleaned(name): cleaned(value) if isinstance(value, str) else [cleaned(one) for one in value]
        for name, value in typed.items()
    }
    row = held(contact_id, by)
    if row.jotted != kept:
        row.jotted = kept
        touch(row, "jotted")


@transaction.atomic
def unmask(*, contact_id: UUID | str, reason: str, by: EmployeeInfo) -> None:
    """Show where a protected party lives, for a reason that the party can read in the trail.

    Raises NotYours, ContactOver, WhoFirst, ReasonNeeded, NotAClerk without the right.
    """
    if not by.may(Right.UNMASK):
        raise NotAClerk
    row = held(contact_id, by)
    if not party_key(row):
        raise WhoFirst
    why = without_cpr(cleaned(reason))
    if not why:
        raise ReasonNeeded
    if row.unmasked_at is not None:
        return
    row.unmasked_at = clock.now()
    touch(row, "unmasked_at")
    add_step(row, RunningStepKind.UNMASKED, by)
    trace(row, "address_unmasked", by, party=party_key(row), purpose=why)


@transaction.atomic
def hand_over(*, contact_id: UUID | str, unit: str, employee_id: str, why: str, by: EmployeeInfo) -> None:
    """Pass a contact on with everything in it: who it is, the check of ID, the matter and what was opened.

    To a unit, or to one person of it. It stays one contact; the minutes go on. Raises NotYours, ContactOver,
    UnknownUnit, ReasonNeeded.
    """
    row = held(contact_id, by)
    reason = without_cpr(cleaned(why))[:300]
    if not reason:
        raise ReasonNeeded
    if unit not in identity.units() or employee_id == by.id:
        raise UnknownUnit
    if employee_id and identity.employee(employee_id).unit != unit:
        raise UnknownUnit
    row.state = RunningState.HANDED_OVER.value
    row.handed_to_unit = unit
    row.handed_to_id = UUID(employee_id) if employee_id else None
    touch(row, "state", "handed_to_unit", "handed_to_id")
    add_step(row, RunningStepKind.HANDED_OVER, by, to=unit, why=reason)
    trace(row, "contact_handed_over", by, party=party_key(row))
    events.publish(ContactHandedOver(row.pk))


@transaction.atomic
def take_over(*, contact_id: UUID | str, by: EmployeeInfo) -> None:
    """Take a contact that was handed to me or to my unit. Whoever takes it first has it; taking it twice is once.

    Raises NotYours for a contact that was handed to somebody else, TakenAlready, NotAClerk.
    """
    if not by.may(Right.HANDLE_CONTACTS):
        raise NotAClerk
    row = RunningContact.objects.select_for_update().filter(pk=contact_id).first()
    if row is None:
        raise NotYours
    if str(row.employee_id) == by.id and row.state == RunningState.OPEN:
        return
    if not may_take(row, by):
        raise NotYours
    if row.state != RunningState.HANDED_OVER:
        raise TakenAlready
    row.employee_id, row.unit, row.state = UUID(by.id), by.unit, RunningState.OPEN.value
    row.unmasked_at = None  # a reason is somebody's own: who takes over says theirs
    touch(row, "employee_id", "unit", "state", "unmasked_at")
    add_step(row, RunningStepKind.TAKEN, by)
    trace(row, "contact_taken", by, party=party_key(row))


@transaction.atomic
def cancel(*, contact_id: UUID | str, by: EmployeeInfo) -> None:
    """It was opened by mistake: nothing is counted. Cancelling twice is once. Raises NotYours, ContactOver."""
    row = row_of(contact_id, by, lock=True)
    if row.state == RunningState.CANCELLED:
        return
    if row.state != RunningState.OPEN:
        raise ContactOver
    row.state, row.ended_at, row.jotted = RunningState.CANCELLED.value, clock.now(), {}
    touch(row, "state", "ended_at", "jotted")
    add_step(row, RunningStepKind.CANCELLED, by)
    trace(row, "contact_cancelled", by, party=party_key(row))
    events.publish(closed_news(row, by.id, cancelled=True))


def closed_news(
    row: RunningContact, employee_id: str, *, notes: tuple[CaseNote, ...] = (), cancelled: bool = False
) -> ContactClosed:
    """What the others hear when a contact ends."""
    return ContactClosed(
        row.pk, row.journey_id, info(row).party, row.channel, employee_id, notes=notes, cancelled=cancelled
    )
