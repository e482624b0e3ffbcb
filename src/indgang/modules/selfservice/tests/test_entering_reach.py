"""Who reaches a draft that staff write in, and what is covered for them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import RunningContact
from indgang.modules.contacts.selectors import ContactOver
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import services as people
from indgang.modules.identity.models import Mandate, Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Answer, Draft, StaffEntry
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.selectors.entering import NobodyFound, NotChecked
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.modules.selfservice.tests.written_in import (
    NO_MITID,
    TODAY,
    Meets,
    WritingIn,
    write_in,
)
from indgang.modules.selfservice.vocabulary import SaidYes

pytestmark = pytest.mark.django_db


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


def test_who_speaks_with_a_mandate_that_holds_here_is_written_in_for(
    maria: EmployeeInfo, person: Callable[..., Acting]
) -> None:
    bente, inger = person("bente"), person("inger")
    mandate = people.give_mandate(
        holder=Person.objects.get(pk=bente.party.id),
        ground=Ground.MANDATE,
        scope=["flytning-indland"],
        channels=["in_person"],
        valid_from=TODAY,
        basis=Text("Fuldmagt", "Mandate"),
        giver_person=Person.objects.get(pk=inger.party.id),
    )
    contact = contacts.begin(channel="in_person", entrance_id="", by=maria)
    contacts.identify(
        contact_id=contact,
        party=inger.party,
        caller=bente.party,
        ground=Ground.MANDATE,
        mandate=str(mandate.pk),
        service_id="flytning-indland",
        by=maria,
    )
    contacts.check_id(contact_id=contact, how=IdCheck.PHOTO_ID, by=maria)
    filling = write_in(contact, maria)
    assert str(Draft.objects.get().person_id) == inger.party.id
    entry = StaffEntry.objects.get()
    assert (entry.asked_by, entry.ground, entry.mandate) == (bente.party.key, "mandate", str(mandate.pk))
    Mandate.objects.filter(pk=mandate.pk).update(
        valid_to=TODAY - timedelta(days=1), valid_from=date(2026, 1, 1)
    )
    with pytest.raises(contacts.MayNotSpeak):
        filling.step("dato", {"moving_date": "2026-12-01"})


# --- what is covered ---------------------------------------------------------------------------------------------


def test_where_a_protected_party_lives_is_covered_until_the_contact_is_unmasked(
    meets: Meets, maria: EmployeeInfo, freddy: EmployeeInfo, mads: Acting
) -> None:
    Person.objects.filter(pk=mads.party.id).update(protected=True)
    contact = meets(maria, mads)
    filling = write_in(contact, maria).all(co_name="Hos Venner")
    mine = {field.key: field for field in entering.entry_step(filling.draft_id, "adresse", filling.by).fields}
    assert mine["new_address"].value == "skonnertgade-4-2-th"  # what she was told herself
    cards = [card for step in ("dato", "hvem", "adresse", "bolig", "laege")
             for card in entering.entry_step(filling.draft_id, step, filling.by).cards]  # fmt: skip
    assert cards
    assert all(not card.rows for card in cards)
    his = entering.acting_in(meets(freddy, mads), freddy)
    theirs = {field.key: field for field in entering.entry_step(filling.draft_id, "adresse", his).fields}
    assert (theirs["new_address"].value, str(theirs["new_address"].shown_value)) == ("", "Beskyttet")
    assert str(theirs["co_name"].shown_value) == "Beskyttet"
    rows = [row for one in entering.entry_summary(filling.draft_id, his).sections for row in one.rows]
    assert {str(row.value) for row in rows if row.key in ("", "new_address", "co_name")} == {"Beskyttet"}
    contacts.unmask(contact_id=his.mandate, reason="Skrive flytningen ind", by=freddy)
    seen = {field.key: field for field in entering.entry_step(filling.draft_id, "adresse", his).fields}
    assert seen["new_address"].value == "skonnertgade-4-2-th"
