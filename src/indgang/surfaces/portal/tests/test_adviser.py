"""Who feels wrongly treated can turn to the citizens' adviser, where the council has set up one."""

import pytest
from django.test import Client

from indgang.kernel import generation
from indgang.modules.identity.models import Unit
from indgang.modules.identity.services.content import bump_generation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.mark.parametrize("address", ["/ydelse/flytning-indland/", "/om/dine-oplysninger/"])
def test_the_adviser_stands_on_services_and_rights(visitor: Client, address: str) -> None:
    html = visitor.get(address).content.decode()
    assert "Borgerrådgiveren" in html
    assert 'href="tel:99990065"' in html
    assert "Rådgiveren kan ikke ændre en afgørelse." in html


@pytest.mark.usefixtures("changing")
@pytest.mark.parametrize("address", ["/ydelse/flytning-indland/", "/om/dine-oplysninger/"])
def test_a_municipality_without_one_says_nothing(visitor: Client, address: str) -> None:
    Unit.objects.filter(pk="borgerraadgiver").update(phone="")
    generation.set_current(bump_generation(content_hash="without an adviser"))
    html = visitor.get(address).content.decode()
    assert "Rådgiveren" not in html
    assert "99990065" not in html
