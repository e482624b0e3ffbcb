"""A single mover sends a notice and gets the decision; everybody else meets a person."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from indgang.kernel import clock
from indgang.kernel.text import lix
from indgang.modules.audit import selectors as audit
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.events import CaseDecided
from indgang.modules.cases.models import Case, Decision, Task
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.contacts.models import Contact, Journey, Measurement
from indgang.modules.identity import selectors as identity_selectors
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Draft, Submission
from indgang.modules.selfservice.tests.conftest import NOW, Filling, Outside
from indgang.modules.selfservice.vocabulary import DraftState

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]


def test_a_single_mover_is_decided_at_once(mads: Acting, begin: Begin, lyngsoe: list[CaseDecided]) -> None:
    sent = begin(mads).all().send()
    assert sent.outcome == "granted"
    assert sent.number == "K26-000001"
    [case] = cases.cases_of(mads.party)
    assert case.state is CaseState.DECIDED
    decision = cases.decision_of(case.id, mads.party)
    assert decision is not None
    assert decision.automatic
    assert decision.rule_version == selectors.solution("flytning").version
    assert [news.automatic for news in lyngsoe] == [True]


def test_the_letter_says_the_result_first_and_how_to_reach_a_person(mads: Acting, begin: Begin) -> None:
    begin(mads).all().send()
    letter = cases.decision_of(cases.cases_of(mads.party)[0].id, mads.party).letter  # type: ignore[union-attr]
    assert letter.blocks[0].kind == "result"
    assert "1. december 2026" in letter.blocks[0].text.da
    text = "\n".join(
        [block.text.da for block in letter.blocks]
        + [item.da for block in letter.blocks for item in block.items]
    )
    assert "Skonnertgade 4, 2. th, 9999 Lyngsø" in text
    assert "Mads Brinklund" in text
    assert "menneske" in text
    assert "klage" not in text
    assert "{" not in text
    assert lix(text) < 35


def test_a_grant_brings_about_tasks_and_a_list_of_reminders(mads: Acting, begin: Begin) -> None:
    begin(mads).all().send()
    due = {(task.to, task.due) for task in Task.objects.all()}
    assert due == {("folkeregister", date(2026, 12, 1)), ("doctor_register", date(2026, 12, 1))}
    kinds = sorted(Message.objects.values_list("kind", flat=True))
    assert kinds == ["decision", "notice"]


def test_the_ledger_gets_one_digital_contact_handled_by_rules(mads: Acting, begin: Begin) -> None:
    draft = begin(mads).all()
    draft.send()
    [contact] = Contact.objects.all()
    assert contact.source_row == f"draft:{draft.draft_id}"
    assert (contact.channel, contact.kind, contact.handling) == ("self_service", "transaction", "automatic")
    assert contact.department == "oekf"
    kinds = list(Measurement.objects.values_list("kind", flat=True))
    for kind in ("begun", "completed", "decided", "decision_time"):
        assert kinds.count(kind) == 1
    assert kinds.count("step_reached") == 8
    assert Journey.objects.get().closed_at is not None


def test_what_rules_cannot_decide_becomes_a_case_with_the_rule(mads: Acting, begin: Begin) -> None:
    sent = begin(mads).all(moving_date="2026-11-10").send()
    assert sent.outcome == "case"
    case = Case.objects.get()
    assert case.state == CaseState.NEW
    assert [row["rule"] for row in case.finding["unresolved"]] == ["in_time"]
    assert set(case.letters) == {"granted", "part_granted", "refused"}
    assert case.due == date(2026, 11, 24)  # two working days after a Saturday
    assert not Decision.objects.exists()
    assert list(Message.objects.values_list("kind", flat=True)) == ["receipt"]
    [contact] = Contact.objects.all()
    assert contact.handling == "staff"


def test_a_register_that_is_silent_makes_a_case_and_never_an_error(
    mads: Acting, begin: Begin, outside: Outside
) -> None:
    draft = begin(mads).all()
    outside.cpr.down = True
    outside.addresses.down = True
    sent = draft.send()
    assert sent.outcome == "case"
    missing = {row["rule"]: row["missing"]["da"] for row in Case.objects.get().finding["unresolved"]}
    assert "CPR-registret" in missing["empty"]


def test_a_silent_register_does_not_stop_anybody_from_filling_in(
    mads: Acting, begin: Begin, outside: Outside
) -> None:
    outside.cpr.down = outside.addresses.down = outside.doctors.down = True
    draft = begin(mads)
    view = selectors.step_view(draft.draft_id, "hvem", mads)
    assert [card.available for card in view.cards] == [False, False]
    assert view.cards[0].note.da.startswith("Vi kan ikke hente det")
    assert (view.cards[1].wrong_key, view.cards[1].right_key) == ("", "household_right")
    draft.all(new_address="Skonnertgade 4, 2. th")
    draft.step("hvem", {"household_right": "Mig og min bror"})
    assert draft.send().outcome == "case"
    rows = [row["value"]["da"] for section in Case.objects.get().application for row in section["rows"]]
    assert "Mig og min bror" in rows
    assert "Skonnertgade 4, 2. th" in rows


def test_facts_are_those_of_the_day_it_was_sent(mads: Acting, begin: Begin, outside: Outside) -> None:
    draft = begin(mads).all()
    outside.cpr.move("kirsten", "skonnertgade-4-2-th", date(2026, 11, 20))
    assert draft.send().outcome == "case"
    assert Case.objects.get().finding["unresolved"][0]["rule"] == "empty"


def test_a_party_whom_the_register_protects_is_masked_from_the_first_look(
    person: Callable[..., Acting], begin: Begin
) -> None:
    nanna = person("nanna")
    assert not Person.objects.get(pk=nanna.party.id).protected  # nobody has told us yet
    begin(nanna).all(who=["nanna"]).send()
    ole = identity.account_for_staff(
        subject="ole", name="Ole Damgård", roles=[Role.CASEWORKER], unit="folkeregister"
    )
    by = identity_selectors.employee(str(ole.employee_id))
    [row] = cases.work_list(by).rows
    seen = cases.case_for_staff(row.id, by)
    assert seen.masked
    for secret in ("Nanna", "Kanalstræde", "Skonnertgade"):
        assert secret not in f"{row} {seen}"


def test_sending_again_gives_the_same_submission(mads: Acting, begin: Begin) -> None:
    draft = begin(mads).all()
    first, second, other_tab = draft.send(), draft.send(), draft.elsewhere().send("another-button")
    assert {first.id} == {second.id, other_tab.id}
    assert (first.repeated, second.repeated, other_tab.repeated) == (False, True, True)
    assert Submission.objects.count() == Case.objects.count() == Contact.objects.count() == 1


def test_a_sent_draft_cannot_be_changed_or_deleted(mads: Acting, begin: Begin) -> None:
    draft = begin(mads).all()
    draft.send()
    with pytest.raises(services.AlreadySent):
        draft.step("dato", {"moving_date": "2026-12-02"})
    with pytest.raises(services.AlreadySent):
        services.delete_draft(draft_id=draft.draft_id, by=mads)
    assert selectors.draft(draft.draft_id, mads).info.state is DraftState.SENT


def test_nothing_is_sent_while_an_answer_is_missing_or_wrong(mads: Acting, begin: Begin) -> None:
    draft = begin(mads).all(moving_date="2027-05-01")
    with pytest.raises(services.NotFinished):
        draft.send()
    summary = selectors.summary(draft.draft_id, mads)
    assert not summary.ready
    [missing] = summary.missing
    assert (missing.step, missing.key) == ("dato", "moving_date")
    assert "3. april 2027" in missing.message.da  # 28 days before, the first day it can be reported


def test_a_draft_that_was_changed_after_the_summary_is_looked_at_again(mads: Acting, begin: Begin) -> None:
    draft = begin(mads).all()
    draft.elsewhere().step("dato", {"moving_date": "2026-12-02"})
    with pytest.raises(services.DraftChanged):
        draft.send()
    assert not Submission.objects.exists()


def test_a_second_notice_about_the_same_person_is_for_a_person(mads: Acting, begin: Begin) -> None:
    begin(mads).all().send()
    again = begin(mads).all(new_address="kanalstraede-3-1-th").send()
    assert again.outcome == "case"
    rules = [row["rule"] for row in Case.objects.latest("number").finding["unresolved"]]
    assert rules == ["one_notice"]


def test_two_who_move_to_the_same_flat_are_for_a_person(
    mads: Acting, person: Callable[..., Acting], begin: Begin
) -> None:
    begin(mads).all().send()
    other = begin(person("bente")).all(who=["bente"])
    assert other.send().outcome == "case"


def test_what_is_hidden_again_is_not_sent(person: Callable[..., Acting], begin: Begin) -> None:
    torben = person("torben")
    draft = begin(torben).all(who=["torben"])
    draft.step("laege", {"doctor_choice": "new", "new_doctor": ""})
    draft.step("laege", {"new_doctor": "laegerne-kanalen"})
    draft.step("laege", {"doctor_choice": "keep"})
    draft.send()
    assert "new_doctor" not in Submission.objects.get().inputs["answers"]


def test_every_look_up_by_cpr_number_leaves_a_trace_with_its_purpose(mads: Acting, begin: Begin) -> None:
    begin(mads).all().send()
    purposes = [row.purpose for row in audit.about(party=mads.party.key) if row.action == "cpr_used"]
    assert "afgørelse: flytning" in purposes
    assert all(purposes)


def test_the_receipt_tells_why(mads: Acting, begin: Begin) -> None:
    sent = begin(mads).all().send()
    receipt = selectors.receipt(sent.id, mads)
    assert receipt.automatic
    assert receipt.result.da.startswith("Vi har godkendt flytningen.")
    [empty] = [reason for reason in receipt.why if reason.rule == "empty"]
    assert empty.paragraph == "CPR-loven § 10"
    assert [fact.value.da for fact in empty.facts] == ["Skonnertgade 4, 2. th, 9999 Lyngsø", "0"]
    assert "hentet 21. november 2026" in empty.facts[1].source.da
    chosen = [fact.source for reason in receipt.why for fact in reason.facts if "demo" in fact.source.da]
    assert {(source.da, source.en) for source in chosen} == {("valgt til demoen", "chosen for the demo")}
    assert receipt.sections[0].rows[0].value.da == "1. december 2026"
    assert receipt.case_number == "26-000001"


def test_the_receipt_of_a_case_says_what_a_person_looks_at_and_when_you_hear(
    mads: Acting, begin: Begin
) -> None:
    sent = begin(mads).all(others_stay="yes").send()
    receipt = selectors.receipt(sent.id, mads)
    assert [point.rule for point in receipt.open_points] == ["nobody_stays"]
    assert "24. november 2026" in receipt.what_now.da
    assert not receipt.timeline[-1].done


def test_a_decision_can_be_made_again_from_what_is_stored(
    mads: Acting, begin: Begin, outside: Outside
) -> None:
    sent = begin(mads).all().send()
    clock.freeze(NOW + timedelta(days=400))
    outside.cpr.down = outside.addresses.down = True
    replay = selectors.replay(sent.id)
    assert replay.same
    assert replay.again.outcome == "granted"


def test_a_case_made_from_a_silent_register_is_replayed_as_it_was(
    mads: Acting, begin: Begin, outside: Outside
) -> None:
    draft = begin(mads).all()
    outside.cpr.down = True
    sent = draft.send()
    outside.cpr.down = False
    assert selectors.replay(sent.id).same


def test_a_sent_draft_says_where_its_receipt_is(mads: Acting, begin: Begin) -> None:
    draft = begin(mads).all()
    sent = draft.send()
    assert selectors.draft(draft.draft_id, mads).info.submission_id == sent.id
    assert selectors.drafts_of(mads) == []
    assert Draft.objects.get().state == DraftState.SENT


@pytest.mark.parametrize("asked", [True, False])
def test_the_ledger_says_unknown_until_somebody_asked_whether_the_citizen_is_exempt(
    mads: Acting, begin: Begin, asked: bool
) -> None:
    identity.update_from_register(person_id=mads.party.id, exempt=False, protected=False)
    if not asked:
        Person.objects.filter(pk=mads.party.id).update(exempt_at=None)
    begin(mads).all().send()
    assert Contact.objects.get().exempt is (False if asked else None)
