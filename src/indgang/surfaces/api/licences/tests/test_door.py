"""The machines that look at parked cars learn whether a plate has a licence, and nothing else."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from indgang.kernel import clock
from indgang.modules.identity.vocabulary import SYSTEM, Acting
from indgang.modules.selfservice import services
from indgang.modules.selfservice.tests.conftest import NOW, lyngsoe, mads, person, the_21st_of_november
from indgang.modules.selfservice.tests.proving.conftest import Order, licence, order, proof_of
from indgang.modules.selfservice.vocabulary import ProofEndWhy

__all__ = ["licence", "lyngsoe", "mads", "order", "person", "the_21st_of_november"]

SECRET = "vagt:et-langt-kodeord"
HEADERS = {"Authorization": "Basic " + b64encode(SECRET.encode()).decode()}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("licence")]


@pytest.fixture
def door(settings: Settings) -> str:
    settings.LICENCES_SECRET = SECRET
    return reverse("api:licence_of_plate")


def asked(door: str, plate: str, **more: str) -> object:
    return Client().get(door, {"nummerplade": plate, **more}, headers=HEADERS).json()


def test_it_says_whether_a_plate_has_a_licence_and_until_when(door: str, mads: Acting, order: Order) -> None:
    assert asked(door, "MADS") == {"valid": False}
    proof = proof_of(order(mads))
    assert asked(door, " m a-ds ") == {"valid": True, "zone": "da", "until": "2026-12-21"}
    assert asked(door, "MADS", zone="da") == {"valid": True, "zone": "da", "until": "2026-12-21"}
    assert asked(door, "MADS", zone="en") == {"valid": False}
    clock.freeze(NOW + timedelta(days=31))
    assert asked(door, "MADS") == {"valid": False}
    clock.freeze(NOW)
    services.end_proof(proof_id=proof.pk, why=ProofEndWhy.REFUNDED, by=SYSTEM)
    assert asked(door, "MADS") == {"valid": False}


@pytest.mark.parametrize("plate", ["", "  ", "x" * 21, "AB\x0012345"])
def test_what_is_no_plate_is_refused(door: str, plate: str) -> None:
    assert Client().get(door, {"nummerplade": plate}, headers=HEADERS).status_code == 400
    assert Client().get(door, headers=HEADERS).status_code == 400
    assert Client().post(door, headers=HEADERS).status_code == 405


def test_nobody_is_answered_without_the_secret(door: str, settings: Settings) -> None:
    assert Client().get(door, {"nummerplade": "MADS"}).status_code == 401
    settings.LICENCES_SECRET = ""
    assert Client().get(door, {"nummerplade": "MADS"}, headers=HEADERS).status_code == 401
