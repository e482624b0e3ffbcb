"""A message that a decision brings about goes on its day, and not when the decision stands no more."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases import services
from indgang.modules.cases.models import Case, DueMessage, FilingEntry
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.cases.vocabulary import FollowUp
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import selectors as messages

pytestmark = pytest.mark.django_db
Open = Callable[..., CaseInfo]
DAY = date(2026, 5, 20)
TELL = FollowUp("message", "citizen", DAY, Text("I dag begynder det"), Text("Husk din nøgle."))
WHY = "Vi overså en oplysning i sagen."


def at(day: date) -> None:
    clock.freeze(datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC))


def titles(party: Acting) -> list[str]:
    return [info.title.da for info in messages.inbox(party.party)]


def granted(open_case: Open) -> CaseInfo:
    case = open_case(finding=finding("granted"), follow_ups=(TELL,))
    services.decide_automatically(case_id=case.id, outcome="granted")
    return case


def again(case: CaseInfo, by: EmployeeInfo) -> None:
    version = Case.objects.get(pk=case.id).version
    services.reopen(case_id=case.id, reason=WHY, due=date(2026, 5, 27), by=by, seen_version=version)


def test_a_message_goes_on_its_day_and_once(open_case: Open, maja: Acting) -> None:
    case = granted(open_case)
    assert titles(maja) == ["Du er flyttet"]
    at(date(2026, 5, 19))
    assert services.send_due_messages() == 0
    at(DAY)
    assert [services.send_due_messages(), services.send_due_messages()] == [1, 0]
    assert sorted(titles(maja)) == ["Du er flyttet", "I dag begynder det"]
    assert FilingEntry.objects.filter(case=case.id, theme__da="I dag begynder det").count() == 1


def test_a_day_that_nobody_was_at_work_is_made_up_for(open_case: Open, maja: Acting) -> None:
    granted(open_case)
    at(date(2026, 5, 23))
    assert services.send_due_messages() == 1
    assert "I dag begynder det" in titles(maja)


def test_a_case_that_was_taken_up_again_tells_nothing(
    open_case: Open, maja: Acting, ole: EmployeeInfo
) -> None:
    case = granted(open_case)
    again(case, ole)
    at(DAY)
    assert services.send_due_messages() == 0
    assert titles(maja) == ["Du er flyttet"]
    assert DueMessage.objects.get().dropped_at == clock.now()


def test_a_new_decision_before_the_day_plans_its_own(
    open_case: Open, maja: Acting, ole: EmployeeInfo
) -> None:
    case = granted(open_case)
    again(case, ole)
    version = Case.objects.get(pk=case.id).version
    services.decide(case_id=case.id, outcome="granted", reasons=WHY, by=ole, seen_version=version)
    at(DAY)
    assert services.send_due_messages() == 1
    assert titles(maja).count("I dag begynder det") == 1


def test_a_decision_that_came_after_the_day_tells_at_once(
    open_case: Open, maja: Acting, ole: EmployeeInfo
) -> None:
    case = granted(open_case)
    again(case, ole)
    at(date(2026, 5, 21))
    version = Case.objects.get(pk=case.id).version
    services.decide(case_id=case.id, outcome="granted", reasons=WHY, by=ole, seen_version=version)
    assert services.send_due_messages() == 0
    assert titles(maja).count("I dag begynder det") == 1
