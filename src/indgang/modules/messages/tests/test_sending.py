"""From the outbox to the inbox."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from indgang.kernel import clock, events
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import SYSTEM, Acting
from indgang.modules.messages import rules, selectors, services
from indgang.modules.messages.events import MessageArrived, ReplyReceived
from indgang.modules.messages.models import Delivery, Ladder, LetterFile, Message
from indgang.modules.messages.services import CannotReply, delivering
from indgang.modules.messages.tests.conftest import NOW
from indgang.modules.messages.vocabulary import (
    DeliveryState,
    FileState,
    LadderState,
    Letter,
    MessageKind,
)

S, L = DeliveryState, LadderState


def _send(to: Acting, letter: Letter, key: str = "k", **more: Any) -> Any:
    more = {"as_pdf": False, "kind": MessageKind.DECISION, **more}
    return services.send(to=to.party, letter=letter, by=SYSTEM, key=key, **more)


def test_a_message_is_written_with_a_planned_delivery_and_a_task(maja: Acting, letter: Letter) -> None:
    message_id = _send(maja, letter, as_pdf=True)
    assert Delivery.objects.get().state == S.PLANNED
    assert LetterFile.objects.get().state == FileState.WANTED
    assert DBTaskResult.objects.get().args_kwargs["args"] == [str(message_id)]


def test_without_digital_post_the_own_inbox_is_enough(maja: Acting, letter: Letter) -> None:
    told: list[Any] = []
    events.connect({MessageArrived: [told.append]})
    message_id = _send(maja, letter, case_key="case:7", unit="folkeregister")
    row = Ladder.objects.get()
    assert (row.state, row.due_at, row.unit) == (L.CLIMBING, NOW, "folkeregister")
    clock.freeze(NOW + timedelta(minutes=5))
    services.deliver_planned()
    row.refresh_from_db()
    assert (row.state, row.arrival, row.arrived_way, row.arrived_at) == (L.ARRIVED, "stored", "inbox", NOW)
    assert row.plan == [{"way": "inbox", "because": "not_connected"}]
    assert told == [MessageArrived("case:7", message_id, "inbox", date(2026, 5, 4), "stored")]
    services.deliver_planned()
    assert len(told) == 1


def test_the_same_key_is_one_message(maja: Acting, letter: Letter) -> None:
    assert _send(maja, letter) == _send(maja, letter)
    assert (Message.objects.count(), Delivery.objects.count(), DBTaskResult.objects.count()) == (1, 1, 1)


def test_nothing_is_sent_when_the_deed_around_it_fails(maja: Acting, letter: Letter) -> None:
    def deed() -> None:
        with transaction.atomic():
            _send(maja, letter)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        deed()
    assert not Message.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_the_worker_delivers_to_the_inbox(maja: Acting, letter: Letter) -> None:
    message_id = _send(maja, letter)
    delivering.deliver.call(str(message_id))
    assert selectors.inbox(maja.party)[0].state is S.DELIVERED


def test_delivering_twice_changes_nothing(maja: Acting, letter: Letter) -> None:
    message_id = _send(maja, letter)
    delivering.deliver.call(str(message_id))
    before = Delivery.objects.values().get()
    clock.freeze(NOW + timedelta(hours=1))
    assert delivering.deliver.call(str(message_id)) == ""
    assert Delivery.objects.values().get() == before


def test_a_message_can_be_read_before_any_worker_came(maja: Acting, letter: Letter) -> None:
    message_id = _send(maja, letter)
    assert selectors.message(message_id, party=maja.party).letter == letter
    services.mark_read(message_id=message_id, by=maja)
    services.mark_read(message_id=message_id, by=maja)
    delivering.deliver.call(str(message_id))
    row = Delivery.objects.get()
    assert (row.state, row.opened_at, row.delivered_at) == (S.OPENED, NOW, NOW)
    assert delivering.deliver.call(str(message_id)) == ""


def test_what_a_dead_worker_left_is_picked_up(maja: Acting, letter: Letter) -> None:
    _send(maja, letter)
    assert delivering.move(Delivery.objects.get().pk, S.SENDING, due_at=NOW + rules.LEASE)
    services.deliver_planned()
    assert Delivery.objects.get().state == S.SENDING
    assert services.sweep().claimed_back == 0
    clock.freeze(NOW + rules.LEASE)
    assert services.sweep().claimed_back == 1
    assert Delivery.objects.get().state == S.DELIVERED
    assert services.sweep() == services.Swept()


@pytest.mark.parametrize(
    ("came_from", "state"), [("planned", "delivered"), ("opened", "planned"), ("", "sending"), ("x", "y")]
)
def test_the_database_refuses_a_step_that_is_not_in_the_table(
    maja: Acting, letter: Letter, came_from: str, state: str
) -> None:
    _send(maja, letter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(came_from=came_from, state=state, delivered_at=NOW, opened_at=NOW)


def test_the_database_refuses_to_change_what_was_said(maja: Acting, letter: Letter) -> None:
    message_id = _send(maja, letter)
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE messages_message SET recipient = 'X'")
    with pytest.raises(TypeError, match="append-only"):
        Message.objects.get(pk=message_id).save()


def test_a_message_of_somebody_else_is_not_there(maja: Acting, bo: Acting, letter: Letter) -> None:
    message_id = _send(maja, letter, reply_expected=True)
    assert selectors.inbox(bo.party) == []
    with pytest.raises(NotYours):
        selectors.message(message_id, party=bo.party)
    with pytest.raises(NotYours):
        selectors.letter_file(message_id, party=bo.party)
    with pytest.raises(NotYours):
        services.mark_read(message_id=message_id, by=bo)
    with pytest.raises(NotYours):
        services.reply(message_id=message_id, text="Hej", by=bo)
    with pytest.raises(NotYours):
        selectors.message(uuid4(), party=maja.party)


def test_a_reply_is_kept_told_and_counted_once(maja: Acting, letter: Letter) -> None:
    told: list[Any] = []
    events.connect({ReplyReceived: [told.append]})
    message_id = _send(maja, letter, reply_expected=True, reply_by=date(2026, 5, 20), case_key="case:7")
    first = services.reply(message_id=message_id, text=" Ja, jeg bor der 🙂\x00 ", by=maja)
    again = services.reply(message_id=message_id, text="Ja, jeg bor der 🙂", by=maja)
    assert first == again
    assert told == [ReplyReceived("case:7", message_id, first)]
    detail = selectors.message(message_id, party=maja.party)
    assert detail.info.answered
    assert not detail.info.to_do
    assert detail.replies[0].letter.blocks[0].text == Text("Ja, jeg bor der 🙂")


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "x" * 10_001])
def test_a_reply_that_says_nothing_or_too_much_is_refused(maja: Acting, letter: Letter, text: str) -> None:
    message_id = _send(maja, letter, reply_expected=True)
    with pytest.raises(CannotReply):
        services.reply(message_id=message_id, text=text, by=maja)


def test_ten_thousand_characters_can_be_sent(maja: Acting, letter: Letter) -> None:
    message_id = _send(maja, letter, reply_expected=True)
    services.reply(message_id=message_id, text="å" * 10_000, by=maja)


def test_a_message_that_expects_no_reply_takes_none(maja: Acting, letter: Letter) -> None:
    message_id = _send(maja, letter)
    with pytest.raises(CannotReply, match="ikke svare"):
        services.reply(message_id=message_id, text="Hej", by=maja)


def test_an_inbox_of_any_length_takes_three_queries(
    maja: Acting, letter: Letter, django_assert_num_queries: Any
) -> None:
    for i in range(12):
        _send(maja, letter, key=f"k{i}")
    with django_assert_num_queries(3):
        assert len(selectors.inbox(maja.party)) == 12


def test_a_sweep_over_many_messages_reads_only_what_is_due(maja: Acting, letter: Letter) -> None:
    """Each question about what is due is answered by an index, or the sweep grows with all that was ever sent."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite tells its plan in words.")
    with CaptureQueriesContext(connection) as asked:
        services.sweep()
    due = [one["sql"] for one in asked.captured_queries if '"due_at" <=' in one["sql"]]
    assert len(due) >= 5
    with connection.cursor() as cursor:
        for sql in due:
            cursor.execute("EXPLAIN QUERY PLAN " + sql)
            plan = "\n".join(str(row[3]) for row in cursor.fetchall())
            assert "SCAN" not in plan, f"{sql}\n{plan}"
            assert "TEMP B-TREE" not in plan, f"{sql}\n{plan}"
