"""Month after month: what stands is what was last decided, each month once, and it can all be made again."""

from datetime import date
from uuid import UUID

import pytest

from indgang.kernel import clock
from indgang.modules.cases import services as cases
from indgang.modules.cases.models import Case, Decision, Task
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Recalculation, RecalculationRun, Submission
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.selectors.standing_grants import standing_of
from indgang.modules.selfservice.selectors.what_if import Changes
from indgang.modules.selfservice.selectors.years import years_of
from indgang.modules.selfservice.services import recalculation_runs
from indgang.modules.selfservice.services.recalculating import recalculate
from indgang.modules.selfservice.services.recalculation_runs import go_on
from indgang.modules.selfservice.tests.again.conftest import ALONE, Applies, Pay, at

pytestmark = pytest.mark.django_db
DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
REASONS = "Lønnen er steget, så I betaler mere. Dagtilbudsbekendtgørelsen § 27."


def in_month(grant: Submission, month: date) -> Recalculation | None:
    at(month.replace(day=20))
    return recalculate(grant.pk, month)


def tina() -> EmployeeInfo:
    return hired("Tina Vangede", "pladsanvisning", Role.CASEWORKER)


def signed(row: Recalculation, outcome: str) -> None:
    """A caseworker looks at it, and says why the party is not heard."""
    cases.take(case_id=str(row.case_id), by=tina())
    case = Case.objects.get(pk=str(row.case_id))
    cases.decide(
        case_id=case.pk,
        outcome=outcome,
        reasons=REASONS,
        by=tina(),
        seen_version=case.version,
        no_hearing="Camilla har selv ringet og fortalt om sin nye løn.",
    )


