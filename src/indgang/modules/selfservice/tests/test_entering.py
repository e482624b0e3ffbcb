"""Maria writes in for somebody who asks for it, and may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit.models import Event
from indgang.modules.cases.models import Case
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import Contact, Measurement, RunningContact, RunningStep
from indgang.modules.contacts.selectors import ContactOver
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Ground, Need, Role
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Answer, Draft, StaffEntry, Submission
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.selectors.entering import NobodyFound, NotChecked
from indgang.modules.selfservice.services import (
    NoSuchDay,
    NotExempt,
    NoYes,
    StaffRequest,
    WhichCircumstance,
)
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.modules.selfservice.vocabulary import AnswerSource, Circumstance, EntryReason, SaidYes

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
NO_MITID = StaffRequest(EntryReason.SPECIAL, TODAY, Channel.IN_PERSON, Circumstance.NO_MITID)
EXEMPT = StaffRequest(EntryReason.EXEMPT, TODAY, Channel.TELEPHONE)
SENSIBLE = StaffRequest(EntryReason.SENSIBLE, TODAY, Channel.IN_PERSON)

Meets = Callable[..., UUID]


@pytest.fixture
def maria(lyngsoe: object) -> EmployeeInfo:
    return employee("Maria Kongshøj", "borgerservice", Role.CLERK)


@pytest.fixture
def freddy(lyngsoe: object) -> EmployeeInfo:
    return employee("Freddy Vestbirk", "kontaktcenter", Role.CLERK)


@pytest.fixture
def meets() -> Meets:
    """A contact with somebody who is found and checked."""

    def met(
        by: EmployeeInfo,
        visitor: Acting,
        channel: Channel = Channel.IN_PERSON,
        how: IdCheck = IdCheck.PHOTO_ID,
    ) -> UUID:
        contact = contacts.begin(channel=channel.value, entrance_id="", by=by)
        contacts.identify(contact_id=contact, party=visitor.party, caller=None, by=by)
        contacts.check_id(contact_id=contact, how=how, by=by)
        return contact

    return met


class WritingIn(Filling):
    """A draft as a clerk fills it in."""

    def send(self, key: str = "the-button") -> Any:
        return services.submit(
            draft_id=self.draft_id, key=key, by=self.by, seen_revision=self.revision, yes=SaidYes.ALOUD
        )


def write_in(contact: UUID, by: EmployeeInfo, request: StaffRequest = NO_MITID) -> WritingIn:
    info = services.begin_for(solution="flytning", contact_id=contact, request=request, by=by)
    return WritingIn(entering.acting_in(contact, by), info.id, info.revision)


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


# --- whose ground ------------------------------------------------------------------------------------------------


def test_nobody_writes_in_without_somebody_found_and_checked(
    maria: EmployeeInfo, mads: Acting, freddy: EmployeeInfo
) -> None:
    contact = contacts.begin(channel="telephone", entrance_id="", by=maria)
    with pytest.raises(NobodyFound):
        write_in(contact, maria)
    contacts.identify(contact_id=contact, party=mads.party, caller=None, by=maria)
    with pytest.raises(NotChecked):
        write_in(contact, maria)
    contacts.check_id(contact_id=contact, how=IdCheck.QUESTIONS, by=maria)
    with pytest.raises(NotYours):
        write_in(contact, freddy)
    write_in(contact, maria)


def test_a_role_without_the_right_writes_nothing_in(meets: Meets, maria: EmployeeInfo, mads: Acting) -> None:
    contact = meets(maria, mads)
    with pytest.raises(NotYours):
        entering.acting_in(contact, replace(maria, rights=frozenset()))


def test_a_contact_reaches_only_its_own_party(
    meets: Meets, maria: EmployeeInfo, mads: Acting, sofie: Acting
) -> None:
    filling = write_in(meets(maria, mads), maria)
    other = entering.acting_in(meets(maria, sofie), maria)
    with pytest.raises(NotYours):
        selectors.draft(filling.draft_id, other)
    mixed = replace(filling.by, party=sofie.party)
    with pytest.raises(NotYours):
        selectors.draft(filling.draft_id, mixed)


def test_staff_reach_nothing_that_the_citizen_fills_in(
    meets: Meets, maria: EmployeeInfo, mads: Acting, begin: Callable[[Acting], Filling]
) -> None:
    mine = begin(mads).all()
    acting = entering.acting_in(meets(maria, mads), maria)
    with pytest.raises(NotYours):
        selectors.draft(mine.draft_id, acting)
    with pytest.raises(NotYours):
        services.submit(
            draft_id=mine.draft_id, key="k", by=acting, seen_revision=mine.revision, yes=SaidYes.ALOUD
        )
    sent = mine.send()
    with pytest.raises(NotYours):
        selectors.receipt(sent.id, acting)


def test_a_closed_contact_opens_nothing_and_loses_nothing(
    meets: Meets, maria: EmployeeInfo, mads: Acting
) -> None:
    contact = meets(maria, mads)
    filling = write_in(contact, maria)
    filling.step("dato", {"moving_date": "2026-12-01"})
    contacts.cancel(contact_id=contact, by=maria)
    with pytest.raises(ContactOver):
        filling.step("hvem", {"who": ["mads"]})
    with pytest.raises(ContactOver):
        filling.send()
    again = services.begin_for(solution="flytning", contact_id=meets(maria, mads), request=NO_MITID, by=maria)
    assert again.id == filling.draft_id
    assert Answer.objects.filter(key="moving_date").exists()


def test_a_colleague_goes_on_where_the_first_one_stopped(
    meets: Meets, maria: EmployeeInfo, freddy: EmployeeInfo, mads: Acting
) -> None:
    contact = meets(maria, mads)
    filling = write_in(contact, maria)
    filling.step("dato", {"moving_date": "2026-12-01"})
    contacts.hand_over(contact_id=contact, unit="kontaktcenter", employee_id="", why="Pause", by=maria)
    contacts.take_over(contact_id=contact, by=freddy)
    his = WritingIn(entering.acting_in(contact, freddy), filling.draft_id, filling.revision)
    his.all(moving_date="2026-12-01")
    assert selectors.drafts_of(mads)[0].actor_name == "Freddy Vestbirk"
    assert StaffEntry.objects.get().employee_id == UUID(maria.id)
    assert his.send().outcome == "granted"
    with pytest.raises(NotYours):
        filling.send()


def test_two_clerks_have_one_draft(
    meets: Meets, maria: EmployeeInfo, freddy: EmployeeInfo, mads: Acting
) -> None:
    first = write_in(meets(maria, mads), maria)
    second = write_in(meets(freddy, mads, Channel.TELEPHONE, IdCheck.QUESTIONS), freddy)
    assert first.draft_id == second.draft_id
    first.step("dato", {"moving_date": "2026-12-01"})
    result = second.step("dato", {"moving_date": "2026-12-02"})
    assert [one.by for one in result.conflicts] == ["Maria Kongshøj"]


def test_who_speaks_for_another_must_reach_the_matter(
    meets: Meets, maria: EmployeeInfo, person: Callable[..., Acting]
) -> None:
    bente, inger = person("bente"), person("inger")
    contact = contacts.begin(channel="telephone", entrance_id="", by=maria)
    contacts.identify(contact_id=contact, party=inger.party, caller=None, by=maria)
    contacts.check_id(contact_id=contact, how=IdCheck.QUESTIONS, by=maria)
    RunningContact.objects.filter(pk=contact).update(caller_id=bente.party.id, ground="mandate")
    with pytest.raises(contacts.MayNotSpeak):
        write_in(contact, maria)


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


# --- what is covered ---------------------------------------------------------------------------------------------


def test_where_a_protected_party_lives_is_covered_until_the_contact_is_unmasked(
    meets: Meets, maria: EmployeeInfo, freddy: EmployeeInfo, mads: Acting
) -> None:
    Person.objects.filter(pk=mads.party.id).update(protected=True)
    contact = meets(maria, mads)
    filling = write_in(contact, maria).all()
    mine = {field.key: field for field in entering.entry_step(filling.draft_id, "adresse", filling.by).fields}
    assert mine["new_address"].value == "skonnertgade-4-2-th"  # what she was told herself
    cards = [card for step in ("dato", "hvem", "adresse", "bolig", "laege")
             for card in entering.entry_step(filling.draft_id, step, filling.by).cards]  # fmt: skip
    assert cards
    assert all(not card.rows for card in cards)
    his = entering.acting_in(meets(freddy, mads), freddy)
    theirs = {field.key: field for field in entering.entry_step(filling.draft_id, "adresse", his).fields}
    assert (theirs["new_address"].value, str(theirs["new_address"].shown_value)) == ("", "Beskyttet")
    rows = [row for one in entering.entry_summary(filling.draft_id, his).sections for row in one.rows]
    assert {str(row.value) for row in rows if row.key in ("", "new_address")} == {"Beskyttet"}
    contacts.unmask(contact_id=his.mandate, reason="Skrive flytningen ind", by=freddy)
    seen = {field.key: field for field in entering.entry_step(filling.draft_id, "adresse", his).fields}
    assert seen["new_address"].value == "skonnertgade-4-2-th"
