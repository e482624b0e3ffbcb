"""Who was asked for an answer is reminded once, in time, and not when they have answered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from indgang.adapters.sms.fake import FakeSms
from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import SYSTEM, Acting, NoticeKind
from indgang.modules.messages import services
from indgang.modules.messages.models import Delivery, Message
from indgang.modules.messages.services import hand_over, notices
from indgang.modules.messages.services import reminders as reminders_of
from indgang.modules.messages.vocabulary import Cause, Letter, MessageKind, Way
from indgang.project.outside import Server

THURSDAY, MONDAY = date(2026, 5, 21), date(2026, 5, 25)  # Whit Monday
TUESDAY = date(2026, 5, 26)


@pytest.fixture
def sms(settings: Settings) -> FakeSms:
    made = FakeSms("a")
    settings.SMS = (Server("a", "smpp", "127.0.0.1", 1),)
    hand_over.register(Way.SMS, notices.SmsCarrier(lambda _name: made))
    return made


@pytest.fixture(autouse=True)
def _as_before() -> object:
    yield
    hand_over.register(Way.SMS, notices.SmsCarrier())


def on(day: date, hour: int = 10) -> None:
    clock.freeze(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def ask(who: Acting, letter: Letter, reply_by: date = TUESDAY, key: str = "q") -> Message:
    made = services.send(
        to=who.party, letter=letter, kind=MessageKind.QUESTION, by=SYSTEM, key=key, case_key=f"case:{key}",
        reply_expected=True, reply_by=reply_by, as_pdf=False,
    )  # fmt: skip
    return Message.objects.get(pk=made)


def reminders() -> list[Message]:
    return list(Message.objects.filter(kind=MessageKind.REMINDER))


def test_the_open_day_before_and_once(maja: Acting, letter: Letter) -> None:
    """The answer is due on the Tuesday after Whitsun, so the open day before is the Friday."""
    question = ask(maja, letter)
    on(THURSDAY)
    assert services.plan_reminders() == 0
    on(THURSDAY + timedelta(days=1))
    assert services.plan_reminders() == 1
    assert services.plan_reminders() == 0
    [reminder] = reminders()
    assert reminder.title["da"] == "Husk at svare: Du er flyttet"
    assert "26. maj 2026" in str(reminder.letter)
    assert (reminder.case_key, reminder.reply_by) == (question.case_key, TUESDAY)


def test_one_that_was_late_in_the_routine_comes_until_the_day_itself(maja: Acting, letter: Letter) -> None:
    ask(maja, letter)
    on(TUESDAY)
    assert services.plan_reminders() == 1


def test_none_after_the_day(maja: Acting, letter: Letter) -> None:
    ask(maja, letter)
    on(TUESDAY + timedelta(days=1))
    assert services.plan_reminders() == 0


def test_none_for_who_has_answered(maja: Acting, letter: Letter) -> None:
    question = ask(maja, letter)
    services.reply(message_id=question.pk, text="Her er mit svar.", by=maja)
    on(TUESDAY)
    assert services.plan_reminders() == 0


def test_none_when_the_case_is_decided(maja: Acting, letter: Letter) -> None:
    ask(maja, letter)
    on(THURSDAY)
    services.send(
        to=maja.party,
        letter=letter,
        kind=MessageKind.DECISION,
        by=SYSTEM,
        key="d",
        case_key="case:q",
        as_pdf=False,
    )
    on(TUESDAY)
    assert services.plan_reminders() == 0


def test_it_is_told_by_one_text_message_without_content(maja: Acting, letter: Letter, sms: FakeSms) -> None:
    _, code = identity.offer_address(
        person_id=maja.party.id, kind=NoticeKind.SMS, value="20123456", by=maja.actor
    )
    identity.confirm_address(person_id=maja.party.id, kind=NoticeKind.SMS, code=code, by=maja.actor)
    ask(maja, letter)
    services.deliver_planned()
    sms.sent.clear()
    on(THURSDAY + timedelta(days=1))
    services.plan_reminders()
    services.deliver_planned()
    [(_, text)] = sms.sent
    assert text.startswith("Du har post fra Lyngsø Kommune, som venter på dig.")
    assert "flyttet" not in text


@pytest.mark.parametrize("answered", [True, False])
def test_one_that_waits_in_quiet_hours_is_stopped_by_an_answer(
    maja: Acting, letter: Letter, sms: FakeSms, answered: bool
) -> None:
    _, code = identity.offer_address(
        person_id=maja.party.id, kind=NoticeKind.SMS, value="20123456", by=maja.actor
    )
    identity.confirm_address(person_id=maja.party.id, kind=NoticeKind.SMS, code=code, by=maja.actor)
    question = ask(maja, letter)
    services.deliver_planned()
    sms.sent.clear()
    on(THURSDAY + timedelta(days=1), 20)  # late in the evening
    services.plan_reminders()
    services.deliver_planned()
    if answered:
        services.reply(message_id=question.pk, text="Her er mit svar.", by=maja)
    on(TUESDAY, 7)
    services.deliver_planned()
    assert len(sms.sent) == (0 if answered else 1)
    notice = Delivery.objects.get(message=reminders()[0], way=Way.SMS)
    assert notice.cause == (Cause.EXPIRED if answered else "")


def test_a_question_without_a_day_is_left(maja: Acting, letter: Letter) -> None:
    services.send(
        to=maja.party,
        letter=letter,
        kind=MessageKind.QUESTION,
        by=SYSTEM,
        key="q",
        reply_expected=True,
        as_pdf=False,
    )
    for days in range(60):
        on(THURSDAY + timedelta(days=days))
        assert services.plan_reminders() == 0


def test_the_words_in_english(maja: Acting, letter: Letter) -> None:
    ask(maja, letter)
    on(TUESDAY)
    services.plan_reminders()
    [reminder] = reminders()
    assert Text.of(reminder.title).en == "Remember to answer: You have moved"
    assert "26 May 2026" in str(reminder.letter)


def test_what_waits_is_found_by_its_day_however_much_was_sent(maja: Acting, letter: Letter) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite tells its plan in words.")
    with CaptureQueriesContext(connection) as asked:
        assert services.plan_reminders() == 0
    [question] = asked.captured_queries
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + question["sql"])
        plan = "\n".join(str(row[3]) for row in cursor.fetchall())
    assert "messages_asked_for_an_answer" in plan
    assert "SCAN" not in plan


def test_one_that_cannot_be_written_holds_up_nobody(
    maja: Acting, bo: Acting, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = ask(maja, letter), ask(bo, letter, key="other")
    real = reminders_of._letter

    def letter_of(message: Message) -> Letter:
        if message.pk == first.pk:
            raise KeyError("title")
        return real(message)

    monkeypatch.setattr(reminders_of, "_letter", letter_of)
    on(TUESDAY)
    assert services.plan_reminders() == 1
    assert [one.person_id for one in reminders()] == [second.person_id]
