"""A worse answer is not signed when its day is here: one press works it out again, and news alone are heard about."""

from datetime import date

import pytest

from indgang.modules.cases import selectors as known
from indgang.modules.cases import services as cases
from indgang.modules.cases.models import Case, Decision, DueMessage, Task
from indgang.modules.cases.services import DayIsPast, StaleCase, WrongState
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.cases.vocabulary import Outcome
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Recalculation, Submission
from indgang.modules.selfservice.selectors.standing_grants import standing_of
from indgang.modules.selfservice.services import NoFigures
from indgang.modules.selfservice.services.recalculating import recalculate
from indgang.modules.selfservice.tests.again.conftest import Applies, Pay, at
from indgang.modules.selfservice.tests.conftest import Outside
from indgang.modules.selfservice.vocabulary import Again

pytestmark = pytest.mark.django_db
REASONS = "Lønnen er steget, så I betaler mere. Dagtilbudsbekendtgørelsen § 27."
JANUARY, FIRST, LATE = date(2027, 1, 12), date(2027, 2, 1), date(2027, 2, 20)


@pytest.fixture
def tina(lyngsoe: object) -> EmployeeInfo:
    return hired("Tina Vangede", "pladsanvisning", Role.CASEWORKER)


@pytest.fixture
def grant(applies: Applies, pay: Pay) -> Submission:
    """Camilla pays nothing, and is paid more from November on."""
    made = applies("camilla")
    pay.is_now("camilla", "33333.34", since=date(2026, 11, 1))
    return made


def prepared(grant: Submission, tina: EmployeeInfo) -> Case:
    """In January it is worse from 1 February; Tina has the case, and Camilla is heard and says nothing."""
    at(JANUARY)
    row = recalculate(grant.pk, JANUARY.replace(day=1))
    assert row is not None
    assert row.result == "worse"
    cases.take(case_id=str(row.case_id), by=tina)
    case = Case.objects.get(pk=str(row.case_id))
    seen = known.case_for_staff(case.pk, tina)
    cases.hear(
        case_id=case.pk,
        outcome="part_granted",
        facts=range(len(seen.unheard)),
        reasons=REASONS,
        reply_by=date(2027, 1, 26),
        by=tina,
        seen_version=case.version,
    )
    case.refresh_from_db()
    return case


def sign(case: Case, tina: EmployeeInfo, outcome: str = "part_granted") -> None:
    case.refresh_from_db()
    cases.decide(case_id=case.pk, outcome=outcome, reasons=REASONS, by=tina, seen_version=case.version)


def press(case: Case, tina: EmployeeInfo) -> Again:
    case.refresh_from_db()
    return services.work_out_anew(case_id=case.pk, by=tina, seen_version=case.version)


@pytest.mark.parametrize("outcome", ["part_granted", "refused"])
def test_nothing_worse_is_signed_from_its_day_on(grant: Submission, tina: EmployeeInfo, outcome: str) -> None:
    case = prepared(grant, tina)
    at(FIRST)
    with pytest.raises(DayIsPast, match=r"1\. februar 2027"):
        sign(case, tina, outcome)
    assert not Decision.objects.filter(case=case).exists()


def test_the_day_before_it_is_signed(grant: Submission, tina: EmployeeInfo) -> None:
    case = prepared(grant, tina)
    at(date(2027, 1, 31))
    sign(case, tina)
    assert "1. februar 2027" in str(Decision.objects.get(case=case).letter)


def test_nobody_is_heard_about_an_answer_whose_day_is_past(grant: Submission, tina: EmployeeInfo) -> None:
    at(JANUARY)
    row = recalculate(grant.pk, JANUARY.replace(day=1))
    assert row is not None
    at(LATE)
    case = Case.objects.get(pk=str(row.case_id))
    with pytest.raises(DayIsPast):
        cases.hear(
            case_id=case.pk,
            outcome="part_granted",
            facts=(),
            reasons=REASONS,
            reply_by=date(2027, 3, 6),
            by=tina,
            seen_version=case.version,
        )


