"""Two caseworkers at once, on PostgreSQL (SQLite lets one write at a time)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from indgang.kernel.errors import Stale
from indgang.modules.cases import services
from indgang.modules.cases.models import Case, CaseCounter, Decision
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.models import Message

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")


def test_two_who_decide_at_once_make_one_decision(
    case: CaseInfo, ole: EmployeeInfo, lise: EmployeeInfo
) -> None:
    together = Barrier(2)

    def decide(by: EmployeeInfo) -> str:
        try:
            together.wait(timeout=10)
            services.decide(case_id=case.id, outcome="granted", reasons="", by=by, seen_version=1)
        except Stale:
            return "stale"
        else:
            return "decided"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(decide, [ole, lise]))
    assert answers == ["decided", "stale"]
    assert Decision.objects.count() == Message.objects.count() == 1


def test_a_double_click_from_eight_sides_is_one_case_and_many_cases_have_many_numbers(
    open_case: Callable[..., CaseInfo],
) -> None:
    def click(i: int) -> str:
        try:
            return open_case(key=f"submission:{i % 3}").number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(click, range(24)))
    assert len(set(numbers)) == Case.objects.count() == 3
    assert CaseCounter.objects.get().last >= 3
