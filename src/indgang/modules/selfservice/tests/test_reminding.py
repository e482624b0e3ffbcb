"""A draft that is soon too old: who fills it in is reminded once, while it is not sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from indgang.kernel import clock
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import services as messages
from indgang.modules.messages.models import Message
from indgang.modules.messages.vocabulary import MessageKind
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Draft
from indgang.modules.selfservice.services import reminding
from indgang.modules.selfservice.tests.conftest import NOW, Filling

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]


def days_later(days: int) -> None:
    clock.freeze(NOW + timedelta(days=days))


def reminders() -> int:
    return Message.objects.filter(kind=MessageKind.REMINDER).count()


def test_it_is_said_once_some_days_before(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    draft.step("dato", {"moving_date": "2026-12-01"})
    days_later(24)
    assert services.remind_of_drafts() == 0
    days_later(25)
    assert [services.remind_of_drafts() for _ in range(2)] == [1, 0]
    message = Message.objects.get(kind=MessageKind.REMINDER)
    said = str(message.letter)
    assert "21. december 2026" in said
    assert "1. december 2026" not in said.replace("21. december 2026", "")  # nothing of what was written
    assert str(draft.draft_id) in str(message.actions)


def test_whoever_goes_on_and_stops_again_is_reminded_again(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    days_later(26)
    assert services.remind_of_drafts() == 1
    draft.step("dato", {"moving_date": "2026-12-01"})
    assert services.remind_of_drafts() == 0
    days_later(26 + 26)
    assert services.remind_of_drafts() == 1
    assert reminders() == 2


def test_what_is_sent_deleted_or_too_old_is_not_reminded_of(
    mads: Acting, sofie: Acting, begin: Begin
) -> None:
    begin(mads).all().send()
    deleted = begin(sofie)
    services.delete_draft(draft_id=deleted.draft_id, by=sofie)
    days_later(26)
    assert services.remind_of_drafts() == 0
    begin(sofie)
    days_later(26 + 31)
    assert services.remind_of_drafts() == 0
    assert reminders() == 0


def test_without_the_parameter_nobody_is_reminded(
    mads: Acting, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(mads)
    monkeypatch.setattr(reminding, "DAYS_BEFORE", "selvbetjening.findes_ikke")
    days_later(26)
    assert services.remind_of_drafts() == 0


def test_one_that_fails_keeps_nobody_else_waiting(
    mads: Acting, sofie: Acting, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, _other = begin(mads), begin(sofie)
    real = messages.send

    def send(**said: Any) -> Any:
        if str(broken.draft_id) in str(said["key"]):
            raise RuntimeError("the outbox is full")
        return real(**said)

    monkeypatch.setattr(messages, "send", send)
    days_later(26)
    assert services.remind_of_drafts() == 1
    assert Draft.objects.filter(reminded_for=None).count() == 1
