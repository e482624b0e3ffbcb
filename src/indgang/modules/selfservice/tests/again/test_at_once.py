"""Two workers, a worker and a command, a caseworker at the same moment: one row, one case, one answer."""

from datetime import date
from functools import partial

import pytest
from django.db import connection

from indgang.modules.cases.models import Case, Decision
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Recalculation, RecalculationRun
from indgang.modules.selfservice.services.recalculating import recalculate
from indgang.modules.selfservice.tests.again.conftest import Applies, Pay, at
from indgang.modules.selfservice.tests.test_at_once import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DECEMBER = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")


def test_a_month_that_many_work_out_at_once_is_one_answer(applies: Applies, pay: Pay) -> None:
    pay.is_now("camilla", "30000", since=date(2025, 1, 1))
    grant = applies("camilla")
    pay.is_now("camilla", "21400", since=date(2026, 11, 1))
    at(date(2026, 12, 20))
    rows = at_once([partial(recalculate, grant.pk, DECEMBER)] * 4)
    assert {row.pk for row in rows} == {Recalculation.objects.get().pk}
    assert (Case.objects.count(), Decision.objects.count()) == (2, 2)
    assert Message.objects.filter(kind="decision").count() == 2


def test_a_month_is_begun_once_by_two_routines(applies: Applies, pay: Pay) -> None:
    applies("camilla")
    at(DECEMBER)
    assert sorted(at_once([services.recalculate_due] * 3)) == [0, 0, 1]
    assert RecalculationRun.objects.count() == 1
