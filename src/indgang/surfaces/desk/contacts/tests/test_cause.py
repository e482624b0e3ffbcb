"""What of ours made somebody turn to us: asked when a contact is closed."""

import pytest
from django.test import Client

from indgang.modules.contacts.models import Contact
from indgang.modules.contacts.selectors import Running
from indgang.surfaces.desk.contacts.tests.test_contact_pages import CLOSING, text_of, url

pytestmark = pytest.mark.django_db


def test_nothing_wrong_with_us_is_not_the_same_as_not_asked(desk: Client, begun: Running) -> None:
    page = text_of(desk.get(url(begun)))
    assert "(valgfrit) Vælg Ingen fejl hos os Et brev var svært at forstå" in page
    desk.post(url(begun, "luk/"), {**CLOSING, "cause": "none"})
    assert Contact.objects.get().caused_by == "none"
