"""Somebody says that something is down: everybody is offered another way, until it works again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.channels import selectors, services
from indgang.modules.channels.models import Outage
from indgang.modules.channels.selectors import Offers
from indgang.modules.channels.services import BadOutage, OutageOver, Told
from indgang.modules.channels.vocabulary import Channel, Down, PartyFacts, PlanState
from indgang.modules.identity.vocabulary import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lyngsoe")]
SARA = Actor("employee", "7", "Sara Storm")
HOUR = timedelta(hours=1)
Commits = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def commits(
    django_capture_on_commit_callbacks: Commits,
) -> Callable[[], AbstractContextManager[Any]]:
    """What follows a commit is done when the block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def offered(now: datetime, service_id: str = "flytning-indland") -> Offers:
    return selectors.offers(service_id=service_id, party=PartyFacts(), now=now)


def usable(found: Offers, channel: Channel) -> bool:
    one = found.of(channel)
    return one is not None and one.usable


def test_self_service_down_gives_the_next_channel_the_first_place(tuesday: datetime, commits: Any) -> None:
    assert offered(tuesday).first.channel is Channel.SELF_SERVICE  # type: ignore[union-attr]
    told = Told(
        Down.SELF_SERVICE, ends_at=tuesday + HOUR, text=Text("Vi skifter en server.", "A new server.")
    )
    with commits():
        outage = services.tell_outage(told=told, by=SARA)
    found = offered(tuesday)
    assert found.first is not None
    assert found.first.channel is not Channel.SELF_SERVICE
    assert found.first.usable
    online = found.of(Channel.SELF_SERVICE)
    assert online is not None
    assert not online.startable
    assert online.opens_at == tuesday + HOUR
    assert online.reason.da == "Vi skifter en server."
    with commits():
        services.end_outage(outage_id=outage, by=SARA)
    assert offered(tuesday).first.channel is Channel.SELF_SERVICE  # type: ignore[union-attr]


def test_it_ends_by_itself_at_the_moment_that_was_said(tuesday: datetime, commits: Any) -> None:
    with commits():
        services.tell_outage(told=Told(Down.LOGIN, ends_at=tuesday + HOUR), by=SARA)
    assert not usable(offered(tuesday + HOUR - timedelta(minutes=1)), Channel.SELF_SERVICE)
    assert usable(offered(tuesday + HOUR), Channel.SELF_SERVICE)
    assert selectors.outages_now(tuesday + HOUR) == ()
    assert [one.what for one in selectors.outages_over(tuesday + HOUR)] == [Down.LOGIN]


def test_a_planned_one_is_announced_a_week_before_and_closes_nothing_yet(
    tuesday: datetime, commits: Any
) -> None:
    begins = tuesday + timedelta(days=8)
    with commits():
        services.tell_outage(told=Told(Down.SELF_SERVICE, begins_at=begins, ends_at=begins + HOUR), by=SARA)
    assert selectors.outages_announced(tuesday) == ()
    assert len(selectors.outages_to_come(tuesday)) == 1
    soon = begins - timedelta(days=7)
    assert [one.begins_at for one in selectors.outages_announced(soon)] == [begins]
    assert selectors.outages_now(soon) == ()
    assert usable(offered(soon), Channel.SELF_SERVICE)
    assert len(selectors.outages_now(begins)) == 1
    assert selectors.outages_announced(begins) == ()
    assert not usable(offered(begins), Channel.SELF_SERVICE)


def test_login_down_stops_ours_and_not_what_others_run(tuesday: datetime, commits: Any) -> None:
    with commits():
        services.tell_outage(told=Told(Down.LOGIN), by=SARA)
    assert not usable(offered(tuesday), Channel.SELF_SERVICE)
    elsewhere = offered(tuesday, "boligstoette")
    assert any(one.startable for one in elsewhere.offers)


def test_one_service_down_leaves_the_others_alone(tuesday: datetime, commits: Any) -> None:
    with commits():
        services.tell_outage(told=Told(Down.SERVICE, service_id="flytning-indland"), by=SARA)
    assert not usable(offered(tuesday), Channel.SELF_SERVICE)
    assert any(one.startable for one in offered(tuesday, "boligstoette").offers)
    with commits():
        services.tell_outage(told=Told(Down.SERVICE, service_id="boligstoette"), by=SARA)
    assert not any(one.startable for one in offered(tuesday, "boligstoette").offers)


def test_without_a_telephone_a_person_can_still_be_reached(tuesday: datetime, commits: Any) -> None:
    with commits():
        services.tell_outage(told=Told(Down.TELEPHONE), by=SARA)
    for service_id in ("flytning-indland", "boligstoette", "pas"):
        found = offered(tuesday, service_id)
        assert not usable(found, Channel.TELEPHONE)
        assert usable(found, Channel.IN_PERSON), service_id


def test_a_closed_place_is_not_named_as_one_to_come_to(tuesday: datetime, commits: Any) -> None:
    def places() -> set[str]:
        found = offered(tuesday).of(Channel.IN_PERSON)
        return {place.entrance.id for place in found.places} if found else set()

    before = places()
    assert "borgerservice-midtby" in before
    with commits():
        services.tell_outage(told=Told(Down.ENTRANCE, entrance_id="borgerservice-midtby"), by=SARA)
    assert places() == before - {"borgerservice-midtby"}


