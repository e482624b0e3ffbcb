"""A yes on a screen tells who is at the screen. Only their own code, read out, tells that they are in the contact."""

from collections.abc import Callable

import pytest

from indgang.modules.contacts import selectors as contact_selectors
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors.contact_ground import NotChecked, acting_in
from indgang.modules.selfservice.tests.conftest import Call, Filling, call

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]


def says_to_be_mads(here: Call, mads: Acting) -> None:
    """The clerk finds Mads by the name that the caller gave."""
    contacts.identify(contact_id=here.id, party=mads.party, caller=None, by=here.by)
    contacts.choose_matter(contact_id=here.id, service_id="flytning-indland", by=here.by)


def test_a_yes_to_a_knock_without_a_code_does_not_tell_who_calls(
    mads: Acting, begin: Begin, maria: EmployeeInfo
) -> None:
    draft, here = begin(mads), call(maria)
    says_to_be_mads(here, mads)
    knocked = services.knock(contact_id=here.id, by=maria, draft_id=draft.draft_id)
    services.confirm(joining_id=knocked.joining_id, yes=True, by=mads)
    assert contact_selectors.running(here.id, maria).id_check is IdCheck.NONE
    with pytest.raises(NotChecked):
        acting_in(here.id, maria)


def test_a_code_that_is_read_out_before_the_yes_does(mads: Acting, begin: Begin, maria: EmployeeInfo) -> None:
    draft, here = begin(mads), call(maria)
    says_to_be_mads(here, mads)
    first = services.knock(contact_id=here.id, by=maria, draft_id=draft.draft_id)
    assert here.knocks(draft).joining_id == first.joining_id
    services.confirm(joining_id=first.joining_id, yes=True, by=mads)
    assert contact_selectors.running(here.id, maria).id_check is IdCheck.SCREEN
    assert acting_in(here.id, maria).party == mads.party


def test_a_code_that_was_read_out_in_another_contact_does_not(
    mads: Acting, begin: Begin, maria: EmployeeInfo
) -> None:
    draft, first, here = begin(mads), call(maria), call(maria)
    first.joins(draft)
    says_to_be_mads(here, mads)
    knocked = services.knock(contact_id=here.id, by=maria, draft_id=draft.draft_id)
    services.confirm(joining_id=knocked.joining_id, yes=True, by=mads)
    assert contact_selectors.running(here.id, maria).id_check is IdCheck.NONE
