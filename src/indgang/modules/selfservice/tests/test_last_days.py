"""The last day to answer is a day when somebody is here, and the receipt promises a day that we can keep."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from indgang.kernel import clock, deadlines
from indgang.modules.cases.models import Case
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Invitation
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.modules.selfservice.vocabulary import InvitationState

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
People = Callable[..., Acting]
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}


def sent_on(day: date, begin: Begin, amir: Acting) -> None:
    clock.freeze(datetime(day.year, day.month, day.day, 10, tzinfo=UTC))
    begin(amir).all(**ROOM, moving_date=(day + timedelta(days=2)).isoformat()).send()


@pytest.mark.parametrize(
    ("asked_on", "last"),
    [
        (date(2026, 11, 20), date(2026, 11, 27)),  # a Friday
        (date(2026, 11, 21), date(2026, 11, 30)),  # a Saturday
        (date(2026, 12, 17), date(2026, 12, 28)),  # closed the day before Christmas, Christmas, a weekend
    ],
)
def test_the_last_day_is_one_on_which_somebody_is_here(
    person: People, begin: Begin, asked_on: date, last: date
) -> None:
    sent_on(asked_on, begin, person("amir"))
    row = Invitation.objects.get()
    assert row.answer_by == last
    letter = Message.objects.get(person=row.person_id).letter
    assert f"{last.day}. " in str(letter)
    clock.freeze(datetime(last.year, last.month, last.day, 10, tzinfo=UTC) + timedelta(days=1))
    services.remind_and_expire()
    again = Invitation.objects.get().answer_by
    assert not deadlines.is_closed(again, identity.municipality().closed_days)


@pytest.mark.parametrize("asked_on", [date(2026, 11, 21), date(2026, 12, 17), date(2027, 3, 19)])
def test_a_host_who_is_silent_to_the_end_does_not_break_the_promised_day(
    person: People, begin: Begin, asked_on: date
) -> None:
    sent_on(asked_on, begin, person("amir"))
    promised = Case.objects.get().due
    day = clock.now()
    for _day in range(60):
        if Invitation.objects.get().state != InvitationState.OPEN:
            break
        day += timedelta(days=1)
        clock.freeze(day)
        services.remind_and_expire()
    case = Case.objects.get()
    assert case.state == "new"
    assert case.due <= promised
