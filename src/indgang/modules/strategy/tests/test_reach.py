"""Entrances and solutions: what the municipality's own content says, today only."""

import pytest
from django.conf import settings

from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue import services as catalogue_services
from indgang.modules.channels import selectors as channels
from indgang.modules.channels import services as channel_services
from indgang.modules.channels.vocabulary import EntranceKind
from indgang.modules.contacts import services as contacts
from indgang.modules.strategy import selectors
from indgang.modules.strategy.vocabulary import EVERYTHING, Cut, Figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


@pytest.fixture(autouse=True)
def whole_municipality(content: None) -> None:
    folder = settings.CONTENT_DIR / "municipalities" / "lyngsoe"
    catalogue_services.load_catalogue(folder)
    channel_services.load_entrances(folder)


def reach(year: int = 2026, cut: Cut = EVERYTHING) -> dict[str, Figure]:
    contacts.record(channel="telephone")
    found = selectors.figures(batch="live-lyngsoe", year=year, price_sheet="kl-2010", only=["reach"], cut=cut)
    return {figure.group: figure for figure in found}


def test_it_is_what_plans_and_catalogue_say() -> None:
    found = reach()
    places = [one for one in channels.entrances() if one.kind is EntranceKind.PHYSICAL]
    online = [one for one in catalogue.services().values() if one.solution]
    assert found["entrances"].value == len(places) > 0
    assert found["services_with_solution"].value == len(online) > 0
    assert found["solutions"].value == len({one.solution for one in online})
    assert 0 <= int(found["new_solutions"].value or 0) <= len(online)


def test_a_service_is_a_part_of_it_and_has_no_entrances_of_its_own() -> None:
    online = next(one for one in catalogue.services().values() if one.solution)
    found = reach(cut=Cut(service=online.id))
    assert found["services_with_solution"].value == 1
    assert found["entrances"].value is None


def test_last_year_is_not_known_and_neither_is_a_channel() -> None:
    assert reach(year=2025)["entrances"].reason.da == "Vi kender kun tallet i dag."
    assert reach(cut=Cut(channel="telephone"))["solutions"].reason.en.endswith("department only.")
