"""Nobody is told no on facts that they have not seen, before they were heard (forvaltningsloven § 19)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.cases import selectors, services
from indgang.modules.cases.models import Case, Hearing, Task
from indgang.modules.cases.rules.hearing import Heard, to_hear, what_hearing_lacks
from indgang.modules.cases.selectors import CaseInfo, Pile, WorkFilter
from indgang.modules.cases.services import BadInput, NotHeard, StaleCase, TakeFirst, WrongState
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.cases.vocabulary import CaseState, Fact, Finding, Outcome, StepKind
from indgang.modules.identity import selectors as known
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.messages import selectors as messages
from indgang.modules.messages import services as post

REASONS = "Der er ikke plads i boligen, jf. CPR-lovens § 10. Der bor allerede fem i to rum."
WHY_NOT = "Borgeren har selv oplyst i telefonen, hvor mange der bor der."
BY = date(2026, 5, 18)
CROWD = Fact(Text("Andre på adressen", "Others there"), Text("5", "5"), Text("CPR-registret", "the register"))
ROOMS = Fact(Text("Rum", "Rooms"), Text("2", "2"), Text("BBR", "BBR"))
Open = Callable[..., CaseInfo]


def _finding(*facts: Fact) -> Finding:
    found = finding("prepared_refusal")
    return Finding(found.outcome, found.matched, (), found.version, found.today, False, facts)


@pytest.fixture
def crowded(open_case: Open) -> CaseInfo:
    return open_case(finding=_finding(CROWD, ROOMS))


def _refuse(case: CaseInfo, by: EmployeeInfo, *, version: int = 1, why: str = "") -> None:
    services.decide(
        case_id=case.id, outcome="refused", reasons=REASONS, by=by, seen_version=version, no_hearing=why
    )


def _hear(case: CaseInfo, by: EmployeeInfo, *, facts: tuple[int, ...] = (0, 1), version: int = 1) -> None:
    services.hear(
        case_id=case.id,
        outcome="refused",
        facts=facts,
        reasons=REASONS,
        reply_by=BY,
        by=by,
        seen_version=version,
    )


def _deed(case: CaseInfo, action: str) -> Any:
    return Event.objects.get(object=f"case:{case.id}", action=action).detail


def test_a_no_on_facts_that_were_never_shown_waits_for_a_hearing(
    crowded: CaseInfo, ole: EmployeeInfo
) -> None:
    with pytest.raises(NotHeard, match="ikke har set"):
        _refuse(crowded, ole)
    assert selectors.case_for_staff(crowded.id, ole).info.state is CaseState.NEW


@pytest.mark.parametrize("why", ["Nej", "   kort   "])
def test_a_reason_to_do_without_says_something(crowded: CaseInfo, ole: EmployeeInfo, why: str) -> None:
    with pytest.raises(NotHeard, match="Skriv mere"):
        _refuse(crowded, ole, why=why)


def test_a_stated_reason_is_kept_with_the_decision(crowded: CaseInfo, ole: EmployeeInfo) -> None:
    _refuse(crowded, ole, why=WHY_NOT)
    decision = selectors.case_for_staff(crowded.id, ole).decision
    assert decision is not None
    assert decision.no_hearing == WHY_NOT
    assert _deed(crowded, "case_decided")["unheard"] is True


def test_a_reason_that_nobody_needed_is_not_kept(open_case: Open, ole: EmployeeInfo) -> None:
    case = open_case(finding=_finding())
    _refuse(case, ole, why=WHY_NOT)
    decision = selectors.case_for_staff(case.id, ole).decision
    assert decision is not None
    assert decision.no_hearing == ""


def test_a_full_yes_needs_no_hearing(crowded: CaseInfo, ole: EmployeeInfo) -> None:
    services.decide(
        case_id=crowded.id, outcome="granted", reasons="Værten er flyttet ud i dag.", by=ole, seen_version=1
    )
    assert selectors.case_for_staff(crowded.id, ole).info.state is CaseState.DECIDED


def test_the_party_reads_the_facts_with_their_source_the_draft_and_the_last_day(
    crowded: CaseInfo, ole: EmployeeInfo, maja: Acting
) -> None:
    _hear(crowded, ole)
    info = messages.inbox(maja.party)[0]
    letter = messages.message(info.id, party=maja.party).letter
    text = "\n".join(
        part for block in letter.blocks for part in (block.text.da, *(item.da for item in block.items))
    )
    for part in (
        *("Vi er på vej til at sige nej", "senest 18. maj 2026", "Andre på adressen: 5 (CPR-registret)"),
        *("Rum: 2 (BBR)", REASONS, "Du behøver ikke svare", "Ole Damgård"),
    ):
        assert part in text
    assert info.reply_by == BY
    seen = selectors.cases_of(maja.party)[0]
    assert (seen.state, seen.hearing, seen.next_date) == (CaseState.WAITING, True, BY)
    assert "Så svarer vi på sagen" in seen.status.da


def test_until_the_last_day_is_past_or_they_have_answered_nobody_says_no(
    crowded: CaseInfo, ole: EmployeeInfo, maja: Acting
) -> None:
    _hear(crowded, ole)
    with pytest.raises(NotHeard, match=r"til og med 18\. maj 2026"):
        _refuse(crowded, ole, version=2)
    post.reply(message_id=messages.inbox(maja.party)[0].id, text="De fem er flyttet", by=maja)
    case = selectors.case_for_staff(crowded.id, ole)
    assert (case.info.state, case.info.hearing, case.unheard) == (CaseState.OPEN, False, ())
    assert case.hearing is not None
    assert (case.hearing.answered, case.hearing.over) == (True, True)
    _refuse(crowded, ole, version=case.info.version)


def test_after_the_last_day_it_is_the_caseworkers_turn(
    crowded: CaseInfo, ole: EmployeeInfo, maja: Acting
) -> None:
    _hear(crowded, ole)
    clock.freeze(datetime(2026, 5, 19, 8, 0, tzinfo=UTC))
    assert "Nu afgør vi sagen" in selectors.cases_of(maja.party)[0].status.da
    row = selectors.work_list(ole).rows[0]
    assert (row.hearing, row.answer_late) == (True, True)
    _refuse(crowded, ole, version=2)
    assert Case.objects.get(pk=crowded.id).hearing is False


def test_what_was_left_out_of_the_letter_is_still_to_be_heard(crowded: CaseInfo, ole: EmployeeInfo) -> None:
    _hear(crowded, ole, facts=(1,))
    assert selectors.case_for_staff(crowded.id, ole).unheard == (CROWD,)
    clock.freeze(datetime(2026, 5, 19, 8, 0, tzinfo=UTC))
    with pytest.raises(NotHeard, match="ikke har set"):
        _refuse(crowded, ole, version=2)
    services.hear(
        case_id=crowded.id,
        outcome="part_granted",
        facts=(0,),
        reasons=REASONS,
        reply_by=date(2026, 6, 1),
        by=ole,
        seen_version=2,
    )
    assert selectors.case_for_staff(crowded.id, ole).unheard == ()
    assert Hearing.objects.count() == 2


def test_a_question_afterwards_is_a_question_and_no_hearing(crowded: CaseInfo, ole: EmployeeInfo) -> None:
    _hear(crowded, ole)
    services.ask(case_id=crowded.id, question="Hvor mange bor der?", reply_by=BY, by=ole, seen_version=2)
    case = selectors.case_for_staff(crowded.id, ole)
    assert (case.info.state, case.info.hearing) == (CaseState.WAITING, False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": "granted"}, "outcome"),
        ({"outcome": "x"}, "outcome"),
        ({"facts": (2,)}, "facts"),
        ({"facts": (-1,)}, "facts"),
        ({"reasons": "  "}, "reasons"),
        ({"reply_by": date(2026, 5, 4)}, "reply_by"),
        ({"reply_by": date(2027, 5, 4)}, "reply_by"),
    ],
)
def test_a_hearing_that_will_not_do_is_not_sent(
    crowded: CaseInfo, ole: EmployeeInfo, maja: Acting, changes: dict[str, object], field: str
) -> None:
    values = {"outcome": "refused", "facts": (), "reasons": REASONS, "reply_by": BY, **changes}
    with pytest.raises(BadInput) as problem:
        services.hear(case_id=crowded.id, by=ole, seen_version=1, **values)  # type: ignore[arg-type]
    assert problem.value.field == field
    assert messages.inbox(maja.party) == []


def test_a_second_press_and_a_decided_case_hear_nobody(
    crowded: CaseInfo, ole: EmployeeInfo, maja: Acting
) -> None:
    _hear(crowded, ole)
    with pytest.raises(StaleCase):
        _hear(crowded, ole)
    assert len(messages.inbox(maja.party)) == 1
    _refuse(crowded, ole, version=2, why=WHY_NOT)
    with pytest.raises(WrongState):
        _hear(crowded, ole, facts=(), version=3)


def test_a_protected_case_is_taken_first(crowded: CaseInfo, ole: EmployeeInfo, maja: Acting) -> None:
    identity.update_from_register(person_id=maja.party.id, exempt=False, protected=True)
    case = selectors.case_for_staff(crowded.id, ole)
    assert (case.unheard, case.finding.unseen) == ((), ())
    with pytest.raises(TakeFirst):
        _hear(crowded, ole)


def test_a_hearing_stands_in_the_trail_and_on_the_time_line(crowded: CaseInfo, ole: EmployeeInfo) -> None:
    _hear(crowded, ole)
    kinds = [entry.step.kind for entry in selectors.case_for_staff(crowded.id, ole).timeline if entry.step]
    assert StepKind.HEARING in kinds
    assert _deed(crowded, "case_heard")["facts"] == 2


@pytest.mark.parametrize(
    ("outcome", "unheard", "last", "why", "lacks"),
    [
        (Outcome.GRANTED, (CROWD,), None, "", False),
        (Outcome.REFUSED, (), None, "", False),
        (Outcome.PART_GRANTED, (CROWD,), None, "", True),
        (Outcome.REFUSED, (CROWD,), None, WHY_NOT, False),
        (Outcome.REFUSED, (), Heard((), BY, False), "", True),
        (Outcome.REFUSED, (), Heard((), BY, True), "", False),
        (Outcome.REFUSED, (), Heard((), date(2026, 5, 3), False), "", False),
    ],
    ids=["yes", "all seen", "unseen", "reason", "running", "answered", "past"],
)
def test_when_a_hearing_is_lacking(
    outcome: Outcome, unheard: tuple[Fact, ...], last: Heard | None, why: str, lacks: bool
) -> None:
    found = what_hearing_lacks(outcome, unheard=unheard, last=last, why_not=why, today=date(2026, 5, 4))
    assert (found is not None) is lacks


def test_a_fact_that_has_changed_since_is_heard_again() -> None:
    now_six = Fact(CROWD.label, Text("6", "6"), CROWD.source)
    assert to_hear((now_six, ROOMS), [Heard((CROWD, ROOMS), BY, True)]) == (now_six,)


def test_the_reminder_demands_no_answer(crowded: CaseInfo, ole: EmployeeInfo, maja: Acting) -> None:
    _hear(crowded, ole)
    clock.freeze(datetime(2026, 5, 15, 8, 0, tzinfo=UTC))  # the last open day before Monday
    assert post.plan_reminders() == 1
    reminder = messages.inbox(maja.party)[0]
    assert reminder.title.da.startswith("Du kan stadig svare: Før vi svarer dig")
    assert "Du behøver ikke svare." in reminder.result.da


def test_a_hearing_that_is_past_is_ours_and_the_time_does_not_count_against_us(
    crowded: CaseInfo, ole: EmployeeInfo
) -> None:
    _hear(crowded, ole)
    due = Case.objects.get().due
    clock.freeze(datetime(2026, 5, 18, 12, tzinfo=UTC))
    assert services.end_hearings() == 0
    clock.freeze(datetime(2026, 5, 19, 8, tzinfo=UTC))
    assert [services.end_hearings(), services.end_hearings()] == [1, 0]
    case = Case.objects.get()
    assert (case.state, case.hearing, case.reply_by) == (CaseState.OPEN, False, None)
    assert case.due > due
    assert case.due >= date(2026, 5, 19)
    assert [task.title["da"] for task in Task.objects.all()] == [
        "Afgør sagen: borgeren sagde ikke noget, før fristen gik"
    ]
    _refuse(crowded, ole, version=case.version)
    assert Case.objects.get().state == CaseState.DECIDED


def test_a_team_counts_a_past_hearing_as_its_own(crowded: CaseInfo, ole: EmployeeInfo) -> None:
    account = identity.account_for_staff(
        subject="Vibeke", name="Vibeke", roles=[Role.SUPERVISOR], unit="folkeregister"
    )
    assert account.employee is not None
    vibeke = known.employee(account.employee.pk)
    _hear(crowded, ole)
    late = WorkFilter(overdue=True)
    clock.freeze(datetime(2026, 5, 18, 12, tzinfo=UTC))
    assert selectors.team_cases(vibeke, Pile.LATE).total == 0
    assert selectors.work_list(ole, late).total == 0
    clock.freeze(datetime(2026, 5, 19, 8, tzinfo=UTC))
    [row] = selectors.team_cases(vibeke, Pile.LATE).rows
    assert (row.reply_by, row.asked_on) == (None, None)
    assert selectors.work_list(ole, late).total == 1
    services.end_hearings()
    assert selectors.team_cases(vibeke, Pile.LATE).total == 0
    assert selectors.team_cases(vibeke, Pile.ALL).total == 1
