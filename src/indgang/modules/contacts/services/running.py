"""A contact while it lasts: begun by one press, and everything that is done lands in it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock, events
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.known_write import change, insert
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import rules
from indgang.modules.contacts.events import CaseNote, ContactClosed, ContactHandedOver
from indgang.modules.contacts.models import RunningContact, RunningStep
from indgang.modules.contacts.selectors.running import ContactOver, info, may_take, row_of
from indgang.modules.contacts.services.journeys import journey_for
from indgang.modules.contacts.vocabulary import Direction, IdCheck, RunningState, RunningStepKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party, Right

ASKING = "svare på en henvendelse"


class NotAClerk(Expected):
    """A member of staff whose role answers no contacts."""

    status = 403
    message = Text("Din rolle tager ikke imod henvendelser.", "Your role does not answer calls and visits.")


class UnknownEntrance(Expected):
    """There is no such entrance, or nobody comes that way by this channel."""

    status = 400
    message = Text(
        "Vi kender ikke den indgang. Vælg en anden.", "We do not know that entrance. Choose another."
    )


class WhoFirst(Expected):
    """A deed that needs to know who the contact is about."""

    message = Text("Find først den, det handler om.", "First find the one it is about.")


class MayNotSpeak(Expected):
    """Whoever turned to us may not act for the party by this channel."""

    status = 403
    message = Text(
        "Den, du taler med, må ikke handle for borgeren her. Sig, at borgeren selv skal kontakte os, eller at der "
        "skal en fuldmagt til, som også gælder her.",
        "The one you are speaking with may not act for the citizen here. Say that the citizen must contact us, or "
        "that a power of attorney is needed that covers this channel too.",
    )


class WrongCheck(Expected):
    """A check of ID that cannot be made by this channel."""

    status = 400
    message = Text(
        "Vælg en kontrol, der passer. En underskrift kan kun bruges, når henvendelsen er et brev.",
        "Choose a check that fits. A signature can only be used when the contact is a letter.",
    )


class UnknownUnit(Expected):
    """There is no such unit, or it is the one that has the contact already."""

    status = 400
    message = Text("Vælg en anden enhed.", "Choose another unit.")


class TakenAlready(Expected):
    """A colleague took the contact first."""

    status = 409
    message = Text("En kollega har taget henvendelsen.", "A colleague has taken the contact.")


class ReasonNeeded(Expected):
    """Unmasking and handing over need a reason."""

    status = 400
    message = Text("Skriv hvorfor.", "Write why.")


@transaction.atomic
def begin(
    *,
    channel: str,
    entrance_id: str,
    by: EmployeeInfo,
    begun_at: datetime | None = None,
    direction: str = "in",
) -> UUID:
    """A call or a visit begins, or a letter is opened: anonymous until somebody is found.

    `begun_at`: when it really began. A letter needs no entrance: it comes by post. `direction`: `out` when we call.

    Raises NotAClerk, UnknownEntrance, ValueError for a channel that there is not.
    """
    if not by.may(Right.HANDLE_CONTACTS):
        raise NotAClerk
    if entrance_id:
        entrance = channels.entrance(entrance_id)
        if entrance is None or Channel(channel) not in entrance.channels:
            raise UnknownEntrance
    now = clock.now()
    row = RunningContact.objects.create(
        employee_id=by.id,
        unit=by.unit,
        channel=Channel(channel).value,
        entrance=entrance_id,
        direction=Direction(direction).value,
        begun_at=min(begun_at or now, now),
        touched_at=now,
    )
    add_step(row, RunningStepKind.BEGUN, by)
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

    Another party than before is another matter: the journey, the check of ID and an unmasked address go with the
    old one. Raises NotYours, ContactOver, MayNotSpeak when the ground does not hold in this channel.
    """
    row = held(contact_id, by)
    if caller is not None and caller.key == party.key:
        caller = None
    if caller is not None:
        acting = Acting(Actor("person", caller.id, caller.name), party, ground, mandate)
        if not identity.ground_holds(acting, service_id, channel=row.channel):
            raise MayNotSpeak
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
    row.journey_id, row.service = journey.id, service.id
    touch(row, "journey_id", "service")
    return journey.id


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
    touch(row, "employee_id", "unit", "state")
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
    row.state, row.ended_at = RunningState.CANCELLED.value, clock.now()
    touch(row, "state", "ended_at")
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
