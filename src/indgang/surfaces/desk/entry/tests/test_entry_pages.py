"""A clerk writes in on request: the pages, from the request to the letter."""

import pytest

from indgang.modules.identity.vocabulary import Acting
from indgang.surfaces.desk.entry.tests.conftest import Clerk

pytestmark = pytest.mark.django_db


def test_from_the_request_to_the_receipt(clerk: Clerk, mads: Acting) -> None:
    page = clerk.get(clerk.start)
    assert "Mads Brinklund beder om at søge uden at bruge nettet" in page.text
    first = clerk.writes_down()
    assert first.response["Location"].endswith("/dato/")
    shown = clerk.get(first.response["Location"])
    assert "Du skriver ind for" in shown.text
    clerk.writes_it_all_in()
    end = clerk.get(clerk.at("opsummering/"))
    assert "Læs det højt for borgeren" in end.text
    sent = clerk.sends()
    receipt = clerk.get(sent.response["Location"])
    assert "Sig det til borgeren" in receipt.text
    assert "Maria Kongshøj" in receipt.text
