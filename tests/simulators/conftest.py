"""The post as a process, and a municipality that is told what happens."""

import re
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from simulators.post.testing import Running, running

from tests.simulators.caller import MADS, Caller

SECRET = "post:en-hemmelighed-til-proever"
PEOPLE = {
    MADS: {"name": "Mads Brinklund", "digital_post": True, "nemsms": True},
    "7206902102": {"name": "Sofie Havgaard", "digital_post": False},
    "6104850001": {"name": "Torben Klitholm", "digital_post": True, "gone": True},
    "6204850002": {"name": "Svend Kjærbo", "wrong_address": True},
}


@dataclass
class Municipality:
    """Takes what is pushed. `refuses`: so many pushes are answered with 503 first."""

    address: str = ""
    pushed: list[tuple[str, bytes, str]] = field(default_factory=list)
    refuses: int = 0

    def statuses(self) -> list[str]:
        """The words of each receipt, in the order they came."""
        return [
            _inside(body, "TransaktionsStatusKode") for path, body, _ in self.pushed if "kvittering" in path
        ]

    def ids(self) -> list[str]:
        return [_id(body) for path, body, _ in self.pushed if "kvittering" in path]

    def letters(self) -> list[str]:
        return [body.decode() for path, body, _ in self.pushed if path.endswith("/memo")]


def _inside(body: bytes, name: str) -> str:
    found = re.search(rb"<Base64>([^<]*)</Base64>", body)
    assert found
    inner = re.search(f"<{name}>([^<]*)</{name}>", b64decode(found[1]).decode())
    return inner[1] if inner else ""


def _id(body: bytes) -> str:
    found = re.search(r"<BeskedId><s:UUIDIdentifikator>([^<]*)<", body.decode())
    assert found
    return found[1]


@pytest.fixture
def municipality() -> Iterator[Municipality]:
    made = Municipality()

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if made.refuses:
                made.refuses -= 1
                self.send_error(503)
                return
            made.pushed.append((self.path, body, self.headers.get("Authorization", "")))
            said = b'<svar xmlns="urn:oio:sagdok:3.0.0"><StatusKode>20</StatusKode></svar>'
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    made.address = f"http://127.0.0.1:{server.server_address[1]}/maskine/post"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def post(municipality: Municipality) -> Iterator[Running]:
    with running(PEOPLE, push=municipality.address, secret=SECRET) as started:
        yield started


@pytest.fixture
def caller(post: Running) -> Iterator[Caller]:
    made = Caller(post)
    yield made
    made.session.close()


def eventually(holds: Callable[[], bool], within: float = 10) -> None:
    """Wait until it holds. Raises AssertionError."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
