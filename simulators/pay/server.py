"""A payment house on 127.0.0.1: Nexi Checkout's Payment API and its payment page. Its own process.

| variable | meaning |
|---|---|
| `PAY_PORT` | port for calls and pages; 0 takes a free one |
| `PAY_KEY` | the secret key that each call must bring in `Authorization` |
| `PAY_STATE` | folder with the payments |
| `PAY_FAULTS` | optional file of faults, read anew at each call (see faults.py) |
| `PAY_LATE` | seconds until the notice of who paid and closed the page; 5 |
| `SIM_CLOCK` | optional file `{"offset_seconds": n}`: the demo's clock |

Prints one line of JSON when it answers. Exit 2: bad input.
"""

import json
import os
import sys
import time
from functools import partial
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(Path(__file__).parents[2]))  # python -I leaves it out

from simulators.pay import pages
from simulators.pay.book import Book, Wrong, as_answer, whole
from simulators.pay.faults import Faults
from simulators.pay.pusher import Pusher

LARGEST = 100_000


class House:
    """What is behind both the calls and the pages."""

    def __init__(self, book: Book, faults: Faults, pusher: Pusher, key: str, late: float) -> None:
        self.book, self.faults, self.pusher, self.key, self.late = book, faults, pusher, key, late
        self.address = ""

    def tell(self, name: str, event: str, amount: int, *, after: float = 0, twice: bool = False) -> None:
        """Somebody is told, unless that is a fault now."""
        how = self.faults.now().get("notices", "")
        if how != "none":
            data = {"amount": {"amount": amount, "currency": "DKK"}}
            times = 2 if twice or how == "twice" else 1
            self.pusher.tell(self.book.one(name), event, data, after=after, times=times)

    def paid(self, name: str, *, after: float = 0, twice: bool = False) -> None:
        """A card was taken."""
        if self.book.reserve(name):
            amount = self.book.one(name)["reserved"]
            self.tell(name, "payment.reservation.created.v2", amount, after=after, twice=twice)
            self.tell(name, "payment.checkout.completed", amount, after=after, twice=twice)

    def call(
        self, method: str, path: str, said: dict[str, Any], key: str
    ) -> tuple[int, dict[str, Any] | None]:
        """One call of the API. Raises Wrong."""
        parts = path.strip("/").split("/")[1:]
        if parts[-1] in self.faults.now().get("refuse", []):
            raise Wrong(402, "99", "refused")
        match (method, parts):
            case ("POST", ["payments"]):
                row = self.book.make(said)
                if self.faults.now().get("notices") == "first":
                    self.book.reserve(row["id"])
                    self.pusher.now(row, "payment.reservation.created.v2", {})
                page = f"{self.address}/hostedpaymentpage/?pid={row['id']}"
                return 201, {"paymentId": row["id"], "hostedPaymentPageUrl": page}
            case ("GET", ["payments", name]):
                return 200, as_answer(self.book.one(name))
            case ("POST", ["payments", name, "charges"]):
                made, fresh = self.book.charge(name, amount := whole(said.get("amount"), "amount"), key)
                if fresh:
                    self.tell(name, "payment.charge.created.v2", amount)
                return 201, {"chargeId": made}
            case ("POST", ["payments", name, "cancels"]):
                self.book.cancel(name, amount := whole(said.get("amount"), "amount"))
                self.tell(name, "payment.cancel.created", amount)
                return 204, None
            case ("PUT", ["payments", name, "terminate"]):
                self.book.terminate(name)
                return 204, None
            case ("POST", ["charges", charge, "refunds"]):
                name, made, fresh = self.book.refund(
                    charge, amount := whole(said.get("amount"), "amount"), key
                )
                if fresh:
                    self.tell(name, "payment.refund.completed", amount)
                return 201, {"refundId": made}
        raise Wrong(404, "1004", "no such call")


