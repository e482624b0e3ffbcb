"""What somebody can do about a message that did not arrive: try again, send a letter, or tell the party otherwise."""

from uuid import UUID

from django.db import transaction

from indgang.kernel import clock, events
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.events import MessageArrived
from indgang.modules.messages.models import Delivery, Ladder, LetterFile
from indgang.modules.messages.rules.hours import day_of
from indgang.modules.messages.selectors import letters_in_reach
from indgang.modules.messages.services.delivering import deliver
from indgang.modules.messages.services.printing import SayWhy
from indgang.modules.messages.services.steps import go, held, step
from indgang.modules.messages.services.ways import letter_way, party_of
from indgang.modules.messages.vocabulary import (
    REMEDIES,
    RUNGS,
    Arrival,
    Because,
    Cause,
    DeliveryState,
    FileKind,
    FileState,
    LadderState,
    Remedy,
    Way,
)

S, L, R = DeliveryState, LadderState, Remedy
LONGEST_REASON = 400


class AlreadyArrived(Expected):
    """The message arrived meanwhile, or somebody told the party."""

    status = 409
    message = Text(
        "Beskeden er nået frem i mellemtiden. Du skal ikke gøre mere.",
        "The message has arrived meanwhile. You need not do anything.",
    )


class NoRemedy(Expected):
    """That does not help against this cause."""

    status = 409
    message = Text(
        "Det kan ikke lade sig gøre for denne besked. Hent siden igen, og vælg en anden måde.",
        "That cannot be done for this message. Load the page again and choose another way.",
    )


def _failed(message_id: UUID, by: EmployeeInfo, *wanted: Remedy) -> Ladder | None:
    """The ladder, held, when one of the remedies is for it; None: somebody was quicker, and it is on its way again.

    Raises NotYours, AlreadyArrived, NoRemedy.
    """
    if not letters_in_reach(by).filter(pk=message_id).exists():
        raise NotYours
    ladder = held(message_id)
    if ladder is None:
        raise NotYours
    if ladder.state in (L.ARRIVED, L.TOLD):
        raise AlreadyArrived
    if ladder.state != L.FAILED:
        return None
    if not set(wanted) & set(REMEDIES[Cause(ladder.cause)]):
        raise NoRemedy
    return ladder


def _reason(why: str) -> str:
    said = without_cpr(cleaned(why))[:LONGEST_REASON]
    if not said:
        raise SayWhy
    return said


def _note(action: str, ladder: Ladder, by: EmployeeInfo, why: str) -> None:
    audit.record(
        action=action,
        actor=by.actor.key,
        object=f"message:{ladder.message_id}",
        party=party_of(ladder.message).key,
        purpose=why,
    )


def _climb(ladder: Ladder) -> None:
    step(ladder, L.CLIMBING, due_at=clock.now(), cause="", failed_at=None)
    deliver.enqueue(str(ladder.message_id))


@transaction.atomic
def try_again(*, message_id: UUID, why: str, by: EmployeeInfo) -> None:
    """Try the way that failed once more, under the same name, so that whoever took it before takes it once.

    A letter that could not be made as a PDF is made anew. Safe to repeat: what is on its way is left as it is.
    Raises NotYours, AlreadyArrived, NoRemedy, SayWhy.
    """
    said = _reason(why)
    ladder = _failed(message_id, by, R.TRY_AGAIN)
    if ladder is None:
        return
    if ladder.cause == Cause.NO_PDF:
        LetterFile.objects.filter(pk=message_id, state=FileState.MADE, kind=FileKind.HTML).update(
            state=FileState.WANTED, kind="", sha256="", size=0, made_at=None, due_at=clock.now(), attempts=0
        )
    rows = Delivery.objects.select_for_update(of=("self",)).filter(message_id=message_id, way__in=RUNGS)
    last = rows.filter(state=S.FAILED).order_by("-planned_at", "-pk").first()
    if last is not None:
        _plan_again(last)
    _climb(ladder)
    _note("letter_tried_again", ladder, by, said)


def _plan_again(row: Delivery) -> None:
    """Its patience begins anew, too: an outage that goes on is waited for as the first time."""
    now = clock.now()
    due = None if row.way == Way.PRINT else now
    go(row, S.PLANNED, due_at=due, planned_at=now, attempts=0, cause="", error="", claim=None)


@transaction.atomic
def send_as_letter(*, message_id: UUID, why: str, by: EmployeeInfo) -> None:
    """Send a letter to the address that the register has now. Of one that came back, a new letter.

    Safe to repeat: what is on its way is left as it is. Raises NotYours, AlreadyArrived, NoRemedy, SayWhy.
    """
    said = _reason(why)
    ladder = _failed(message_id, by, R.SEND_LETTER, R.SEND_AGAIN_NEW_ADDRESS)
    if ladder is None:
        return
    way = letter_way(party_of(ladder.message))
    because = Because.RETURNED if ladder.cause == Cause.RETURNED else Because.CHOSEN
    _letter(ladder, way, because)
    _climb(ladder)
    _note("letter_sent_as_letter", ladder, by, said)


def _letter(ladder: Ladder, way: Way, because: Because) -> None:
    now = clock.now()
    rows = Delivery.objects.select_for_update(of=("self",)).filter(message_id=ladder.pk, way=way)
    old = rows.exclude(state=S.REPLACED_BY).first()
    if old is not None and old.state == S.FAILED:
        _plan_again(old)
        Delivery.objects.filter(pk=old.pk).update(because=because.value)
        return
    if old is not None and not go(old, S.REPLACED_BY, due_at=None):
        raise NoRemedy
    new = Delivery.objects.create(
        message_id=ladder.pk,
        way=way.value,
        because=because.value,
        planned_at=now,
        due_at=None if way is Way.PRINT else now,
    )
    if old is not None:
        Delivery.objects.filter(pk=old.pk).update(replaced_by=new)
    LetterFile.objects.get_or_create(message_id=ladder.pk, defaults={"wanted_at": now, "due_at": now})


@transaction.atomic
def tell_otherwise(*, message_id: UUID, why: str, by: EmployeeInfo) -> None:
    """Somebody told the party in another way: `why` says how. The message counts as told from today.

    Raises NotYours, AlreadyArrived, NoRemedy when it is on its way again, SayWhy.
    """
    said = _reason(why)
    ladder = _failed(message_id, by, R.TOLD_THEM)
    if ladder is None:
        raise NoRemedy
    now = clock.now()
    step(
        ladder, L.TOLD, solved_by=by.actor.key, solved_why=said, due_at=None,
        arrived_at=now, arrival=Arrival.PERSON.value, legal_day=day_of(now),
    )  # fmt: skip
    _note("letter_told_otherwise", ladder, by, said)
    events.publish(MessageArrived(ladder.message.case_key, message_id, "", day_of(now), Arrival.PERSON.value))
