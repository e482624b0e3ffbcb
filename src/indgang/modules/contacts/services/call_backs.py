"""Calls that we owe somebody: promised in a contact, taken from the list, done or given up."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.deadlines import is_closed
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.models import CallBack, RunningContact, RunningStep
from indgang.modules.contacts.selectors.call_backs import OWED, of_unit
from indgang.modules.contacts.services.refused import TakenAlready
from indgang.modules.contacts.services.running import begin, choose_matter, held, identify, opened
from indgang.modules.contacts.vocabulary import CallBackState, RunningState, RunningStepKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Party

ATTEMPTS = 3
"""Calls without an answer before we give up; then the citizen must turn to us."""
FURTHEST = timedelta(days=60)
"""How far ahead a call can be promised."""
_PHONE = re.compile(r"(\+\d{1,3})?\d{8,12}")


class BadWish(Expected):
    """A call that cannot be promised. `field` names what is wrong."""

    status = 400

    def __init__(self, field: str, message: Text) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class CallBackWish:
    """A call that we promise: who calls, which number, about what, and in which window (aware)."""

    unit: str
    phone: str
    about: str
    from_at: datetime
    to_at: datetime


def checked(wish: CallBackWish) -> CallBackWish:
    """The wish as it can be kept. Raises BadWish."""
    phone = re.sub(r"[ .()-]", "", wish.phone)
    if not _PHONE.fullmatch(phone):
        raise BadWish(
            "phone", Text("Skriv et telefonnummer med 8 tal.", "Write a phone number with 8 digits.")
        )
    if wish.unit not in identity.units():
        raise BadWish("unit", Text("Vælg, hvem der skal ringe.", "Choose who is to call."))
    if wish.from_at >= wish.to_at:
        raise BadWish(
            "to",
            Text("Tidsrummet skal slutte, efter at det begynder.", "The window must end after it begins."),
        )
    if wish.to_at <= clock.now():
        raise BadWish("from", Text("Vælg et tidsrum, der ikke er gået.", "Choose a window that is not over."))
    if wish.from_at > clock.now() + FURTHEST:
        raise BadWish(
            "from", Text("Vælg en dag inden for to måneder.", "Choose a day within the next two months.")
        )
    if is_closed(wish.from_at.astimezone(clock.COPENHAGEN).date(), identity.municipality().closed_days):
        raise BadWish(
            "from",
            Text(
                "Den dag er her ingen. Vælg en hverdag, som ikke er en helligdag.",
                "Nobody is here that day. Choose a weekday that is not a public holiday.",
            ),
        )
    about = without_cpr(cleaned(wish.about))[:500]
    return CallBackWish(wish.unit, phone, about, wish.from_at, wish.to_at)


def promise(row: RunningContact, wish: CallBackWish, by: EmployeeInfo) -> UUID:
    """Write a promised call for a contact that the caller has locked. The same promise twice is one. Raises BadWish."""
    wish = checked(wish)
    window = {"phone": wish.phone, "from_at": wish.from_at, "to_at": wish.to_at}
    known = (
        CallBack.objects.filter(contact=row, state__in=OWED, **window).values_list("pk", flat=True).first()
    )
    if known is not None:
        return known
    made = CallBack.objects.create(
        contact=row,
        journey_id=row.journey_id,
        person_id=row.caller_id or row.person_id,
        unit=wish.unit,
        service=row.service,
        about=wish.about,
        **window,
        made_at=clock.now(),
    )
    _trace(made, "call_back_promised", by)
    found: UUID = made.pk
    return found


@transaction.atomic
def plan_call_back(*, wish: CallBackWish, contact_id: UUID | str, by: EmployeeInfo) -> UUID:
    """Promise a call while the contact goes on. Raises NotYours, ContactOver, BadWish."""
    return promise(held(contact_id, by), wish, by)


@transaction.atomic
def take_call_back(*, call_back_id: UUID | str, by: EmployeeInfo) -> None:
    """I call now. Whoever takes it first has it; twice is once.

    What a colleague took, and did not finish before the window was over, anybody in the unit may take: nobody waits for
    somebody who went home. Raises NotYours, TakenAlready.
    """
    row = _locked(call_back_id, by)
    if row.state == CallBackState.TAKEN and str(row.taken_by_id) == by.id:
        return
    left_behind = row.state == CallBackState.TAKEN and row.to_at < clock.now()
    if row.state != CallBackState.OPEN and not left_behind:
        raise TakenAlready
    row.state, row.taken_by_id = CallBackState.TAKEN.value, UUID(by.id)
    row.save(update_fields=["state", "taken_by_id"])
    _trace(row, "call_back_taken", by)


@transaction.atomic
def call_now(*, call_back_id: UUID | str, by: EmployeeInfo) -> UUID:
    """Take a call and begin the contact that it is, out from us. Returns the contact; twice is the same one.

    It begins where the first one ended: with whom we are to call, and their matter. Who answers the telephone is not
    known yet: the ID is checked anew. Raises NotYours, TakenAlready, NotAClerk.
    """
    take_call_back(call_back_id=call_back_id, by=by)
    key = f"call_back:{call_back_id}"
    begun = RunningStep.objects.filter(
        kind=RunningStepKind.OPENED, key=key, running__employee=UUID(by.id), running__state=RunningState.OPEN
    ).first()
    if begun is not None:
        found: UUID = begun.running_id
        return found
    call = of_unit(by).select_related("journey", "person").defer("person__cpr_encrypted").get(pk=call_back_id)
    contact = begin(channel=Channel.TELEPHONE, entrance_id="", direction="out", by=by)
    opened(contact_id=contact, key=key, by=by)
    if call.person is not None:
        party = Party("person", str(call.person.pk), call.person.name)
        identify(contact_id=contact, party=party, caller=None, by=by)
        if call.journey is not None and call.journey.person_id == call.person.pk:
            choose_matter(contact_id=contact, service_id=call.journey.service, by=by)
    return contact


@transaction.atomic
def finish_call_back(*, call_back_id: UUID | str, reached: bool, by: EmployeeInfo) -> None:
    """We called. Without an answer it goes back to the list, and after three times it is given up.

    Twice is once. Raises NotYours, TakenAlready when it is not mine.
    """
    row = _locked(call_back_id, by)
    if row.done_at is not None or row.state == CallBackState.OPEN:
        return
    if str(row.taken_by_id or "") != by.id:
        raise TakenAlready
    row.attempts += 1
    if reached or row.attempts >= ATTEMPTS:
        row.state = (CallBackState.DONE if reached else CallBackState.GIVEN_UP).value
        row.done_at = clock.now()
    else:
        row.state, row.taken_by = CallBackState.OPEN.value, None
    row.save(update_fields=["state", "taken_by", "attempts", "done_at"])
    _trace(row, "call_back_reached" if reached else "call_back_tried", by)


def _locked(call_back_id: UUID | str, by: EmployeeInfo) -> CallBack:
    row = of_unit(by).select_for_update(of=("self",)).filter(pk=call_back_id).first()
    if row is None:
        raise NotYours
    return row


def _trace(row: CallBack, action: str, by: EmployeeInfo) -> None:
    party = f"person:{row.person_id}" if row.person_id else ""
    audit.record(
        action=action, actor=by.actor.key, object=f"call_back:{row.pk}", party=party, purpose="ringe tilbage"
    )
