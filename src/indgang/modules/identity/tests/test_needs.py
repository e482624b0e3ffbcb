"""How somebody wishes to be helped: told once, kept, ended, and never with a cause."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from indgang.kernel import clock
from indgang.modules.audit.models import Event
from indgang.modules.identity import selectors, services
from indgang.modules.identity.models import DeclaredNeed, Person
from indgang.modules.identity.services import BadNeed
from indgang.modules.identity.vocabulary import Actor, Need
from indgang.project.privacy import purge

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CLERK = Actor("employee", "0193a8e0-0000-7000-8000-000000000001", "Maria Skov")


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    clock.freeze(NOW)
    yield
    clock.freeze(None)


@pytest.fixture
def inger() -> Person:
    return services.know_person(cpr="0505441234", name="Inger Falkenborg")


def themselves(person: Person) -> Actor:
    return Actor("person", str(person.pk), person.name)


def names(person: Person) -> list[str]:
    return [one.name.da for one in selectors.needs_of(person.pk)]


def test_a_wish_told_to_a_clerk_stands_until_it_is_ended(inger: Person) -> None:
    services.declare_need(person_id=inger.pk, need=Need.LARGE_PRINT, by=CLERK, told_in="contact:1")
    services.declare_need(person_id=inger.pk, need=Need.PAPER, by=themselves(inger))
    first, second = selectors.needs_of(inger.pk)
    assert (first.need, first.told_at, first.by_self) == (Need.PAPER, NOW, True)
    assert (second.need, second.by_self) == (Need.LARGE_PRINT, False)
    assert services.end_need(person_id=inger.pk, need=Need.LARGE_PRINT, by=CLERK)
    assert names(inger) == ["Breve på papir"]
    assert selectors.person(inger.pk).needs == (Need.PAPER,)


def test_the_same_wish_twice_is_one_and_so_is_its_end(inger: Person) -> None:
    first = services.declare_need(person_id=inger.pk, need=Need.PAPER, by=CLERK)
    assert services.declare_need(person_id=inger.pk, need=Need.PAPER, by=themselves(inger)) == first
    assert services.end_need(person_id=inger.pk, need=Need.PAPER, by=CLERK)
    assert not services.end_need(person_id=inger.pk, need=Need.PAPER, by=CLERK)
    actions = list(Event.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["need_declared", "need_ended"]


def test_another_language_takes_the_place_of_the_one_before(inger: Person) -> None:
    for said in ("Arabisk", "arabisk", "  somalisk "):
        services.declare_need(person_id=inger.pk, need=Need.INTERPRETER, by=CLERK, detail=said)
    assert names(inger) == ["Tolk: somalisk"]
    assert DeclaredNeed.objects.filter(ended_at=None).count() == 1
    assert DeclaredNeed.objects.count() == 2


@pytest.mark.parametrize(
    "said",
    ["", "  ", "0505441234", "x" * 41, "hun hører dårligt på det ene øre", "ring 12", "<b>", "\x00"],
)
def test_only_a_language_can_be_kept_with_an_interpreter(inger: Person, said: str) -> None:
    with pytest.raises(BadNeed, match="sprog"):
        services.declare_need(person_id=inger.pk, need=Need.INTERPRETER, by=CLERK, detail=said)
    assert names(inger) == []


def test_a_cause_has_no_place_with_any_other_wish(inger: Person) -> None:
    services.declare_need(person_id=inger.pk, need=Need.LARGE_PRINT, by=CLERK, detail="grå stær")
    assert DeclaredNeed.objects.get().detail == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        DeclaredNeed.objects.update(detail="grå stær")


def test_a_wish_that_is_none_is_refused(inger: Person) -> None:
    with pytest.raises(BadNeed):
        services.declare_need(person_id=inger.pk, need="chocolate", by=CLERK)
    assert not services.end_need(person_id=inger.pk, need="chocolate", by=CLERK)


def test_the_trail_says_who_and_in_which_contact_but_not_which_wish(inger: Person) -> None:
    services.declare_need(
        person_id=inger.pk, need=Need.INTERPRETER, by=CLERK, detail="arabisk", told_in="contact:7"
    )
    row = Event.objects.get()
    assert (row.action, row.actor, row.party) == ("need_declared", CLERK.key, f"person:{inger.pk}")
    assert row.detail == {"told_in": "contact:7"}
    assert "arabisk" not in str(row.__dict__)
    assert "interpreter" not in str(row.__dict__)


def test_the_wishes_of_a_person_are_one_query(inger: Person, django_assert_num_queries: Any) -> None:
    for need in (Need.PAPER, Need.PERSON):
        services.declare_need(person_id=inger.pk, need=need, by=CLERK)
    selectors.needs_of(inger.pk)
    with django_assert_num_queries(1):
        assert len(selectors.needs_of(str(inger.pk))) == 2


def test_an_ended_wish_is_gone_after_two_years_and_an_open_one_stays(inger: Person) -> None:
    services.declare_need(person_id=inger.pk, need=Need.PAPER, by=CLERK)
    services.declare_need(person_id=inger.pk, need=Need.PERSON, by=CLERK)
    services.end_need(person_id=inger.pk, need=Need.PERSON, by=CLERK)
    clock.freeze(NOW + timedelta(days=729))
    Person.objects.update(seen_at=clock.now())
    purge()
    assert DeclaredNeed.objects.count() == 2
    clock.freeze(NOW + timedelta(days=731))
    purge()
    assert [row.need for row in DeclaredNeed.objects.all()] == ["paper"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_write_down_the_same_at_once_make_one(inger: Person) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")

    def tell(said: str) -> Any:
        try:
            return services.declare_need(person_id=inger.pk, need=Need.INTERPRETER, by=CLERK, detail=said)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tell, ["arabisk", "Arabisk", "arabisk", "arabisk"]))
    assert DeclaredNeed.objects.count() == 1
    assert selectors.person(inger.pk).needs == (Need.INTERPRETER,)
