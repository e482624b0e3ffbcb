"""Many at once, on PostgreSQL (SQLite lets one write at a time)."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, connections

from indgang.modules.contacts import services
from indgang.modules.contacts.models import Contact, Journey, YearKey
from indgang.modules.identity.vocabulary import Acting

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_double_click_from_eight_sides_is_one_contact_and_one_journey(mover: Acting) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")

    def click(_: int) -> tuple[UUID, UUID]:
        try:
            journey = services.journey_for(by=mover, service_id="flytning-indland")
            row = services.record(
                channel="self_service", party=mover.party, journey_id=journey.id, source_row="draft:1"
            )
            return journey.id, row
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(click, range(24)))
    assert len(answers) == 1
    assert Contact.objects.count() == Journey.objects.count() == YearKey.objects.count() == 1
