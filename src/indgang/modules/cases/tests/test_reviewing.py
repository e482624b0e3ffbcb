"""The party asks a person to look at what the rules decided, and a person answers."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from indgang.kernel import clock, generation
from indgang.kernel.errors import NotYours, Stale
from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.cases import selectors, services
from indgang.modules.cases.models import Case, FilingEntry, Step, Task
from indgang.modules.cases.selectors import CaseInfo, WorkFilter
from indgang.modules.cases.services import (
    AnswerFirst,
    BadInput,
    NotAllowed,
    NotAutomatic,
    TakeFirst,
    WrongState,
)
from indgang.modules.cases.tests.conftest import NOW, finding
from indgang.modules.cases.vocabulary import CaseState, StepKind
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Parameter, Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.messages import selectors as messages

Open = Callable[..., CaseInfo]
DUE = date(2026, 5, 11)  # five working days after Monday 4 May
WHY = "Min datter flytter ikke med."


@pytest.fixture
def granted(open_case: Open) -> CaseInfo:
    """A case that the rules decided."""
    case = open_case(key="submission:2", finding=finding("granted"))
    services.decide_automatically(case_id=case.id, outcome="granted")
    return case


def _ask(case: CaseInfo, by: Acting, why: str = WHY) -> CaseInfo:
    return services.ask_for_review(case_id=case.id, why=why, by=by)


def _helper(maja: Acting, bo: Acting, *, service: str) -> Acting:
    mandate = identity.give_mandate(
        holder=Person.objects.get(pk=bo.actor.id),
        giver_person=Person.objects.get(pk=maja.party.id),
        ground=Ground.MANDATE,
        scope=[service],
        channels=["self_service"],
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 5, 31),
        basis=Text("Fuldmagt", "Power of attorney"),
    )
    return Acting(bo.actor, maja.party, Ground.MANDATE, str(mandate.pk))


def test_the_decision_stands_while_a_person_looks_at_it(granted: CaseInfo, maja: Acting) -> None:
    _ask(granted, maja)
    now = selectors.case_of(granted.id, maja.party)
    assert now.info.state is CaseState.DECIDED
    assert now.decision is not None
    assert now.info.status.da == (
        "Du fik ja 4. maj 2026. Det gælder stadig. En medarbejder ser på svaret og skriver til dig senest 11. maj 2026."
    )
    assert now.info.next_date == DUE
    assert selectors.cases_of(maja.party)[0].status == now.info.status
    assert now.steps[-1].text.da == "Du bad et menneske se på svaret"


def test_the_unit_has_it_on_its_list_with_the_words_and_a_task(
    granted: CaseInfo, maja: Acting, ole: EmployeeInfo
) -> None:
    assert selectors.work_list(ole).rows == ()
    _ask(granted, maja)
    [row] = selectors.work_list(ole).rows
    assert (row.id, row.in_review, row.due, row.state) == (granted.id, True, DUE, CaseState.DECIDED)
    case = selectors.case_for_staff(granted.id, ole)
    assert case.review is not None
    assert (case.review.due, case.review.why) == (DUE, (WHY,))
    [task] = case.tasks
    assert (task.to, task.due, task.is_review, task.done_at) == ("folkeregister", DUE, True, None)
    assert Event.objects.get(action="case_review_asked").actor == maja.actor.key
    assert FilingEntry.objects.filter(case=granted.id, document__startswith="step:").count() == 1


def test_a_wish_that_is_late_says_so_and_stands_among_the_late_ones(
    granted: CaseInfo, maja: Acting, ole: EmployeeInfo
) -> None:
    _ask(granted, maja)
    clock.freeze(NOW + timedelta(days=20))
    assert "Vi er forsinkede" in selectors.cases_of(maja.party)[0].status.da
    assert len(selectors.work_list(ole, WorkFilter(overdue=True)).rows) == 1


@pytest.mark.parametrize("value", [None, "ti"])
def test_without_the_parameter_it_is_looked_at_as_soon_as_an_answer_is_read(
    granted: CaseInfo, maja: Acting, value: str | None
) -> None:
    Parameter.objects.filter(key="sag.gennemsyn_frist_hverdage").update(value=value)
    generation.set_current(generation.current() + 1)
    assert _ask(granted, maja).next_date == date(2026, 5, 6)


def test_asking_twice_is_asking_once_and_new_words_are_kept(
    granted: CaseInfo, maja: Acting, ole: EmployeeInfo
) -> None:
    first = _ask(granted, maja)
    assert _ask(granted, maja) == first
    assert _ask(granted, maja, "") == first
    _ask(granted, maja, "Og han gør heller ikke.")
    case = selectors.case_for_staff(granted.id, ole)
    assert case.review is not None
    assert case.review.why == (WHY, "Og han gør heller ikke.")
    assert len(case.tasks) == 1
    assert Step.objects.filter(kind=StepKind.REVIEW_ASKED).count() == 2


def test_one_need_not_say_why(granted: CaseInfo, maja: Acting, ole: EmployeeInfo) -> None:
    _ask(granted, maja, " \x00 \n ")
    case = selectors.case_for_staff(granted.id, ole)
    assert case.review is not None
    assert case.review.why == ()


def test_ten_thousand_characters_are_kept_and_one_more_is_refused(
    granted: CaseInfo, maja: Acting, ole: EmployeeInfo
) -> None:
    with pytest.raises(BadInput) as error:
        _ask(granted, maja, "å" * 10_001)
    assert error.value.field == "why"
    assert not Task.objects.exists()
    _ask(granted, maja, "🙂\x00" * 10_000)
    case = selectors.case_for_staff(granted.id, ole)
    assert case.review is not None
    assert case.review.why == ("🙂" * 10_000,)


def test_another_persons_case_is_as_one_that_is_not_there(
    granted: CaseInfo, bo: Acting, maja: Acting
) -> None:
    for by, case_id in ((bo, granted.id), (maja, uuid4())):
        with pytest.raises(NotYours):
            services.ask_for_review(case_id=case_id, why=WHY, by=by)
    pretender = Acting(bo.actor, maja.party)
    with pytest.raises(NotYours):
        _ask(granted, pretender)
    assert not Task.objects.exists()


def test_a_helper_asks_within_the_mandate_and_not_outside_it_or_after_it(
    granted: CaseInfo, maja: Acting, bo: Acting
) -> None:
    with pytest.raises(NotYours):
        _ask(granted, _helper(maja, bo, service="friplads"))
    helper = _helper(maja, bo, service="flytning-indland")
    clock.freeze(NOW + timedelta(days=60))
    with pytest.raises(NotYours):
        _ask(granted, helper)
    clock.freeze(NOW)
    assert _ask(granted, helper).in_review


def test_what_a_person_decided_or_has_not_decided_yet_is_not_asked_about(
    case: CaseInfo, maja: Acting, ole: EmployeeInfo
) -> None:
    with pytest.raises(NotAutomatic):
        _ask(case, maja)
    services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    with pytest.raises(NotAutomatic):
        _ask(case, maja)
    assert not selectors.case_of(case.id, maja.party).may_ask_for_review


def test_the_page_offers_it_once(granted: CaseInfo, maja: Acting) -> None:
    assert selectors.case_of(granted.id, maja.party).may_ask_for_review
    _ask(granted, maja)
    assert not selectors.case_of(granted.id, maja.party).may_ask_for_review


def _answer(case: CaseInfo, by: EmployeeInfo, version: int, text: str = "Reglerne er fulgt.") -> None:
    services.answer_review(case_id=case.id, text=text, by=by, seen_version=version)


def test_a_person_keeps_the_decision_and_says_why(granted: CaseInfo, maja: Acting, ole: EmployeeInfo) -> None:
    version = _ask(granted, maja).version
    _answer(granted, ole, version)
    newest = messages.inbox(maja.party)[0]
    letter = str(messages.message(newest.id, party=maja.party).letter)
    assert "Svaret gælder stadig." in letter
    assert "Reglerne er fulgt." in letter
    assert "Ole Damgård" in letter
    now = selectors.case_of(granted.id, maja.party)
    assert now.info.status.da == "Du fik ja 4. maj 2026. Du skal ikke gøre mere."
    assert now.steps[-1].text.da == "En medarbejder så på svaret. Det gælder stadig"
    assert selectors.work_list(ole).rows == ()
    [task] = selectors.case_for_staff(granted.id, ole).tasks
    assert task.done_at is not None
    with pytest.raises(NotAutomatic):
        _ask(granted, maja, "Jeg er stadig ikke enig.")
    _answer(granted, ole, version)  # a double click
    assert len(messages.inbox(maja.party)) == 2
    with pytest.raises(WrongState):
        _answer(granted, ole, version + 1)


def test_a_person_may_take_the_case_up_again_and_decide_it(
    granted: CaseInfo, maja: Acting, ole: EmployeeInfo
) -> None:
    version = _ask(granted, maja).version
    services.reopen(case_id=granted.id, reason="En fejl", due=DUE, by=ole, seen_version=version)
    now = selectors.case_for_staff(granted.id, ole)
    assert (now.info.state, now.review, now.info.in_review) == (CaseState.OPEN, None, False)
    assert [task.done_at is None for task in now.tasks] == [False]
    services.decide(
        case_id=granted.id,
        outcome="refused",
        reasons="Du bor ikke på adressen, jf. CPR-lovens § 6.",
        by=ole,
        seen_version=version + 1,
    )
    assert not selectors.case_of(granted.id, maja.party).may_ask_for_review


def test_the_answer_needs_a_text_a_right_and_the_version_that_was_seen(
    granted: CaseInfo, maja: Acting, ole: EmployeeInfo, maria: EmployeeInfo, tina: EmployeeInfo
) -> None:
    version = _ask(granted, maja).version
    for by, error in ((maria, NotAllowed), (tina, NotYours)):
        with pytest.raises(error):
            _answer(granted, by, version)
    with pytest.raises(Stale):
        _answer(granted, ole, version - 1)
    for text in ("", " \x00", "å" * 10_001):
        with pytest.raises(BadInput):
            _answer(granted, ole, version, text)
    assert selectors.case_for_staff(granted.id, ole).review is not None


def test_the_task_is_not_done_by_a_tick(granted: CaseInfo, maja: Acting, ole: EmployeeInfo) -> None:
    _ask(granted, maja)
    with pytest.raises(AnswerFirst):
        services.finish_task(task_id=Task.objects.get().pk, by=ole)


def test_a_protected_citizens_wish_is_hidden_until_the_case_is_taken(
    granted: CaseInfo, maja: Acting, ole: EmployeeInfo
) -> None:
    identity.update_from_register(person_id=maja.party.id, exempt=False, protected=True)
    version = _ask(granted, maja).version
    assert WHY not in str(selectors.case_for_staff(granted.id, ole))
    with pytest.raises(TakeFirst):
        _answer(granted, ole, version)
    services.take(case_id=granted.id, by=ole)
    assert WHY in str(selectors.case_for_staff(granted.id, ole))
    _answer(granted, ole, version + 1)


def test_the_database_keeps_a_wish_to_decisions_and_steps_as_they_were(
    case: CaseInfo, granted: CaseInfo
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.id).update(review_asked_on=DUE)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE cases_step SET internal = 'x'")


def test_a_case_that_nobody_asked_about_costs_no_more(
    granted: CaseInfo, maja: Acting, ole: EmployeeInfo, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(10):
        selectors.case_for_staff(granted.id, ole)
    _ask(granted, maja)
    with django_assert_num_queries(11):
        selectors.case_for_staff(granted.id, ole)
