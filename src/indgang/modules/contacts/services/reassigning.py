"""Whoever leads a unit gives what runs in it to a named colleague, or takes what somebody left behind."""

from uuid import UUID

from django.db import transaction

from indgang.kernel import clock, events
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.audit.vocabulary import SHARING_OUT, WHY_NAMES, Why
from indgang.modules.contacts.events import ContactHandedOver
from indgang.modules.contacts.models import RunningContact
from indgang.modules.contacts.selectors.call_backs import OWED, of_unit
from indgang.modules.contacts.selectors.team import leads, was_left
from indgang.modules.contacts.services.running import add_step, party_key, touch
from indgang.modules.contacts.vocabulary import CallBackState, RunningState, RunningStepKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right


class MovedAlready(Expected):
    """Somebody else has taken it or given it away since the page was shown."""

    status = 409
    message = Text(
        "Nogen har taget den eller givet den videre imens. Se listen igen.",
        "Somebody has taken it or passed it on meanwhile. Look at the list again.",
    )


class StillInUse(Expected):
    """The contact is alive: whoever has it may be speaking right now."""

    status = 409
    message = Text(
        "Din kollega arbejder i henvendelsen. Du kan først flytte den, når der ikke er sket noget i en time.",
        "Your colleague is working in the contact. You can move it once nothing has happened for an hour.",
    )


class NoSuchColleague(Expected):
    """The one who is to have it does not do such work in this unit."""

    status = 400
    message = Text("Vælg en kollega i din egen enhed.", "Choose a colleague in your own unit.")


@transaction.atomic
def give_contact(*, contact_id: UUID | str, to: str, why: Why, seen: str, by: EmployeeInfo) -> None:
    """Give a contact that waits in the unit, or one that was left behind, to a colleague; to oneself: take it.

    `to` and `seen` are employees' ids; `seen` is who had it on the page (whoever it waits for, else whoever has it
    open), empty for nobody. A colleague gets it as handed over to them by name, and takes it when they can; nobody
    starts over. Twice is once. Raises NotYours for another unit's, MovedAlready, StillInUse, NoSuchColleague.
    """
    unit = leads(by)
    row = RunningContact.objects.select_for_update().filter(pk=contact_id).first()
    if row is None or unit != (row.handed_to_unit if row.state == RunningState.HANDED_OVER else row.unit):
        raise NotYours
    if row.state not in (RunningState.OPEN, RunningState.HANDED_OVER):
        raise MovedAlready
    was_open = row.state == RunningState.OPEN
    has_it = str((row.employee_id if was_open else row.handed_to_id) or "")
    if has_it == to and (was_open == (to == by.id)):
        return
    if has_it != seen:
        raise MovedAlready
    if was_open and not was_left(row, clock.now()):
        raise StillInUse
    new = identity.colleague(to, unit, Right.HANDLE_CONTACTS)
    if new is None or (was_open and has_it == to):
        raise NoSuchColleague
    _move(row, new, unit, why, by)
    if was_open:  # the citizen's yes to help was to whoever had it
        events.publish(ContactHandedOver(row.pk))


def _move(row: RunningContact, new: EmployeeInfo, unit: str, why: Why, by: EmployeeInfo) -> None:
    if new.id == by.id:
        row.employee_id, row.unit, row.state = UUID(new.id), unit, RunningState.OPEN.value
        row.handed_to_unit, row.handed_to_id = "", None
        add_step(row, RunningStepKind.TAKEN, by, why=WHY_NAMES[why].da)
    else:
        row.state, row.handed_to_unit = RunningState.HANDED_OVER.value, unit
        row.handed_to_id = UUID(new.id)
        add_step(row, RunningStepKind.HANDED_OVER, by, to=unit, why=WHY_NAMES[why].da, colleague=new.name)
    touch(row, "employee_id", "unit", "state", "handed_to_unit", "handed_to_id")
    _trace("contact_given", f"contact:{row.pk}", party_key(row), new.id, why, by)


@transaction.atomic
def give_call_back(*, call_back_id: UUID | str, to: str, why: Why, seen: str, by: EmployeeInfo) -> None:
    """Let a named colleague call; `to` empty: back to the list, for anybody. `seen`: who had it on the page.

    Twice is once. Raises NotYours for another unit's, MovedAlready, NoSuchColleague.
    """
    unit = leads(by)
    row = of_unit(by).select_for_update(of=("self",)).filter(pk=call_back_id).first()
    if row is None:
        raise NotYours
    if row.state not in OWED:
        raise MovedAlready
    has_it = str(row.taken_by_id or "")
    if has_it == to:
        return
    if has_it != seen:
        raise MovedAlready
    if to and identity.colleague(to, unit, Right.HANDLE_CONTACTS) is None:
        raise NoSuchColleague
    row.state = (CallBackState.TAKEN if to else CallBackState.OPEN).value
    row.taken_by_id = UUID(to) if to else None
    row.save(update_fields=["state", "taken_by_id"])
    party = f"person:{row.person_id}" if row.person_id else ""
    _trace("call_back_given", f"call_back:{row.pk}", party, to, why, by)


def _trace(action: str, object: str, party: str, to: str, why: Why, by: EmployeeInfo) -> None:
    audit.record(
        action=action, actor=by.actor.key, object=object, party=party, purpose=SHARING_OUT,
        detail={"to": f"employee:{to}" if to else "", "why": Why(why).value},
    )  # fmt: skip
