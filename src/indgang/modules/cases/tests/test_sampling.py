"""Some automatic answers are drawn by lot, and a person says what they think of them."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from indgang.kernel import generation
from indgang.modules.audit.models import Event
from indgang.modules.cases import selectors, services
from indgang.modules.cases.models import Sample, SampleAnswer
from indgang.modules.cases.rules import sampling
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.services import BadInput, OwnEntry, TakeFirst, WrongState
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Parameter
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting

WHY = "Boligen er et sommerhus."
Open = Callable[..., CaseInfo]


def _draw(pct: object) -> None:
    Parameter.objects.filter(key="stikproeve.pct").update(value=pct)
    generation.set_current(generation.current() + 1)


@pytest.fixture
def granted(open_case: Open) -> CaseInfo:
    """A case that the rules decided, and the lot fell on."""
    _draw("100")
    case = open_case(finding=finding("granted"))
    services.decide_automatically(case_id=case.id, outcome="granted")
    return case


@pytest.mark.parametrize("pct", ["0", None, "nej", "101", "-3"])
def test_nothing_is_drawn_without_a_share_that_can_be_used(open_case: Open, pct: str | None) -> None:
    _draw(pct)
    services.decide_automatically(case_id=open_case(finding=finding("granted")).id, outcome="granted")
    assert not Sample.objects.exists()


def test_what_people_decide_is_not_drawn(open_case: Open, ole: EmployeeInfo) -> None:
    _draw("100")
    services.decide(case_id=open_case().id, outcome="granted", reasons="", by=ole, seen_version=1)
    assert not Sample.objects.exists()


def test_a_drawn_answer_is_drawn_once_and_waits_for_the_department(
    granted: CaseInfo, ole: EmployeeInfo, lise: EmployeeInfo, tina: EmployeeInfo
) -> None:
    services.decide_automatically(case_id=granted.id, outcome="granted")
    assert Sample.objects.count() == 1
    for employee in (ole, lise):
        assert [one.case_id for one in selectors.samples(employee).waiting] == [granted.id]
    assert selectors.samples(tina).waiting == ()
    assert selectors.waiting_samples(ole) == 1
    assert selectors.waiting_samples(tina) == 0
    sample = selectors.case_for_staff(granted.id, ole).sample
    assert sample is not None
    assert sample.agrees is None


def test_a_person_agrees_and_it_is_counted(granted: CaseInfo, ole: EmployeeInfo) -> None:
    services.answer_sample(case_id=granted.id, agrees=True, reason="", by=ole)
    services.answer_sample(case_id=granted.id, agrees=True, reason="", by=ole)
    found = selectors.samples(ole)
    assert found.pct == Decimal(100)
    assert found.waiting == ()
    figures = found.figures[0]
    assert (figures.automatic, figures.drawn, figures.agreed, figures.disagreed, figures.waiting) == (
        1,
        1,
        1,
        0,
        0,
    )
    assert Event.objects.get(action="case_sampled").detail["agrees"] is True


def test_a_person_disagrees_with_a_reason_and_the_yes_still_holds(
    granted: CaseInfo, ole: EmployeeInfo
) -> None:
    with pytest.raises(BadInput) as problem:
        services.answer_sample(case_id=granted.id, agrees=False, reason=" ", by=ole)
    assert problem.value.field == "reason"
    services.answer_sample(case_id=granted.id, agrees=False, reason=WHY, by=ole)
    case = selectors.case_for_staff(granted.id, ole)
    assert case.sample is not None
    assert (case.sample.agrees, case.sample.reason, case.sample.by) == (False, WHY, "Ole Damgård")
    assert case.decision is not None
    assert case.decision.automatic
    assert [one.reason for one in selectors.samples(ole).disagreements] == [WHY]


def test_the_first_answer_stays(granted: CaseInfo, ole: EmployeeInfo, lise: EmployeeInfo) -> None:
    services.answer_sample(case_id=granted.id, agrees=True, reason="", by=ole)
    with pytest.raises(WrongState):
        services.answer_sample(case_id=granted.id, agrees=False, reason=WHY, by=lise)
    assert SampleAnswer.objects.get().agrees


def test_an_answer_says_yes_or_no_about_something_that_was_drawn(
    granted: CaseInfo, open_case: Open, ole: EmployeeInfo
) -> None:
    with pytest.raises(BadInput) as problem:
        services.answer_sample(case_id=granted.id, agrees=None, reason="", by=ole)
    assert problem.value.field == "agrees"
    with pytest.raises(WrongState):
        services.answer_sample(case_id=open_case(key="other").id, agrees=True, reason="", by=ole)


def test_who_wrote_it_in_does_not_judge_it(open_case: Open, ole: EmployeeInfo, maja: Acting) -> None:
    _draw("100")
    by = Acting(ole.actor, maja.party)
    case = open_case(finding=finding("granted"), by=by)
    services.decide_automatically(case_id=case.id, outcome="granted")
    with pytest.raises(OwnEntry):
        services.answer_sample(case_id=case.id, agrees=True, reason="", by=ole)
    sample = selectors.case_for_staff(case.id, ole).sample
    assert sample is not None
    assert sample.mine


def test_a_protected_citizens_reason_is_not_read_aloud(
    granted: CaseInfo, ole: EmployeeInfo, lise: EmployeeInfo, maja: Acting
) -> None:
    identity.update_from_register(person_id=maja.party.id, exempt=False, protected=True)
    with pytest.raises(TakeFirst):
        services.answer_sample(case_id=granted.id, agrees=False, reason=WHY, by=ole)
    services.take(case_id=granted.id, by=ole)
    services.answer_sample(case_id=granted.id, agrees=False, reason=WHY, by=ole)
    assert [one.reason for one in selectors.samples(ole).disagreements] == [WHY]
    assert [one.reason for one in selectors.samples(lise).disagreements] == [""]


def test_what_caseworkers_set_aside_is_counted(open_case: Open, ole: EmployeeInfo) -> None:
    case = open_case(finding=finding("prepared_refusal"))
    services.decide(
        case_id=case.id, outcome="granted", reasons="Værten har sagt ja nu.", by=ole, seen_version=1
    )
    figures = selectors.samples(ole).figures[0]
    assert (figures.by_people, figures.overridden, figures.no_hearing) == (1, 1, 0)


@settings(max_examples=50)
@given(some.uuids(), some.integers(1, 99))
def test_a_larger_share_holds_the_smaller_one(what: object, pct: int) -> None:
    small, large = Decimal(pct), Decimal(pct + 1)
    key = f"submission:{what}"
    if sampling.drawn(key, pct=small, key="k"):
        assert sampling.drawn(key, pct=large, key="k")
    assert sampling.drawn(key, pct=Decimal(100), key="k")
    assert not sampling.drawn(key, pct=Decimal(0), key="k")


def test_three_of_a_hundred_is_three_of_a_hundred() -> None:
    drawn = sum(sampling.drawn(f"submission:{i}", pct=Decimal(3), key="k") for i in range(10_000))
    assert 250 <= drawn <= 350
    other = {i for i in range(10_000) if sampling.drawn(f"submission:{i}", pct=Decimal(3), key="another")}
    assert other != {i for i in range(10_000) if sampling.drawn(f"submission:{i}", pct=Decimal(3), key="k")}
