"""Many say the same at once, on PostgreSQL (SQLite lets one write at a time)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from indgang.modules.channels import services
from indgang.modules.channels.models import Outage
from indgang.modules.channels.services import BadOutage, Told
from indgang.modules.channels.tests.lyngsoe import put_lyngsoe
from indgang.modules.channels.vocabulary import Down
from indgang.modules.identity.models import Generation
from indgang.modules.identity.vocabulary import Actor

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_eight_say_at_once_that_the_login_is_down_and_it_is_said_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")
    put_lyngsoe()
    before = Generation.objects.get().number

    def tell(number: int) -> bool:
        try:
            services.tell_outage(told=Told(Down.LOGIN), by=Actor("employee", str(number), "Sara"))
        except BadOutage:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tell, range(8))) == 1
    assert Outage.objects.count() == 1
    assert Generation.objects.get().number == before + 1
