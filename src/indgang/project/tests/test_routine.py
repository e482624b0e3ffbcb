"""The house keeps itself, and one failure does not stop it."""

import logging
from datetime import timedelta

import pytest
from django.db import IntegrityError

from indgang.kernel import clock
from indgang.modules.messages import services as messages
from indgang.project import routine


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    done: list[str] = []

    def minute() -> dict[str, int]:
        done.append("minute")
        return {}

    def night() -> dict[str, int]:
        done.append("night")
        return {}

    monkeypatch.setattr(routine, "minute", minute)
    monkeypatch.setattr(routine, "night", night)
    return done


@pytest.mark.django_db
def test_the_night_comes_once_for_each_date(seen: list[str]) -> None:
    def sleep(_: float) -> None:
        if len(seen) == 3:
            clock.freeze(clock.now() + timedelta(days=1))

    routine.keep(every=0, rest=sleep, turns=4)
    clock.freeze(None)
    assert seen == ["minute", "night", "minute", "minute", "night", "minute"]


@pytest.mark.django_db
def test_a_failure_is_logged_and_the_next_turn_comes(
    seen: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> dict[str, int]:
        seen.append("broken")
        raise OSError("the disk is full")

    monkeypatch.setattr(routine, "minute", broken)
    with caplog.at_level(logging.ERROR):
        routine.keep(every=0, rest=lambda _: None, turns=2)
    assert seen == ["broken", "broken"]
    assert "goes on" in caplog.text


@pytest.mark.django_db
def test_each_minute_all_that_lies_is_picked_up() -> None:
    assert set(routine.minute()) >= {"messages", "drafts", "help", "asked", "contacts"}


@pytest.mark.django_db
def test_a_part_that_fails_holds_up_no_letter(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> int:
        raise IntegrityError("a row that nobody foresaw")

    monkeypatch.setattr(messages, "plan_reminders", broken)
    monkeypatch.setattr(messages, "deliver_planned", lambda: 7)
    done = routine.minute()
    assert (done["reminders"], done["messages"]) == (0, 7)
    assert "reminders" in caplog.text
