"""A contact ends: one row of the ledger, one commit."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock, events
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.vocabulary import Level
from indgang.modules.contacts import rules
from indgang.modules.contacts.events import CaseNote
from indgang.modules.contacts.models import RunningContact
from indgang.modules.contacts.selectors.running import ContactOver, info, row_of, rows, steps_of, suggestion
from indgang.modules.contacts.services import ledger
from indgang.modules.contacts.services.call_backs import CallBackWish, promise
from indgang.modules.contacts.services.running import add_step, closed_news, party_key, touch, trace
from indgang.modules.contacts.vocabulary import (
    Kind,
    MeasurementKind,
    Outcome,
    Quality,
    RunningState,
    RunningStepKind,
    WebsiteFirst,
)
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import SYSTEM

LONGEST = 12 * 60.0
"""Minutes. As long as a contact may stay open."""


class BadMinutes(Expected):
    """A time that no contact takes."""

    status = 400
    message = Text("Skriv minutter mellem 0 og 720.", "Write minutes between 0 and 720.")


@dataclass(frozen=True)
class Closing:
    """How a contact ended. `subjects`: the services it was about, the first one first; empty: none of them.

    `minutes` None: nobody knows, unless `by_clock`: as long as it lasted. `caused_by`: what of ours made them turn to
    us, as a code. `notes` are written on cases of the employee's own department.
    """

    channel: str
    entrance_id: str
    subjects: tuple[str, ...]
    kind: str
    level: str
    outcome: str
    minutes: float | None
    by_clock: bool = False
    website_first: WebsiteFirst = WebsiteFirst.NOT_ASKED
    caused_by: str = ""
    notes: tuple[CaseNote, ...] = ()
    call_back: CallBackWish | None = None


@transaction.atomic
def finish(*, contact_id: UUID | str, closing: Closing, by: EmployeeInfo) -> UUID:
    """Close a contact and write its one row of the ledger, whose id is returned. A repeat gives the first.

    All or nothing: a note for a case that is not theirs undoes the whole deed. Raises NotYours, ContactOver for one
    that is cancelled or handed over, BadMinutes, BadWish, UnknownService, ValueError for a word that the ledger
    does not know.
    """
    row = row_of(contact_id, by, lock=True)
    if row.state == RunningState.CLOSED and row.ledger_id is not None:
        return row.ledger_id
    if row.state != RunningState.OPEN:
        raise ContactOver
    if closing.minutes is not None and not 0 <= closing.minutes <= LONGEST:
        raise BadMinutes
    for subject in closing.subjects:
        catalogue.service(subject)
    if closing.call_back is not None:
        promise(row, closing.call_back, by)
    return _end(row, closing, by)


def _end(row: RunningContact, closing: Closing, by: EmployeeInfo | None) -> UUID:
    first = closing.subjects[0] if closing.subjects else ""
    found = info(row)
    units = identity.units()
    now = clock.now()
    minutes = closing.minutes
    if minutes is None and closing.by_clock:
        steps = steps_of(row.pk) if row.handed_to_unit else []
        minutes = rules.minutes_of((now - row.begun_at).total_seconds() - rules.seconds_waited(steps))
        minutes = minutes if minutes <= LONGEST else None
    # The row's moment is when somebody turned to us, and we know it; one that nobody closed in time has no minutes.
    counted = ledger.new_contact(
        channel=closing.channel,
        service_id=first,
        journey_id=row.journey_id,
        party=found.party,
        direction=row.direction,
        kind=closing.kind,
        level=closing.level,
        outcome=closing.outcome,
        handling="staff",
        audience="company" if row.company_id else "citizen",
        exempt=found.exempt,
        minutes=minutes,
        department=units[row.unit].department if row.unit in units else "",
        entrance_id=closing.entrance_id,
        subjects=closing.subjects,
        source_row=f"running:{row.pk}",
        caused_by=closing.caused_by,
        quality=Quality.COUNTED.value,
        at=row.begun_at,
    )
    written = ledger.write(
        counted, found.party
    )  # the contact is locked and open: it cannot have been counted
    if closing.website_first is not WebsiteFirst.NOT_ASKED:
        ledger.measure(
            kind=MeasurementKind.WEBSITE_FIRST,
            journey_id=row.journey_id,
            service_id=first,
            subject=closing.website_first,
            value=1,
            audience="company" if row.company_id else "citizen",
            exempt=found.exempt,
        )
    row.state, row.ended_at, row.ledger_id = RunningState.CLOSED.value, now, written
    row.channel, row.entrance, row.jotted = closing.channel, closing.entrance_id, {}
    touch(row, "state", "ended_at", "ledger_id", "channel", "entrance", "jotted")
    add_step(row, RunningStepKind.CLOSED, by or SYSTEM, outcome=closing.outcome)
    if by is not None:
        trace(row, "contact_closed", by, party=party_key(row))
    events.publish(closed_news(row, str(row.employee_id), notes=closing.notes))
    return written


def close_forgotten() -> int:
    """Close what nobody has touched for twelve hours: counted once, with its minutes unknown. Returns how many.

    What was handed over and not taken yet stays: somebody waits for an answer, and it is first on the unit's list.
    """
    too_old = clock.now() - rules.CONTACT_STAYS_OPEN
    forgotten = RunningContact.objects.filter(state=RunningState.OPEN.value, touched_at__lt=too_old)
    closed = 0
    for contact_id in list(forgotten.order_by("touched_at").values_list("pk", flat=True)[:500]):
        with transaction.atomic():
            locked = (
                rows().select_for_update(of=("self",)).filter(pk=contact_id, state=RunningState.OPEN.value)
            )
            row = locked.filter(touched_at__lt=too_old).first()
            if row is not None:
                _end(row, _unknown(row), None)
                closed += 1
    return closed


def _unknown(row: RunningContact) -> Closing:
    """What a forgotten contact was, as far as its steps tell. How it ended nobody said."""
    found = suggestion(info(row), steps_of(row.pk))
    subjects = (found.service_id, *found.subjects) if found.service_id else ()
    return Closing(
        channel=row.channel,
        entrance_id=row.entrance,
        subjects=subjects,
        kind=found.kind if subjects else Kind.UNKNOWN,
        level=found.level if subjects else Level.INFORMATION,
        outcome=Outcome.UNKNOWN,
        minutes=None,
    )
