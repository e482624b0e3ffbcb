"""What a login needs of a broker, asked of the real process and of the fake alike."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from simulators.broker.fixtures import ORIGIN
from simulators.broker.testing import Running, pick

from indgang.adapters.oidc.client import HttpBroker
from indgang.adapters.oidc.fake import FakeBroker
from indgang.adapters.oidc.types import NSIS, Broker, BrokerUnavailable, LoginRefused, Tokens

VERIFIER = "v" * 50
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACK = f"{ORIGIN}/login/tilbage/"
SECRET = "citizen-secret"
MADS = {"sub": "fake-mads", "name": "Mads Brinklund", "nin": "7704982229", "nin_type": "CPR"}


@dataclass
class Peer:
    """A broker and a way to get a code from it for Mads."""

    broker: Broker
    code: Callable[[], str]

    def exchange(self, **other: str) -> Tokens:
        asked = {
            "code": "",
            "verifier": VERIFIER,
            "redirect_uri": BACK,
            "client_id": "citizen",
            "secret": SECRET,
        }
        return self.broker.exchange(**{**asked, **other})


def authorisation(**other: str | None) -> str:
    """The query of an authorisation request; None takes a parameter out."""
    asked: dict[str, str | None] = {
        "client_id": "citizen",
        "response_type": "code",
        "scope": "openid profile nin mitid-extra nemlogin",
        "redirect_uri": BACK,
        "state": "state",
        "nonce": "nonce",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        "acr_values": f"{NSIS}Substantial",
        **other,
    }
    return urlencode({name: value for name, value in asked.items() if value is not None})


def answer(running: Running, choice: str = "mads", /, **other: str | None) -> dict[str, str]:
    """What the real broker sends back after somebody pressed `choice`."""
    address = HttpBroker(running.issuer).endpoint("authorization_endpoint")
    back = pick(f"{address}?{authorisation(**other)}", choice)
    assert back.startswith(BACK)
    return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


@pytest.fixture(params=["real", "fake"])
def peer(request: pytest.FixtureRequest) -> Peer:
    if request.param == "fake":
        fake = FakeBroker(client_id="citizen", secret=SECRET)
        return Peer(
            fake, lambda: fake.authorise(redirect_uri=BACK, nonce="nonce", challenge=CHALLENGE, claims=MADS)
        )
    running: Running = request.getfixturevalue("broker")
    return Peer(HttpBroker(running.issuer), lambda: answer(running)["code"])


def verified(peer: Peer, tokens: Tokens) -> dict[str, Any]:
    kid = jwt.get_unverified_header(tokens.id_token)["kid"]
    [key] = [key for key in peer.broker.signing_keys() if key["kid"] == kid]
    return jwt.decode(
        tokens.id_token, jwt.PyJWK(key), algorithms=["RS256"], audience="citizen", issuer=peer.broker.issuer
    )


def test_a_code_becomes_a_signed_id_token_with_our_nonce(peer: Peer) -> None:
    claims = verified(peer, peer.exchange(code=peer.code()))
    assert claims["nonce"] == "nonce"
    assert claims["acr"] == f"{NSIS}Substantial"


def test_the_id_token_holds_no_cpr_number_and_userinfo_does(peer: Peer) -> None:
    tokens = peer.exchange(code=peer.code())
    token, info = verified(peer, tokens), peer.broker.userinfo(tokens.access_token)
    assert "7704982229" not in str(token)
    assert info["nin"] == "7704982229"
    assert info["sub"] == token["sub"]


def test_a_code_is_good_once(peer: Peer) -> None:
    code = peer.code()
    peer.exchange(code=code)
    with pytest.raises(LoginRefused):
        peer.exchange(code=code)


@pytest.mark.parametrize(
    "wrong",
    [
        {"verifier": "w" * 50},
        {"verifier": ""},
        {"secret": "guess"},
        {"redirect_uri": f"{ORIGIN}/en/login/tilbage/"},
        {"code": "made-up"},
    ],
    ids=str,
)
def test_an_exchange_with_one_thing_wrong_is_refused(peer: Peer, wrong: dict[str, str]) -> None:
    with pytest.raises(LoginRefused):
        peer.exchange(**{"code": peer.code(), **wrong})


def test_an_unknown_access_token_opens_nothing(peer: Peer) -> None:
    with pytest.raises(LoginRefused):
        peer.broker.userinfo("made-up")


def test_a_broker_that_is_away_says_so(peer: Peer, broker: Running) -> None:
    if isinstance(peer.broker, FakeBroker):
        peer.broker.down = True
    broker.faults(down=True)
    with pytest.raises(BrokerUnavailable):
        peer.broker.endpoint("token_endpoint")
    with pytest.raises(BrokerUnavailable):
        peer.broker.signing_keys()


# The rest asks the real process alone: rules that the browser's side of the flow meets.


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"nonce": None}, "nonce is required"),
        ({"code_challenge": None, "code_challenge_method": None}, "PKCE"),
        ({"code_challenge": VERIFIER, "code_challenge_method": "plain"}, "code_challenge_method"),
        ({"prompt": "none"}, "End-User authentication is required"),
    ],
    ids=["no nonce", "no PKCE", "plain PKCE", "without a page"],
)
def test_a_weak_request_is_sent_back_with_an_error(
    broker: Running, other: dict[str, str | None], said: str
) -> None:
    sent_back = answer(broker, **other)
    assert "code" not in sent_back
    assert said in sent_back["error_description"]


def test_another_way_than_the_code_flow_is_refused(broker: Running) -> None:
    address = f"{broker.issuer}/auth?{authorisation(response_type='id_token')}"
    assert "error=unsupported_response_type" in pick(address, "mads")


def test_an_address_that_is_not_registered_gets_nobody_back(broker: Running) -> None:
    with pytest.raises(AssertionError, match="400"):
        pick(f"{broker.issuer}/auth?{authorisation(redirect_uri='http://evil.example/')}", "mads")


def test_somebody_who_cancels_is_sent_back(broker: Running) -> None:
    assert answer(broker, "fortryd")["error"] == "access_denied"


def test_a_citizen_cannot_be_picked_on_the_staff_page(broker: Running) -> None:
    start = authorisation(
        client_id="staff", redirect_uri=f"{ORIGIN}/medarbejder/login/tilbage/", scope="openid staff"
    )
    with pytest.raises(AssertionError):
        pick(f"{broker.issuer}/auth?{start}", "mads")


@pytest.mark.parametrize(
    ("asked", "given"),
    [("Low", "Low"), ("Substantial", "Substantial"), ("High", "Substantial"), (None, "Substantial")],
)
def test_the_level_is_what_was_asked_for_when_the_person_has_it(
    broker: Running, asked: str | None, given: str
) -> None:
    code = answer(broker, acr_values=asked and NSIS + asked)["code"]
    peer = Peer(HttpBroker(broker.issuer), lambda: code)
    assert verified(peer, peer.exchange(code=code))["acr"] == NSIS + given


def test_discovery_under_another_name_is_not_believed(broker: Running) -> None:
    with pytest.raises(BrokerUnavailable):
        HttpBroker(broker.issuer.replace("127.0.0.1", "localhost")).endpoint("token_endpoint")


def test_nobody_there_is_told_at_once() -> None:
    with pytest.raises(BrokerUnavailable):
        HttpBroker("http://127.0.0.1:9").endpoint("token_endpoint")


@pytest.mark.parametrize("kind", ["token", "userinfo"])
def test_an_endpoint_that_fails_is_unavailable_and_not_a_refusal(broker: Running, kind: str) -> None:
    peer = Peer(HttpBroker(broker.issuer), lambda: answer(broker)["code"])
    tokens = peer.exchange(code=peer.code())
    broker.faults(**{kind: 500})
    with pytest.raises(BrokerUnavailable):
        peer.exchange(code=peer.code()) if kind == "token" else peer.broker.userinfo(tokens.access_token)


def test_a_slow_broker_is_not_waited_for(broker: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indgang.adapters.oidc.client.READ_SECONDS", 0.2)
    broker.faults(slow_seconds=2)
    with pytest.raises(BrokerUnavailable, match="ReadTimeout"):
        HttpBroker(broker.issuer).endpoint("token_endpoint")
