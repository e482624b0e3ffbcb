"""The page with the help code says when the telephone is open, and what else there is when it is not."""

import re
from datetime import datetime

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock, generation
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.channels import services as channels
from indgang.modules.channels.models import Entrance, Plan, PlanEntry
from indgang.modules.channels.vocabulary import AvailabilityState, Channel
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.surfaces.portal.forms.tests.browser import Page
from indgang.surfaces.portal.help.tests.conftest import Helped

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 12, 1, 11, 0, tzinfo=COPENHAGEN)
EVENING = datetime(2026, 12, 1, 19, 30, tzinfo=COPENHAGEN)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


@pytest.fixture(autouse=True)
def ways_to_us(lyngsoe: object) -> None:
    """A telephone from nine to three, a counter from ten to four, and Digital Post."""
    for number, (key, kind, way, start, end) in enumerate(
        [
            ("kontaktcenter", "telephone", Channel.TELEPHONE, 9 * 60, 15 * 60),
            ("borgerservice-midtby", "physical", Channel.IN_PERSON, 10 * 60, 16 * 60),
        ]
    ):
        Entrance.objects.create(
            id=key,
            kind=kind,
            name={"da": key.title()},
            unit_id="borgerservice",
            channels=[way.value],
            phone="99 99 00 07" if way is Channel.TELEPHONE else "",
            address="" if way is Channel.TELEPHONE else "Klokkeengen 2",
            postal_code="9999",
            city="Lyngsø",
            hours={day: [[start, end]] for day in WEEKDAYS},
            serves_all=True,
            position=number,
        )
    plan = Plan.objects.create(
        service_id="flytning-indland",
        valid_from="2026-01-01",
        origin="content",
        origin_key="one",
        recorded_at=TUESDAY,
    )
    for number, way in enumerate(
        (Channel.SELF_SERVICE, Channel.TELEPHONE, Channel.IN_PERSON, Channel.DIGITAL_POST)
    ):
        PlanEntry.objects.create(
            plan=plan,
            position=number,
            channel=way.value,
            state="offered" if number else "first",
            condition="everybody",
        )
    generation.set_current(generation.current() + 1)


def asked(mads: Helped, at: datetime) -> Page:
    clock.freeze(at)
    return mads.presses(reverse("portal:help", args=[mads.draft]))


def test_it_says_until_when_the_telephone_is_open(mads: Helped) -> None:
    page = asked(mads, TUESDAY)
    assert "Ring, og læs koden op" in page.text
    assert "99 99 00 07" in page.text
    assert "Åbent nu til kl. 15.00" in page.text
    assert "Du kan også" not in page.text


def test_when_it_is_closed_it_says_when_it_opens_and_what_else_there_is(mads: Helped) -> None:
    page = asked(mads, EVENING)
    assert "Ring, og læs koden op" not in page.text
    assert re.search(r"\b\d{3} \d{3}\b", page.text)  # the code is still there: it works at a counter
    assert "Telefonen er lukket lige nu" in page.text
    assert "Åbner i morgen kl. 09.00. Det, du har skrevet, er gemt." in page.text
    others = page.text.partition("Du kan også")[2]
    assert "Borgerservice-Midtby" in others
    assert "Åbner i morgen kl. 10.00" in others
    assert "Skriv til kommunen fra din Digital Post." in others
    assert "Gør det på nettet" not in others  # they are there already


def test_when_it_is_out_of_order_it_says_so(mads: Helped) -> None:
    channels.set_availability(
        service_id="flytning-indland",
        channel=Channel.TELEPHONE,
        state=AvailabilityState.DOWN,
        until=TUESDAY.replace(hour=13),
        reason=Text("Telefonerne er ude af drift.", "The telephones are down."),
        by=SYSTEM,
    )
    page = asked(mads, TUESDAY)
    assert "Åbner i dag kl. 13.00" in page.text
    assert "Telefonerne er ude af drift." in page.text
    assert "Borgerservice-Midtby" in page.text.partition("Du kan også")[2]


def test_an_unknown_telephone_is_no_closed_one(mads: Helped) -> None:
    """A pack without entrances: the municipality's number stands alone."""
    Entrance.objects.all().update(retired=True)
    generation.set_current(generation.current() + 1)
    page = asked(mads, EVENING)
    assert "99 99 00 00" in page.text
    assert "lukket" not in page.text


def test_the_hours_cost_one_small_question(
    mads: Helped, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked(mads, TUESDAY)
    mads.visitor.get(reverse("portal:help", args=[mads.draft]))  # what is down is asked once in a process
    with django_assert_num_queries(11):
        mads.visitor.get(reverse("portal:help", args=[mads.draft]))
