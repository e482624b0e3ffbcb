"""The two steps to a token (SF1601): a SAML assertion from the token service, and for it an access token that holds
only together with our certificate."""

import base64
import json
import re
import threading
import time
from urllib.parse import urlencode

from indgang.adapters.digital_post.line import Keys, Line, Reply
from indgang.adapters.digital_post.types import PostUnavailable, PostUnknown

ISSUE = "/runtime/api/rest/wstrust/v1/issue"
ACCESS = "/service/AccessTokenService_1/token"
TRUST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512"
SAML2 = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0"
SECONDS = 10.0
EARLY = 60  # seconds before its end a token is renewed


class Tokens:
    """Access tokens by the service's entity id, kept until a minute before they end. Safe for several threads.

    The assertion is not kept: it is needed once an hour, and how its end is written differs between sources.
    """

    def __init__(self, issuer: Line, house: Line, cvr: str, keys: Keys) -> None:
        self._issuer, self._house, self._cvr, self._keys = issuer, house, cvr, keys
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[str, float]] = {}

    def access(self, entity: str, *, seconds: float = SECONDS) -> str:
        """The token for a service; each of two steps waits `seconds` at most. Raises PostUnavailable."""
        with self._lock:
            token, ends = self._kept.get(entity, ("", 0.0))
            if time.monotonic() >= ends:
                token, lives = self._fetch(self.saml(entity, seconds=seconds), seconds)
                self._kept[entity] = (token, time.monotonic() + max(lives - EARLY, 0))
            return token

    def forget(self, entity: str, token: str) -> None:
        """A service did not take this token: fetch another next time."""
        with self._lock:
            if self._kept.get(entity, ("", 0.0))[0] == token:
                del self._kept[entity]

    def saml(self, entity: str, *, seconds: float = SECONDS) -> str:
        """An assertion that we are the municipality, for one service. Raises PostUnavailable."""
        wish = {
            "TokenType": SAML2,
            "RequestType": f"{TRUST}/Issue",
            "KeyType": f"{TRUST}/PublicKey",
            "AnvenderKontekst": {"Cvr": self._cvr},
            "UseKey": _first_certificate(self._keys),
            "AppliesTo": {"EndpointReference": {"Address": entity}},
            "OnBehalfOf": None,
        }
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        said = _json(self._issuer, ISSUE, json.dumps(wish).encode(), headers, seconds)
        found = said.get("RequestedSecurityToken")
        assertion = found.get("Assertion") if isinstance(found, dict) else None
        if not isinstance(assertion, str) or not assertion:
            raise PostUnavailable("the token service gave no assertion")
        return assertion

    def _fetch(self, assertion: str, seconds: float) -> tuple[str, int]:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        body = urlencode({"saml-token": assertion}).encode()
        said = _json(self._house, ACCESS, body, headers, seconds)
        token, lives = said.get("access_token"), said.get("expires_in")
        if not isinstance(token, str) or not token:
            raise PostUnavailable("the access token service gave no token")
        return token, lives if isinstance(lives, int) else 0


def _first_certificate(keys: Keys) -> str:
    """Our certificate as base64 of its DER, without the lines round it. Raises PostUnavailable."""
    try:
        pem = keys.certificate.read_text(encoding="ascii")
    except (OSError, UnicodeError):
        raise PostUnavailable("our certificate cannot be read") from None
    found = re.search(r"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", pem, re.DOTALL)
    if not found:
        raise PostUnavailable("our certificate is no PEM")
    text = "".join(found[1].split())
    return base64.b64encode(base64.b64decode(text)).decode()


def _json(line: Line, path: str, body: bytes, headers: dict[str, str], seconds: float) -> dict[str, object]:
    """An answer that is an object. No letter was sent, so whatever goes wrong is PostUnavailable."""
    try:
        reply: Reply = line.say("POST", path, body, headers, seconds=seconds)
    except PostUnknown as silent:
        raise PostUnavailable(f"no token: {silent}") from None
    if reply.status != 200:
        raise PostUnavailable(f"no token: {reply.status}", reply.retry_after)
    try:
        said = json.loads(reply.content)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise PostUnavailable("no token: the answer is no JSON object")
    return said
