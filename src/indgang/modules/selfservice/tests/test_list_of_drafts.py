"""The list of drafts: whose they are, and what the list costs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.tests.conftest import NOW, Filling

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
People = Callable[..., Acting]


@pytest.fixture
def for_mads(person: People, mads: Acting) -> Callable[[str], Acting]:
    """Somebody who acts for Mads with his power of attorney."""

    def helper(ref: str) -> Acting:
        mandate = identity.give_mandate(
            holder=Person.objects.get(pk=person(ref).actor.id),
            giver_person=Person.objects.get(pk=mads.party.id),
            ground=Ground.MANDATE,
            scope=["flytning-indland"],
            channels=["self_service"],
            valid_from=date(2026, 1, 1),
            basis=Text("Fuldmagt fra Mads", "Power of attorney from Mads"),
        )
        return person(ref, for_="mads", ground=Ground.MANDATE, mandate=str(mandate.pk))

    return helper


def test_a_helper_sees_only_what_they_began_and_the_citizen_sees_it_all(
    mads: Acting, for_mads: Callable[[str], Acting], begin: Begin
) -> None:
    sofie, amir = for_mads("sofie"), for_mads("amir")
    own, hers = begin(mads).draft_id, begin(sofie).draft_id
    assert [draft.id for draft in selectors.drafts_of(sofie)] == [hers]
    assert selectors.drafts_of(amir) == []
    assert {draft.id for draft in selectors.drafts_of(mads)} == {own, hers}
    assert {draft.actor_name for draft in selectors.drafts_of(mads)} == {mads.actor.name, sofie.actor.name}


def test_what_somebody_goes_on_with_is_their_own_draft(
    mads: Acting, for_mads: Callable[[str], Acting], begin: Begin
) -> None:
    sofie = for_mads("sofie")
    assert selectors.begun("flytning", sofie) is None
    own = begin(mads).draft_id
    assert selectors.begun("flytning", sofie) is None
    found = selectors.begun("flytning", mads)
    assert found is not None
    assert (found.id, found.party_name) == (own, mads.party.name)


def test_a_draft_that_is_too_old_is_not_in_the_list(mads: Acting, begin: Begin) -> None:
    begin(mads)
    clock.freeze(NOW + timedelta(days=400))
    assert selectors.drafts_of(mads) == []
    assert selectors.begun("flytning", mads) is None


def test_the_list_costs_two_queries_however_many_drafts_there_are(
    mads: Acting,
    for_mads: Callable[[str], Acting],
    begin: Begin,
    django_assert_num_queries: Any,
) -> None:
    begin(mads).step("dato", {"moving_date": "2026-12-01"})
    with django_assert_num_queries(2):
        assert len(selectors.drafts_of(mads)) == 1
    for ref in ("sofie", "amir"):
        begin(for_mads(ref)).step("dato", {"moving_date": "2026-12-01"})
    with django_assert_num_queries(2):
        found = selectors.drafts_of(mads)
    assert len(found) == 3
