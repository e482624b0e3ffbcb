"""A letter of a case that did not arrive, came back, or arrived late."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from indgang.kernel import clock
from indgang.kernel.ids import new_id
from indgang.modules.cases import handlers, selectors, services
from indgang.modules.cases.models import Case, Decision, Step, Task
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import NOW
from indgang.modules.cases.tests.test_deciding import REASONS
from indgang.modules.cases.vocabulary import StepKind, TaskState
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.events import DeliveryFailed, LetterCameBack, MessageArrived
from indgang.modules.messages.vocabulary import Cause


@pytest.fixture
def refused(case: CaseInfo, ole: EmployeeInfo) -> UUID:
    """The letter of a refusal of 4 May, which can be complained about until 1 June."""
    made = services.decide(case_id=case.id, outcome="refused", reasons=REASONS, by=ole, seen_version=1)
    return made.message_id


def failed(case: CaseInfo, letter: UUID, cause: str = Cause.NO_ADDRESS) -> None:
    handlers.on_delivery_failed(DeliveryFailed(case.case_key, letter, "letter", cause))


def arrived(case: CaseInfo, letter: UUID, day: date | None) -> None:
    handlers.on_arrived(MessageArrived(case.case_key, letter, "letter", day, "assumed"))


def until(case: CaseInfo, maja: Acting) -> date:
    decision = selectors.decision_of(case.id, maja.party)
    assert decision is not None
    assert decision.complaint is not None
    return decision.complaint.until


def test_a_letter_that_did_not_arrive_is_a_task_with_its_cause(case: CaseInfo, refused: UUID) -> None:
    for _again in range(2):
        failed(case, refused)
    task = Task.objects.get(case=case.id)
    assert task.title["da"] == "Et brev nåede ikke frem. Vi kender ingen adresse."
    assert (task.to, task.due) == ("folkeregister", date(2026, 5, 5))


def test_the_task_leads_to_the_letter(case: CaseInfo, refused: UUID, ole: EmployeeInfo) -> None:
    failed(case, refused)
    assert [one.letter for one in selectors.case_for_staff(case.id, ole).tasks] == [refused]


def test_the_next_day_is_an_open_one(case: CaseInfo, refused: UUID) -> None:
    clock.freeze(
        NOW + timedelta(days=9)
    )  # the day before Ascension Day; the municipality is closed after it, too
    failed(case, refused)
    assert Task.objects.get(case=case.id).due > date(2026, 5, 14)


@pytest.mark.parametrize("cause", ["", "a word of tomorrow", *Cause])
def test_every_cause_gives_one_task(case: CaseInfo, refused: UUID, cause: str) -> None:
    failed(case, refused, cause)
    title = Task.objects.get(case=case.id).title
    assert title["da"].endswith(".")
    assert title["en"].endswith(".")


def test_a_letter_that_came_back_is_told_once_whichever_news_comes_first(
    case: CaseInfo, refused: UUID
) -> None:
    back = LetterCameBack(case.case_key, refused, new_id(), "Ukendt på adressen", new_address=True)
    failed(case, refused, Cause.RETURNED)
    assert Task.objects.get(case=case.id).title["da"] == "Et brev kom retur."
    handlers.on_came_back(back)
    failed(case, refused, Cause.RETURNED)
    assert Task.objects.get(case=case.id).title["da"] == "Et brev kom retur. Posten kender en ny adresse."


def test_a_second_failure_opens_the_task_again(case: CaseInfo, refused: UUID, ole: EmployeeInfo) -> None:
    failed(case, refused)
    services.finish_task(task_id=Task.objects.get(case=case.id).pk, by=ole)
    failed(case, refused, Cause.RETURNED)
    task = Task.objects.get(case=case.id)
    assert (task.state, task.done_by, task.title["da"]) == (TaskState.OPEN, None, "Et brev kom retur.")


def test_a_letter_that_arrives_closes_its_task_and_no_other(case: CaseInfo, refused: UUID) -> None:
    other = new_id()
    failed(case, refused)
    failed(case, other)
    arrived(case, refused, None)
    assert set(Task.objects.filter(case=case.id).values_list("key", "state")) == {
        (f"undelivered:{refused}", TaskState.DONE),
        (f"undelivered:{other}", TaskState.OPEN),
    }


def test_a_letter_that_arrives_late_leaves_more_time_to_complain(
    case: CaseInfo, refused: UUID, maja: Acting
) -> None:
    assert until(case, maja) == date(2026, 6, 1)
    for _again in range(2):
        arrived(case, refused, date(2026, 5, 12))
    assert until(case, maja) == date(2026, 6, 9)
    assert selectors.cases_of(maja.party)[0].status.da.endswith("Vi skal have din klage senest 9. juni 2026.")
    steps = Step.objects.filter(case=case.id, kind=StepKind.ARRIVED)
    assert [step.text["da"] for step in steps] == [
        "Afgørelsen nåede frem 12. maj 2026. Du kan klage til og med 9. juni 2026"
    ]
    assert Decision.objects.get(case=case.id).complaint_until == date(2026, 6, 1), "a decision never changes"


@pytest.mark.parametrize("day", [date(2026, 5, 4), date(2026, 4, 1)])
def test_the_time_to_complain_never_gets_shorter(
    case: CaseInfo, refused: UUID, maja: Acting, day: date
) -> None:
    arrived(case, refused, day)
    assert until(case, maja) == date(2026, 6, 1)
    arrived(case, refused, date(2026, 5, 12))
    arrived(case, refused, day)
    assert until(case, maja) == date(2026, 6, 9)


def test_a_new_decision_has_its_own_time(
    case: CaseInfo, refused: UUID, maja: Acting, ole: EmployeeInfo
) -> None:
    arrived(case, refused, date(2026, 5, 12))
    version = Case.objects.get(pk=case.id).version
    services.reopen(
        case_id=case.id, reason="Et nyt bilag.", due=date(2026, 5, 20), by=ole, seen_version=version
    )
    services.decide(case_id=case.id, outcome="refused", reasons=REASONS, by=ole, seen_version=version + 1)
    assert until(case, maja) == date(2026, 6, 1)
    arrived(case, refused, date(2026, 5, 30))
    assert until(case, maja) == date(2026, 6, 1), "the letter of the first decision moves nothing"


def test_what_belongs_to_no_case_makes_no_task(case: CaseInfo) -> None:
    for key in ("", "case:" + str(new_id()), "draft:1"):
        handlers.on_delivery_failed(DeliveryFailed(key, new_id(), "letter", Cause.NO_ADDRESS))
        handlers.on_came_back(LetterCameBack(key, new_id(), new_id(), ""))
        handlers.on_arrived(MessageArrived(key, new_id(), "letter", date(2026, 5, 12), "assumed"))
    assert not Task.objects.exists()