def test_a_month_is_worked_out_once(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    first = in_month(grant, DECEMBER)
    pay.is_now("camilla", "60000", since=date(2026, 11, 1))
    assert in_month(grant, DECEMBER) == first
    assert Recalculation.objects.count() == 1


def test_the_next_month_is_held_against_the_new_answer(applies: Applies, pay: Pay) -> None:
    pay.is_now("camilla", "30000", since=date(2025, 1, 1))
    grant = applies("camilla")
    pay.is_now("camilla", "21400", since=date(2026, 11, 1))
    better, after = in_month(grant, DECEMBER), in_month(grant, JANUARY)
    assert better is not None
    assert after is not None
    assert [(row.result, row.before, row.now) for row in (better, after)] == [
        ("better", 15, 0),
        ("same", 0, 0),
    ]


def test_while_somebody_looks_at_it_no_other_answer_is_made(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    pay.is_now("camilla", "33333.34", since=date(2026, 11, 1))
    worse = in_month(grant, DECEMBER)
    assert worse is not None
    assert worse.result == "worse"
    cases.take(case_id=str(worse.case_id), by=tina())
    assert in_month(grant, JANUARY) is None
    at(date(2026, 12, 28))
    signed(worse, "part_granted")
    after = in_month(grant, JANUARY)
    assert after is not None
    assert (after.result, after.before) == ("same", worse.now)
    assert "til en mindre del end før" in str(Decision.objects.get(case=worse.case_id).letter)


def test_what_nobody_has_taken_is_prepared_with_the_figures_of_the_new_month(
    applies: Applies, pay: Pay
) -> None:
    grant = applies("camilla")
    pay.is_now("camilla", "33333.34", since=date(2026, 11, 1))
    worse = in_month(grant, DECEMBER)
    pay.is_now("camilla", "40000", since=date(2026, 12, 1))
    anew = in_month(grant, JANUARY)
    assert worse is not None
    assert anew is not None
    assert (anew.before, anew.case_id) == (0, worse.case_id)
    case = Case.objects.get(pk=str(worse.case_id))
    assert case.finding == anew.finding
    assert "1. februar 2027" in str(case.letters["part_granted"])
    assert selectors.base_of_case(case.key) == selectors.Base(anew.version_id, Inputs.of(anew.inputs))
    assert Case.objects.count() == 2
    signed(anew, "part_granted")
    stands = standing_of(grant)
    assert stands is not None
    assert stands.mark == anew.pk
    assert [line.id for line in years_of(grant, until=2027)[0].table.lines if line.value.da == "0 kr."] == [
        "m1"
    ]


def test_a_better_month_waits_for_whoever_must_see_what_was_prepared(applies: Applies, pay: Pay) -> None:
    pay.is_now("camilla", "30000", since=date(2025, 1, 1))
    grant = applies("camilla")
    pay.is_now("camilla", "40000", since=date(2026, 11, 1))
    in_month(grant, DECEMBER)
    pay.is_now("camilla", "15000", since=date(2026, 12, 1))
    assert in_month(grant, JANUARY) is None
    assert Decision.objects.count() == 1


def test_a_person_may_keep_what_stands(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    pay.is_now("camilla", "33333.34", since=date(2026, 11, 1))
    worse = in_month(grant, DECEMBER)
    assert worse is not None
    signed(worse, "granted")
    letter = Decision.objects.get(case=worse.case_id).letter
    assert "I betaler det samme som før." in str(letter)
    pay.is_now("camilla", "21400", since=date(2026, 11, 1))
    after = in_month(grant, JANUARY)
    assert after is not None
    assert (after.result, after.before) == ("same", 0)


def test_what_was_stopped_is_worked_out_no_more(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    pay.is_now("camilla", "70000", since=date(2026, 11, 1))
    row = in_month(grant, DECEMBER)
    assert row is not None
    signed(row, "refused")
    assert in_month(grant, JANUARY) is None


def test_what_was_granted_later_takes_its_place(applies: Applies, pay: Pay) -> None:
    first = applies("camilla")
    at(date(2027, 1, 20))
    second = applies("camilla", ALONE)
    assert second.finding["outcome"] == "granted"
    assert standing_of(first) is None
    assert standing_of(second) is not None


def test_everything_is_found_again_from_what_is_kept(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    pay.is_now("camilla", "33333.34", since=date(2026, 11, 1))
    worse = in_month(grant, DECEMBER)
    assert worse is not None
    found = list(selectors.replay_all("friplads"))
    assert [(one.again, one.differs) for one in found] == [(False, ()), (True, ())]
    case = Case.objects.get(pk=str(worse.case_id))
    base = selectors.base_of_case(case.key)
    same = selectors.what_if(base, Changes())
    assert same.before == same.after
    assert same.before.outcome == "prepared_part_grant"
    cheaper = selectors.what_if(base, Changes(answers={"other_income": ["yes"]}))
    assert cheaper.after.outcome == "case"


def test_the_grant_shows_its_months_and_the_new_answer_shows_the_grant(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    pay.is_now("camilla", "33333.34", since=date(2026, 11, 1))
    worse = in_month(grant, DECEMBER)
    assert worse is not None
    assert worse.case_id is not None
    shown = selectors.worked_out_again(f"submission:{grant.pk}")
    assert [(row.month, row.result, row.case_id) for row in shown.rows] == [
        (DECEMBER, "worse", worse.case_id)
    ]
    line = shown.rows[0].line
    assert line is not None
    assert (line.before.da, line.value.da) == ("0", "24")
    assert selectors.worked_out_again(f"recalculation:{worse.pk}").first_case == grant.case_id
    assert selectors.worked_out_again("submission:x") == selectors.WorkedOutAgain()


# --- the run of a month ------------------------------------------------------------------------------------------


def test_the_routine_begins_a_month_once_and_each_grant_is_looked_at(applies: Applies, pay: Pay) -> None:
    applies("camilla")
    at(DECEMBER)
    assert (services.recalculate_due(), services.recalculate_due()) == (1, 0)
    run = RecalculationRun.objects.get()
    assert go_on.call(str(run.pk), "") == "1 same"
    run.refresh_from_db()
    assert run.ended_at is not None
    assert go_on.call(str(run.pk), "") == "another goes on"
    at(JANUARY)
    assert services.recalculate_due() == 1


def test_who_dies_in_the_middle_is_followed_by_another(
    applies: Applies, pay: Pay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalculation_runs, "A_TASK", 1)
    first, second = (
        applies("camilla"),
        applies("line", {**ALONE, "boern": {**ALONE["boern"], "kids": ["alma"]}}),
    )
    at(DECEMBER)
    services.recalculate_due()
    run = RecalculationRun.objects.get()
    go_on.call(str(run.pk), "")
    assert set(Recalculation.objects.values_list("submission", flat=True)) == {first.pk}
    clock.freeze(clock.now() + recalculation_runs.SILENT)
    assert services.recalculate_due() == 1
    go_on.call(str(run.pk), str(first.pk))
    assert set(Recalculation.objects.values_list("submission", flat=True)) == {first.pk, second.pk}


def test_one_that_goes_wrong_keeps_no_other_waiting_and_is_tried_again(
    applies: Applies, pay: Pay, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = applies("camilla"), applies("line", {**ALONE, "boern": {**ALONE["boern"], "kids": ["alma"]}})

    def breaks(submission_id: UUID, month: date) -> Recalculation | None:
        if submission_id == bad.pk:
            raise RuntimeError("boom")
        return recalculate(submission_id, month)

    at(DECEMBER)
    monkeypatch.setattr(recalculation_runs, "recalculate", breaks)
    looked = {one.number: one.result for _slug, one in services.recalculate_month()}
    assert looked == {bad.number: "failed", good.number: "same"}
    monkeypatch.undo()
    assert services.recalculate_due() == 0
    clock.freeze(clock.now() + recalculation_runs.AGAIN_AFTER)
    assert services.recalculate_due() == 1


def test_only_this_month_and_the_last_are_worked_out(lyngsoe: object) -> None:
    for month in (date(2026, 12, 1), date(2026, 9, 1)):
        with pytest.raises(services.NotYet):
            services.recalculate_month(month=month)
    with pytest.raises(services.UnknownSolution):
        services.recalculate_month(solution="flytning")


# --- the year ----------------------------------------------------------------------------------------------------


def test_in_april_somebody_settles_the_year_that_stands_on_the_case(applies: Applies, pay: Pay) -> None:
    pay.is_now("camilla", "30000", since=date(2025, 1, 1))
    grant = applies("camilla")  # from December
    pay.is_now("camilla", "21400", since=date(2026, 11, 1))
    in_month(grant, DECEMBER)  # from January
    at(date(2027, 3, 1))
    list(services.recalculate_month())
    tasks = Task.objects.filter(case=grant.case_id, key="recalculation:year:2026")
    assert not tasks.exists()
    at(date(2027, 4, 1))
    assert {looked.result for _slug, looked in services.recalculate_month()} == {"same"}
    list(services.recalculate_month())
    assert tasks.count() == 1
    years = selectors.worked_out_again(f"submission:{grant.pk}").years
    found = {year.year: [(line.label.da, line.value.da) for line in year.table.lines] for year in years}
    assert found[2026] == [("December", "377 kr."), ("I alt", "377 kr.")]
    assert found[2027][:2] == [("Januar", "0 kr."), ("Februar", "0 kr.")]
    assert (len(found[2027]), years[0].sum) == (13, 0)


def test_a_grant_that_is_kept_or_still_looked_at_counts_as_it_stood(applies: Applies, pay: Pay) -> None:
    grant = applies("camilla")
    pay.is_now("camilla", "33333.34", since=date(2026, 11, 1))
    worse = in_month(grant, DECEMBER)
    assert worse is not None
    assert [year.sum for year in years_of(grant, until=2027)] == [0, 0]
    signed(worse, "part_granted")
    months = {line.id: line.value.da for line in years_of(grant, until=2027)[0].table.lines}
    assert months["m1"] != "0 kr."
