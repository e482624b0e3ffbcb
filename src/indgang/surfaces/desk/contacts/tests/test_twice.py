"""What is pressed twice, or sent from an old page, is one contact."""

import re

import pytest
from django.test import Client

from indgang.kernel import clock
from indgang.modules.contacts.models import RunningContact

pytestmark = pytest.mark.django_db
BEGIN = "/medarbejder/henvendelse/ny/"


def once_of(desk: Client) -> str:
    found = re.search(r'name="once" value="([^"]+)"', desk.get("/medarbejder/henvendelser/").content.decode())
    assert found is not None
    return found.group(1)


def test_a_button_pressed_twice_begins_one_contact(desk: Client) -> None:
    press = {"way": "telephone kontaktcenter", "once": once_of(desk)}
    assert desk.post(BEGIN, press)["Location"] == desk.post(BEGIN, press)["Location"]
    assert RunningContact.objects.count() == 1


def test_a_page_that_the_browser_kept_begins_a_new_one_later(desk: Client) -> None:
    press = {"way": "telephone kontaktcenter", "once": once_of(desk)}
    desk.post(BEGIN, press)
    clock.freeze(clock.now().replace(minute=clock.now().minute + 1))
    desk.post(BEGIN, press)
    assert RunningContact.objects.count() == 2


@pytest.mark.parametrize("once", ["", "nonsense", "0" * 36, "\x00", "g" * 5000])
def test_an_id_that_is_none_begins_a_contact_all_the_same(desk: Client, once: str) -> None:
    assert desk.post(BEGIN, {"way": "telephone kontaktcenter", "once": once}).status_code == 302
    assert RunningContact.objects.count() == 1
