"""Asking, answering, forwarding, noting, and the work list."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from indgang.kernel import clock
from indgang.kernel.errors import NotYours, Stale
from indgang.modules.audit.models import Event
from indgang.modules.cases import selectors, services
from indgang.modules.cases.models import Note, Task
from indgang.modules.cases.selectors import CaseInfo, WorkFilter
from indgang.modules.cases.services import BadInput, NotAllowed, WrongState
from indgang.modules.cases.tests.conftest import NOW
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import selectors as messages
from indgang.modules.messages import services as post

Open = Callable[..., CaseInfo]
REPLY_BY = date(2026, 5, 11)


def _ask(case: CaseInfo, by: EmployeeInfo, version: int = 1, **more: Any) -> Any:
    more = {"question": "Hvorfor er det sent?", "reply_by": REPLY_BY, **more}
    return services.ask(case_id=case.id, by=by, seen_version=version, **more)


def test_a_question_makes_the_case_wait_and_reaches_the_citizen(
    case: CaseInfo, ole: EmployeeInfo, maja: Acting
) -> None:
    _ask(case, ole)
    info = messages.inbox(maja.party)[0]
    assert (info.to_do, info.reply_by) == (True, REPLY_BY)
    now = selectors.cases_of(maja.party)[0]
    assert now.state is CaseState.WAITING
    assert now.status.da == "Vi mangler et svar fra dig. Send det senest 11. maj 2026."
    assert now.status.da in str(messages.message(info.id, party=maja.party).letter)


def test_the_answer_brings_the_case_back_and_moves_the_deadline(
    case: CaseInfo, ole: EmployeeInfo, maja: Acting
) -> None:
    message_id = _ask(case, ole)
    clock.freeze(NOW + timedelta(days=3))
    post.reply(message_id=message_id, text="Jeg var syg.", by=maja)
    post.reply(message_id=message_id, text="Jeg var syg.", by=maja)
    now = selectors.case_for_staff(case.id, ole)
    assert now.info.state is CaseState.OPEN
    assert now.due == date(2026, 5, 11)  # 6 May and three days is a Saturday
    assert [task.title.da for task in now.tasks] == ["Læs svaret fra borgeren"]
    assert sum(1 for entry in now.timeline if entry.message and entry.message.info.direction == "in") == 1


def test_an_answer_to_a_decided_case_becomes_a_task(case: CaseInfo, ole: EmployeeInfo, maja: Acting) -> None:
    message_id = _ask(case, ole)
    services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=2)
    post.reply(message_id=message_id, text="Jeg var syg.", by=maja)
    now = selectors.case_for_staff(case.id, ole)
    assert now.info.state is CaseState.DECIDED
    assert [task.done_at for task in now.tasks] == [None]


@pytest.mark.parametrize("reply_by", [date(2026, 5, 4), date(2020, 1, 1), date(2026, 12, 24)])
def test_a_date_that_cannot_be_is_refused(case: CaseInfo, ole: EmployeeInfo, reply_by: date) -> None:
    with pytest.raises(BadInput) as error:
        _ask(case, ole, reply_by=reply_by)
    assert error.value.field == "reply_by"


@pytest.mark.parametrize("question", ["", " \x00 ", "å" * 10_001])
def test_a_question_that_says_nothing_or_too_much_is_refused(
    case: CaseInfo, ole: EmployeeInfo, question: str
) -> None:
    with pytest.raises(BadInput):
        _ask(case, ole, question=question)


def test_ten_thousand_characters_and_emoji_are_asked(case: CaseInfo, ole: EmployeeInfo) -> None:
    _ask(case, ole, question="🙂" * 10_000)


def test_a_decided_case_is_not_asked_about(case: CaseInfo, ole: EmployeeInfo) -> None:
    services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    with pytest.raises(WrongState):
        _ask(case, ole, version=2)


def test_everything_refuses_an_old_version(case: CaseInfo, ole: EmployeeInfo) -> None:
    services.take(case_id=case.id, by=ole)
    with pytest.raises(Stale):
        _ask(case, ole, version=1)
    with pytest.raises(Stale):
        services.forward(case_id=case.id, unit="borgerservice", reason="x", by=ole, seen_version=1)
    with pytest.raises(Stale):
        services.reopen(case_id=case.id, reason="x", due=REPLY_BY, by=ole, seen_version=1)


def test_everything_refuses_another_department_and_a_clerk(
    case: CaseInfo, tina: EmployeeInfo, maria: EmployeeInfo, ole: EmployeeInfo
) -> None:
    services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    task = Task.objects.create(
        case_id=case.id, key="t", to="x", title={"da": "x"}, due=REPLY_BY, created_at=NOW
    )
    deeds: list[Callable[[EmployeeInfo], object]] = [
        lambda by: services.take(case_id=case.id, by=by),
        lambda by: _ask(case, by),
        lambda by: services.forward(case_id=case.id, unit="borgerservice", reason="x", by=by, seen_version=2),
        lambda by: services.reopen(case_id=case.id, reason="x", due=REPLY_BY, by=by, seen_version=2),
        lambda by: services.finish_task(task_id=task.pk, by=by),
    ]
    for deed in deeds:
        with pytest.raises(NotYours):
            deed(tina)
        with pytest.raises(NotAllowed):
            deed(maria)
    with pytest.raises(NotYours):
        services.note(case_id=case.id, text="x", by=tina)
    with pytest.raises(NotYours):
        services.finish_task(task_id=uuid4(), by=ole)


def test_taking_a_case_says_who_has_it(case: CaseInfo, ole: EmployeeInfo, lise: EmployeeInfo) -> None:
    services.take(case_id=case.id, by=ole)
    services.take(case_id=case.id, by=ole)
    assert selectors.case_for_staff(case.id, ole).info.version == 2
    services.take(case_id=case.id, by=lise)
    now = selectors.case_for_staff(case.id, ole)
    assert (now.handler, now.taken_by_me) == ("Lise Toft", False)


def test_a_forwarded_case_belongs_to_the_other_department_and_keeps_its_deadline(
    case: CaseInfo, ole: EmployeeInfo, tina: EmployeeInfo, maja: Acting
) -> None:
    services.forward(case_id=case.id, unit="pladsanvisning", reason="Det er jeres", by=ole, seen_version=1)
    with pytest.raises(NotYours):
        selectors.case_for_staff(case.id, ole)
    now = selectors.case_for_staff(case.id, tina)
    assert (now.info.state, now.handler, now.due) == (CaseState.FORWARDED, "", date(2026, 5, 6))
    shown = selectors.case_of(case.id, maja.party)
    assert "Pladsanvisningen" in shown.info.status.da
    assert "Det er jeres" not in str(shown)


@pytest.mark.parametrize("unit", ["", "no-such-unit", "kontaktcenter", "folkeregister"])
def test_a_case_is_only_forwarded_to_another_unit_that_decides(
    case: CaseInfo, ole: EmployeeInfo, unit: str
) -> None:
    with pytest.raises(BadInput) as error:
        services.forward(case_id=case.id, unit=unit, reason="x", by=ole, seen_version=1)
    assert error.value.field == "unit"


def test_a_case_that_is_forwarded_while_it_waits_is_not_late_for_the_days_it_waited(
    case: CaseInfo, ole: EmployeeInfo, tina: EmployeeInfo
) -> None:
    _ask(case, ole)
    clock.freeze(NOW + timedelta(days=7))
    services.forward(case_id=case.id, unit="pladsanvisning", reason="Deres", by=ole, seen_version=2)
    assert selectors.case_for_staff(case.id, tina).due == date(2026, 5, 13)


def test_a_note_is_kept_once_for_each_form(case: CaseInfo, ole: EmployeeInfo) -> None:
    for key in ("form-1", "form-1", "form-2"):
        services.note(case_id=case.id, text="Ringet, intet svar 🙂", by=ole, key=key)
    services.note(case_id=case.id, text="Ringet, intet svar 🙂", by=ole)
    assert Note.objects.count() == 3


def test_notes_are_not_for_the_citizen(case: CaseInfo, ole: EmployeeInfo, maja: Acting) -> None:
    services.note(case_id=case.id, text="Hemmeligt", by=ole)
    assert "Hemmeligt" not in str(selectors.case_of(case.id, maja.party))
    assert "Hemmeligt" in str(selectors.case_for_staff(case.id, ole))


def test_the_work_list_shows_my_unit_by_deadline_and_why(
    open_case: Open, ole: EmployeeInfo, lise: EmployeeInfo
) -> None:
    open_case(key="late", due=date(2026, 5, 1))
    open_case(key="soon", due=date(2026, 5, 5))
    open_case(key="elsewhere", unit="borgerservice")
    found = selectors.work_list(ole)
    assert [row.days_left for row in found.rows] == [-3, 1]
    assert found.rows[0].why.da == "Du anmeldte mere end 5 dage for sent"
    assert selectors.work_list(lise).total == 1
    assert selectors.work_list(lise, WorkFilter(whole_department=True)).total == 3
    assert [row.number for row in selectors.work_list(ole, WorkFilter(overdue=True)).rows] == ["26-000001"]


def test_a_case_that_waits_for_the_citizen_is_neither_late_nor_first(
    open_case: Open, ole: EmployeeInfo
) -> None:
    asked = open_case(key="asked", due=date(2026, 5, 1))
    ours = open_case(key="ours", due=date(2026, 6, 20))
    silent = open_case(key="silent", due=date(2026, 5, 6))
    _ask(asked, ole, reply_by=date(2026, 5, 30))
    _ask(silent, ole, reply_by=date(2026, 5, 8))
    clock.freeze(datetime(2026, 5, 9, 10, tzinfo=UTC))
    rows = selectors.work_list(ole).rows
    assert [row.id for row in rows] == [
        silent.id,
        ours.id,
        asked.id,
    ]  # who should have answered is ours again
    assert [row.answer_late for row in rows] == [True, False, False]
    assert (rows[2].waiting_since, rows[2].reply_by) == (date(2026, 5, 4), date(2026, 5, 30))
    assert rows[1].waiting_since is None
    assert selectors.work_list(ole, WorkFilter(overdue=True)).rows == ()


def test_the_work_list_filters_by_state_and_by_me(open_case: Open, ole: EmployeeInfo) -> None:
    first, second = open_case(key="1"), open_case(key="2")
    services.take(case_id=second.id, by=ole)
    services.decide(case_id=first.id, outcome="granted", reasons="", by=ole, seen_version=1)
    assert [row.id for row in selectors.work_list(ole).rows] == [second.id]
    assert [row.id for row in selectors.work_list(ole, WorkFilter(mine=True)).rows] == [second.id]
    decided = selectors.work_list(ole, WorkFilter(state=CaseState.DECIDED))
    assert [row.id for row in decided.rows] == [first.id]


def test_the_work_list_has_pages_and_costs_two_queries_and_a_trace(
    open_case: Open, ole: EmployeeInfo, django_assert_num_queries: Any
) -> None:
    for i in range(30):
        open_case(key=f"k{i}")
    selectors.work_list(ole)
    before = Event.objects.filter(action="work_list_seen").count()
    with django_assert_num_queries(3):
        found = selectors.work_list(ole, WorkFilter(page=2))
    assert (len(found.rows), found.pages, found.total) == (5, 2, 30)
    assert selectors.work_list(ole, WorkFilter(page=99)).filter.page == 2
    assert Event.objects.filter(action="work_list_seen").count() == before + 2


def test_a_busy_case_costs_no_more_queries_than_a_quiet_one(
    case: CaseInfo, ole: EmployeeInfo, maja: Acting, django_assert_num_queries: Any
) -> None:
    for version in range(1, 6):
        _ask(case, ole, version=version, question=f"Spørgsmål {version}?")
        services.note(case_id=case.id, text=f"Notat {version}", by=ole)
    with django_assert_num_queries(9):
        selectors.case_for_staff(case.id, ole)
