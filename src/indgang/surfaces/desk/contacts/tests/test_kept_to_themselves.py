"""What health and social services have with somebody: no other desk learns even whether there is anything."""

from collections.abc import Callable

import pytest
from django.test import Client

from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.contacts import services
from indgang.modules.contacts.selectors import Running
from indgang.modules.contacts.services import Closing
from indgang.modules.contacts.services.journeys import journey_for
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.surfaces.desk.contacts.tests.test_contact_pages import choose, text_of, url

pytestmark = pytest.mark.django_db
SOCIAL = "personlig-assistance"


def test_a_matter_of_theirs_reads_the_same_with_and_without_a_case(
    desk: Client, begun: Running, maja: Acting, open_case: Callable[..., CaseInfo]
) -> None:
    choose(desk, begun, "Maja")
    without = text_of(desk.post(url(begun, f"emne/{SOCIAL}/"), follow=True))
    journey = journey_for(by=maja, service_id=SOCIAL)
    open_case(
        key="submission:9",
        service_id=SOCIAL,
        unit="socialcenter",
        journey_id=journey.id,
        title=Text("Støtte", "Support"),
    )
    siv = employee("Siv Dahl", "socialcenter", Role.CLERK)
    spoke = services.begin(channel="telephone", entrance_id="", by=siv)
    services.identify(contact_id=spoke, party=maja.party, caller=None, by=siv)
    services.choose_matter(contact_id=spoke, service_id=SOCIAL, by=siv)
    ended = Closing("telephone", "", (), "information", "information", "resolved", 1.0)
    services.finish(contact_id=spoke, closing=ended, by=siv)
    with_case = text_of(desk.get(url(begun)))
    assert "Kun forvaltningen selv kan se, om der er en sag" in with_case
    assert "Siv Dahl" not in with_case
    assert "Sag i en anden forvaltning" not in with_case
    assert "Kun forvaltningen selv kan se, om der er en sag" in without


def test_that_there_may_be_more_is_always_said(
    desk: Client, begun: Running, maja: Acting, bo: Acting
) -> None:
    journey_for(by=maja, service_id=SOCIAL)
    for name in ("Bo", "Maja"):
        choose(desk, begun, name)
        assert "Der kan være mere, som kun andre forvaltninger må se." in text_of(desk.get(url(begun)))


def test_choosing_a_matter_leaves_a_row_that_the_citizen_can_read(
    desk: Client, begun: Running, maja: Acting
) -> None:
    choose(desk, begun, "Maja")
    for _ in range(2):
        desk.post(url(begun, f"emne/{SOCIAL}/"))
    assert Event.objects.filter(action="contact_matter_chosen", party=maja.party.key).count() == 1
