"""A parent acts for a child until the child is 18."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity import rules, selectors, services
from indgang.modules.identity.models import Mandate, Person
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party

pytestmark = pytest.mark.django_db
BORN = date(2009, 3, 14)
OF_AGE = datetime(2027, 3, 14, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_day_before() -> Iterator[None]:
    clock.freeze(OF_AGE - timedelta(days=1))
    yield
    clock.freeze(None)


@pytest.fixture
def parent() -> Person:
    return services.know_person(cpr="0101801234", name="Anna Lund")


@pytest.fixture
def child() -> Person:
    found = services.know_person(cpr="1403094321", name="Emil Lund")
    found.born = BORN
    found.save()
    return found


def given(parent: Person, child: Person, ground: Ground, valid_to: date | None = None) -> Mandate:
    return services.give_mandate(
        holder=parent, giver_person=child, ground=ground, scope=["*"], channels=["self_service"],
        valid_from=date(2020, 1, 1), valid_to=valid_to, basis=Text("Forældremyndighed", "Custody"),
    )  # fmt: skip


def acting(parent: Person, mandate: Mandate, child: Person) -> Acting:
    party = Party("person", str(child.pk), child.name)
    return Acting(
        Actor("person", str(parent.pk), parent.name), party, Ground(mandate.ground), str(mandate.pk)
    )


def test_a_parent_stops_on_the_day_the_child_is_18(parent: Person, child: Person) -> None:
    by = acting(parent, given(parent, child, Ground.PARENT), child)
    [_self, option] = selectors.acting_options(parent.pk)
    assert option.until == date(2027, 3, 13)
    assert selectors.ground_holds(by, "pas")
    assert [one.until for one in selectors.given_mandates(child.pk)] == [date(2027, 3, 13)]
    clock.freeze(OF_AGE)
    assert len(selectors.acting_options(parent.pk)) == 1
    assert not selectors.ground_holds(by, "pas")
    assert selectors.given_mandates(child.pk) == []


def test_a_power_of_attorney_from_the_same_person_does_not_stop(parent: Person, child: Person) -> None:
    by = acting(parent, given(parent, child, Ground.MANDATE), child)
    clock.freeze(OF_AGE)
    assert [one.until for one in selectors.acting_options(parent.pk)] == [None, None]
    assert selectors.ground_holds(by, "pas")


@pytest.mark.parametrize(
    ("born", "valid_to", "last"),
    [
        (date(2009, 3, 14), None, date(2027, 3, 13)),
        (date(2009, 3, 14), date(2026, 1, 1), date(2026, 1, 1)),
        (date(2009, 3, 14), date(2030, 1, 1), date(2027, 3, 13)),
        (date(2008, 2, 29), None, date(2026, 2, 28)),
    ],
)
def test_the_last_day_of_custody(born: date, valid_to: date | None, last: date) -> None:
    assert rules.last_day(Ground.PARENT, giver_born=born, valid_to=valid_to) == last
    assert rules.last_day(Ground.GUARDIAN, giver_born=born, valid_to=valid_to) == valid_to
