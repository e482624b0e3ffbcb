"""A standing grant meets a new month: the same, better at once, worse by a person, not known, over."""

from dataclasses import replace
from datetime import date

import pytest

from indgang.modules.cases.models import Case, Decision, Task
from indgang.modules.cases.vocabulary import Finding
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.models import Recalculation, Submission
from indgang.modules.selfservice.rules.inputs import ParameterRow
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.services import recalculating
from indgang.modules.selfservice.services.recalculating import recalculate
from indgang.modules.selfservice.tests.again.conftest import Applies, Pay, at
from indgang.modules.selfservice.tests.again.test_months import signed
from indgang.modules.selfservice.tests.conftest import Outside

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
    assert (first.result, first.before, first.now) == ("same", 15, 19)
    pay.is_now("camilla", "33000", since=date(2026, 11, 1))
    second = recalculated(grant, JANUARY, on=date(2027, 1, 5))  # with the limits of 2027, on November's pay
    assert (second.result, second.before, second.now) == ("worse", 15, 20)


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
    tasks = Task.objects.filter(case=grant.case_id, key__startswith="recalculation:")
    assert not tasks.exists()
    assert recalculated(grant, JANUARY).result == "unknown"
    assert [task.to for task in tasks] == ["pladsanvisning"]
    assert recalculated(grant, FEBRUARY).result == "unknown"
    assert tasks.count() == 1


def test_what_a_rule_says_for_the_first_time_is_for_a_person(
    applies: Applies, pay: Pay, outside: Outside
) -> None:
    grant = applies("camilla")
    outside.cpr.move("thomas", "fyrmestervej-12-1-tv", date(2026, 12, 1))  # she said that she is single
    row = recalculated(grant, DECEMBER)
    assert row.result == "person"
    assert [point["rule"] for point in row.finding["unresolved"]] == ["couple"]
    assert Case.objects.get(pk=str(row.case_id)).state == "new"


def test_what_a_person_has_said_yes_to_is_no_news_the_month_after(
    applies: Applies, pay: Pay, outside: Outside
) -> None:
    """And when the pay falls then, the yes of a person gives the lower fee: it does not only keep what stands."""
    pay.is_now("camilla", "30000", since=date(2025, 1, 1))
    grant = applies("camilla")
    outside.cpr.move("thomas", "fyrmestervej-12-1-tv", date(2026, 12, 1))
    first = recalculated(grant, DECEMBER)
    found = Finding.of(first.finding)
    assert (found.worse_from, found.keeps) == (JANUARY, True)
    signed(first, "granted")
    assert not Task.objects.filter(case=first.case_id).exists()
    pay.is_now("camilla", "30000", since=date(2025, 1, 1))
    assert recalculated(grant, JANUARY).result == "same"
    pay.is_now("camilla", "21400", since=date(2026, 11, 1))
    row = recalculated(grant, FEBRUARY)
    assert (row.result, Case.objects.get(pk=str(row.case_id)).state) == ("person", "new")
    found = Finding.of(row.finding)
    assert (found.worse_from, found.keeps) == (date(2027, 3, 1), False)
    signed(row, "granted")
    letter = str(Decision.objects.get(case=row.case_id).letter)
    assert "I skal betale mindre for pladsen" in letter
    assert [task.due for task in Task.objects.filter(case=row.case_id)] == [date(2027, 3, 1)]
    after = recalculated(grant, date(2027, 3, 1))
    assert (after.result, after.before) == ("same", 0)
    assert not any(one.differs for one in selectors.replay_all("friplads"))


def test_when_the_children_are_too_old_it_is_over_and_somebody_sees_to_it(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    row = recalculated(grant, date(2029, 12, 1))
    assert row.result == "over"
    assert Task.objects.filter(case=grant.case_id, key="recalculation:over").count() == 1
    at(date(2030, 1, 5))
    assert recalculate(grant.pk, date(2030, 1, 1)) is None


@pytest.mark.parametrize("name", ["recalc_steps", "lower", "child_add"])
def test_without_a_parameter_that_may_decide_nothing_is_said(
    applies: Applies, pay: Pay, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    grant = applies("camilla")
    known = loading.parameter_rows

    def without(solution: Solution, day: date) -> dict[str, ParameterRow]:
        rows = known(solution, day)
        return {**rows, name: replace(rows[name], value=None)}

    monkeypatch.setattr(recalculating, "parameter_rows", without)
    pay.is_now("camilla", "10000", since=date(2026, 11, 1))
    assert recalculated(grant, DECEMBER).result == "unknown"
