"""Staff see what is down; whoever may tell of it says it, corrects it and ends it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indgang.kernel import clock
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.channels.models import Outage
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role

pytestmark = pytest.mark.django_db
AsStaff = Callable[[EmployeeInfo], Client]


@pytest.fixture
def vibeke(as_staff: AsStaff, lyngsoe: object) -> Client:
    """A supervisor: she may tell of outages."""
    return as_staff(employee("Vibeke Lund", "borgerservice", Role.SUPERVISOR))


@pytest.fixture
def press(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Post a form, and let every process hear of it."""

    def pressed(browser: Client, name: str, **fields: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return browser.post(reverse(f"desk:{name}"), fields)

    return pressed


def body(browser: Client, name: str = "outages") -> str:
    return browser.get(reverse(f"desk:{name}")).content.decode()


def test_telling_takes_one_choice_and_one_press(vibeke: Client, press: Any) -> None:
    assert press(vibeke, "outage_tell", what="login").status_code == 302
    row = Outage.objects.get()
    assert (row.what, row.ends_at, row.told_by_name) == ("login", None, "Vibeke Lund")
    page = body(vibeke)
    assert "Login med MitID" in page
    assert "Vi ved ikke endnu, hvornår det virker igen." in page
    assert "meldt af Vibeke Lund" in page


def test_every_page_for_staff_says_it(web: Client, vibeke: Client, press: Any) -> None:
    assert "Driftsmelding" not in body(web, "work_list")
    press(vibeke, "outage_tell", what="desk")
    page = body(web, "work_list")
    assert "Driftsmelding" in page
    assert reverse("desk:procedure") in page
    assert "Driftsmelding" in body(Client(), "login")


def test_times_are_copenhagens(vibeke: Client, press: Any) -> None:
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    year, month, day = tomorrow.split("-")
    fields = {
        f"{name}_day-{part}": value
        for name in ("begins", "ends")
        for part, value in (("day", day), ("month", month), ("year", year))
    }
    fields |= {"what": "self_service", "begins_clock": "8", "ends_clock": "1230", "text_da": "Vi rydder op."}
    answer = press(vibeke, "outage_tell", **fields)
    assert answer.status_code == 302, answer.content.decode()
    row = Outage.objects.get()
    here = [at.astimezone(clock.COPENHAGEN) for at in (row.begins_at, row.ends_at) if at]
    assert [f"{at:%Y-%m-%d %H.%M}" for at in here] == [f"{tomorrow} 08.00", f"{tomorrow} 12.30"]
    assert "Planlagt" in body(vibeke)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Vælg, hvad der er nede."),
        ({"what": "everything"}, "Vælg noget på listen."),
        ({"what": "service"}, "Vælg den ydelse, der er nede."),
        ({"what": "entrance"}, "Vælg det sted, der er lukket."),
        ({"what": "login", "ends_clock": "25.00"}, "Skriv et klokkeslæt, for eksempel 14.30."),
        ({"what": "login", "ends_clock": "0.00"}, "Skriv et tidspunkt, der ligger efter begyndelsen"),
        ({"what": "login", "text_da": "Ring om 010190-1234"}, "Tag CPR-nummeret ud."),
        ({"what": "login", "ends_day-day": "32", "ends_day-month": "1"}, "Skriv en dato"),
    ],
)
def test_what_cannot_be_so_is_said_beside_its_field_and_keeps_the_rest(
    vibeke: Client, press: Any, fields: dict[str, str], said: str
) -> None:
    answer = press(vibeke, "outage_tell", **{"text_en": "We are on it.", **fields})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "We are on it." in page
    assert not Outage.objects.exists()


def test_saying_it_twice_is_refused_with_a_sentence(vibeke: Client, press: Any) -> None:
    press(vibeke, "outage_tell", what="login")
    answer = press(vibeke, "outage_tell", what="login")
    assert answer.status_code == 422
    assert "Det er meldt i forvejen." in answer.content.decode()


def test_it_is_corrected_and_ended(vibeke: Client, press: Any) -> None:
    press(vibeke, "outage_tell", what="login")
    row = Outage.objects.get()
    prefix = f"o{row.id.hex[-8:]}"
    page = body(vibeke)
    assert f'name="{prefix}-text_da"' in page
    answer = press(vibeke, "outage_change", outage=str(row.id), **{f"{prefix}-text_da": "Vent til i morgen."})
    assert answer.status_code == 302
    assert "“Vent til i morgen.”" in body(vibeke)
    wrong = press(vibeke, "outage_change", outage=str(row.id), **{f"{prefix}-ends_clock": "nu"})
    assert wrong.status_code == 422
    assert "Skriv et klokkeslæt" in wrong.content.decode()
    assert press(vibeke, "outage_end", outage=str(row.id)).status_code == 302
    page = body(vibeke)
    assert "Alt virker, så vidt vi ved." in page
    assert "Ovre igen" in page
    again = press(vibeke, "outage_change", outage=str(row.id), **{f"{prefix}-text_da": "Nu igen."})
    assert again.status_code == 409
    assert "Meldingen er afsluttet." in again.content.decode()


@pytest.mark.parametrize("deed", ["outage_end", "outage_change"])
@pytest.mark.parametrize("outage", ["", "x", "00000000-0000-0000-0000-000000000001"])
def test_an_unknown_one_is_not_there(vibeke: Client, press: Any, deed: str, outage: str) -> None:
    assert press(vibeke, deed, outage=outage).status_code == 404


@pytest.mark.parametrize("deed", ["outage_tell", "outage_change", "outage_end"])
def test_only_who_may_says_it(web: Client, press: Any, deed: str) -> None:
    """Ole is a caseworker."""
    assert press(web, deed, what="login").status_code == 403
    assert not Outage.objects.exists()
    assert "Meld noget nede" not in body(web)


def test_a_visitor_reads_what_is_down_and_not_who_said_so(
    vibeke: Client, press: Any, lyngsoe: object
) -> None:
    press(vibeke, "outage_tell", what="telephone")
    page = body(Client())
    assert "Telefonen" in page
    assert "Vibeke" not in page
    assert "Meld noget nede" not in page
