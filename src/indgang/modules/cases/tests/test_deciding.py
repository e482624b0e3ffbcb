"""A caseworker decides: the law's demands, who may, and who was first."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from indgang.kernel import generation
from indgang.kernel.errors import NotYours, Stale
from indgang.kernel.text import Text
from indgang.modules.audit import selectors as audit
from indgang.modules.cases import selectors, services
from indgang.modules.cases.events import CaseDecided
from indgang.modules.cases.models import Decision, Task
from indgang.modules.cases.selectors import CaseInfo, MissingParameter
from indgang.modules.cases.services import BadInput, NotAllowed, NotGoodEnough, WrongState
from indgang.modules.cases.tests.conftest import employee, finding
from indgang.modules.cases.vocabulary import CaseState, FollowUp, Outcome
from indgang.modules.identity.models import Parameter
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import selectors as messages

REASONS = "Du bor ikke på adressen. Du skal stå, hvor du bor og sover, jf. CPR-lovens § 6."
Open = Callable[..., CaseInfo]


def test_a_grant_sends_the_letter_that_was_prepared(
    case: CaseInfo, ole: EmployeeInfo, maja: Acting, lyngsoe: list[CaseDecided]
) -> None:
    decision = services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    assert (decision.decided_by, decision.automatic, decision.complaint) == ("Ole Damgård", False, None)
    message = messages.inbox(maja.party)[0]
    assert (message.title.da, message.reference, message.unit) == (
        "Du er flyttet",
        "26-000001",
        "folkeregister",
    )
    assert "Ole Damgård" in messages.message(message.id, party=maja.party).letter.blocks[-1].text.da
    assert [news.outcome for news in lyngsoe] == ["granted"]


def test_a_refusal_has_reasons_complaint_guidance_and_a_name(
    case: CaseInfo, ole: EmployeeInfo, maja: Acting
) -> None:
    decision = services.decide(case_id=case.id, outcome="refused", reasons=REASONS, by=ole, seen_version=1)
    assert decision.complaint is not None
    assert decision.complaint.until == date(2026, 6, 1)
    text = "\n".join(block.text.da for block in decision.letter.blocks)
    for part in (REASONS, "Digitaliseringsministeriet", "1. juni 2026", "Ole Damgård"):
        assert part in text
    status = selectors.cases_of(maja.party)[0].status
    assert status.da == "Du fik nej 4. maj 2026. Du kan klage. Vi skal have din klage senest 1. juni 2026."
    assert status.da in text


FOLLOW_UPS = (
    FollowUp("task", "folkeregister", date(2026, 5, 20), Text("Skriv flytningen i CPR")),
    FollowUp("task", "doctor_register", date(2026, 5, 20), Text("Send nyt sundhedskort")),
    FollowUp("message", "citizen", date(2026, 5, 4), Text("Husk også det her")),
)


@pytest.mark.parametrize(
    ("outcome", "chosen", "tasks", "told"),
    [
        ("granted", (), ["doctor_register", "folkeregister"], True),
        ("part_granted", (), [], False),
        ("part_granted", (0,), ["folkeregister"], False),
        ("part_granted", (2, 1), ["doctor_register"], True),
        ("refused", (0, 1, 2), [], False),
    ],
)
def test_what_follows_is_what_was_granted(
    open_case: Open,
    ole: EmployeeInfo,
    maja: Acting,
    outcome: str,
    chosen: tuple[int, ...],
    tasks: list[str],
    told: bool,
) -> None:
    case = open_case(follow_ups=FOLLOW_UPS)
    services.decide(
        case_id=case.id, outcome=outcome, reasons=REASONS, by=ole, seen_version=1, follow_ups=chosen
    )
    assert sorted(Task.objects.values_list("to", flat=True)) == tasks
    assert ("Husk også det her" in [info.title.da for info in messages.inbox(maja.party)]) is told


@pytest.mark.parametrize("chosen", [(3,), (-1,), (0, 99)])
def test_a_follow_up_that_is_none_of_the_cases_is_refused(
    open_case: Open, ole: EmployeeInfo, chosen: tuple[int, ...]
) -> None:
    case = open_case(follow_ups=FOLLOW_UPS)
    with pytest.raises(BadInput):
        services.decide(
            case_id=case.id,
            outcome="part_granted",
            reasons=REASONS,
            by=ole,
            seen_version=1,
            follow_ups=chosen,
        )
    assert not Decision.objects.exists()


def test_the_preview_is_the_letter_that_is_sent(case: CaseInfo, ole: EmployeeInfo) -> None:
    shown = selectors.preview(case.id, ole, Outcome.REFUSED, REASONS)
    sent = services.decide(case_id=case.id, outcome="refused", reasons=REASONS, by=ole, seen_version=1)
    assert shown == sent.letter


@pytest.mark.parametrize("reasons", ["", "  ", "Nej", "Vi synes ikke, at du bor der, siger naboen."])
def test_a_no_without_good_reasons_is_not_sent(case: CaseInfo, ole: EmployeeInfo, reasons: str) -> None:
    with pytest.raises(NotGoodEnough):
        services.decide(case_id=case.id, outcome="refused", reasons=reasons, by=ole, seen_version=1)
    assert not Decision.objects.exists()


def test_setting_the_rules_aside_needs_a_reason_that_is_kept(open_case: Open, ole: EmployeeInfo) -> None:
    case = open_case(finding=finding("prepared_refusal"))
    with pytest.raises(NotGoodEnough):
        services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    why = "Værten har ringet og sagt, at hun bor der alligevel."
    decision = services.decide(case_id=case.id, outcome="granted", reasons=why, by=ole, seen_version=1)
    assert decision.goes_against
    assert decision.reasons == why
    assert why not in "\n".join(block.text.da for block in decision.letter.blocks)
    steps = [entry.step for entry in selectors.case_for_staff(case.id, ole).timeline if entry.step]
    assert steps[0].internal == why


def test_the_same_press_twice_is_one_decision(case: CaseInfo, ole: EmployeeInfo, maja: Acting) -> None:
    first = services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    again = services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    assert first == again
    assert len(messages.inbox(maja.party)) == 1


def test_a_colleague_who_was_second_is_told(case: CaseInfo, ole: EmployeeInfo, lise: EmployeeInfo) -> None:
    services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    with pytest.raises(Stale):
        services.decide(case_id=case.id, outcome="refused", reasons=REASONS, by=lise, seen_version=1)
    with pytest.raises(Stale):
        services.decide(case_id=case.id, outcome="granted", reasons="", by=lise, seen_version=1)
    assert Decision.objects.count() == 1


def test_a_decided_case_is_not_decided_again(case: CaseInfo, ole: EmployeeInfo) -> None:
    services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    with pytest.raises(WrongState):
        services.decide(case_id=case.id, outcome="refused", reasons=REASONS, by=ole, seen_version=2)


def test_another_department_sees_nothing(case: CaseInfo, tina: EmployeeInfo) -> None:
    with pytest.raises(NotYours):
        services.decide(case_id=case.id, outcome="granted", reasons="", by=tina, seen_version=1)
    with pytest.raises(NotYours):
        selectors.case_for_staff(case.id, tina)
    with pytest.raises(NotYours):
        selectors.preview(case.id, tina, Outcome.GRANTED, "")
    assert selectors.work_list(tina, selectors.WorkFilter(whole_department=True)).rows == ()


def test_somebody_without_a_unit_sees_nothing(case: CaseInfo) -> None:
    with pytest.raises(NotYours):
        selectors.case_for_staff(case.id, employee("Nobody", "no-such-unit"))


def test_a_clerk_reads_but_does_not_decide(case: CaseInfo, maria: EmployeeInfo) -> None:
    assert not selectors.case_for_staff(case.id, maria).may_handle
    with pytest.raises(NotAllowed):
        services.decide(case_id=case.id, outcome="granted", reasons="", by=maria, seen_version=1)


def test_an_unknown_case_is_as_another_departments(ole: EmployeeInfo) -> None:
    with pytest.raises(NotYours):
        services.decide(case_id=uuid4(), outcome="granted", reasons="", by=ole, seen_version=1)


@pytest.mark.parametrize("outcome", ["", "perhaps", "granted\x00"])
def test_an_outcome_that_does_not_exist_is_refused(case: CaseInfo, ole: EmployeeInfo, outcome: str) -> None:
    with pytest.raises(BadInput):
        services.decide(case_id=case.id, outcome=outcome, reasons=REASONS, by=ole, seen_version=1)


def test_long_reasons_with_emoji_are_kept_and_control_characters_go(
    case: CaseInfo, ole: EmployeeInfo
) -> None:
    long = "§ 6 🙂 " + "å" * 9000
    decision = services.decide(
        case_id=case.id, outcome="refused", reasons=f"\x00{long}\x07", by=ole, seen_version=1
    )
    assert decision.reasons == long
    with pytest.raises(BadInput):
        services.decide(case_id=case.id, outcome="refused", reasons="§" * 10_001, by=ole, seen_version=2)


def test_without_a_complaint_body_nobody_says_no(case: CaseInfo, ole: EmployeeInfo) -> None:
    Parameter.objects.filter(key="klage.cpr_instans").delete()
    generation.set_current(generation.current() + 1)
    with pytest.raises(MissingParameter, match=r"klage\.cpr_instans"):
        services.decide(case_id=case.id, outcome="refused", reasons=REASONS, by=ole, seen_version=1)
    services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)


def test_each_look_at_a_case_leaves_a_trace_with_a_purpose(case: CaseInfo, ole: EmployeeInfo) -> None:
    selectors.case_for_staff(case.id, ole)
    traces = {(row.action, row.actor, row.purpose) for row in audit.about(object=case.case_key)}
    assert ("case_seen", ole.actor.key, "sagsbehandling") in traces


def test_a_case_can_be_looked_at_again_and_both_decisions_stay(case: CaseInfo, ole: EmployeeInfo) -> None:
    services.decide(case_id=case.id, outcome="refused", reasons=REASONS, by=ole, seen_version=1)
    services.reopen(case_id=case.id, reason="Ny lejekontrakt", due=date(2026, 5, 12), by=ole, seen_version=2)
    again = selectors.case_for_staff(case.id, ole)
    assert again.info.state is CaseState.OPEN
    assert again.decision is None
    services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=3)
    both = selectors.case_for_staff(case.id, ole).decisions
    assert [decision.outcome for decision in both] == [Outcome.REFUSED, Outcome.GRANTED]


def test_an_own_letter_takes_the_place_of_the_prepared_one(case: CaseInfo, ole: EmployeeInfo) -> None:
    letter = selectors.preview(case.id, ole, Outcome.GRANTED, "")
    own = type(letter)(Text("Tillykke"), letter.blocks[:1])
    sent = services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1, letter=own)
    assert sent.letter.title.da == "Tillykke"
    assert sent.letter == letter.__class__(own.title, letter.blocks)
