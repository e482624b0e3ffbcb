"""The broker over HTTP: discovery, tokens, keys and userinfo, each with a time limit."""

import time
from typing import Any
from urllib.parse import urlencode

import requests
from django.conf import settings
from mozilla_django_oidc.utils import import_from_settings

from indgang.adapters.oidc import types
from indgang.adapters.oidc.types import BrokerUnavailable, LoginRefused, Reason, Tokens

CONNECT_SECONDS, READ_SECONDS = 3, 8
KEEP_DISCOVERY_SECONDS = 600


class HttpBroker:
    """A broker at an issuer's address. Its discovery document is fetched when first needed, and kept a while."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self._document: dict[str, Any] = {}
        self._good_until = 0.0

    def endpoint(self, name: str) -> str:
        """An address of the discovery document, as `token_endpoint`. Raises BrokerUnavailable."""
        if time.monotonic() > self._good_until:
            document = self._get(f"{self.issuer}/.well-known/openid-configuration")
            if document.get("issuer") != self.issuer:
                raise BrokerUnavailable("the discovery document names another issuer")
            self._document, self._good_until = document, time.monotonic() + KEEP_DISCOVERY_SECONDS
        address = self._document.get(name)
        if not isinstance(address, str):
            raise BrokerUnavailable(f"the discovery document has no {name}")
        return address

    def exchange(self, *, code: str, verifier: str, redirect_uri: str, client_id: str, secret: str) -> Tokens:
        """Code for tokens. Raises BrokerUnavailable, or LoginRefused when the broker says no."""
        answer = self._call(
            "POST",
            self.endpoint("token_endpoint"),
            data={
                "grant_type": "authorization_code",
                "code": code,
                "code_verifier": verifier,
                "redirect_uri": redirect_uri,
            },
            auth=(client_id, secret),
        )
        try:
            return Tokens(id_token=answer["id_token"], access_token=answer["access_token"])
        except KeyError as missing:
            raise LoginRefused(Reason.NOT_TRUSTED, f"the token answer has no {missing}") from None

    def signing_keys(self) -> list[dict[str, Any]]:
        """The public keys (JWK) that sign. Raises BrokerUnavailable."""
        keys = self._get(self.endpoint("jwks_uri")).get("keys")
        if not isinstance(keys, list):
            raise BrokerUnavailable("the key set has no keys")
        return keys

    def userinfo(self, access_token: str) -> dict[str, Any]:
        """The claims. Raises BrokerUnavailable or LoginRefused."""
        return self._get(
            self.endpoint("userinfo_endpoint"), headers={"Authorization": f"Bearer {access_token}"}
        )

    def _get(self, address: str, **more: Any) -> dict[str, Any]:
        return self._call("GET", address, **more)

    def _call(self, method: str, address: str, **more: Any) -> dict[str, Any]:
        """One call. Neither the address' query nor the answer goes into an error: they can hold secrets."""
        try:
            answer = requests.request(
                method, address, timeout=(CONNECT_SECONDS, READ_SECONDS), allow_redirects=False, **more
            )
        except requests.RequestException as error:
            raise BrokerUnavailable(f"no answer ({type(error).__name__})") from None
        if 400 <= answer.status_code < 500:
            raise LoginRefused(Reason.NOT_TRUSTED, f"the broker answered {answer.status_code}")
        if answer.status_code != 200:
            raise BrokerUnavailable(f"the broker answered {answer.status_code}")
        try:
            data = answer.json()
        except ValueError:
            data = None
        if not isinstance(data, dict):
            raise BrokerUnavailable("the broker's answer is not a JSON object")
        return data


_brokers: dict[str, HttpBroker] = {}


def broker() -> types.Broker:
    """The broker of the settings, one for each process. Raises BrokerUnavailable when none is set up."""
    issuer = settings.BROKER
    if not issuer:
        raise BrokerUnavailable("no broker is set up: INDGANG_BROKER is empty")
    return _brokers.setdefault(issuer, HttpBroker(issuer))


def credentials(client: types.LoginClient) -> tuple[str, str]:
    """The client's id and secret at the broker. Raises BrokerUnavailable when they are not set up."""
    pair: tuple[str, str] | None = getattr(settings, client.setting)
    if pair is None:
        raise BrokerUnavailable(f"INDGANG_{client.setting} is empty")
    return pair


def end_session_address(*, id_token: str, back: str) -> str:
    """Where the browser goes to end the login at the broker and come `back`. Raises BrokerUnavailable."""
    query = urlencode({"id_token_hint": id_token, "post_logout_redirect_uri": back})
    return f"{broker().endpoint('end_session_endpoint')}?{query}"


def oidc_setting(client: types.LoginClient, name: str, *default: Any) -> Any:
    """What mozilla-django-oidc asks its settings for, answered for one of our two clients.

    Raises BrokerUnavailable for what the broker must tell and cannot; ImproperlyConfigured for an unknown name.
    """
    match name:
        case "OIDC_OP_AUTHORIZATION_ENDPOINT":
            return broker().endpoint("authorization_endpoint")
        case "OIDC_RP_CLIENT_ID":
            return credentials(client)[0]
        case "OIDC_RP_CLIENT_SECRET":
            return credentials(client)[1]
        case "OIDC_RP_SCOPES":
            return client.scopes
        case "OIDC_RP_SIGN_ALGO":
            return "RS256"
        case "OIDC_RP_IDP_SIGN_KEY":
            return None
        case "OIDC_AUTHENTICATION_CALLBACK_URL":
            return client.callback
        case "OIDC_USE_NONCE" | "OIDC_USE_PKCE":
            return True
        case "OIDC_ALLOW_UNSECURED_JWT":
            return False
        case _:
            return import_from_settings(name, *default)