def test_with_the_same_figures_one_press_gives_a_day_ahead_and_nobody_is_heard_again(
    grant: Submission, tina: EmployeeInfo
) -> None:
    case = prepared(grant, tina)
    at(LATE)
    assert press(case, tina) is Again.WORSE
    case.refresh_from_db()
    assert "1. marts 2027" in str(case.letters["part_granted"])
    seen = known.case_for_staff(case.pk, tina)
    assert not known.is_too_late(seen)
    assert seen.unheard == ()
    sign(case, tina)
    row = Recalculation.objects.get(month=FIRST)
    stands = standing_of(grant)
    assert stands is not None
    assert (row.case_id, stands.mark) == (case.pk, row.pk)
    assert [one.differs for one in selectors.replay_all("friplads")] == [(), (), ()]


def test_new_figures_are_heard_about(grant: Submission, tina: EmployeeInfo, pay: Pay) -> None:
    case = prepared(grant, tina)
    pay.is_now("camilla", "40000", since=date(2027, 1, 1))
    at(LATE)
    assert press(case, tina) is Again.WORSE
    seen = known.case_for_staff(case.pk, tina)
    assert "Løn i måneden" in [fact.label.da for fact in seen.unheard]
    assert known.what_hearing_lacks(seen, Outcome.PART_GRANTED) is not None


def test_less_pay_again_is_the_caseworkers_to_grant(grant: Submission, tina: EmployeeInfo, pay: Pay) -> None:
    case = prepared(grant, tina)
    pay.is_now("camilla", "15000", since=date(2026, 11, 1))
    at(LATE)
    assert press(case, tina) is Again.SAME
    assert not Decision.objects.filter(case=case).exists()
    sign(case, tina, "granted")
    assert "I betaler det samme som før." in str(Decision.objects.get(case=case).letter)
    stands = standing_of(grant)
    assert stands is not None
    assert stands.mark == grant.pk


def test_what_is_not_known_is_told_and_changes_nothing(
    grant: Submission, tina: EmployeeInfo, pay: Pay
) -> None:
    case = prepared(grant, tina)
    at(LATE)
    pay.register.down = True
    with pytest.raises(NoFigures):
        press(case, tina)
    version = case.version
    case.refresh_from_db()
    assert case.version == version
    assert not Recalculation.objects.filter(month=FIRST).exists()


def test_only_one_press_counts_and_none_before_the_day(grant: Submission, tina: EmployeeInfo) -> None:
    case = prepared(grant, tina)
    with pytest.raises(WrongState):
        press(case, tina)
    at(LATE)
    press(case, tina)
    with pytest.raises(StaleCase):
        services.work_out_anew(case_id=case.pk, by=tina, seen_version=case.version)
    with pytest.raises(WrongState):
        press(case, tina)
    assert Recalculation.objects.count() == 2


def test_who_keeps_what_stands_sets_nothing_going(grant: Submission, tina: EmployeeInfo) -> None:
    case = prepared(grant, tina)
    at(LATE)
    assert known.follow_up_numbers(known.case_for_staff(case.pk, tina)) == ()
    sign(case, tina, "granted")
    assert not Task.objects.filter(case=case, to="oekonomi-opkraevning").exists()
    assert not DueMessage.objects.filter(case=case).exists()


def test_what_was_decided_once_is_decided_again_for_the_day_that_it_had(
    grant: Submission, tina: EmployeeInfo
) -> None:
    case = prepared(grant, tina)
    at(date(2027, 1, 28))
    sign(case, tina)
    case.refresh_from_db()
    at(LATE)
    cases.reopen(
        case_id=case.pk,
        reason="Camilla klagede, og vi så på det igen.",
        due=date(2027, 3, 1),
        by=tina,
        seen_version=case.version,
    )
    sign(case, tina)
    assert Decision.objects.filter(case=case).count() == 2


def test_a_no_to_what_is_for_a_person_has_a_day_too(
    applies: Applies, tina: EmployeeInfo, pay: Pay, outside: Outside
) -> None:
    """She is paid less, and another adult has moved in."""
    pay.is_now("camilla", "33333.34", since=date(2025, 1, 1))
    grant = applies("camilla")
    pay.is_now("camilla", "15000", since=date(2026, 11, 1))
    outside.cpr.move("thomas", "fyrmestervej-12-1-tv", date(2027, 1, 1))
    at(JANUARY)
    row = recalculate(grant.pk, JANUARY.replace(day=1))
    assert row is not None
    assert row.result == "person"
    case = Case.objects.get(pk=str(row.case_id))
    at(LATE)
    with pytest.raises(DayIsPast):
        sign(case, tina, "refused")
    assert known.is_too_late(known.case_for_staff(case.pk, tina))
