"""What people answered: each audience for itself, and nobody's answer is seen."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.kernel import clock
from indgang.modules.audit.models import Event
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import Measurement
from indgang.modules.contacts.vocabulary import Audience
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo, employee
from indgang.modules.identity.vocabulary import Role
from indgang.modules.strategy import selectors
from indgang.modules.strategy.models import StaffAsked
from indgang.modules.strategy.selectors.satisfaction import Answered, satisfaction, told_apart
from indgang.modules.strategy.services.staff_answers import AnsweredAlready, answer, has_answered, quarter_of
from indgang.modules.strategy.vocabulary import Cut, Question

LIVE = "live-lyngsoe"
DEPARTMENTS = ("kbf", "oekf", "tmf")


@given(st.lists(st.integers(0, 12), min_size=3, max_size=3))
def test_a_department_of_staff_is_never_found_by_taking_others_away(counts: list[int]) -> None:
    found = told_apart(
        ("staff", department, "", "easy", count)
        for department, count in zip(DEPARTMENTS, counts, strict=True)
    )
    shown = {key: one.count for key, one in found.departments.items()}
    assert all(count >= 5 for count in shown.values())
    if sum(counts) < 5:
        assert Audience.STAFF not in found.audiences
        assert not shown
    else:
        assert found.audiences[Audience.STAFF].count == sum(counts)
        assert found.few == sum(counts) - sum(shown.values())
        assert found.few == 0 or found.few >= 5


def test_shares_are_of_all_who_answered() -> None:
    one = Answered({"very_easy": 3, "easy": 3, "so_so": 1, "very_hard": 1})
    assert (one.count, one.satisfied) == (8, 75.0)
    assert Answered().satisfied is None


def test_services_are_those_of_citizens_and_companies_and_hide_when_few() -> None:
    found = told_apart(
        [
            ("citizen", "oekf", "pas", "easy", 4),
            ("company", "oekf", "pas", "hard", 1),
            ("", "", "flytning", "easy", 4),
        ]
    )
    assert {key: one.count for key, one in found.services.items()} == {"pas": 5}
    assert {key: one.count for key, one in found.audiences.items()} == {
        Audience.CITIZEN: 4,
        Audience.COMPANY: 1,
        Audience.UNKNOWN: 4,
    }


def clerk(name: str, unit: str = "borgerservice") -> EmployeeInfo:
    account = identity.account_for_staff(subject=name, name=name, roles=[Role.CLERK], unit=unit)
    assert account.employee is not None
    return employee(account.employee.pk)


@pytest.mark.django_db
@pytest.mark.postgres
@pytest.mark.usefixtures("content")
class TestStaff:
    def test_answer_once_a_quarter(self) -> None:
        by = clerk("Maria")
        assert not has_answered(by)
        answer(answer="easy", by=by)
        assert has_answered(by)
        with pytest.raises(AnsweredAlready):
            answer(answer="very_hard", by=by)
        clock.freeze(datetime(2026, 7, 1, 10, tzinfo=UTC))
        answer(answer="hard", by=by)
        assert Measurement.objects.filter(audience="staff").count() == 2

    def test_nothing_leads_from_the_answer_to_who_gave_it(self) -> None:
        for name in ("Maria", "Freddy", "Sara"):
            answer(answer="easy", by=clerk(name))
        first = datetime(2026, 4, 1, 10, tzinfo=UTC)
        assert set(Measurement.objects.values_list("at", "journey")) == {(first, None)}
        assert set(StaffAsked.objects.values_list("at", flat=True)) == {first}
        assert not Event.objects.filter(action__contains="answer").exists()
        assert min(StaffAsked.objects.values_list("pk", flat=True)) > 1000

    def test_what_is_no_answer_leaves_no_mark(self) -> None:
        by = clerk("Maria")
        with pytest.raises(ValueError, match="Ease"):
            answer(answer="fine", by=by)
        assert not has_answered(by)

    def test_the_figure_waits_for_five_and_is_not_told_apart(self) -> None:
        asked = Question(LIVE, 2026, "", only=("satisfaction",), cut=Cut(audience="staff"))
        for number in range(4):
            answer(answer="easy", by=clerk(f"nr {number}"))
        contacts.record(channel="telephone")
        assert {one.value for one in selectors.answers(asked)[0]} == {None}
        assert satisfaction(Question(LIVE, 2026, "")).audiences == {}
        answer(answer="hard", by=clerk("Sara"))
        found = {one.group: one.value for one in selectors.answers(asked)[0]}
        assert (found["satisfied"], found["hard"]) == (80.0, 20.0)
        part = Question(LIVE, 2026, "", only=("satisfaction",), cut=Cut(audience="staff", department="kbf"))
        assert {one.value for one in selectors.answers(part)[0]} == {None}
        assert all("medarbejder" in one.reason.da for one in selectors.answers(part)[0])

    def test_a_page_of_the_rows_shows_no_answer_of_staff(self) -> None:
        for number in range(6):
            answer(answer="easy", by=clerk(f"nr {number}"))
        asked = Question(LIVE, 2026, "", cut=Cut(audience="staff"))
        behind = selectors.rows_behind(asked, indicator="satisfaction", group="satisfied")
        assert (behind.count, behind.rows) == (0, ())

    def test_the_quarter_is_named(self) -> None:
        days = [datetime(2026, month, 1, tzinfo=UTC).date() for month in (1, 3, 4, 12)]
        assert [quarter_of(day) for day in days] == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"]
