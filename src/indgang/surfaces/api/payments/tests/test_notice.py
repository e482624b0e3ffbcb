"""The door of the payment house: who may knock, what is read, and that nothing is believed."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from indgang.modules.selfservice.tests.paying.conftest import SETTINGS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def account(settings: Any) -> None:
    settings.PAYMENT = SETTINGS


def told(body: bytes, secret: str = SETTINGS.secret) -> int:
    answer = Client().post(
        f"/maskine/betaling/{uuid4()}",
        body,
        content_type="application/json",
        headers={"Authorization": secret},
    )
    return answer.status_code


def notice(**changes: Any) -> bytes:
    said = {"id": "a" * 32, "event": "payment.checkout.completed", "data": {"paymentId": "b" * 32}}
    return json.dumps({**said, **changes}).encode()


@pytest.mark.parametrize("secret", ["", "wrong", "Basic " + SETTINGS.secret, SETTINGS.secret + "x"])
def test_without_the_secret_nothing_is_read(secret: str) -> None:
    assert told(notice(), secret) == 401


def test_without_a_payment_house_nobody_gets_in(settings: Any) -> None:
    settings.PAYMENT = None
    assert told(notice(), "") == 401


def test_a_payment_that_is_not_ours_is_said_to_be_none() -> None:
    assert told(notice()) == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 50_000,
        notice(id=1),
        notice(data=None),
        notice(data={"paymentId": "../x"}),
        notice(id="x" * 65),
    ],
    ids=["empty", "half", "list", "null", "bytes", "deep", "number", "no data", "path", "long"],
)
def test_what_cannot_be_read_is_refused(body: bytes) -> None:
    assert told(body) == 400


def test_what_is_too_large_is_refused() -> None:
    assert told(b" " * 100_001) == 413
