"""Who is in a matter themselves never answers for somebody who is asked about it, by any ground or channel."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from indgang.adapters.cpr.types import CprUnavailable
from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.cases.models import Decision
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.services import MayNotSpeak
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation, InvitationAnswer
from indgang.modules.selfservice.selectors.answerers import MustAnswerThemselves
from indgang.modules.selfservice.selectors.asked_in_contact import questions_in
from indgang.modules.selfservice.services.writing_down import answer_in_contact
from indgang.modules.selfservice.tests.conftest import Filling, Outside, call

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
People = Callable[..., Acting]
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}
BOTH = {"who": ["yusuf", "leyla"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}


def for_(person: People, holder: str, giver: str, ground: Ground = Ground.MANDATE) -> Acting:
    """Somebody with a ground for everything of another, everywhere."""
    acting = person(holder, for_=giver, ground=ground)
    row = identity.give_mandate(
        holder=Person.objects.get(pk=acting.actor.id),
        giver_person=Person.objects.get(pk=acting.party.id),
        ground=ground,
        scope=["*"],
        channels=["*"],
        valid_from=date(2026, 1, 1),
        basis=Text("Digital fuldmagt", "Power of attorney"),
    )
    return person(holder, for_=giver, ground=ground, mandate=str(row.pk))


def says_yes(by: Acting) -> None:
    row = Invitation.objects.get(person=UUID(by.party.id))
    services.answer_invitation(invitation_id=row.pk, value="lives-here", text="", by=by)


def refused(by: Acting) -> None:
    """The answer is not taken, and what is asked and answered is not shown either."""
    row = Invitation.objects.get(person=UUID(by.party.id))
    with pytest.raises(MustAnswerThemselves):
        says_yes(by)
    with pytest.raises(MustAnswerThemselves):
        selectors.invitation(row.pk, by)
    assert not InvitationAnswer.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("ground", [Ground.MANDATE, Ground.GUARDIAN])
def test_the_applicant_does_not_answer_for_the_host(person: People, begin: Begin, ground: Ground) -> None:
    amir, for_birgit = person("amir"), for_(person, "amir", "birgit", ground)
    begin(amir).all(**ROOM).send()
    refused(for_birgit)
    assert selectors.invitations_to(for_birgit) == []


def test_nor_who_sent_it_for_the_applicant(person: People, begin: Begin) -> None:
    for_birgit = for_(person, "bente", "birgit")
    begin(for_(person, "bente", "amir")).all(**ROOM).send()
    refused(for_birgit)


def test_nor_who_may_act_for_the_applicant(person: People, begin: Begin) -> None:
    for_birgit = for_(person, "bente", "birgit")
    begin(person("amir")).all(**ROOM).send()
    assert len(selectors.invitations_to(for_birgit)) == 1
    for_(person, "bente", "amir")
    refused(for_birgit)


def test_nor_one_of_those_who_move(person: People, begin: Begin, outside: Outside) -> None:
    begin(person("yusuf")).all(**BOTH).send()
    for_leyla, leyla_for = for_(person, "yusuf", "leyla"), for_(person, "leyla", "birgit")
    with pytest.raises(MustAnswerThemselves):
        services.answer_invitation(
            invitation_id=Invitation.objects.get(person=UUID(for_leyla.party.id)).pk,
            value="moves",
            text="",
            by=for_leyla,
        )
    refused(leyla_for)


def test_a_silent_register_lets_nobody_answer_for_another(
    person: People, begin: Begin, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(person("amir")).all(**ROOM).send()
    for_birgit, birgit = for_(person, "bente", "birgit"), person("birgit")

    def silent(cpr: str) -> None:
        raise CprUnavailable

    monkeypatch.setattr(outside.cpr, "person", silent)
    refused(for_birgit)
    says_yes(birgit)  # but everybody may answer for themselves
    assert InvitationAnswer.objects.count() == 1


def test_somebody_outside_the_matter_answers_for_the_host(person: People, begin: Begin) -> None:
    begin(person("amir")).all(**ROOM).send()
    says_yes(for_(person, "bente", "birgit"))
    assert Decision.objects.exists()


def test_a_host_who_sent_it_for_the_applicant_answers_for_themselves(person: People, begin: Begin) -> None:
    begin(for_(person, "birgit", "amir")).all(**ROOM).send()
    says_yes(person("birgit"))
    assert Decision.objects.exists()


def test_an_applicant_who_calls_does_not_answer_for_the_host(
    person: People, begin: Begin, maria: EmployeeInfo
) -> None:
    amir, for_birgit = person("amir"), for_(person, "amir", "birgit")
    begin(amir).all(**ROOM).send()
    here = call(maria)
    contacts.identify(
        contact_id=here.id,
        party=for_birgit.party,
        caller=amir.party,
        ground=Ground.MANDATE,
        mandate=for_birgit.mandate,
        by=maria,
    )
    contacts.check_id(contact_id=here.id, how=IdCheck.QUESTIONS, by=maria)
    assert questions_in(here.id, maria) == []
    with pytest.raises(MayNotSpeak):
        answer_in_contact(
            contact_id=here.id,
            invitation_id=Invitation.objects.get().pk,
            value="lives-here",
            text="",
            by=maria,
        )
    assert not InvitationAnswer.objects.exists()
    assert Event.objects.filter(action="contact_refused", party=for_birgit.party.key).exists()
