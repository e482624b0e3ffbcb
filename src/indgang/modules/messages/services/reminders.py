"""Those who were asked for an answer are reminded once, one open day before it should be here."""

import logging
from datetime import date, timedelta

from django.db import OperationalError
from django.db.models import Exists, OuterRef, QuerySet

from indgang.kernel import clock
from indgang.kernel.dates import long_date
from indgang.kernel.deadlines import is_closed
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.messages.models import Message
from indgang.modules.messages.services.notices import REMINDER_KEY
from indgang.modules.messages.services.sending import send
from indgang.modules.messages.services.ways import party_of
from indgang.modules.messages.vocabulary import Block, Direction, Letter, MessageKind

logger = logging.getLogger(__name__)
_LONGEST_REST = timedelta(days=14)
"""No row of closed days is longer."""
MAY_ANSWER = "hearing:"
"""What the key of a letter begins with when its reader may answer, and need not."""


def plan_reminders(*, limit: int = 200) -> int:
    """Write the reminders whose day has come. Returns how many. Safe to repeat and to run twice at once.

    None for who has answered, and none once the case is decided. A reminder lies in the inbox, and a notice tells of
    it. One query when nobody owes us an answer.
    """
    today = clock.today()
    waiting = list(_asked(today))
    if not waiting:
        return 0
    closed = identity.municipality().closed_days
    due = [one for one in waiting if one.reply_by and _day_before(one.reply_by, closed) <= today]
    keys = {f"{REMINDER_KEY}{one.pk}": one for one in due}
    there = set(Message.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    new = [one for key, one in keys.items() if key not in there][:limit]
    return sum(_remind(message) for message in new)


def _remind(message: Message) -> bool:
    """Write one reminder. One that cannot be written holds up nobody else's."""
    try:
        send(
            to=party_of(message),
            letter=_letter(message),
            kind=MessageKind.REMINDER,
            by=SYSTEM,
            key=f"{REMINDER_KEY}{message.pk}",
            journey_id=message.journey_id,
            case_key=message.case_key,
            service_id=message.service_id,
            unit=message.unit,
            reference=message.reference,
            reply_by=message.reply_by,
            as_pdf=False,
        )
    except OperationalError:
        raise
    except Exception:
        logger.exception("The reminder of message %s could not be written", message.pk)
        return False
    return True


def _asked(today: date) -> QuerySet[Message]:
    """What waits for an answer soon, and was neither answered nor decided."""
    later = Message.objects.filter(
        case_key=OuterRef("case_key"), kind=MessageKind.DECISION, created_at__gt=OuterRef("created_at")
    ).exclude(case_key="")
    answers = Message.objects.filter(in_reply_to=OuterRef("pk"), direction=Direction.IN)
    waiting = Message.objects.filter(
        direction=Direction.OUT,
        reply_expected=True,
        reply_by__gte=today,
        reply_by__lte=today + _LONGEST_REST,
    )
    return waiting.filter(~Exists(answers), ~Exists(later)).order_by("reply_by", "pk")


def _day_before(day: date, closed: frozenset[tuple[int, int]]) -> date:
    """The last open day before a day."""
    day -= timedelta(days=1)
    while is_closed(day, closed):
        day -= timedelta(days=1)
    return day


def _letter(message: Message) -> Letter:
    assert message.reply_by is not None  # noqa: S101  # asked for above
    title, day = Text.of(message.title), long_date(message.reply_by)
    subject = Text(f"Husk at svare: {title.da}", f"Remember to answer: {title.en}")
    result = Text(
        f"Vi mangler dit svar. Vi skal have det senest {day.da}.",
        f"We are waiting for your answer. We need it by {day.en}.",
    )
    if message.key.startswith(MAY_ANSWER):
        subject = Text(f"Du kan stadig svare: {title.da}", f"You can still answer: {title.en}")
        result = Text(
            f"Er du ikke enig, så svar senest {day.da}. Du behøver ikke svare.",
            f"If you disagree, answer by {day.en}. You need not answer.",
        )
    return Letter(
        subject,
        (
            Block("result", result),
            Block(
                "text",
                Text(
                    f"Vi har sendt dig et brev: {title.da}. Find det i dine beskeder, og svar dér.",
                    f"We have sent you a letter: {title.en}. Find it among your messages and answer there.",
                ),
            ),
        ),
    )
