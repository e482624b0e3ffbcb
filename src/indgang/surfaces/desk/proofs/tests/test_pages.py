"""Staff see what a case gave, and end a licence when its holder asks."""

from typing import Any

import pytest
from django.test import Client

from indgang.modules.cases.models import Case
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.identity.models import Account
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role
from indgang.modules.selfservice.models import Proof, ProofEnd
from indgang.modules.selfservice.tests.conftest import lyngsoe, mads, outside, person, the_21st_of_november
from indgang.modules.selfservice.tests.proving.conftest import order
from indgang.modules.selfservice.tests.proving.test_ending import paid, proof

__all__ = ["lyngsoe", "mads", "order", "outside", "person", "proof", "the_21st_of_november"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_files(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def logged_in(employee: EmployeeInfo) -> Client:
    client = Client()
    account = Account.objects.get(employee__pk=employee.id)
    client.force_login(account, "indgang.surfaces.desk.login.backend.StaffBackend")
    return client


def test_a_caseworker_ends_it_for_the_holder_once(proof: Proof) -> None:
    paid(proof)
    ole, case = logged_in(hired("Ole Damgård", "folkeregister")), Case.objects.get()
    address = f"/medarbejder/sag/{case.pk}/bevis/"
    assert address in ole.get(f"/medarbejder/sag/{case.pk}/").content.decode()
    page = ole.get(address).content.decode()
    assert "Bopælsattest: Gælder" in page
    assert "Indehaveren får 40 kr. tilbage." in page
    data = {"why": "moved", "said": "Ringede i dag, tjekket med spørgsmål", "seen": "4000"}
    for _press in range(2):
        assert ole.post(f"{address}{proof.pk}/slut/", data).status_code == 302
    assert ProofEnd.objects.get().note == data["said"]
    page = ole.get(address).content.decode()
    assert "Sluttet, fordi indehaveren er flyttet" in page
    assert f"{proof.pk}/slut/" not in page


@pytest.mark.parametrize(
    "data",
    [
        {"why": "", "said": "Ringede", "seen": "0"},
        {"why": "refunded", "said": "Ringede", "seen": "0"},
        {"why": "moved", "said": "", "seen": "0"},
        {"why": "moved", "said": "Ringede", "seen": "1"},
    ],
    ids=["no why", "another why", "nothing said", "another amount"],
)
def test_bad_input_keeps_what_was_typed_and_ends_nothing(proof: Proof, data: dict[str, str]) -> None:
    ole = logged_in(hired("Ole Damgård", "folkeregister"))
    answer = ole.post(f"/medarbejder/sag/{Case.objects.get().pk}/bevis/{proof.pk}/slut/", data)
    assert answer.status_code == 422
    assert data["said"] in answer.content.decode()
    assert not ProofEnd.objects.exists()


def test_a_clerk_ends_nothing(proof: Proof) -> None:
    clerk = logged_in(hired("Maria Kongshøj", "borgerservice", Role.CLERK))
    address = f"/medarbejder/sag/{Case.objects.get().pk}/bevis/{proof.pk}/slut/"
    assert clerk.post(address, {"why": "moved", "said": "x", "seen": "0"}).status_code == 403


def test_a_case_that_gave_nothing_has_no_such_page(proof: Proof) -> None:
    case = Case.objects.get()
    Proof.objects.all().delete()
    ole = logged_in(hired("Ole Damgård", "folkeregister"))
    assert ole.get(f"/medarbejder/sag/{case.pk}/bevis/").status_code == 404
