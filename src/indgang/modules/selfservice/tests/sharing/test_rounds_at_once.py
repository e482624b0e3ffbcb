"""Two who run, tell and sign at the same moment, and a withdrawal among them: each answer is given once."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.db import connection

from indgang.kernel import clock
from indgang.modules.cases.models import Case, Decision
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Reconsideration, Round, RoundRun
from indgang.modules.selfservice.selectors import rounds as asked
from indgang.modules.selfservice.services import carrying_out, round_signing, rounds
from indgang.modules.selfservice.tests.conftest import NOW, People
from indgang.modules.selfservice.tests.sharing.conftest import Apply
from indgang.modules.selfservice.tests.test_at_once import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PEOPLE = ("mads", "sofie", "amir")
Deed = Callable[[], object]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")


@pytest.fixture
def closed(opened: Round, apply: Apply) -> Round:
    """Three wish for the one garden, and the last day is past."""
    for ref in PEOPLE:
        apply(ref, "rosen")
    clock.freeze(NOW + timedelta(days=12))
    return opened


def test_two_who_run_it_at_once_run_it_once(closed: Round, ole: EmployeeInfo, lise: EmployeeInfo) -> None:
    runs: list[Deed] = [partial(rounds.run_round, round_id=closed.pk, by=by) for by in (ole, lise)]
    at_once(runs * 2)
    assert RoundRun.objects.count() == 1
    assert asked.verify(closed.pk).same


def test_two_workers_at_once_tell_each_case_once(closed: Round, ole: EmployeeInfo) -> None:
    rounds.run_round(round_id=closed.pk, by=ole)
    at_once([partial(carrying_out.carry_out, closed.pk)] * 3)
    assert Reconsideration.objects.count() == 3
    assert Decision.objects.count() == 1


def test_two_who_sign_at_once_and_one_who_withdraws(
    closed: Round, ole: EmployeeInfo, lise: EmployeeInfo, person: People
) -> None:
    rounds.run_round(round_id=closed.pk, by=ole)
    carrying_out.carry_out(closed.pk)
    seen: dict[UUID, int] = {
        one.case.id: one.case.version for one in asked.round_view(closed.pk, ole).signings
    }
    waiting = Case.objects.filter(pk__in=seen).select_related("person").order_by("pk")[0]
    who = next(by for by in map(person, PEOPLE) if by.party.id == str(waiting.person_id))
    back: Deed = partial(services.withdraw, case_id=waiting.pk, why="", by=who)
    signs: list[Deed] = [
        partial(round_signing.sign, round_id=closed.pk, seen=seen, by=by) for by in (ole, lise)
    ]
    at_once([*signs, back])
    waiting.refresh_from_db()
    by_hand = Decision.objects.filter(automatic=False).count()
    assert (waiting.state, by_hand) in (("decided", 2), ("withdrawn", 1))
    assert Decision.objects.count() == by_hand + 1
