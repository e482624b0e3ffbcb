"""Look-ups are drawn by lot, marked as far as the trail can tell, and what came of a check is kept."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit import rules, selectors, services
from indgang.modules.audit.models import Check, Event
from indgang.modules.audit.selectors import LookFilter
from indgang.modules.audit.vocabulary import Checked, LookKind, Mark

NOW = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)  # a Wednesday
WEEK = LookFilter(*rules.week_of(date(2026, 5, 6)))
MARIA, OLE, SARA = "employee:maria", "employee:ole", "employee:sara"
MAJA, BO = "person:maja", "person:bo"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    clock.freeze(NOW)
    yield
    clock.freeze(None)


def did(action: str, actor: str = MARIA, party: str = MAJA, thing: str = "", **later: float) -> UUID:
    at = NOW + timedelta(**later)
    clock.freeze(at)
    services.record(action=action, actor=actor, party=party, object=thing, purpose="svare")
    clock.freeze(NOW)
    found: UUID = Event.objects.get(at=at, action=action, actor=actor, party=party, object=thing).pk
    return found


def marks(look_id: UUID) -> set[Mark]:
    return set(selectors.look(look_id).marks)


def test_a_week_is_from_monday_to_monday_in_copenhagen() -> None:
    start, end = rules.week_of(date(2026, 5, 10))
    assert (start.isoformat(), end.isoformat()) == ("2026-05-04T00:00:00+02:00", "2026-05-11T00:00:00+02:00")
    start, end = rules.day_of(date(2026, 10, 25))  # clocks go back
    assert (end.astimezone(UTC) - start.astimezone(UTC)) == timedelta(hours=25)


def test_the_same_lot_every_time_and_a_larger_draw_holds_the_smaller() -> None:
    ids = [uuid4() for _ in range(200)]
    of = WEEK.since
    few = rules.drawn(ids, count=5, of=of, key="a")
    assert few == rules.drawn(reversed(ids), count=5, of=of, key="a")
    assert few == rules.drawn(ids, count=50, of=of, key="a")[:5]
    assert few != rules.drawn(ids, count=5, of=of, key="b")
    assert few != rules.drawn(ids, count=5, of=of + timedelta(days=7), key="a")
    assert sorted(rules.drawn(ids, count=500, of=of, key="a")) == sorted(ids)


def test_every_look_has_the_same_chance() -> None:
    ids = [UUID(int=number) for number in range(20)]
    drawn = [
        one
        for week in range(400)
        for one in rules.drawn(ids, count=2, of=WEEK.since + timedelta(weeks=week), key="a")
    ]
    assert all(15 <= drawn.count(one) <= 70 for one in ids)  # 40 expected


def test_a_sample_is_of_looks_by_staff_in_the_week_only() -> None:
    mine = {did("person_found", minutes=number) for number in range(5)}
    did("case_taken", thing="case:1")
    did("person_found", actor="person:maja")
    did("person_found", days=-7)
    assert {one.id for one in selectors.sample(WEEK, 20)} == mine
    assert len(selectors.sample(WEEK, 3)) == 3
    assert selectors.sample(WEEK, 3) == selectors.sample(WEEK, 3)


def test_by_day_unit_and_kind() -> None:
    found = did("person_found")
    seen = did("case_seen", actor=OLE, thing="case:1")
    today = LookFilter(*rules.day_of(NOW.date()))
    assert {one.id for one in selectors.looks(today).rows} == {found, seen}
    of_ole = LookFilter(today.since, today.until, actors=(OLE,))
    assert [one.id for one in selectors.looks(of_ole).rows] == [seen]
    searches = LookFilter(today.since, today.until, kind=LookKind.SEARCH)
    assert [one.id for one in selectors.looks(searches).rows] == [found]
    assert selectors.looks(LookFilter(today.since, today.until, actors=())).total == 0


def test_a_search_that_led_to_nothing_is_marked() -> None:
    alone = did("person_found")
    of_bo = did("person_found", party=BO, minutes=5)
    did("contact_identified", party=BO, thing="contact:1", minutes=6)
    by_ole = did("person_found", actor=OLE, party=BO, minutes=7)
    assert marks(alone) == {Mark.NO_MATTER}
    assert marks(of_bo) == set()
    assert marks(by_ole) == {Mark.NO_MATTER}


def test_who_was_shown_beside_the_right_one_is_not_marked() -> None:
    shown = did("person_found", party="person:namesake")
    did("person_found", party=MAJA, seconds=0.5)
    did("contact_identified", party=MAJA, thing="contact:1", minutes=1)
    assert marks(shown) == set()


def test_a_case_that_was_only_looked_at_is_marked() -> None:
    only = did("case_seen", thing="case:1")
    assert marks(only) == {Mark.ONLY_LOOKED}
    worked = did("case_seen", actor=OLE, thing="case:1")
    did("case_taken", actor=OLE, thing="case:1", days=3)
    assert marks(worked) == set()
    spoken = did("case_seen", actor=SARA, thing="case:1")
    did("contact_identified", actor=SARA, thing="contact:1", hours=-1)
    assert marks(spoken) == set()


def test_a_hidden_address_that_was_shown_and_a_day_of_many_searches_are_marked() -> None:
    shown = did("address_unmasked", thing="contact:1")
    assert marks(shown) == {Mark.UNMASKED}
    last = [did("person_found", party=f"person:{number}", minutes=number) for number in range(41)][-1]
    assert Mark.MANY in marks(last)
    Event.objects.filter(party="person:3").delete()
    assert Mark.MANY not in marks(last)


def test_a_page_of_looks_costs_the_same_however_many(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(60):
        did("person_found", party=f"person:{number}", minutes=number)
        did("case_seen", party=f"person:{number}", thing=f"case:{number}", minutes=number)
    with django_assert_max_num_queries(9):
        found = selectors.looks(WEEK, page=2)
    assert (len(found.rows), found.pages, found.total) == (50, 3, 120)


def test_what_came_of_a_check_is_kept_beside_what_was_said_before() -> None:
    found = did("person_found", minutes=-1)
    for _ in range(2):
        services.check(look_id=found, outcome=Checked.ASK, note=" Spørg Maria 010203-1234 ", by=SARA)
    services.check(look_id=found, outcome=Checked.FINE, note="", by=SARA)
    assert [(one.outcome, one.note) for one in selectors.checks_of(found)] == [
        (Checked.FINE, ""),
        (Checked.ASK, "Spørg Maria [cpr]"),
    ]
    assert selectors.look(found).checked is Checked.FINE
    trail = selectors.about(party=MAJA)
    assert [(row.action, row.purpose) for row in trail[:2]] == [("access_checked", "kontrol af opslag")] * 2
    row = Check.objects.all()[0]
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Check.objects.update(outcome="fine")


def test_nobody_checks_themselves_and_a_row_that_is_no_look_is_not_there() -> None:
    own, other = did("person_found", actor=SARA), did("login")
    with pytest.raises(services.OwnLook):
        services.check(look_id=own, outcome=Checked.FINE, note="", by=SARA)
    with pytest.raises(services.OwnLook):
        services.reveal(look_id=own, reason="se efter", by=SARA)
    with pytest.raises(NotYours):
        services.check(look_id=other, outcome=Checked.FINE, note="", by=SARA)
    assert not Check.objects.exists()


def test_whom_it_was_about_is_shown_for_a_reason_that_the_citizen_can_read() -> None:
    found = did("person_found", minutes=-1)
    with pytest.raises(services.ReasonNeeded):
        services.reveal(look_id=found, reason=" \n", by=SARA)
    assert not selectors.revealed(found, by=SARA)
    services.reveal(look_id=found, reason="Borgeren har klaget", by=SARA)
    assert selectors.revealed(found, by=SARA)
    assert not selectors.revealed(found, by=OLE)
    assert selectors.about(party=MAJA)[0].purpose == "Borgeren har klaget"
