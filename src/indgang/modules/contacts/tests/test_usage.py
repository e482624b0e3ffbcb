"""What people come for."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from indgang.kernel import clock
from indgang.modules.contacts import selectors, services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def contact(service: str, times: int, days_ago: int = 1, direction: str = "in") -> None:
    for _ in range(times):
        services.record(
            channel="telephone",
            service_id=service,
            direction=direction,
            at=clock.now() - timedelta(days=days_ago),
        )


def test_the_services_with_most_contacts_this_month_come_first() -> None:
    contact("pas", 2)
    contact("flytning-indland", 3)
    contact("valg", 9, days_ago=31)
    contact("rotter", 9, direction="out")
    contact("", 9)
    assert selectors.most_used(limit=8) == ["flytning-indland", "pas"]


def test_nothing_counted_is_an_empty_list() -> None:
    assert selectors.most_used(limit=8) == []
