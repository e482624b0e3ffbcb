"""Two caseworkers at once, on PostgreSQL (SQLite lets one write at a time)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections

from indgang.kernel.errors import Stale
from indgang.kernel.uploads.testing import pdf
from indgang.modules.cases import selectors, services
from indgang.modules.cases.models import Case, CaseCounter, Decision, FilingEntry, Task
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.vocabulary import FilingDirection
from indgang.modules.files import services as files
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
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


def test_what_is_sent_twice_at_once_is_sent_once(case: CaseInfo, maja: Acting) -> None:
    found = files.read(SimpleUploadedFile("a.pdf", pdf()))
    owner = selectors.basket_for_case(case.id, maja).owner
    files.put(found=found, owner=owner, title="Bilag", by=maja.actor)
    together = Barrier(2)

    def send(_: int) -> int:
        try:
            together.wait(timeout=10)
            return services.send_files(case_id=case.id, by=maja)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, range(2))) == [0, 1]
    assert Task.objects.filter(key__startswith="files:").count() == 1


def test_the_same_scan_from_two_desks_at_once_is_filed_once(
    case: CaseInfo, ole: EmployeeInfo, lise: EmployeeInfo
) -> None:
    together = Barrier(2)

    def scan(by: EmployeeInfo) -> object:
        try:
            together.wait(timeout=10)
            one = SimpleUploadedFile("a.pdf", pdf())
            return services.attach(
                case_id=case.id, upload=one, title="Skan", direction=FilingDirection.IN, by=by
            ).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(scan, [ole, lise]))) == 1
    assert FilingEntry.objects.filter(document__startswith="file:").count() == 1
