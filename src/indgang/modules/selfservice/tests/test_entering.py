"""Maria writes in for somebody who asks for it, and may: the request, the decision, what is counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit.models import Event
from indgang.modules.cases.models import Case
from indgang.modules.contacts.models import Contact, Measurement, RunningStep
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Ground, Need
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Answer, Draft, StaffEntry, Submission
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.services import (
    NoSuchDay,
    NotExempt,
    NoYes,
    StaffRequest,
    WhichCircumstance,
)
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.modules.selfservice.tests.written_in import (
    EXEMPT,
    NO_MITID,
    SENSIBLE,
    TODAY,
    Meets,
    write_in,
)
from indgang.modules.selfservice.vocabulary import AnswerSource, Circumstance

pytestmark = pytest.mark.django_db


def test_what_is_written_in_is_decided_like_anything_else(
    meets: Meets, maria: EmployeeInfo, mads: Acting
) -> None:
    contact = meets(maria, mads)
    filling = write_in(contact, maria)
    sent = filling.all().send()
    assert sent.outcome == "granted"
    case = Case.objects.get()
    assert (case.state, case.ground, case.actor_name) == ("decided", Ground.STAFF, "Maria Kongshøj")
    assert case.mandate == str(contact)
    draft = Draft.objects.get()
    assert (draft.actor_id, str(draft.entered_by_id), draft.ground) == (None, maria.id, Ground.STAFF)
    entry = StaffEntry.objects.get()
    assert (entry.reason, entry.circumstance, entry.contact) == ("special_circumstances", "no_mitid", contact)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [({}, "granted"), ({"protection": "yes"}, "case"), ({"moving_date": "2026-10-01"}, "case")],
)
def test_the_same_answers_come_to_the_same(
    meets: Meets,
    maria: EmployeeInfo,
    mads: Acting,
    begin: Callable[[Acting], Filling],
    changes: dict[str, str],
    outcome: str,
) -> None:
    """The rules look at what is told, not at who types. But for how it was told, the findings are alike."""

    def found(filling: Filling) -> tuple[Any, ...]:
        with transaction.atomic():
            filling.all(**changes).send()
            row = Submission.objects.get()
            case = Case.objects.get()
            finding = row.finding
            rules = {
                kind: [(one["rule"], one["because"], [(f["label"], f["value"]) for f in one.get("facts", ())])
                       for one in finding[kind]]
                for kind in ("matched", "unresolved")
            }  # fmt: skip
            transaction.set_rollback(True)
        return finding["outcome"], rules, case.due, row.follow_ups, case.unit_id

    alone = found(begin(mads))
    Draft.objects.all().delete()
    written = found(write_in(meets(maria, mads), maria))
    assert written == alone
    assert alone[0] == outcome


def test_the_same_dates_too(meets: Meets, maria: EmployeeInfo, mads: Acting) -> None:
    """A day that a citizen may not give, a clerk may not either."""
    filling = write_in(meets(maria, mads), maria)
    late = str(TODAY + timedelta(days=400))
    assert "moving_date" in filling.step("dato", {"moving_date": late}).errors


def test_every_answer_tells_who_said_it_to_whom(meets: Meets, maria: EmployeeInfo, mads: Acting) -> None:
    filling = write_in(meets(maria, mads), maria).all()
    row = Answer.objects.filter(key="moving_date").get()
    assert (row.source, row.actor_name) == (AnswerSource.STAFF, "Maria Kongshøj")
    view = selectors.summary(filling.draft_id, mads)
    sources = {line.key: str(line.source) for section in view.sections for line in section.rows}
    assert sources["moving_date"] == "Det har du sagt til en medarbejder"
    filling.send()
    rows = [line for section in Case.objects.get().application for line in section["rows"]]
    told = [line for line in rows if line["source"]["da"] == "Det har du sagt til en medarbejder"]
    assert len(told) == len([one for one in sources.values() if "medarbejder" in one])


def test_the_letter_and_the_receipt_name_who_wrote_it_in(
    meets: Meets, maria: EmployeeInfo, mads: Acting
) -> None:
    sent = write_in(meets(maria, mads), maria).all().send()
    receipt = selectors.receipt(sent.id, mads)
    assert (receipt.written_by, str(receipt.written_in)) == ("Maria Kongshøj", "Borgerservice")
    assert receipt.timeline[0].text.da == "Maria Kongshøj sendte det for dig"
    assert receipt.case is not None
    letter = receipt.case.messages[0].letter
    words = " ".join(str(block.text) + " ".join(map(str, block.items)) for block in letter.blocks)
    assert "Meldt af: Mads Brinklund. Skrevet ind af Maria Kongshøj, Borgerservice" in words
    assert selectors.replay(sent.id).same


# --- the three reasons -------------------------------------------------------------------------------------------


def test_who_is_exempt_is_asked_of_the_register(
    meets: Meets, maria: EmployeeInfo, mads: Acting, settings: Any
) -> None:
    """Nobody asked the register about him before: he has never logged in."""
    settings.DEMO = True
    contact = meets(maria, mads)
    with pytest.raises(NotExempt):
        write_in(contact, maria, EXEMPT)
    assert not Draft.objects.exists()
    assert Person.objects.get(pk=mads.party.id).exempt_at is not None
    Person.objects.filter(pk=mads.party.id).update(exempt=True, exempt_at=clock.now())
    write_in(contact, maria, EXEMPT)
    assert StaffEntry.objects.get().reason == "exempt"


def test_clearly_more_sensible_is_a_reason_too(meets: Meets, maria: EmployeeInfo, mads: Acting) -> None:
    write_in(meets(maria, mads), maria, SENSIBLE)
    assert StaffEntry.objects.get().reason == "clearly_more_sensible"


@pytest.mark.parametrize(
    ("request_", "refused"),
    [
        (replace(NO_MITID, circumstance=Circumstance.NONE), WhichCircumstance),
        (replace(SENSIBLE, circumstance=Circumstance.LANGUAGE), WhichCircumstance),
        (replace(NO_MITID, asked_on=TODAY + timedelta(days=1)), NoSuchDay),
        (replace(NO_MITID, asked_on=TODAY - timedelta(days=366)), NoSuchDay),
    ],
)
def test_a_request_that_cannot_be_right_is_not_taken(
    meets: Meets, maria: EmployeeInfo, mads: Acting, request_: StaffRequest, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        write_in(meets(maria, mads), maria, request_)
    assert not Draft.objects.exists()


def test_the_database_keeps_a_circumstance_with_special_circumstances_only(
    meets: Meets, maria: EmployeeInfo, mads: Acting
) -> None:
    write_in(meets(maria, mads), maria)
    row = StaffEntry.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffEntry.objects.create(
            draft=Draft.objects.get(),
            reason="exempt",
            circumstance="language",
            asked_on=row.asked_on,
            channel=row.channel,
            contact=row.contact,
            employee_id=maria.id,
            at=row.at,
        )


def test_a_wish_is_written_down_once_and_its_cause_nowhere(
    meets: Meets, maria: EmployeeInfo, mads: Acting
) -> None:
    request = replace(NO_MITID, circumstance=Circumstance.DISABILITY, need=Need.LARGE_PRINT)
    write_in(meets(maria, mads), maria, request)
    assert [one.need for one in identity.needs_of(mads.party.id)] == [Need.LARGE_PRINT]
    assert "disability" not in str(list(Event.objects.values()))
    assert "disability" not in str(list(Person.objects.values()))


# --- what is counted ---------------------------------------------------------------------------------------------


def test_the_contact_at_the_desk_is_the_only_touch(meets: Meets, maria: EmployeeInfo, mads: Acting) -> None:
    contact = meets(maria, mads)
    write_in(contact, maria).all().send()
    assert not Contact.objects.exists()
    counted = list(Measurement.objects.values_list("kind", "subject_key"))
    assert ("completed_how", "by_staff") in counted
    assert {kind for kind, _key in counted} <= {"completed_how", "decided", "decision_time", "delivered"}
    steps = RunningStep.objects.filter(kind="opened").values_list("key", flat=True)
    assert list(steps) == [f"entry:{Draft.objects.get().pk}"]


def test_what_staff_began_and_the_citizen_sends_is_done_together(
    meets: Meets, maria: EmployeeInfo, mads: Acting
) -> None:
    filling = write_in(meets(maria, mads), maria).all()
    info = selectors.drafts_of(mads)[0]
    assert (info.by_staff, info.actor_name, str(info.entered_in)) == (True, "Maria Kongshøj", "Borgerservice")
    sent = services.submit(draft_id=filling.draft_id, key="mine", by=mads, seen_revision=filling.revision)
    assert selectors.receipt(sent.id, mads).written_by == ""
    assert Contact.objects.get().channel == "self_service"
    assert Measurement.objects.filter(kind="completed_how", subject_key="co_served").exists()
    with pytest.raises(NotYours):
        selectors.receipt(sent.id, filling.by)


def test_nothing_is_sent_without_a_yes_and_twice_is_once(
    meets: Meets, maria: EmployeeInfo, mads: Acting
) -> None:
    filling = write_in(meets(maria, mads), maria).all()
    with pytest.raises(NoYes):
        services.submit(draft_id=filling.draft_id, key="k", by=filling.by, seen_revision=filling.revision)
    first, second = filling.send("one"), filling.send("two")
    assert (first.id, second.repeated) == (second.id, True)
    assert Event.objects.get(action="entry_sent").detail["yes"] == "read_aloud"


def test_every_deed_is_in_the_trail_with_the_contact(meets: Meets, maria: EmployeeInfo, mads: Acting) -> None:
    contact = meets(maria, mads)
    filling = write_in(contact, maria)
    entering.entry_step(filling.draft_id, "dato", filling.by)
    filling.all()
    entering.entry_summary(filling.draft_id, filling.by)
    filling.send()
    rows = Event.objects.filter(object=f"draft:{filling.draft_id}", actor=maria.actor.key)
    assert {row.action for row in rows} == {"entry_begun", "draft_seen", "entry_saved", "entry_sent"}
    assert {row.detail["contact"] for row in rows} == {str(contact)}
    assert {row.party for row in rows} == {mads.party.key}


def test_what_is_left_is_emptied_with_its_reason(meets: Meets, maria: EmployeeInfo, mads: Acting) -> None:
    filling = write_in(meets(maria, mads), maria)
    filling.step("dato", {"moving_date": "2026-12-01"})
    clock.freeze(Draft.objects.get().expires_at + timedelta(minutes=1))
    assert services.expire_drafts() == 1
    assert not StaffEntry.objects.exists()
    assert not Answer.objects.exists()
    assert not Contact.objects.exists()
    assert not Measurement.objects.filter(kind="left").exists()


def test_the_citizen_may_say_no_after_all(meets: Meets, maria: EmployeeInfo, mads: Acting) -> None:
    contact = meets(maria, mads)
    filling = write_in(contact, maria)
    services.delete_draft(draft_id=filling.draft_id, by=filling.by)
    assert not StaffEntry.objects.exists()
    assert Event.objects.get(action="draft_deleted").detail == {"contact": str(contact)}
