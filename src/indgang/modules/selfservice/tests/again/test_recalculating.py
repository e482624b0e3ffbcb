"""A standing grant meets a new month: the same, better at once, worse by a person, not known, over."""

from datetime import date

import pytest

from indgang.modules.cases.models import Case, Decision, Task
from indgang.modules.cases.vocabulary import Finding
from indgang.modules.selfservice.models import Recalculation, Submission
from indgang.modules.selfservice.services.recalculating import recalculate
from indgang.modules.selfservice.tests.again.conftest import Applies, Pay, at

pytestmark = pytest.mark.django_db
DECEMBER, JANUARY, FEBRUARY = date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)


def recalculated(submission: Submission, month: date, *, on: date | None = None) -> Recalculation:
    at(on or month.replace(day=20))
    row = recalculate(submission.pk, month)
    assert row is not None
    return row


def test_the_same_pay_changes_nothing(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    row = recalculated(grant, DECEMBER)
    assert (row.result, row.before, row.now, row.case_id) == ("same", 0, 0, None)
    assert Case.objects.count() == 1


def test_four_steps_change_nothing_and_five_do(applies: Applies, pay: Pay) -> None:
    pay.is_now("camilla", "30000", since=date(2025, 1, 1))  # 360,000 a year: 14 steps above the first
    grant = applies("camilla")
    pay.is_now("camilla", "31500", since=date(2026, 11, 1))
    first = recalculated(grant, DECEMBER)
    assert (first.result, first.now - first.before) == ("same", 4)
    pay.is_now("camilla", "33000", since=date(2026, 11, 1))
    second = recalculated(grant, JANUARY, on=date(2027, 1, 5))  # with the limits of 2027, on November's pay
    assert (second.result, second.now - second.before) == ("worse", 5)


def test_less_pay_is_a_new_answer_at_once_with_both_tables(applies: Applies, pay: Pay) -> None:
    pay.is_now("camilla", "30000", since=date(2025, 1, 1))
    grant = applies("camilla")
    pay.is_now("camilla", "21400", since=date(2026, 11, 1))
    row = recalculated(grant, DECEMBER)
    assert (row.result, row.now) == ("better", 0)
    case = Case.objects.get(pk=str(row.case_id))
    decision = Decision.objects.get(case=case)
    assert (case.state, decision.outcome, decision.automatic) == ("decided", "granted", True)
    lines = {line.id: line for one in Finding.of(case.finding).calculations for line in one.lines}
    assert (lines["month_income"].before.da, lines["month_income"].value.da) == ("30.000 kr.", "21.400 kr.")
    assert "30.000 kr.)" in str(decision.letter)
    assert [task.due for task in Task.objects.filter(case=case, to="oekonomi-opkraevning")] == [JANUARY]


def test_more_pay_is_prepared_for_a_person_and_the_party_must_be_heard(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    pay.is_now("camilla", "33333.34", since=date(2026, 11, 1))
    row = recalculated(grant, DECEMBER)
    case = Case.objects.get(pk=str(row.case_id))
    finding = Finding.of(case.finding)
    assert (row.result, case.state, finding.outcome) == ("worse", "new", "prepared_part_grant")
    assert finding.matched[0].rule == "recalculated"
    assert "Løn i måneden" in [fact.label.da for fact in finding.unseen]
    assert not Decision.objects.filter(case=case).exists()


def test_nothing_left_is_a_prepared_no(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    pay.is_now("camilla", "70000", since=date(2026, 11, 1))
    row = recalculated(grant, DECEMBER)
    assert (row.result, row.finding["outcome"]) == ("worse", "prepared_refusal")


def test_a_month_that_is_not_known_is_tried_again_and_then_looked_at(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    pay.register.down = True
    assert recalculated(grant, DECEMBER).result == "unknown"
    assert not Task.objects.filter(case=str(grant.case_id), key__startswith="recalculation:").exists()
    assert recalculated(grant, JANUARY).result == "unknown"
    task = Task.objects.get(case=str(grant.case_id), key__startswith="recalculation:")
    assert task.to == "pladsanvisning"
    assert recalculated(grant, FEBRUARY).result == "unknown"
    assert Task.objects.filter(case=str(grant.case_id), key__startswith="recalculation:").count() == 1
