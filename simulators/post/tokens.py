"""Both steps of a token, as KOMBIT's test environment hands them out: a SAML assertion for the municipality, then an
access token that holds only together with the same client certificate (holder of key)."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SEND = "http://entityid.kombit.dk/service/kombipostafsend/1"
LOOK_UP = "http://entityid.kombit.dk/service/postforespoerg/1"
SAML_SECONDS, ACCESS_SECONDS = 8 * 3600, 3600


class Refused(Exception):
    """No token; `status` is the answer's, the sentence says why."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Caller:
    """Who is at the other end: `certificate` in DER, and the CVR number that stands in it."""

    certificate: bytes
    cvr: str

    @property
    def thumb(self) -> str:
        return hashlib.sha256(self.certificate).hexdigest()


class Tokens:
    """Signs and knows them. The key stays the same after a restart."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def saml(self, asked: object, caller: Caller) -> dict[str, object]:
        """The answer to a request for a security token. Raises Refused."""
        wish = asked if isinstance(asked, dict) else {}
        entity = _in(wish, "AppliesTo", "EndpointReference", "Address")
        if not str(wish.get("RequestType", "")).endswith("/Issue"):
            raise Refused(400, "RequestType must end in /Issue.")
        if entity not in (SEND, LOOK_UP):
            raise Refused(400, "AppliesTo names no service that we have.")
        if _in(wish, "AnvenderKontekst", "Cvr") != caller.cvr:
            raise Refused(403, "AnvenderKontekst.Cvr is not the CVR number of the certificate.")
        if "".join(str(wish.get("UseKey", "")).split()) != base64.b64encode(caller.certificate).decode():
            raise Refused(400, "UseKey is not the certificate that the call came with.")
        ends = datetime.now(UTC) + timedelta(seconds=SAML_SECONDS)
        assertion = self._sign({"kind": "saml", "to": entity, "key": caller.thumb}, SAML_SECONDS)
        return {
            "TokenType": wish.get("TokenType", ""),
            "AppliesTo": wish["AppliesTo"],
            "Lifetime": ends.strftime("%m/%d/%Y %H:%M:%S"),
            "RequestedSecurityToken": {"Assertion": assertion},
        }

    def access(self, saml: str, caller: Caller) -> dict[str, object]:
        """The answer to a request for an access token. Raises Refused."""
        said = self._read(saml, "saml", caller)
        token = self._sign({"kind": "access", "to": said["to"], "key": caller.thumb}, ACCESS_SECONDS)
        return {"access_token": token, "token_type": "Holder-of-key", "expires_in": ACCESS_SECONDS}

    def check(self, header: str, entity: str, caller: Caller) -> None:
        """Whether a call may be made. Raises Refused with 401."""
        kind, _, token = header.partition(" ")
        if kind.lower() != "holder-of-key" or not token:
            raise Refused(401, "authorization must be: Holder-of-key <token>.")
        if self._read(token, "access", caller)["to"] != entity:
            raise Refused(401, "The token is for another service.")

    def _sign(self, said: dict[str, object], seconds: int) -> str:
        payload = base64.urlsafe_b64encode(json.dumps({**said, "until": time.time() + seconds}).encode())
        return f"{payload.decode()}.{self._mac(payload)}"

    def _mac(self, payload: bytes) -> str:
        return hmac.new(self._secret, payload, hashlib.sha256).hexdigest()

    def _read(self, token: str, kind: str, caller: Caller) -> dict[str, object]:
        payload, _, mac = token.partition(".")
        if not hmac.compare_digest(mac, self._mac(payload.encode())):
            raise Refused(401, "The token is not ours.")
        said: dict[str, object] = json.loads(base64.urlsafe_b64decode(payload))
        if said["kind"] != kind or float(str(said["until"])) < time.time():
            raise Refused(401, "The token has expired.")
        if said["key"] != caller.thumb:
            raise Refused(401, "The token belongs to another certificate.")
        return said


def _in(value: object, *names: str) -> object:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value
