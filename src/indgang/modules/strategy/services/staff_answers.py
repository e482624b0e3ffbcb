"""Staff say how easy their work is, once a quarter. Who has answered is kept apart from what was answered."""

import secrets
from datetime import date, datetime

from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import Ease
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.strategy.models import StaffAsked


class AnsweredAlready(Expected):
    """Somebody answered this quarter before."""

    message = Text(
        "Du har svaret i dette kvartal. Vi spørger igen i det næste.",
        "You have answered this quarter. We ask again in the next.",
    )


def quarter_of(day: date) -> str:
    """`2026-Q2`."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _first(day: date) -> datetime:
    """Noon on the first day of the quarter: every answer has the same moment, so that it points at nobody."""
    return datetime(day.year, (day.month - 1) // 3 * 3 + 1, 1, 12, tzinfo=COPENHAGEN)


def has_answered(by: EmployeeInfo) -> bool:
    """Whether a member of staff has answered this quarter. One query."""
    return StaffAsked.objects.filter(employee_id=by.id, quarter=quarter_of(clock.today())).exists()


@transaction.atomic
def answer(*, answer: str, by: EmployeeInfo) -> None:
    """Keep an answer with its department and its quarter, and apart from it that this person has answered.

    The mark that somebody answered has a random number and the quarter's first day: neither its order nor its time
    leads to an answer. Nothing is written in the trail. Raises AnsweredAlready, and ValueError for no answer.
    """
    chosen, today = Ease(answer), clock.today()
    try:
        with transaction.atomic():
            StaffAsked.objects.create(
                pk=secrets.randbits(62) + 1, employee_id=by.id, quarter=quarter_of(today), at=_first(today)
            )
    except IntegrityError:
        raise AnsweredAlready from None
    unit = identity.units().get(by.unit)
    contacts.measure(
        kind="satisfaction",
        subject=chosen,
        value=1,
        at=_first(today),
        audience="staff",
        department=unit.department if unit else "",
    )
