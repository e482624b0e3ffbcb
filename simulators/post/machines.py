"""The addresses that systems call: both token steps, KombiPostAfsend and PostForespoerg. TLS, and a client certificate
is demanded."""

import json
import re
import socket
import ssl
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from cryptography import x509
from cryptography.x509.oid import NameOID

from simulators.post import rules, tokens
from simulators.post.accepting import Counter, Dropped, answer
from simulators.post.pusher import Pusher
from simulators.post.rules import NotTaken
from simulators.post.tokens import Caller, Refused, Tokens
from simulators.post.web import Handler, Server

ISSUE = "/runtime/api/rest/wstrust/v1/issue"
TOKEN = "/service/AccessTokenService_1/token"  # noqa: S105  # an address
KOMBI = "/service/KombiPostAfsend_1/kombi"
LOOK_UP = "/service/PostForespoerg_1/"
SERVICES = ("digitalpost", "nemsms")


def context(folder: Path, name: str) -> ssl.SSLContext:
    """TLS 1.2, as Serviceplatformen: there a caller without a certificate fails in the handshake, and not later."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = made.maximum_version = ssl.TLSVersion.TLSv1_2
    made.load_cert_chain(folder / f"{name}.pem", folder / f"{name}-key.pem")
    made.load_verify_locations(folder / "ca.pem")
    made.verify_mode = ssl.CERT_REQUIRED
    return made


def caller_of(connection: object) -> Caller:
    """Whose certificate it is. Raises Refused."""
    assert isinstance(connection, ssl.SSLSocket)  # noqa: S101  # the server wrapped it
    der = connection.getpeercert(binary_form=True) or b""
    parts = x509.load_der_x509_certificate(der).subject.get_attributes_for_oid(
        NameOID.ORGANIZATION_IDENTIFIER
    )
    found = re.fullmatch(r"NTRDK-(\d{8})", str(parts[0].value) if parts else "")
    if not found:
        raise Refused(403, "The certificate names no CVR number.")
    return Caller(der, found[1])


def server(port: int, counter: Counter, known: Tokens, pusher: Pusher, folder: Path) -> Server:
    """The TLS server, listening."""
    right, wrong = context(folder, "server"), context(folder, "other")

    def wrap(plain: socket.socket) -> socket.socket | None:
        if counter.faults.get("down"):
            return None
        chosen = wrong if counter.faults.get("certificate") else right
        return chosen.wrap_socket(plain, server_side=True)

    class Machines(Handler):
        def do_GET(self) -> None:
            self._guarded(self._look_up)

        def do_POST(self) -> None:
            body = self.body(rules.LARGEST)
            if body is None:
                self.close_connection = True
                self.say(413, b"", "text/plain")
                return
            path = urlsplit(self.path).path
            if path == ISSUE:
                self._guarded(lambda: self._issue(body))
            elif path == TOKEN:
                self._guarded(lambda: self._token(body))
            elif path == KOMBI:
                self._guarded(lambda: self._send(body))
            else:
                self.say_json(404, {"error": "not_found"})

        def _guarded(self, work: Callable[[], None]) -> None:
            if counter.faults.get("down"):
                self.hang_up()
                return
            try:
                work()
            except Refused as no:
                self.say_json(no.status, {"error": "invalid_request", "error_description": str(no)})
            except NotTaken as no:
                headers = (("Retry-After", "1"),) if no.status in (429, 503) else ()
                self.say(no.status, answer(False, "", no.code, str(no)), "application/xml", headers)
            except Dropped:
                self.hang_up()

        def _issue(self, body: bytes) -> None:
            try:
                asked = json.loads(body)
            except ValueError as error:
                raise Refused(400, "The body must be JSON.") from error
            self._token_fault()
            self.say_json(200, known.saml(asked, caller_of(self.connection)))

        def _token(self, body: bytes) -> None:
            form = parse_qs(body.decode("ascii", "replace"))
            self._token_fault()
            self.say_json(200, known.access(form.get("saml-token", [""])[0], caller_of(self.connection)))

        def _token_fault(self) -> None:
            kind = str(counter.faults.get("token").get("kind", ""))
            if kind.isdigit():
                raise Refused(int(kind), "A fault that was switched on.")

        def _call(self, entity: str) -> tuple[Caller, str]:
            """Who calls, and their name for this try. Raises Refused."""
            caller = caller_of(self.connection)
            if counter.faults.get("token").get("kind") == "expired":
                raise Refused(401, "The token has expired.")
            known.check(self.headers.get("authorization", ""), entity, caller)
            try:
                transaction = str(UUID(self.headers.get("X-TransaktionsId", "")))
                datetime.fromisoformat(self.headers.get("X-TransaktionsTid", ""))
            except ValueError as error:
                raise Refused(
                    400, "X-TransaktionsId (a UUID) and X-TransaktionsTid must be there."
                ) from error
            return caller, transaction

        def _look_up(self) -> None:
            parts = urlsplit(self.path)
            service = parts.path.removeprefix(LOOK_UP)
            if not parts.path.startswith(LOOK_UP) or service not in SERVICES:
                self.say_json(404, {"error": "not_found"})
                return
            self._call(tokens.LOOK_UP)
            asked = parse_qs(parts.query)
            cpr, cvr = asked.get("cprNumber", [""])[0], asked.get("cvrNumber", [""])[0]
            if not (re.fullmatch(r"\d{10}", cpr) or re.fullmatch(r"\d{8}", cvr)):
                raise Refused(400, "cprNumber has ten digits, cvrNumber eight.")
            time.sleep(float(counter.faults.get("slow_look_up").get("seconds", 0)))
            failing = counter.faults.get("look_up")
            if failing:
                raise Refused(int(failing.get("status", 503)), "A fault that was switched on.")
            self.say_json(200, {"result": counter.register.takes(cpr or cvr, service)})

        def _send(self, body: bytes) -> None:
            caller, transaction = self._call(tokens.SEND)
            taken = counter.take(body, caller.cvr, transaction)
            if taken.new and counter.faults.get("receipt", taken.uuid).get("before_answer"):
                for row in counter.store.rows(
                    "SELECT id FROM outgoing WHERE uuid = ? AND kind = 'receipt' ORDER BY due", taken.uuid
                ):
                    pusher.push(row["id"])
            self.say(200, taken.answer, "application/xml")

    return Server(port, Machines, wrap)