class Caller(BaseHTTPRequestHandler):
    """One request."""

    timeout = 30
    protocol_version = "HTTP/1.1"

    def __init__(self, house: House, *args: Any) -> None:
        self._house = house
        super().__init__(*args)

    def log_message(self, format: str, *args: Any) -> None:  # its name
        """Nothing is written down."""

    def do_GET(self) -> None:  # the library's name
        self._answer("GET")

    do_HEAD = do_GET

    def do_POST(self) -> None:  # the library's name
        self._answer("POST")

    def do_PUT(self) -> None:  # the library's name
        self._answer("PUT")

    def _answer(self, method: str) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            self.close_connection = True
            self._say(413, b"", "text/plain")
            return
        body = self.rfile.read(int(length))
        parts = urlsplit(self.path)
        if parts.path == "/healthz":
            self._json(200, {"ok": True})
        elif self._house.faults.now().get("down"):
            self._json(503, {"message": "down"})
        elif parts.path.startswith("/v1/"):
            self._api(method, parts.path, body)
        else:
            self._page(method, parts.path, parse_qs(parts.query), parse_qs(body.decode("utf-8", "replace")))

    def _api(self, method: str, path: str, body: bytes) -> None:
        if not compare_digest(self.headers.get("Authorization", "").encode(), self._house.key.encode()):
            self._json(401, {"code": "401", "message": "unknown key"})
            return
        try:
            said = json.loads(body) if body else {}
            if not isinstance(said, dict):
                raise ValueError
            status, answer = self._house.call(method, path, said, self.headers.get("Idempotency-Key", ""))
        except Wrong as wrong:
            status, answer = wrong.status, {"code": wrong.code, "message": wrong.message}
        except (ValueError, AttributeError, TypeError, KeyError):
            status, answer = 400, {"code": "1001", "message": "the body is not what we read"}
        faults = self._house.faults.now()
        if path.rpartition("/")[2] in faults.get("hang_up", []) and status < 400:
            self.close_connection = True
            return
        time.sleep(float(faults.get("slow_seconds", 0)))
        self._json(status, answer)

    def _page(self, method: str, path: str, query: dict[str, list[str]], form: dict[str, list[str]]) -> None:
        if path == "/style.css":
            self._say(200, pages.STYLE.encode(), "text/css")
        elif path == "/payments.json":
            self._json(200, {"payments": self._house.book.all()})
        elif path == "/":
            self._html(pages.front(self._house.book.all()))
        elif path == "/hostedpaymentpage/":
            self._pay(query.get("pid", [""])[0], form.get("deed", [""])[0] if method == "POST" else "")
        else:
            self._html(pages.page("Siden findes ikke", '<p><a href="/">Alle betalinger</a></p>'), 404)

    def _pay(self, name: str, deed: str) -> None:
        try:
            row = self._house.book.one(name)
        except Wrong:
            self._html(pages.page("Betalingen findes ikke", ""), 404)
            return
        back = f"{row['checkout']['returnUrl']}?paymentid={name}"
        if deed == "afbryd":
            self._go(f"{row['checkout']['cancelUrl']}?paymentid={name}")
        elif deed and self._house.faults.now().get("decline"):
            self._html(pages.to_pay(row, declined=True))
        elif deed in ("betal", "to-gange") and not row["terminated"]:
            self._house.paid(name, twice=deed == "to-gange")
            self._go(back)
        elif deed == "sen" and not row["terminated"]:
            self._house.paid(name, after=self._house.late)
            self._html(pages.closed())
        else:
            self._html(pages.to_pay(row))

    def _go(self, address: str) -> None:
        self.send_response(303)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _html(self, page: str, status: int = 200) -> None:
        self._say(status, page.encode(), "text/html; charset=utf-8")

    def _json(self, status: int, said: dict[str, Any] | None) -> None:
        self._say(status, json.dumps(said).encode() if said is not None else b"", "application/json")

    def _say(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", pages.POLICY)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True


def main() -> int:
    """Serve until the process is ended."""
    given = os.environ
    if not given.get("PAY_STATE") or not given.get("PAY_KEY") or not given.get("PAY_PORT", "").isdecimal():
        sys.stderr.write("PAY_PORT, PAY_KEY and PAY_STATE are needed.\n")
        return 2
    house = House(
        Book(Path(given["PAY_STATE"])),
        Faults(given.get("PAY_FAULTS", "")),
        Pusher(),
        given["PAY_KEY"],
        float(given.get("PAY_LATE", "5")),
    )
    server = _Server(("127.0.0.1", int(given["PAY_PORT"])), partial(Caller, house))
    house.address = f"http://127.0.0.1:{server.server_address[1]}"
    sys.stdout.write(json.dumps({"ready": True, "address": house.address}) + "\n")
    sys.stdout.flush()
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
