"""Somebody who was asked calls or comes: a clerk writes their answer down, and everybody sees who wrote it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.cases.models import Case
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import RunningStep
from indgang.modules.contacts.selectors.running import ContactOver
from indgang.modules.contacts.services import MayNotSpeak
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import selectors as known
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Mandate, Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Ground, Role
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation, InvitationAnswer
from indgang.modules.selfservice.selectors.asked_in_contact import CheckIdFirst, question_in, questions_in
from indgang.modules.selfservice.services.writing_down import answer_in_contact
from indgang.modules.selfservice.tests.conftest import Filling

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
People = Callable[..., Acting]
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}


@pytest.fixture
def maria(lyngsoe: object) -> EmployeeInfo:
    account = identity.account_for_staff(
        subject="maria", name="Maria Kongshøj", roles=[Role.CLERK], unit="borgerservice"
    )
    return known.employee(str(account.employee_id))


@dataclass
class Call:
    """Somebody has Maria on the telephone, or stands before her."""

    by: EmployeeInfo
    id: UUID

    def about(
        self, who: Acting, *, caller: Acting | None = None, check: IdCheck = IdCheck.QUESTIONS
    ) -> "Call":
        contacts.identify(
            contact_id=self.id,
            party=who.party,
            caller=caller.party if caller else None,
            ground=caller.ground if caller else Ground.SELF,
            mandate=caller.mandate if caller else "",
            service_id="flytning-indland",
            by=self.by,
        )
        if check is not IdCheck.NONE:
            contacts.check_id(contact_id=self.id, how=check, by=self.by)
        return self

    def says(self, value: str, text: str = "") -> None:
        answer_in_contact(
            contact_id=self.id,
            invitation_id=Invitation.objects.get().pk,
            value=value,
            text=text,
            by=self.by,
        )


@pytest.fixture
def call(maria: EmployeeInfo, person: People, begin: Begin) -> Call:
    """Amir wants to move in with Birgit, who is asked. Somebody calls Maria."""
    begin(person("amir")).all(**ROOM).send()
    return Call(maria, contacts.begin(channel="telephone", entrance_id="", by=maria))


def test_the_host_says_yes_on_the_telephone(call: Call, person: People, maria: EmployeeInfo) -> None:
    birgit = person("birgit")
    call.about(birgit)
    [line] = questions_in(call.id, maria)
    view = question_in(call.id, line.id, maria)
    assert str(view.facts[0].value) == "Amir Karimi"
    call.says("lives-here", "Han må gerne bo her.")
    said = InvitationAnswer.objects.get()
    assert (said.meaning, said.actor, said.actor_name, said.ground) == (
        "yes",
        maria.actor.key,
        "Maria Kongshøj",
        "staff",
    )
    assert Case.objects.get().state == CaseState.DECIDED
    shown = selectors.invitation(line.id, birgit)
    assert (shown.told_by, shown.text) == ("Maria Kongshøj", "Han må gerne bo her.")
    [other], _ = selectors.others_for_staff(Case.objects.get().key)
    assert other.told_by == "Maria Kongshøj"
    trail = Event.objects.get(action="invitation_answered")
    assert (trail.actor, trail.party) == (maria.actor.key, birgit.party.key)
    assert trail.detail["contact"] == str(call.id)
    assert trail.detail["id_check"] == "control_questions"
    assert RunningStep.objects.filter(running=call.id, key=f"invitation:{line.id}").count() == 1
    assert Event.objects.filter(action="invitation_seen", party=birgit.party.key).count() == 1


def test_the_same_answer_twice_is_one(call: Call, person: People) -> None:
    call.about(person("birgit"))
    call.says("not-here")
    call.says("not-here")
    assert InvitationAnswer.objects.count() == 1


def test_nobody_answers_before_it_is_known_who_they_are(
    call: Call, person: People, maria: EmployeeInfo
) -> None:
    with pytest.raises(CheckIdFirst):
        questions_in(call.id, maria)
    call.about(person("birgit"), check=IdCheck.NONE)
    for look in (lambda: questions_in(call.id, maria), lambda: call.says("lives-here")):
        with pytest.raises(CheckIdFirst):
            look()
    assert not InvitationAnswer.objects.exists()


def test_another_party_another_clerk_and_a_closed_contact_reach_nothing(
    call: Call, person: People, maria: EmployeeInfo
) -> None:
    row = Invitation.objects.get()
    call.about(person("sofie"))
    assert questions_in(call.id, maria) == []
    for look in (lambda: question_in(call.id, row.pk, maria), lambda: call.says("lives-here")):
        with pytest.raises(NotYours):
            look()
    call.about(person("birgit"))
    account = identity.account_for_staff(subject="f", name="Freddy", roles=[Role.CLERK], unit="borgerservice")
    with pytest.raises(NotYours):
        Call(known.employee(str(account.employee_id)), call.id).says("lives-here")
    contacts.cancel(contact_id=call.id, by=maria)
    with pytest.raises(ContactOver):
        call.says("lives-here")
    assert not InvitationAnswer.objects.exists()


def test_a_strategist_reads_and_writes_nothing(call: Call, person: People) -> None:
    call.about(person("birgit"))
    account = identity.account_for_staff(subject="s", name="Sus", roles=[Role.STRATEGIST], unit="")
    sus = known.employee(str(account.employee_id))
    for look in (lambda: questions_in(call.id, sus), lambda: Call(sus, call.id).says("lives-here")):
        with pytest.raises(NotYours):
            look()


def mandate(person: People, channels: list[str]) -> Acting:
    """Bente acts for Birgit in matters of moving, by these channels."""
    acting = person("bente", for_="birgit", ground=Ground.MANDATE)
    row = identity.give_mandate(
        holder=Person.objects.get(pk=acting.actor.id),
        giver_person=Person.objects.get(pk=acting.party.id),
        ground=Ground.MANDATE,
        scope=["flytning-indland"],
        channels=channels,
        valid_from=date(2026, 10, 1),
        basis=Text("Digital fuldmagt fra Birgit"),
    )
    return person("bente", for_="birgit", ground=Ground.MANDATE, mandate=str(row.pk))


def test_who_holds_a_mandate_for_the_telephone_answers_for_the_host(call: Call, person: People) -> None:
    bente = mandate(person, ["telephone"])
    caller = Acting(bente.actor, person("bente").party, Ground.MANDATE, bente.mandate)
    call.about(person("birgit"), caller=caller)
    call.says("lives-here")
    detail = Event.objects.get(action="invitation_answered").detail
    assert (detail["caller"], detail["mandate"]) == (f"person:{bente.actor.id}", bente.mandate)


def test_a_mandate_that_ended_meanwhile_is_refused_and_it_is_kept(
    call: Call, person: People, maria: EmployeeInfo
) -> None:
    bente = mandate(person, ["telephone"])
    caller = Acting(bente.actor, person("bente").party, Ground.MANDATE, bente.mandate)
    call.about(person("birgit"), caller=caller)
    Mandate.objects.filter(pk=bente.mandate).update(valid_to=date(2026, 11, 20))
    assert questions_in(call.id, maria) == []
    with pytest.raises(MayNotSpeak):
        call.says("lives-here")
    assert not InvitationAnswer.objects.exists()
    assert Event.objects.filter(action="contact_refused", party=person("birgit").party.key).exists()


def test_a_protected_host_answers_and_their_home_stays_hidden(
    maria: EmployeeInfo, person: People, begin: Begin
) -> None:
    begin(person("mads")).all(new_address="kanalstraede-3-1-tv", relation="lodger", others_stay="yes").send()
    call = Call(maria, contacts.begin(channel="telephone", entrance_id="", by=maria)).about(person("nanna"))
    [line] = questions_in(call.id, maria)
    shown = [str(row.value) for row in question_in(call.id, line.id, maria).facts]
    assert shown == ["Mads Brinklund", "1. december 2026", "Beskyttet"]
    contacts.unmask(contact_id=call.id, reason="Hun vil høre adressen.", by=maria)
    shown = [str(row.value) for row in question_in(call.id, line.id, maria).facts]
    assert "Kanalstræde 3" in shown[2]


def test_a_late_answer_counts_and_after_the_decision_there_is_nothing(
    call: Call, person: People, maria: EmployeeInfo
) -> None:
    Invitation.objects.update(state="silent")
    call.about(person("birgit"))
    assert len(questions_in(call.id, maria)) == 1
    call.says("lives-here")
    assert questions_in(call.id, maria) == []


def test_the_two_ways_of_answering_are_one_row_each(call: Call, person: People) -> None:
    """What the clerk wrote can be put right by the one who was asked, until the case is decided."""
    birgit = person("birgit")
    call.about(birgit)
    call.says("not-here")
    row = Invitation.objects.get()
    services.answer_invitation(invitation_id=row.pk, value="lives-here", text="", by=birgit)
    assert [one.ground for one in InvitationAnswer.objects.order_by("pk")] == ["staff", "self"]
    assert selectors.invitation(row.pk, birgit).told_by == ""
