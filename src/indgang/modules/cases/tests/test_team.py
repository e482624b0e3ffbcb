"""The cases of a unit for whoever leads it, and giving one to a caseworker."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit.models import Event
from indgang.modules.audit.vocabulary import Why
from indgang.modules.cases import selectors, services
from indgang.modules.cases.models import Case, Task
from indgang.modules.cases.selectors import CaseInfo, Pile
from indgang.modules.cases.tests.conftest import NOW, employee
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role


@pytest.fixture
def vibeke(lyngsoe: object) -> EmployeeInfo:
    """She leads the population register."""
    return employee("Vibeke Dahlmose", "folkeregister", Role.SUPERVISOR)


@pytest.fixture
def hanne(lyngsoe: object) -> EmployeeInfo:
    """She leads another unit of the same department."""
    return employee("Hanne Skov", "borgerservice", Role.SUPERVISOR)


def test_cases_are_counted_by_service_and_by_what_is_urgent(
    open_case: Callable[..., CaseInfo], ole: EmployeeInfo, vibeke: EmployeeInfo
) -> None:
    late = open_case(key="submission:1", due=date(2026, 5, 1))
    open_case(key="submission:2", due=date(2026, 5, 10))
    open_case(key="submission:3", due=date(2026, 5, 11), service_id="pas")
    open_case(key="submission:4", unit="borgerservice")
    services.take(case_id=late.id, by=ole)
    kinds = [
        (kind.service_id, kind.all, kind.late, kind.week, kind.free) for kind in selectors.team_kinds(vibeke)
    ]
    assert kinds == [("flytning-indland", 2, 1, 1, 1), ("pas", 1, 0, 0, 1)]
    for pile, count in ((Pile.LATE, 1), (Pile.WEEK, 1), (Pile.FREE, 2), (Pile.ALL, 3)):
        assert selectors.team_cases(vibeke, pile).total == count
    (row,) = selectors.team_cases(vibeke, Pile.LATE).rows
    assert (row.handler, row.days_left) == ("Ole Damgård", -3)
    assert selectors.team_cases(vibeke, Pile.ALL, service_id="pas").total == 1


def test_while_we_wait_for_the_citizen_a_case_is_not_late(
    case: CaseInfo, ole: EmployeeInfo, vibeke: EmployeeInfo
) -> None:
    services.take(case_id=case.id, by=ole)
    version = Case.objects.get(pk=case.id).version
    services.ask(case_id=case.id, question="Hvor?", reply_by=date(2026, 5, 20), by=ole, seen_version=version)
    clock.freeze(NOW + timedelta(days=10))
    assert selectors.team_cases(vibeke, Pile.LATE).total == 0
    assert selectors.team_cases(vibeke, Pile.ALL).total == 1


def test_tasks_of_the_unit_that_are_urgent(case: CaseInfo, vibeke: EmployeeInfo, hanne: EmployeeInfo) -> None:
    for key, to, due in (
        ("1", "folkeregister", date(2026, 5, 1)),
        ("2", "folkeregister", date(2026, 5, 10)),
        ("3", "folkeregister", date(2026, 5, 11)),
        ("4", "borgerservice", date(2026, 5, 1)),
    ):
        Task.objects.create(case_id=case.id, key=key, to=to, title={"da": key}, due=due, created_at=NOW)
    assert [(one.title.da, one.days_left) for one in selectors.team_tasks(vibeke)] == [("1", -3), ("2", 6)]
    assert [one.title.da for one in selectors.team_tasks(hanne)] == ["4"]


def test_a_case_is_given_once_with_its_reason(
    case: CaseInfo, ole: EmployeeInfo, vibeke: EmployeeInfo
) -> None:
    for _ in range(2):
        services.give_case(case_id=case.id, to=ole.id, why=Why.SHARE, seen_version=case.version, by=vibeke)
    found = selectors.case_for_staff(case.id, ole)
    assert found.handler == "Ole Damgård"
    (step,) = [one.step for one in found.timeline if one.step and one.step.internal]
    assert step.internal == "Givet til Ole Damgård. Arbejdet skal fordeles."
    (event,) = Event.objects.filter(action="case_given")
    assert event.detail["why"] == "share"
    assert event.purpose == "fordele arbejdet"


def test_of_two_leaders_at_once_the_second_is_told(
    case: CaseInfo, ole: EmployeeInfo, vibeke: EmployeeInfo
) -> None:
    services.give_case(case_id=case.id, to=ole.id, why=Why.SHARE, seen_version=case.version, by=vibeke)
    with pytest.raises(services.StaleCase):
        services.give_case(case_id=case.id, to=vibeke.id, why=Why.AWAY, seen_version=case.version, by=vibeke)


def test_who_may_not_and_to_whom_not(
    case: CaseInfo, ole: EmployeeInfo, lise: EmployeeInfo, vibeke: EmployeeInfo, hanne: EmployeeInfo
) -> None:
    give: dict[str, Any] = {"case_id": case.id, "why": Why.SHARE, "seen_version": case.version}
    with pytest.raises(NotYours):
        services.give_case(to=lise.id, by=hanne, **give)
    with pytest.raises(services.NotAllowed):
        services.give_case(to=ole.id, by=ole, **give)
    with pytest.raises(services.BadInput):
        services.give_case(to=lise.id, by=vibeke, **give)
    for ask in (selectors.team_kinds, selectors.team_tasks):
        with pytest.raises(NotYours):
            ask(ole)
    with pytest.raises(NotYours):
        selectors.team_case(hanne, case.id)


def test_a_decided_case_is_nobodys_to_give(case: CaseInfo, ole: EmployeeInfo, vibeke: EmployeeInfo) -> None:
    services.take(case_id=case.id, by=ole)
    version = Case.objects.get(pk=case.id).version
    services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=version)
    version = Case.objects.get(pk=case.id).version
    with pytest.raises(services.WrongState):
        services.give_case(case_id=case.id, to=vibeke.id, why=Why.SHARE, seen_version=version, by=vibeke)
