"""A certificate ordered over HTTP in four requests (three steps and the send button), beside four bare writes."""

import http.client
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

SOLUTION = "bopaelsattest"
STEPS = (
    ("hvem", {"about": "me"}),
    ("indhold", {"content": "present"}),
    ("form", {"language": "da", "abroad": "no"}),
)
REQUESTS = len(STEPS) + 1
ROUNDS = 40
"""So many certificates, and as many times four bare writes, one after the other and alternately."""


@dataclass(frozen=True)
class Sending:
    """Medians of the rounds: certificates a second of one client, ours and bare, and milliseconds a request."""

    ours_per_second: float
    bare_per_second: float
    ratio: float
    spread: tuple[float, float]
    request_p50_ms: float
    bare_p50_ms: float


class Client:
    """One citizen's browser with a connection that is kept open."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.session, self.token = session, ""

    def ask(self, method: str, path: str, fields: list[tuple[str, str]] | None = None) -> tuple[int, str]:
        headers = {"Cookie": f"indgang_session={self.session}; indgang_csrf={self.token}"}
        if fields is not None:
            headers |= {"X-CSRFToken": self.token, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, path, urlencode(fields or []) or None, headers)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        if found := re.search(r"indgang_csrf=([^;]+)", "; ".join(answer.headers.get_all("Set-Cookie") or [])):
            self.token = found[1]
        return answer.status, body if answer.status == 200 else answer.getheader("Location", "")


def steps_of(draft: str, revision: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each request of a whole order: address and fields."""
    found = []
    for step, answers in STEPS:
        fields = [*answers.items(), *(("_shown", key) for key in answers), ("_revision", "2000000000")]
        found.append((f"/kladde/{draft}/{step}/", fields))
    last = [("_key", draft.replace("-", "")), ("_revision", str(revision))]
    return [*found, (f"/kladde/{draft}/send/", last)]


def measure(ours: int, bare: int, session: str, begin: Callable[[], str]) -> Sending:
    """Raises SystemExit when an order is not sent."""
    citizen, peer = Client(ours, session), Client(bare, session)
    revision = _learn(citizen, begin())
    peer.ask("GET", "/side/2000/")  # its form brings the token that a POST is sent with
    mine, theirs, one_request = [], [], []
    for number in range(ROUNDS + 2):
        requests = steps_of(begin(), revision)
        begun = time.perf_counter()
        for path, fields in requests:
            before = time.perf_counter()
            status, where = citizen.ask("POST", path, fields)
            if number >= 2:
                one_request.append(time.perf_counter() - before)
            if status != 302:
                raise SystemExit(f"bench: {path} answered {status}.")
        if "/kvittering/" not in where:
            raise SystemExit(f"bench: the order was not sent, and led to {where}.")
        half = time.perf_counter()
        for _ in range(REQUESTS):
            status, _body = peer.ask("POST", "/skriv/", [("x", "1")])
            if status != 200:
                raise SystemExit(f"bench: the bare view answered {status}.")
        if number >= 2:  # the first two warm up
            mine.append(half - begun)
            theirs.append(time.perf_counter() - half)
    ratios = [other / own for own, other in zip(mine, theirs, strict=True)]
    quarters = statistics.quantiles(ratios, n=4)
    return Sending(
        round(1 / statistics.median(mine), 1),
        round(1 / statistics.median(theirs), 1),
        round(statistics.median(ratios), 3),
        (round(quarters[0], 2), round(quarters[2], 2)),
        round(statistics.median(one_request) * 1000, 1),
        round(statistics.median(theirs) / REQUESTS * 1000, 1),
    )


def _learn(citizen: Client, draft: str) -> int:
    """Which revision the summary shows when all steps were saved once; the order is sent with it."""
    citizen.ask("GET", f"/kladde/{draft}/{STEPS[0][0]}/")
    *steps, _last = steps_of(draft, 0)
    for path, fields in steps:
        status, where = citizen.ask("POST", path, fields)
        if status != 302:
            raise SystemExit(f"bench: {path} answered {status} {where[:200]}")
    _status, page = citizen.ask("GET", f"/kladde/{draft}/kontroller/")
    found = re.search(r'name="_revision" value="(\d+)"', page)
    if found is None:
        raise SystemExit("bench: the summary has no send button.")
    return int(found[1])
