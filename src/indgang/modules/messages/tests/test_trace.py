"""How a letter travelled, in sentences."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.ids import new_id
from indgang.kernel.text import lix
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import SYSTEM, Acting
from indgang.modules.messages import selectors, services
from indgang.modules.messages.models import Attempt, Delivery, Ladder, Message, Receipt
from indgang.modules.messages.rules.tracing import Course, Rung, sentence
from indgang.modules.messages.rules.tracing_lines import lines
from indgang.modules.messages.tests.conftest import NOW
from indgang.modules.messages.vocabulary import (
    REMEDIES,
    Arrival,
    Because,
    Cause,
    DeliveryState,
    LadderState,
    Letter,
    MessageKind,
    Way,
)

S, L = DeliveryState, LadderState
DAY = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
INBOX = Rung(Way.INBOX, S.DELIVERED, DAY, delivered_at=DAY)
POST = Rung(Way.DIGITAL_POST, S.HANDED_OVER, DAY, Because.REGISTERED, handed_over_at=DAY)
LETTER = Rung(
    Way.LETTER, S.HANDED_OVER, DAY, Because.EXEMPT, handed_over_at=DAY, arrival_due=date(2026, 11, 10)
)


def test_delivered_the_same_day_is_said_in_one_breath() -> None:
    course = Course(DAY, L.ARRIVED, (INBOX, POST), Arrival.RECEIPT, DAY, Way.DIGITAL_POST, DAY.date())
    assert sentence(course).da == "Sendt 3. november 2026. Leveret i Digital Post samme dag."


def test_midnight_is_told_by_danish_time() -> None:
    sent = datetime(2026, 11, 3, 22, 30, tzinfo=UTC)  # half past eleven in Denmark
    course = Course(
        sent, L.ARRIVED, (replace(POST, handed_over_at=sent),), Arrival.RECEIPT, sent + timedelta(hours=1),
        Way.DIGITAL_POST,
    )  # fmt: skip
    assert sentence(course).da == "Sendt 3. november 2026. Leveret i Digital Post 4. november 2026."


def test_a_letter_by_post_is_never_said_to_be_delivered() -> None:
    posted = sentence(Course(DAY, L.POSTED, (LETTER,)))
    assert (
        posted.da == "Sendt med posten 3. november 2026. Vi regner med, at det er fremme 10. november 2026."
    )
    carried = sentence(
        Course(DAY, L.ARRIVED, (LETTER,), Arrival.ASSUMED, DAY, Way.LETTER, date(2026, 11, 10))
    )
    assert "regner med, at det var fremme 10. november 2026" in carried.da
    assert "Leveret" not in carried.da


def test_a_letter_overtakes_and_the_sentence_says_why() -> None:
    waits = Rung(Way.LETTER, S.PLANNED, DAY, Because.NO_RECEIPT, due_at=DAY + timedelta(days=1))
    said = sentence(Course(DAY, L.CLIMBING, (replace(POST, state=S.HANDED_OVER), waits)))
    assert said.da == "Digital Post har ikke kvitteret. Vi sender brevet med posten 4. november 2026."


def test_what_was_read_is_said_too() -> None:
    read = replace(INBOX, state=S.OPENED, opened_at=DAY + timedelta(days=1))
    course = Course(DAY, L.ARRIVED, (read, POST), Arrival.RECEIPT, DAY, Way.DIGITAL_POST)
    assert sentence(course).da.endswith("Læst på Min side 4. november 2026.")


def test_a_letter_that_came_back_says_when() -> None:
    back = Course(
        DAY, L.FAILED, (replace(LETTER, state=S.RETURNED),), cause=Cause.RETURNED,
        failed_at=DAY + timedelta(days=6),
    )  # fmt: skip
    assert sentence(back).da == "Sendt med posten 3. november 2026, men brevet kom retur 9. november 2026."


def _all_courses() -> list[Course]:
    rungs = [
        (),
        (INBOX,),
        (INBOX, POST),
        (INBOX, replace(POST, state=S.PLANNED, handed_over_at=None)),
        (INBOX, replace(POST, state=S.PLANNED, attempts=2)),
        (INBOX, LETTER),
        (replace(LETTER, arrival_due=None),),
        (replace(LETTER, state=S.PLANNED, because=Because.NO_RECEIPT, due_at=DAY),),
        (replace(LETTER, state=S.PLANNED, because=Because.REFUSED, attempts=1),),
        (replace(LETTER, state=S.RETURNED),),
        (replace(LETTER, way=Way.PRINT, state=S.PLANNED),),
        (replace(POST, state=S.REPLACED_BY),),
    ]
    found = []
    for some in rungs:
        for state in (None, *L):
            for arrival in (None, *Arrival):
                found.append(Course(DAY, state, some, arrival, DAY, Way.DIGITAL_POST))
        found.extend(Course(DAY, L.FAILED, some, cause=cause, failed_at=DAY) for cause in Cause)
    return found


def test_every_course_has_an_easy_sentence_in_both_languages() -> None:
    for course in _all_courses():
        _is_easy(course)


def _is_easy(course: Course) -> None:
    said = sentence(course)
    assert said.da.endswith(".")
    assert said.en.endswith(".")
    assert "{" not in said.da + said.en
    assert lix(said.da) < 35, said.da
    told = lines(course)
    assert [line.at for line in told] == sorted(line.at for line in told)
    assert all(line.words.da and line.words.en for line in told)


def test_every_cause_has_a_remedy_that_a_person_can_use() -> None:
    assert all(REMEDIES[cause] for cause in Cause)


# --- with rows


def _sent(maja: Acting, letter: Letter, key: str = "a") -> Message:
    made = services.send(to=maja.party, letter=letter, kind=MessageKind.DECISION, by=SYSTEM, key=key)
    return Message.objects.get(pk=made)


def _ladder(message: Message, **fields: object) -> None:
    Ladder.objects.filter(message=message).delete()
    Ladder.objects.create(message=message, **fields)


def test_the_trace_has_four_queries_with_tries_and_receipts(
    maja: Acting, letter: Letter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    message = _sent(maja, letter)
    sent = Delivery.objects.create(
        message=message, way=Way.DIGITAL_POST, planned_at=NOW, because=Because.REGISTERED
    )
    Delivery.objects.filter(pk=sent.pk).update(
        came_from=S.PLANNED, state=S.SENDING, claim=new_id(), attempts=1
    )
    Delivery.objects.filter(pk=sent.pk).update(came_from=S.SENDING, state=S.HANDED_OVER, handed_over_at=NOW)
    Attempt.objects.create(
        delivery=sent, number=1, provider="post", began_at=NOW, ended_at=NOW, end="accepted", code="20"
    )
    Receipt.objects.create(
        id=new_id(), delivery=sent, kind="post_delivered", at=NOW, got_at=NOW, effect="applied"
    )
    _ladder(message, state=L.ARRIVED, arrived_at=NOW, arrival=Arrival.RECEIPT, arrived_way=Way.DIGITAL_POST)
    identity.units()  # kept once a generation
    with django_assert_num_queries(4):
        trace = selectors.state_of(message.pk)
    assert trace.state is L.ARRIVED
    assert trace.remedies == ()
    assert trace.sentence.da == "Sendt 4. maj 2026. Leveret i Digital Post samme dag."
    words = [line.words.da for line in trace.steps]
    assert "Valgt: Digital Post" in words
    assert "Afleveret i Digital Post" in words
    assert "Forsøg 1: Digital Post" in words
    outer = [line.words.da for line in trace.outer]
    assert "Sendt i Digital Post" in outer
    assert "Forsøg 1: Digital Post" not in outer


def test_a_letter_that_failed_says_why_and_what_to_do(maja: Acting, letter: Letter) -> None:
    message = _sent(maja, letter)
    _ladder(message, state=L.FAILED, cause=Cause.NO_ADDRESS, failed_at=clock.now())
    trace = selectors.state_of(message.pk)
    assert trace.sentence.da == "Brevet er ikke nået frem. Vi kender ingen adresse."
    assert trace.remedies == REMEDIES[Cause.NO_ADDRESS]


def test_no_message_has_no_trace(lyngsoe: None) -> None:
    with pytest.raises(NotYours):
        selectors.state_of(new_id())


def test_what_is_written_for_the_log_is_not_shown_beside_a_cause_that_says_it_all() -> None:
    rung = replace(
        LETTER, state=S.FAILED, cause=Cause.NO_ADDRESS, error="no address with a postal code is known"
    )
    refused = replace(LETTER, state=S.FAILED, cause=Cause.REFUSED, error="Adressen findes ikke")
    told = [
        " ".join(line.detail.da for line in lines(Course(DAY, L.FAILED, (one,), cause=one.cause)))
        for one in (rung, refused)
    ]
    assert "postal code" not in told[0]
    assert "Vi kender ingen adresse." in told[0]
    assert "Adressen findes ikke" in told[1]


def test_a_letter_that_came_back_went_wrong_when_it_came_back() -> None:
    back = replace(LETTER, state=S.RETURNED, cause=Cause.RETURNED, error="Flyttet")
    course = Course(DAY, L.FAILED, (back,), cause=Cause.RETURNED, failed_at=DAY + timedelta(days=4))
    wrong = next(line for line in lines(course) if line.words.da.startswith("Gik galt"))
    assert wrong.at == DAY + timedelta(days=4)
