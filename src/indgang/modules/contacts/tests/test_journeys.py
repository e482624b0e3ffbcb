"""One matter is one journey."""

from datetime import timedelta

import pytest

from indgang.kernel import clock
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.tests.conftest import NOW
from indgang.modules.identity.vocabulary import Acting

pytestmark = pytest.mark.django_db


def test_the_same_service_again_is_the_same_journey(mover: Acting) -> None:
    first = services.journey_for(by=mover, service_id="flytning-indland")
    assert services.journey_for(by=mover, service_id="flytning-indland").id == first.id
    assert first.party_key == mover.party.key


def test_another_service_is_another_journey(mover: Acting) -> None:
    first = services.journey_for(by=mover, service_id="flytning-indland")
    assert services.journey_for(by=mover, service_id="pas").id != first.id


def test_a_closed_journey_is_not_taken_up_again(mover: Acting) -> None:
    first = services.journey_for(by=mover, service_id="flytning-indland")
    services.close_journey(journey_id=first.id)
    assert services.journey_for(by=mover, service_id="flytning-indland").id != first.id


def test_after_sixty_days_of_silence_it_is_a_new_matter(mover: Acting) -> None:
    first = services.journey_for(by=mover, service_id="flytning-indland")
    clock.freeze(NOW + timedelta(days=60))
    same = services.journey_for(by=mover, service_id="flytning-indland")
    clock.freeze(NOW + timedelta(days=121))
    later = services.journey_for(by=mover, service_id="flytning-indland")
    assert (same.id, later.id == first.id) == (first.id, False)
    assert [journey.id for journey in selectors.journeys_of(mover.party, only_open=True)] == [later.id]


def test_a_contact_keeps_its_journey_alive(mover: Acting) -> None:
    first = services.journey_for(by=mover, service_id="flytning-indland")
    clock.freeze(NOW + timedelta(days=50))
    services.record(
        channel="telephone", service_id="flytning-indland", journey_id=first.id, party=mover.party
    )
    clock.freeze(NOW + timedelta(days=100))
    assert services.journey_for(by=mover, service_id="flytning-indland").id == first.id
