"""A broker in memory for unit tests: signs for real, keeps PKCE and one-time codes, and can be told to lie."""

import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from indgang.adapters.oidc.types import NSIS, BrokerUnavailable, LoginRefused, Reason, Tokens

KID = "fake"


class FakeBroker:
    """One client (`client_id`, `secret`); `authorise` plays the part of the browser and of the person.

    `lies` change the id_token's claims (None takes one out); `down` makes every call fail.
    """

    def __init__(self, *, issuer: str = "http://broker.invalid", client_id: str, secret: str) -> None:
        self.issuer = issuer
        self.client = (client_id, secret)
        self.lies: dict[str, Any] = {}
        self.down = False
        self.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.published_key = self.signing_key.public_key()
        self._codes: dict[str, tuple[str, str, dict[str, Any], dict[str, Any]]] = {}
        self._tokens: dict[str, dict[str, Any]] = {}

    def endpoint(self, name: str) -> str:
        self._up()
        return f"{self.issuer}/{name}"

    def authorise(
        self,
        *,
        redirect_uri: str,
        nonce: str,
        challenge: str,
        claims: Mapping[str, Any],
        acr: str = f"{NSIS}Substantial",
    ) -> str:
        """A code for somebody with these claims (`sub` among them)."""
        now = int(time.time())
        token = {
            "iss": self.issuer,
            "aud": self.client[0],
            "sub": claims["sub"],
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "acr": acr,
            **self.lies,
        }
        code = secrets.token_urlsafe(16)
        kept = {name: value for name, value in token.items() if value is not None}
        self._codes[code] = (redirect_uri, challenge, kept, dict(claims))
        return code

    def exchange(self, *, code: str, verifier: str, redirect_uri: str, client_id: str, secret: str) -> Tokens:
        self._up()
        expected_uri, challenge, token, claims = self._codes.pop(code, ("", "", {}, {}))
        digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if (client_id, secret) != self.client or redirect_uri != expected_uri or digest != challenge:
            raise LoginRefused(Reason.NOT_TRUSTED, "the code is not good")
        access = secrets.token_urlsafe(16)
        self._tokens[access] = claims
        return Tokens(jwt.encode(token, self.signing_key, "RS256", headers={"kid": KID}), access)

    def signing_keys(self) -> list[dict[str, Any]]:
        self._up()
        key: dict[str, Any] = RSAAlgorithm.to_jwk(self.published_key, as_dict=True)
        return [{**key, "kid": KID, "use": "sig", "alg": "RS256"}]

    def userinfo(self, access_token: str) -> dict[str, Any]:
        self._up()
        if access_token not in self._tokens:
            raise LoginRefused(Reason.NOT_TRUSTED, "no such access token")
        return self._tokens[access_token]

    def _up(self) -> None:
        if self.down:
            raise BrokerUnavailable("down")
