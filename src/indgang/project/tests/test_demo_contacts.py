"""The demo's invented contacts give every steering figure of contacts something to show."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from indgang.kernel import clock, generation
from indgang.modules.catalogue import services as catalogue
from indgang.modules.channels import services as channels
from indgang.modules.contacts.models import Contact
from indgang.modules.identity import services as identity
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy import services
from indgang.project.demo import contacts
from indgang.surfaces.steering.conftest import NOW

FOLDER = settings.CONTENT_DIR / "municipalities" / "lyngsoe"


@pytest.fixture
def municipality(db: None) -> Iterator[None]:
    clock.freeze(NOW)
    generation.set_current(generation.current() + 1)
    identity.load_pack(FOLDER)
    catalogue.load_catalogue(FOLDER)
    channels.load_entrances(FOLDER)
    services.load_strategies(settings.CONTENT_DIR)
    yield
    generation.set_current(generation.current() + 1)
    clock.freeze(None)


@pytest.mark.usefixtures("municipality")
def test_some_come_again_and_staff_say_why() -> None:
    assert contacts.make() > 500
    written = Contact.objects.count()
    asked = strategy.question("live-lyngsoe")
    found = {(one.indicator, one.group): one for one in strategy.answers(asked)[0]}
    for indicator, group in (
        ("fcr", "w7"),
        ("repeat_share", "w30"),
        ("failure_demand", "all"),
        ("resolved_at_once", "all"),
    ):
        value = found[indicator, group].value
        assert value is not None, indicator
        assert 0 < value < 100, indicator
    contacts.make()
    assert Contact.objects.count() == written
