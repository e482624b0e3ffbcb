"""What a backend refuses, one lie of the broker at a time."""

import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from indgang.adapters.oidc import client
from indgang.adapters.oidc.backend import BrokerBackend
from indgang.adapters.oidc.fake import FakeBroker
from indgang.adapters.oidc.types import NSIS, Kind, LoginClient, LoginRefused, Reason

VERIFIER = "v" * 64
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ACCOUNT = object()
MADS = {"sub": "mads", "name": "Mads Brinklund", "nin": "7704982229", "nin_type": "CPR"}


class Backend(BrokerBackend):
    """Opens the one account there is, and remembers the claims."""

    client = LoginClient(
        Kind.CITIZEN, "CITIZEN_CLIENT", "openid", "healthz", "healthz", "portal:login_callback", "healthz"
    )

    def account(self, claims: dict[str, Any]) -> Any:
        self.claims = claims
        return ACCOUNT, {"company": "1"}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, settings: Any) -> FakeBroker:
    settings.CITIZEN_CLIENT = ("citizen", "secret")
    settings.BROKER = "http://broker.invalid"
    settings.ORIGIN = "http://testserver"
    broker = FakeBroker(client_id="citizen", secret="secret")
    monkeypatch.setattr(client, "broker", lambda: broker)
    return broker


def request_with(code: str, kind: Kind = Kind.CITIZEN) -> HttpRequest:
    request = RequestFactory().get("/login/tilbage/", {"code": code, "state": "state"})
    request.session = SessionStore()
    request.login_kind = kind  # type: ignore[attr-defined]
    return request


def log_in(fake: FakeBroker, *, nonce: str = "nonce", verifier: str = VERIFIER, **how: Any) -> Any:
    backend = Backend()
    code = fake.authorise(
        redirect_uri=f"http://testserver{reverse('portal:login_callback')}",
        nonce="nonce",
        challenge=CHALLENGE,
        claims=how.pop("claims", MADS),
        **how,
    )
    request = request_with(code)
    return backend.authenticate(request, nonce=nonce, code_verifier=verifier), request, backend


def refusal(fake: FakeBroker, **how: Any) -> LoginRefused:
    with pytest.raises(LoginRefused) as refused:
        log_in(fake, **how)
    return refused.value


def test_a_good_login_opens_the_account_and_leaves_its_facts(fake: FakeBroker) -> None:
    account, request, backend = log_in(fake)
    assert account is ACCOUNT
    assert request.session["login"].items() >= {"kind": "citizen", "company": "1"}.items()
    assert backend.claims["acr"] == f"{NSIS}Substantial"


def test_a_callback_of_the_other_client_is_left_alone(fake: FakeBroker) -> None:
    assert Backend().authenticate(request_with("code", Kind.STAFF), nonce="n", code_verifier=VERIFIER) is None


def test_a_backend_asks_the_broker_nothing_when_it_is_made(fake: FakeBroker) -> None:
    fake.down = True
    Backend()


@pytest.mark.parametrize("acr", [f"{NSIS}Low", "", "substantially"])
def test_a_low_level_is_refused(fake: FakeBroker, acr: str) -> None:
    assert refusal(fake, acr=acr).reason is Reason.TOO_LOW


def test_an_id_token_without_level_is_refused(fake: FakeBroker) -> None:
    fake.lies = {"acr": None}
    assert refusal(fake).reason is Reason.TOO_LOW


def test_another_nonce_is_refused(fake: FakeBroker) -> None:
    with pytest.raises(SuspiciousOperation, match="Nonce"):
        log_in(fake, nonce="another")


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "http://evil.invalid"},
        {"aud": "staff"},
        {"aud": None},
        {"exp": int(time.time()) - 60},
        {"exp": None},
        {"iat": int(time.time()) + 86_400},
        {"nonce": None},
        {"sub": None},
    ],
    ids=lambda lie: "-".join(f"{k} {'missing' if v is None else 'wrong'}" for k, v in lie.items()),
)
def test_an_id_token_with_one_claim_wrong_is_refused(fake: FakeBroker, lie: dict[str, Any]) -> None:
    fake.lies = lie
    assert refusal(fake).reason is Reason.NOT_TRUSTED


def test_a_signature_by_another_key_is_refused(fake: FakeBroker) -> None:
    fake.published_key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    assert refusal(fake).reason is Reason.NOT_TRUSTED


def test_an_id_token_signed_with_the_secret_is_refused(
    fake: FakeBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    import jwt

    real = jwt.encode
    monkeypatch.setattr(
        jwt, "encode", lambda token, key, alg, headers: real(token, "s" * 40, "HS256", headers=headers)
    )
    assert refusal(fake).reason is Reason.NOT_TRUSTED


def test_an_unknown_key_is_refused(fake: FakeBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake, "signing_keys", list)
    assert refusal(fake).reason is Reason.NOT_TRUSTED


def test_userinfo_about_somebody_else_is_refused(fake: FakeBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake, "userinfo", lambda token: {**MADS, "sub": "sofie"})
    assert refusal(fake).reason is Reason.NOT_TRUSTED


def test_a_verifier_that_does_not_fit_is_refused(fake: FakeBroker) -> None:
    assert refusal(fake, verifier="w" * 64).reason is Reason.NOT_TRUSTED


def test_a_refusal_never_holds_a_claims_value(fake: FakeBroker) -> None:
    assert "7704982229" not in str(refusal(fake, acr=f"{NSIS}Low"))
