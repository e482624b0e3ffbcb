"""Who fills in a draft for another may be helped in it, where the mandate reaches the channel."""

from collections.abc import Callable
from datetime import date

import pytest

from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.contacts import selectors as contact_selectors
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Mandate, Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Draft, Joining
from indgang.modules.selfservice.selectors.together import HelpOutlived
from indgang.modules.selfservice.services import MandateDoesNotReach
from indgang.modules.selfservice.tests.conftest import Filling, People, call

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]


def bente(person: People, channels: list[str]) -> Acting:
    """Bente acts for Inger with a mandate for these channels."""
    acting = person("bente", for_="inger", ground=Ground.MANDATE)
    row = identity.give_mandate(
        holder=Person.objects.get(pk=acting.actor.id),
        giver_person=Person.objects.get(pk=acting.party.id),
        ground=Ground.MANDATE,
        scope=["flytning-indland"],
        channels=channels,
        valid_from=date(2026, 10, 1),
        basis=Text("Digital fuldmagt fra Inger"),
    )
    return person("bente", for_="inger", ground=Ground.MANDATE, mandate=str(row.pk))


class TestAMandate:
    def test_for_the_screen_only_does_not_reach_the_telephone(
        self, person: People, begin: Begin, maria: EmployeeInfo
    ) -> None:
        draft = begin(bente(person, ["self_service"]))
        with pytest.raises(MandateDoesNotReach):
            call(maria).knocks(draft)
        assert Joining.objects.count() == 0
        assert Event.objects.get(action="help_refused").detail["channel"] == "telephone"

    def test_is_told_to_the_contact_when_its_holder_says_yes(
        self, person: People, begin: Begin, maria: EmployeeInfo
    ) -> None:
        by = bente(person, ["self_service", "telephone"])
        draft, here = begin(by), call(maria)
        here.joins(draft)
        contact = contact_selectors.running(here.id, maria)
        assert contact.party == by.party
        assert contact.caller == person("bente").party
        assert (contact.ground, contact.mandate) == (Ground.MANDATE, by.mandate)
        assert contact.id_check is IdCheck.SCREEN
        assert contact.journey_id == Draft.objects.get(pk=draft.draft_id).journey_id

    def test_whose_holder_was_found_first_is_told_what_it_is_about(
        self, person: People, begin: Begin, maria: EmployeeInfo
    ) -> None:
        by = bente(person, ["self_service", "telephone"])
        here = call(maria)
        contacts.identify(contact_id=here.id, party=person("bente").party, caller=None, by=maria)
        contacts.check_id(contact_id=here.id, how=IdCheck.QUESTIONS, by=maria)
        here.joins(begin(by))
        contact = contact_selectors.running(here.id, maria)
        assert (contact.party, contact.caller) == (by.party, person("bente").party)
        assert contact.id_check is IdCheck.QUESTIONS  # the check was of her, and is hers still

    def test_does_not_put_another_into_a_contact_that_knows_somebody(
        self, person: People, begin: Begin, maria: EmployeeInfo
    ) -> None:
        here = call(maria)
        contacts.identify(contact_id=here.id, party=person("sofie").party, caller=None, by=maria)
        here.joins(begin(bente(person, ["self_service", "telephone"])))
        contact = contact_selectors.running(here.id, maria)
        assert (contact.party, contact.caller) == (person("sofie").party, None)
        assert contact.id_check is IdCheck.NONE

    def test_of_which_the_giver_says_yes_herself_tells_nothing_of_who_read_the_code_out(
        self, person: People, begin: Begin, maria: EmployeeInfo
    ) -> None:
        draft, here = begin(bente(person, ["self_service", "telephone"])), call(maria)
        knocked = here.knocks(draft)
        services.confirm(joining_id=knocked.joining_id, yes=True, by=person("inger"))
        contact = contact_selectors.running(here.id, maria)
        assert (contact.party, contact.caller, contact.id_check) == (None, None, IdCheck.NONE)

    def test_that_ends_takes_the_help_with_it(
        self, person: People, begin: Begin, maria: EmployeeInfo
    ) -> None:
        by = bente(person, ["self_service", "telephone"])
        draft = begin(by)
        call(maria).joins(draft)
        selectors.shared_step(draft.draft_id, "adresse", maria)
        Mandate.objects.filter(pk=by.mandate).update(valid_to=date(2026, 11, 20))
        for look in (
            lambda: selectors.shared_step(draft.draft_id, "adresse", maria),
            lambda: selectors.mark_for(draft.draft_id, maria),
            lambda: selectors.together_for(draft.draft_id, maria),
        ):
            with pytest.raises(HelpOutlived):
                look()

    def test_that_covers_the_telephone_does(self, person: People, begin: Begin, maria: EmployeeInfo) -> None:
        draft = begin(bente(person, ["self_service", "telephone"]))
        call(maria).joins(draft)
        assert selectors.shared_step(draft.draft_id, "adresse", maria).draft.party_name == draft.by.party.name
