"""Offers as a page asks for them: places, hours, outages, levels."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors, services
from indgang.modules.channels.models import Availability
from indgang.modules.channels.selectors import Offers
from indgang.modules.channels.vocabulary import (
    WITH_A_PERSON,
    AvailabilityState,
    Channel,
    PartyFacts,
    PlanState,
)
from indgang.modules.identity.vocabulary import SYSTEM

pytestmark = pytest.mark.django_db
MOVE = "flytning-indland"


def offers(service: str = MOVE, at: datetime | None = None, party: PartyFacts | None = None) -> Offers:
    return selectors.offers(service_id=service, party=party or PartyFacts(), now=at or clock.now())


@pytest.mark.usefixtures("lyngsoe")
def test_moving_is_done_online_in_five_minutes(tuesday: datetime) -> None:
    first = offers().first
    assert first is not None
    assert first.channel is Channel.SELF_SERVICE
    assert first.minutes == 5
    assert first.startable
    assert first.open_now
    assert first.closes_at is None


@pytest.mark.usefixtures("lyngsoe")
def test_the_telephone_says_number_and_hours(tuesday: datetime) -> None:
    phone = offers().of(Channel.TELEPHONE)
    assert phone is not None
    assert phone.phone == "99 99 00 00"
    assert phone.open_now
    assert phone.closes_at == tuesday.replace(hour=15)


@pytest.mark.usefixtures("lyngsoe")
def test_at_night_it_says_when_the_telephone_opens() -> None:
    phone = offers(at=datetime(2026, 12, 1, 23, 0, tzinfo=COPENHAGEN)).of(Channel.TELEPHONE)
    assert phone is not None
    assert phone.open_now is False
    assert phone.opens_at == datetime(2026, 12, 2, 9, 0, tzinfo=COPENHAGEN)


@pytest.mark.usefixtures("lyngsoe")
def test_on_christmas_day_only_the_digital_ways_are_open() -> None:
    found = offers(at=datetime(2026, 12, 25, 11, 0, tzinfo=COPENHAGEN))
    open_now = {offer.channel for offer in found.offers if offer.open_now}
    assert open_now == {Channel.SELF_SERVICE, Channel.DIGITAL_POST}


@pytest.mark.usefixtures("lyngsoe")
def test_a_number_of_its_own_goes_before_the_main_number(tuesday: datetime) -> None:
    phone = offers("folkepension").of(Channel.TELEPHONE)
    assert phone is not None
    assert [entrance.id for entrance in phone.entrances] == ["pensionstelefon", "kontaktcenter"]


@pytest.mark.usefixtures("lyngsoe")
def test_open_places_go_before_closed_ones_and_home_visits_come_last(tuesday: datetime) -> None:
    meeting = offers().of(Channel.IN_PERSON)
    assert meeting is not None
    states = [place.state.open_now for place in meeting.places]
    assert states[0] is True
    assert meeting.entrances[-1].id == "hjemmebesoeg"


@pytest.mark.usefixtures("lyngsoe")
def test_an_outage_moves_the_first_place_until_it_ends(tuesday: datetime) -> None:
    end = tuesday + timedelta(hours=2)
    services.set_availability(
        service_id=MOVE, channel=Channel.SELF_SERVICE, state=AvailabilityState.DOWN, until=end,
        reason=Text("Vi retter en fejl.", "We are mending it."), by=SYSTEM,
    )  # fmt: skip
    found = offers()
    online = found.of(Channel.SELF_SERVICE)
    assert found.first is not None
    assert found.first.channel is Channel.TELEPHONE
    assert online is not None
    assert online.opens_at == end
    assert not online.startable
    after = offers(at=end).first
    assert after is not None
    assert after.channel is Channel.SELF_SERVICE


@pytest.mark.usefixtures("lyngsoe")
def test_an_outage_is_over_when_somebody_says_so(tuesday: datetime) -> None:
    for state in (AvailabilityState.DOWN, AvailabilityState.DOWN, AvailabilityState.WORKING):
        services.set_availability(
            service_id=MOVE, channel=Channel.SELF_SERVICE, state=state, until=None, reason=Text(), by=SYSTEM
        )
    first = offers().first
    assert first is not None
    assert first.channel is Channel.SELF_SERVICE
    assert Availability.objects.count() == 2  # what was said twice stands once


@pytest.mark.usefixtures("lyngsoe")
def test_a_level_can_have_its_own_order(tuesday: datetime) -> None:
    plain = offers("gravetilladelse")
    asked = selectors.offers(service_id="foreningstilskud", party=PartyFacts(), now=tuesday, level="guidance")
    assert asked.first is not None
    assert asked.first.channel is Channel.TELEPHONE
    general = selectors.offers(
        service_id="gravetilladelse", party=PartyFacts(), now=tuesday, level="guidance"
    )
    assert [offer.channel for offer in general.offers] == [offer.channel for offer in plain.offers]


@pytest.mark.usefixtures("lyngsoe")
def test_every_service_offers_a_person_to_everybody(tuesday: datetime) -> None:
    parties = [PartyFacts(), PartyFacts("person", True), PartyFacts("person", False), PartyFacts("company")]
    for party in parties:
        found = selectors.first_offers(service_ids=catalogue.services(), party=party, now=tuesday)
        assert len(found) == 109
        for one in found.values():
            assert any(o.channel in WITH_A_PERSON and o.usable for o in one.offers), one.service_id
            assert [o.state for o in one.offers].count(PlanState.FIRST) == 1, one.service_id


@pytest.mark.usefixtures("lyngsoe")
def test_an_unknown_service_is_a_named_error() -> None:
    with pytest.raises(catalogue.UnknownService):
        offers("findes-ikke")


@pytest.mark.usefixtures("lyngsoe")
def test_asking_again_costs_one_small_question(tuesday: datetime, django_assert_num_queries: object) -> None:
    offers()
    with django_assert_num_queries(1):  # type: ignore[operator]
        offers()


def test_migrations_are_complete() -> None:
    call_command("makemigrations", "channels", "catalogue", check=True, dry_run=True, skip_checks=True)
