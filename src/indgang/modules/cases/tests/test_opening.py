"""A case begins, and rules may decide it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import selectors as audit
from indgang.modules.cases import selectors, services
from indgang.modules.cases.events import CaseDecided
from indgang.modules.cases.models import Case, Decision, FilingEntry, Task
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.services import OnlyFullGrants, WrongState
from indgang.modules.cases.tests.conftest import NOW, finding
from indgang.modules.cases.vocabulary import CaseState, FollowUp, Outcome
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import selectors as messages

Open = Callable[..., CaseInfo]


def test_a_case_has_a_number_a_deadline_and_a_sentence(case: CaseInfo) -> None:
    assert case.number == "26-000001"
    assert case.state is CaseState.NEW
    assert case.next_date == date(2026, 5, 6)
    assert case.status.da == "Vi har fået din sag. Folkeregisteret svarer dig senest 6. maj 2026."


def test_the_same_submission_is_one_case(open_case: Open) -> None:
    assert open_case() == open_case()
    assert Case.objects.count() == 1


def test_numbers_follow_each_other_and_begin_anew_each_year(open_case: Open) -> None:
    assert [open_case(key=f"k{i}").number for i in range(3)] == ["26-000001", "26-000002", "26-000003"]
    clock.freeze(NOW + timedelta(days=365))
    assert open_case(key="next").number == "27-000001"


def test_opening_leaves_a_trail_and_files_the_application(case: CaseInfo) -> None:
    assert [row.action for row in audit.about(object=case.case_key)] == ["case_opened"]
    assert FilingEntry.objects.get().document == "submission:1"


def test_rules_alone_grant_in_full(open_case: Open, maja: Acting, lyngsoe: list[CaseDecided]) -> None:
    case = open_case(finding=finding("granted"))
    clock.freeze(NOW + timedelta(hours=12))
    decision = services.decide_automatically(case_id=case.id, outcome="granted")
    assert decision.automatic
    assert decision.rule_version == "a1b2"
    assert decision.inputs == {"answers": {"day": "2026-04-20"}}
    assert decision.complaint is None
    now = selectors.case_of(case.id, maja.party)
    assert (
        now.info.status.da == "Du fik ja 5. maj 2026. Du skal ikke gøre mere."
        or "4. maj" in now.info.status.da
    )
    assert now.decision == decision
    assert messages.inbox(maja.party)[0].result.da == "Du bor nu på din nye adresse."
    told = lyngsoe[0]
    assert (told.submission_key, told.automatic, told.days) == ("submission:1", True, 0.5)


def test_deciding_automatically_twice_is_one_decision(open_case: Open, maja: Acting) -> None:
    case = open_case(finding=finding("granted"))
    first = services.decide_automatically(case_id=case.id, outcome="granted")
    assert services.decide_automatically(case_id=case.id, outcome="granted") == first
    assert len(messages.inbox(maja.party)) == 1


@pytest.mark.parametrize("outcome", ["refused", "part_granted", "GRANTED", ""])
def test_rules_alone_never_refuse(open_case: Open, outcome: str) -> None:
    case = open_case(finding=finding("granted"))
    with pytest.raises(OnlyFullGrants):
        services.decide_automatically(case_id=case.id, outcome=outcome)


@pytest.mark.parametrize("found", ["case", "prepared_refusal", "prepared_part_grant", "refused"])
def test_rules_alone_do_not_grant_what_they_did_not_find(open_case: Open, found: str) -> None:
    case = open_case(finding=finding(found))
    with pytest.raises(OnlyFullGrants):
        services.decide_automatically(case_id=case.id, outcome="granted")


def test_a_person_who_took_the_case_over_is_not_overtaken(open_case: Open, ole: EmployeeInfo) -> None:
    case = open_case(finding=finding("granted"))
    services.take(case_id=case.id, by=ole)
    with pytest.raises(WrongState):
        services.decide_automatically(case_id=case.id, outcome="granted")


@pytest.mark.parametrize("taken_first", [True, False])
def test_what_a_person_sent_on_is_not_decided_by_rules(
    open_case: Open, ole: EmployeeInfo, taken_first: bool
) -> None:
    case = open_case(finding=finding("granted"))
    if taken_first:
        services.take(case_id=case.id, by=ole)
    row = Case.objects.get(pk=case.id)
    other = next(unit.id for unit in identity.units().values() if unit.decides and unit.id != row.unit_id)
    services.forward(case_id=case.id, unit=other, reason="De kender den.", by=ole, seen_version=row.version)
    for state in ("forwarded", "new"):
        Case.objects.update(state=state)
        with pytest.raises(WrongState):
            services.decide_automatically(case_id=case.id, outcome="granted")


def test_follow_ups_become_tasks_and_messages(open_case: Open, maja: Acting) -> None:
    due = date(2026, 5, 20)
    doctor = FollowUp("task", "doctor_register", due, Text("Skift læge", "Change doctor"))
    today = date(2026, 5, 4)
    tell = FollowUp(
        "message", "party", today, Text("Husk dit navn på døren"), Text("Så kan posten finde dig.")
    )
    case = open_case(finding=finding("granted"), follow_ups=(doctor, tell))
    services.decide_automatically(case_id=case.id, outcome="granted")
    task = Task.objects.get()
    assert (task.to, task.due, task.title["da"]) == ("doctor_register", due, "Skift læge")
    assert {info.title.da for info in messages.inbox(maja.party)} == {
        "Husk dit navn på døren",
        "Du er flyttet",
    }


def test_somebody_elses_case_is_not_there(case: CaseInfo, bo: Acting) -> None:
    assert selectors.cases_of(bo.party) == []
    with pytest.raises(NotYours):
        selectors.case_of(case.id, bo.party)
    with pytest.raises(NotYours):
        selectors.decision_of(case.id, bo.party)


def test_my_cases_take_two_queries(open_case: Open, maja: Acting, django_assert_num_queries: Any) -> None:
    for i in range(6):
        made = open_case(key=f"k{i}", finding=finding("granted"))
        services.decide_automatically(case_id=made.id, outcome="granted")
    with django_assert_num_queries(2):
        assert len(selectors.cases_of(maja.party)) == 6


def _decided(open_case: Open) -> Decision:
    case = open_case(finding=finding("granted"))
    services.decide_automatically(case_id=case.id, outcome="granted")
    return Decision.objects.get()


def test_a_decision_never_changes(open_case: Open) -> None:
    decision = _decided(open_case)
    with pytest.raises(TypeError, match="append-only"):
        decision.save()
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_decision SET outcome = 'refused'")


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": Outcome.REFUSED},
        {"outcome": "perhaps"},
        {"automatic": False},
        {"outcome": Outcome.REFUSED, "automatic": False, "reasons": "", "complaint_body": "X"},
    ],
)
def test_the_database_refuses_a_decision_that_must_never_be(open_case: Open, changes: dict[str, Any]) -> None:
    row = _decided(open_case)
    values = {field.attname: getattr(row, field.attname) for field in Decision._meta.concrete_fields}
    values.pop("id")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(**{**values, "sequence": 2, **changes})


@pytest.mark.parametrize(
    "changes",
    [{"state": "lost"}, {"state": "decided"}, {"state": "waiting_for_citizen"}, {"person": None}],
)
def test_the_database_refuses_a_case_that_must_never_be(case: CaseInfo, changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.id).update(**changes)