def test_what_is_down_costs_a_page_no_query(
    tuesday: datetime, commits: Any, django_assert_num_queries: Any
) -> None:
    with commits():
        services.tell_outage(told=Told(Down.SELF_SERVICE), by=SARA)
    assert selectors.outages_now(tuesday)
    with django_assert_num_queries(0):
        assert selectors.outages_now(tuesday + HOUR)
        assert not selectors.outages_announced(tuesday)
        assert not selectors.outages_to_come(tuesday)


def test_the_same_thing_is_said_once_for_the_same_time(tuesday: datetime) -> None:
    services.tell_outage(told=Told(Down.LOGIN, ends_at=tuesday + HOUR), by=SARA)
    with pytest.raises(BadOutage) as refused:
        services.tell_outage(told=Told(Down.LOGIN), by=SARA)
    assert refused.value.field == "what"
    services.tell_outage(told=Told(Down.TELEPHONE), by=SARA)
    services.tell_outage(told=Told(Down.LOGIN, begins_at=tuesday + HOUR, ends_at=tuesday + 2 * HOUR), by=SARA)
    assert Outage.objects.count() == 3


def test_it_is_corrected_until_it_is_over(tuesday: datetime) -> None:
    outage = services.tell_outage(told=Told(Down.LOGIN, ends_at=tuesday + HOUR), by=SARA)
    later = {"ends_at": tuesday + 2 * HOUR, "text": Text("Det tager længere tid."), "by": SARA}
    services.change_outage(outage_id=outage, **later)  # type: ignore[arg-type]
    services.change_outage(outage_id=outage, **later)  # type: ignore[arg-type]
    assert Event.objects.filter(action="channels.change_outage").count() == 1
    row = Outage.objects.get()
    assert (row.ends_at, row.text["da"]) == (tuesday + 2 * HOUR, "Det tager længere tid.")
    services.end_outage(outage_id=outage, by=SARA)
    services.end_outage(outage_id=outage, by=SARA)
    assert Event.objects.filter(action="channels.end_outage").count() == 1
    with pytest.raises(OutageOver):
        services.change_outage(outage_id=outage, ends_at=None, text=Text(), by=SARA)


def test_prolonging_into_the_next_one_is_refused(tuesday: datetime) -> None:
    first = services.tell_outage(told=Told(Down.LOGIN, ends_at=tuesday + HOUR), by=SARA)
    services.tell_outage(told=Told(Down.LOGIN, begins_at=tuesday + HOUR, ends_at=tuesday + 2 * HOUR), by=SARA)
    with pytest.raises(BadOutage):
        services.change_outage(outage_id=first, ends_at=None, text=Text(), by=SARA)


NOON = datetime(2026, 12, 1, 12, 0, tzinfo=clock.COPENHAGEN)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Told(Down.SERVICE), "service"),
        (Told(Down.SERVICE, service_id="nix"), "service"),
        (Told(Down.SERVICE, service_id="bibliotek"), "service"),
        (Told(Down.LOGIN, service_id="pas"), "service"),
        (Told(Down.ENTRANCE), "entrance"),
        (Told(Down.ENTRANCE, entrance_id="nix"), "entrance"),
        (Told(Down.LOGIN, entrance_id="borgerservice-midtby"), "entrance"),
        (Told(Down.LOGIN, ends_at=NOON - 3 * HOUR), "ends"),
        (Told(Down.LOGIN, begins_at=NOON + HOUR, ends_at=NOON), "ends"),
        (Told(Down.LOGIN, ends_at=NOON + timedelta(days=200)), "ends"),
        (Told(Down.LOGIN, begins_at=NOON + timedelta(days=200)), "begins"),
        (Told(Down.LOGIN, text=Text("a" * 301)), "text"),
        (Told(Down.LOGIN, text=Text("Vi ringer til 010190-1234.")), "text"),
    ],
)
def test_what_cannot_be_so_is_refused_beside_its_field(tuesday: datetime, told: Told, field: str) -> None:
    with pytest.raises(BadOutage) as refused:
        services.tell_outage(told=told, by=SARA)
    assert refused.value.field == field
    assert not Outage.objects.exists()
    assert not Event.objects.filter(action="channels.tell_outage").exists()


def test_an_unknown_one_is_as_not_there() -> None:
    with pytest.raises(NotYours):
        services.end_outage(outage_id=new_id(), by=SARA)


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "service"},
        {"what": "entrance"},
        {"what": "login", "service_id": "pas"},
        {"what": "login", "ends_at": NOON - 9 * HOUR},
    ],
)
def test_the_database_knows_what_an_outage_is(tuesday: datetime, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Outage.objects.create(begins_at=tuesday, told_at=tuesday, told_by="x", **wrong)


def test_who_said_it_stands_in_the_trail(tuesday: datetime) -> None:
    outage = services.tell_outage(told=Told(Down.DESK, text=Text("Fagsystemet er nede.")), by=SARA)
    event = Event.objects.get(action="channels.tell_outage")
    assert (event.actor, event.object) == ("employee:7", f"outage:{outage}")
    assert event.detail["what"] == "desk"
    assert event.detail["text"]["da"] == "Fagsystemet er nede."
    assert Outage.objects.get().told_by_name == "Sara Storm"


def test_one_usable_channel_is_first_whatever_is_down(tuesday: datetime, commits: Any) -> None:
    with commits():
        services.tell_outage(told=Told(Down.SELF_SERVICE), by=SARA)
        services.tell_outage(told=Told(Down.TELEPHONE), by=SARA)
    for service_id in ("flytning-indland", "laegeskift", "friplads", "pas"):
        firsts = [one for one in offered(tuesday, service_id).offers if one.state is PlanState.FIRST]
        assert [one.usable for one in firsts] == [True], service_id
