"""Others are asked when their yes is all that is lacking; what they say is put to the rules again."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case, Decision, FilingEntry, Step, Task
from indgang.modules.cases.selectors import CaseForParty
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.identity import selectors as identity_selectors
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import (
    Invitation,
    InvitationAnswer,
    Reconsideration,
    SolutionVersion,
    Submission,
)
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source
from indgang.modules.selfservice.tests.conftest import FLYTNING, NOW, Filling, Outside
from indgang.modules.selfservice.vocabulary import InvitationState, Standing

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
People = Callable[..., Acting]
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}


@pytest.fixture
def amir(person: People) -> Acting:
    return person("amir")


@pytest.fixture
def birgit(person: People) -> Acting:
    return person("birgit")


@pytest.fixture
def ole(lyngsoe: object) -> EmployeeInfo:
    account = identity.account_for_staff(
        subject="ole", name="Ole Damgård", roles=[Role.CASEWORKER], unit="folkeregister"
    )
    return identity_selectors.employee(str(account.employee_id))


def asked(by: Acting) -> Invitation:
    return Invitation.objects.get(person=UUID(by.party.id))


def says(by: Acting, value: str, text: str = "") -> None:
    services.answer_invitation(invitation_id=asked(by).pk, value=value, text=text, by=by)


def days_later(days: int) -> None:
    clock.freeze(NOW + timedelta(days=days))


def the_case(by: Acting) -> CaseForParty:
    [info] = cases.cases_of(by.party)
    return cases.case_of(info.id, by.party)


def test_a_host_is_asked_and_the_case_waits(amir: Acting, birgit: Acting, begin: Begin) -> None:
    sent = begin(amir).all(**ROOM).send()
    assert sent.outcome == "case"
    row = asked(birgit)
    assert (row.ask, row.state, row.answer_by) == ("host", InvitationState.OPEN, date(2026, 11, 30))
    case = the_case(amir)
    assert case.info.state is CaseState.OTHERS
    assert "30. november 2026" in case.info.status.da
    [waiting] = selectors.asked_others(sent.id)
    assert (str(waiting.label), waiting.standing) == ("Den, du flytter ind hos", Standing.WAITING)
    [line] = selectors.invitations_to(birgit)
    assert (line.id, line.answered) == (row.pk, False)


def test_the_applicant_never_sees_who_is_asked_nor_the_letter_to_them(
    amir: Acting, birgit: Acting, begin: Begin
) -> None:
    sent = begin(amir).all(**ROOM).send()
    says(birgit, "not-here", "Jeg kender ham ikke.")
    shown = f"{selectors.receipt(sent.id, amir)} {the_case(amir)} {selectors.asked_others(sent.id)}"
    for secret in ("Birgit", "Solvang", birgit.party.id, "Jeg kender ham ikke", "Flytter nogen ind hos dig"):
        assert secret not in shown
    letter = Message.objects.get(person=UUID(birgit.party.id))
    assert (letter.case_key, letter.reference, letter.journey_id) == ("", "", None)
    assert FilingEntry.objects.filter(document=f"message:{letter.pk}").exists()


def test_the_host_sees_only_what_may_be_told(amir: Acting, birgit: Acting, begin: Begin) -> None:
    begin(amir).all(**ROOM, phone="20123456", email="amir@example.dk").send()
    view = selectors.invitation(asked(birgit).pk, birgit)
    assert [str(row.value) for row in view.facts] == [
        "Amir Karimi",
        "1. december 2026",
        "Birkevej 3, 9999 Lyngsø",
    ]
    letter = Message.objects.get(person=UUID(birgit.party.id)).letter
    shown = f"{view} {letter}"
    for secret in ("20123456", "amir@example.dk", "Digevangen", "1985", "laege", "K26-"):
        assert secret not in shown
    assert "3.000 kroner" in view.duty.da
    assert view.paragraph == "CPR-loven §§ 10 og 57"


def test_a_host_who_says_yes_lets_the_rules_grant_it_all(
    amir: Acting, birgit: Acting, begin: Begin, lyngsoe: list[object]
) -> None:
    sent = begin(amir).all(**ROOM).send()
    days_later(2)
    says(birgit, "lives-here")
    case = the_case(amir)
    assert case.info.state is CaseState.DECIDED
    assert case.decision is not None
    assert case.decision.automatic
    assert case.decision.finding.outcome == "granted"
    assert "Den, du flytter ind hos, har sagt ja" in str(case.decision.finding.as_json())
    assert selectors.replay(sent.id).same
    assert Reconsideration.objects.count() == 1
    assert len(lyngsoe) == 1
    assert {task.to for task in Task.objects.all()} == {"folkeregister", "doctor_register", "borgerservice"}
    assert selectors.invitations_to(birgit) == []
    assert selectors.receipt(sent.id, amir).automatic


@pytest.mark.parametrize("value", ["not-here", "mail-only", "not-sure"])
def test_a_host_who_does_not_say_yes_leads_to_a_person_at_once(
    amir: Acting, birgit: Acting, begin: Begin, value: str, ole: EmployeeInfo
) -> None:
    sent = begin(amir).all(**ROOM).send()
    says(birgit, value, "Han har kun sin post her.")
    case = Case.objects.get()
    assert (case.state, case.due, case.reply_by) == ("new", date(2026, 11, 24), None)
    assert not Decision.objects.exists()
    assert "har ikke sagt ja" in str(selectors.receipt(sent.id, amir).open_points)
    [other], may = selectors.others_for_staff(case.key)
    assert (other.name, other.text) == ("Birgit Solvang", "Han har kun sin post her.")
    assert may == ()
    assert selectors.replay(sent.id).same


def test_silence_is_reminded_once_and_then_a_person_decides(
    amir: Acting, birgit: Acting, begin: Begin
) -> None:
    sent = begin(amir).all(**ROOM).send()
    days_later(9)
    assert services.remind_and_expire() == 0  # the last day is still theirs
    days_later(10)
    assert (services.remind_and_expire(), services.remind_and_expire()) == (1, 0)
    assert sorted(Message.objects.filter(person=UUID(birgit.party.id)).values_list("kind", flat=True)) == [
        "notice",
        "reminder",
    ]
    assert Case.objects.get().reply_by == date(2026, 12, 8)
    days_later(18)
    assert (services.remind_and_expire(), services.remind_and_expire()) == (1, 0)
    assert asked(birgit).state == InvitationState.SILENT
    assert Case.objects.get().state == CaseState.NEW
    assert "har ikke svaret" in str(selectors.receipt(sent.id, amir).open_points)


def test_an_answer_after_the_last_day_still_counts_while_nobody_has_the_case(
    amir: Acting, birgit: Acting, begin: Begin
) -> None:
    begin(amir).all(**ROOM).send()
    for day in (10, 18):
        days_later(day)
        services.remind_and_expire()
    says(birgit, "lives-here")
    assert Case.objects.get().state == CaseState.DECIDED


def test_the_notice_was_in_time_when_it_was_sent(amir: Acting, birgit: Acting, begin: Begin) -> None:
    begin(amir).all(**ROOM, moving_date="2026-11-20").send()
    days_later(6)  # eleven days after the move
    says(birgit, "lives-here")
    assert Case.objects.get().state == CaseState.DECIDED


def test_two_who_live_there_one_yes_is_enough_and_a_later_no_is_read_by_somebody(
    mads: Acting, person: People, begin: Begin
) -> None:
    hanne, erik = person("hanne"), person("erik")
    begin(mads).all(new_address="birkevaenget-7", relation="lodger", others_stay="yes").send()
    assert Invitation.objects.count() == 2
    says(hanne, "lives-here")
    case = Case.objects.get()
    assert case.state == CaseState.DECIDED
    assert asked(erik).state == InvitationState.CANCELLED
    assert Message.objects.filter(person=UUID(erik.party.id)).count() == 2  # that they need not answer
    with pytest.raises(services.NoLongerAsked):
        says(erik, "not-here")
    says(hanne, "not-here", "Jeg tog fejl.")
    assert Case.objects.get().state == CaseState.DECIDED
    assert Task.objects.filter(key__startswith="answer:").count() == 1


def test_no_from_one_of_two_is_enough_for_a_person(mads: Acting, person: People, begin: Begin) -> None:
    begin(mads).all(new_address="birkevaenget-7", relation="lodger", others_stay="yes").send()
    says(person("hanne"), "not-here")
    says(person("erik"), "lives-here")
    assert Case.objects.get().state == CaseState.NEW
    assert not Decision.objects.exists()


def test_somebody_may_think_again_and_the_same_twice_is_one(
    amir: Acting, birgit: Acting, begin: Begin
) -> None:
    begin(amir).all(**ROOM).send()
    says(birgit, "not-here")
    says(birgit, "not-here")
    assert InvitationAnswer.objects.count() == 1
    days_later(1)
    says(birgit, "lives-here")
    assert Case.objects.get().state == CaseState.DECIDED


def test_an_answer_in_a_case_that_a_person_has_is_theirs_to_decide(
    amir: Acting, birgit: Acting, begin: Begin, ole: EmployeeInfo
) -> None:
    begin(amir).all(**ROOM).send()
    case = Case.objects.get()
    casework.take(case_id=case.pk, by=ole)
    says(birgit, "lives-here")
    case.refresh_from_db()
    assert (case.state, case.finding["outcome"]) == ("open", "granted")
    assert Task.objects.filter(key__startswith="answer:").count() == 1


def test_a_protected_host_is_silent_for_the_applicant_whatever_they_say(
    mads: Acting, person: People, begin: Begin, ole: EmployeeInfo
) -> None:
    nanna = person("nanna")
    sent = begin(mads).all(new_address="kanalstraede-3-1-tv", relation="lodger", others_stay="yes").send()
    before = f"{selectors.receipt(sent.id, mads)} {selectors.asked_others(sent.id)}"
    days_later(1)
    says(nanna, "not-here", "Jeg vil ikke have ham her.")
    assert f"{selectors.receipt(sent.id, mads)} {selectors.asked_others(sent.id)}" == before
    [line] = selectors.invitations_to(nanna)
    assert line.answered
    for day in (10, 18):
        days_later(day)
        assert services.remind_and_expire() == 1
    assert (
        Message.objects.filter(person=UUID(nanna.party.id)).count() == 1
    )  # who has answered is not reminded
    [other] = selectors.asked_others(sent.id)
    assert other.standing is Standing.SILENT
    [seen], _ = selectors.others_for_staff(Case.objects.get().key)
    assert (seen.text, seen.is_veiled) == ("Jeg vil ikke have ham her.", True)
    [masked], _ = selectors.others_for_staff(Case.objects.get().key, hidden_too=False)
    assert (masked.name, masked.text, masked.answered_at) == ("Beskyttet", "", None)


def test_nobody_is_asked_when_something_else_needs_a_person(amir: Acting, begin: Begin) -> None:
    begin(amir).all(**ROOM, moving_date="2026-11-10").send()
    assert not Invitation.objects.exists()
    assert Case.objects.get().state == CaseState.NEW


def test_a_lodger_where_nobody_is_registered_is_told_why_a_person_looks(mads: Acting, begin: Begin) -> None:
    """A company may own the home and let rooms: no register tells, so a person asks."""
    begin(mads).all(relation="lodger").send()
    assert not Invitation.objects.exists()
    finding = Case.objects.get().finding
    assert finding["outcome"] == "case"
    assert "Ejer et firma eller en forening boligen, spørger en medarbejder dem." in str(
        finding["unresolved"]
    )


def test_nobody_is_asked_in_a_sensitive_matter_not_by_a_caseworker_either(
    amir: Acting, begin: Begin, ole: EmployeeInfo
) -> None:
    sent = begin(amir).all(**ROOM, protection="yes").send()
    assert not Invitation.objects.exists()
    casework.take(case_id=Case.objects.get().pk, by=ole)
    with pytest.raises(services.CannotAsk):
        services.ask_others(submission_id=sent.id, ask="host", by=ole)


def test_a_caseworker_asks_where_the_rules_did_not(
    amir: Acting, birgit: Acting, begin: Begin, ole: EmployeeInfo
) -> None:
    sent = begin(amir).all(**ROOM, moving_date="2026-11-10").send()
    case = Case.objects.get()
    casework.take(case_id=case.pk, by=ole)
    assert [one.ask for one in selectors.others_for_staff(case.key)[1]] == ["host"]
    assert services.ask_others(submission_id=sent.id, ask="host", by=ole) == 1
    assert services.ask_others(submission_id=sent.id, ask="host", by=ole) == 0
    case.refresh_from_db()
    assert case.state == CaseState.OTHERS
    assert "Vi venter på svar" in str(selectors.receipt(sent.id, amir).open_points)
    says(birgit, "lives-here")
    case.refresh_from_db()
    assert case.state == CaseState.OPEN
    assert [row["rule"] for row in case.finding["unresolved"]] == ["in_time"]
    assert selectors.replay(sent.id).same


def test_a_silent_register_asks_nobody(amir: Acting, begin: Begin, outside: Outside) -> None:
    draft = begin(amir).all(**ROOM)
    outside.cpr.down = True
    draft.send()
    assert not Invitation.objects.exists()


def test_the_same_host_again_and_again_is_for_a_person(
    person: People, begin: Begin, birgit: Acting, ole: EmployeeInfo
) -> None:
    for number, ref in enumerate(("mads", "yusuf", "peter")):
        mover = person(ref)
        days_later(30 * number)
        day = (NOW + timedelta(days=30 * number + 5)).date().isoformat()
        begin(mover).all(**{**ROOM, "who": [ref]}, moving_date=day, old_home="shared").send()
        row = Invitation.objects.get(state=InvitationState.OPEN)
        services.answer_invitation(invitation_id=row.pk, value="lives-here", text="", by=birgit)
    days_later(100)
    amir = person("amir")
    day = (NOW + timedelta(days=105)).date().isoformat()
    begin(amir).all(**ROOM, moving_date=day).send()
    assert Case.objects.filter(state=CaseState.DECIDED).count() == 3
    assert Invitation.objects.count() == 3  # the fourth is not asked by rules


def test_another_cannot_read_or_answer(amir: Acting, mads: Acting, birgit: Acting, begin: Begin) -> None:
    begin(amir).all(**ROOM).send()
    row = asked(birgit)
    for stranger in (amir, mads):
        with pytest.raises(NotYours):
            selectors.invitation(row.pk, stranger)
        with pytest.raises(NotYours):
            services.answer_invitation(invitation_id=row.pk, value="lives-here", text="", by=stranger)
    with pytest.raises(services.BadAnswer):
        says(birgit, "perhaps")
    with pytest.raises(services.BadAnswer):
        says(birgit, "lives-here", "x" * 2001)


def test_the_other_parent_and_the_host_are_both_asked(person: People, begin: Begin, birgit: Acting) -> None:
    camilla, thomas = person("camilla"), person("thomas")
    begin(camilla).all(**{**ROOM, "who": ["camilla", "oliver"]}).send()
    assert {row.ask for row in Invitation.objects.all()} == {"host", "custody"}
    says(birgit, "lives-here")
    assert the_case(camilla).info.state is CaseState.OTHERS
    told = [str(row.value) for row in selectors.invitation(asked(thomas).pk, thomas).facts]
    assert told == ["Oliver Rosendal", "1. december 2026", "Birkevej 3, 9999 Lyngsø"]
    says(thomas, "agree")
    assert the_case(camilla).info.state is CaseState.DECIDED
    assert Submission.objects.count() == 1


def test_an_adult_who_is_neither_spouse_nor_parent_says_yes_themselves(person: People, begin: Begin) -> None:
    yusuf, leyla = person("yusuf"), person("leyla")
    begin(yusuf).all(who=["yusuf", "leyla"], new_address="kanalstraede-3-2-tv").send()
    says(leyla, "moves")
    assert the_case(yusuf).info.state is CaseState.DECIDED
    assert Step.objects.filter(kind="others_said").count() == 1


def without_asks() -> dict[str, str]:
    """The solution as it was before anybody was asked: no `asks`, no fact about others."""
    source = dict(read_source(FLYTNING))
    text = source["solution.yaml"]
    text = text[: text.index("asks:\n")] + text[text.index("letters:\n") :]
    text = text.replace(
        "  - id: others\n    look_up: confirmations\n", "  - id: others\n    look_up: person\n"
    )
    text = re.sub(r"(\[|, )others\.\w+(, others\.\w+)*", r"\1who", text).replace("others.host_times", "0")
    text = re.sub(r"others\.\w+ == '\w+'", "false", re.sub(r"others\.\w+ != '\w+'", "true", text))
    return {**source, "solution.yaml": text}


def test_a_version_without_asks_works_as_before(amir: Acting, begin: Begin) -> None:
    source = without_asks()
    SolutionVersion.objects.update(active=False)
    SolutionVersion.objects.create(
        hash=fingerprint(source), slug="flytning", format=FORMAT, source=source, active=True, loaded_at=NOW
    )
    assert selectors.solution("flytning").version == fingerprint(source)
    sent = begin(amir).all(**ROOM).send()
    assert Case.objects.get().state == CaseState.NEW
    assert not Invitation.objects.exists()
    assert selectors.asked_others(sent.id) == ()
    assert selectors.others_for_staff(Case.objects.get().key) == ((), ())
    assert selectors.replay(sent.id).same
    assert services.remind_and_expire() == 0
