"""`./indgang bench web [--json] [--seconds N]`: our pages beside a bare Django view of the same size.

Both run under gunicorn on this machine with the same settings, middleware, session and database. They are
measured alternately in short rounds, each with fresh connections, since the kernel deals them out to the two
workers unevenly; a round gives a ratio of two neighbours in time, and the median of the ratios counts, so that
what else the machine does weighs on both alike. Nothing here is a test: it prints the
ratio and how far it spread, both values, sizes, versions, load and memory.
"""

import argparse
import http.client
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import _load, _web_setup
from bench._web_setup import Setup
from indgang.project.frontdoor import ports
from indgang.project.frontdoor.places import ROOT, child_environment

ROUNDS = 30
FLOORS = {"service": 0.5, "my_page": 0.5, "step": 0.5, "answer": 0.5}
FIRST_PAGE_LIMIT = 120_000
MEMORY_LIMIT_MB = 300


@dataclass(frozen=True)
class Figure:
    """Ours beside the bare view: answers a second, p95 in milliseconds, medians of the rounds.

    `spread` is the middle half of the rounds' ratios.
    """

    name: str
    bytes: int
    ours_per_second: float
    bare_per_second: float
    ratio: float
    spread: tuple[float, float]
    floor: float
    ours_p95_ms: float
    bare_p95_ms: float


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="indgang bench web")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=0.4, help="length of half a round (default 0.4)")
    given = parser.parse_args(argv)
    data = Path(os.environ["INDGANG_DATA"])
    say("bench: content and a logged-in citizen with a draft …")
    setup = _web_setup.prepare()
    with serve("indgang.project.settings", data) as ours, serve("bench._bare.settings", data) as bare:
        figures = [measure(case, ours, bare, given.seconds) for case in cases(setup, ours[0])]
        first_page = wire_bytes(ours[0], "/")
        service_page = wire_bytes(ours[0], setup.service_path)
        memory = max_memory(ours[1])
    report = {
        "figures": [asdict(figure) for figure in figures],
        "first_page_bytes": first_page,
        "service_page_bytes": service_page,
        "first_page_limit": FIRST_PAGE_LIMIT,
        "web_process_mb": round(memory, 1),
        "web_process_limit_mb": MEMORY_LIMIT_MB,
        "versions": versions(),
        "rounds": ROUNDS,
        "load": [round(load, 1) for load in os.getloadavg()],
    }
    good = (
        all(figure.ratio >= figure.floor for figure in figures)
        and first_page < FIRST_PAGE_LIMIT
        and memory < MEMORY_LIMIT_MB
    )
    print(json.dumps(report, indent=1) if given.json else as_text(report, figures))
    return 0 if good else 1


@dataclass(frozen=True)
class Case:
    """One thing to measure: what is asked of us, and what of the bare view once the size is known."""

    name: str
    ours: Callable[[int], _load.Request]
    bare: Callable[[int, int], _load.Request]


def cases(setup: Setup, port: int) -> Iterator[Case]:
    """The pages of the floor, and the saving of an answer."""
    citizens = setup.citizens
    cookies = [{"Cookie": f"indgang_session={citizen.session}"} for citizen in citizens]

    def get(path: str) -> Callable[[int], _load.Request]:
        return lambda _: ("GET", path, b"", cookies[0])

    def bare(_: int, size: int) -> _load.Request:
        return "GET", f"/side/{size}/", b"", cookies[0]

    yield Case("service", get(setup.service_path), bare)
    yield Case("my_page", get("/min-side/"), bare)
    yield Case("step", get(citizens[0].step_path), bare)
    headers = []
    for citizen, cookie in zip(citizens, cookies, strict=True):
        token = csrf_token(port, citizen.step_path, cookie)
        headers.append(
            {
                "Cookie": f"indgang_session={citizen.session}; indgang_csrf={token}",
                "X-CSRFToken": token,
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": setup.origin,
                "HX-Request": "true",
            }
        )
    yield Case(
        "answer",
        lambda client: ("POST", citizens[client].step_path, setup.answer(), headers[client]),
        lambda client, _: ("POST", "/skriv/", b"x=1", headers[client]),
    )


def csrf_token(port: int, path: str, cookie: dict[str, str]) -> str:
    """The token that a browser would hold after it saw the form."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=cookie)
    answer = connection.getresponse()
    answer.read()
    found = re.search(r"indgang_csrf=([^;]+)", "; ".join(answer.headers.get_all("Set-Cookie") or []))
    connection.close()
    if not found:
        raise SystemExit(f"bench: {path} answered {answer.status} without a form. Is the citizen logged in?")
    return found[1]


def measure(case: Case, ours: tuple[int, int], bare: tuple[int, int], seconds: float) -> Figure:
    """Alternate ours and bare. Raises SystemExit when either answers with an error."""
    method, path, body, headers = case.ours(0)
    connection = http.client.HTTPConnection("127.0.0.1", ours[0], timeout=20)
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    size = len(answer.read())
    if answer.status >= 300:
        raise SystemExit(f"bench: {method} {path} answered {answer.status}.")
    mine, peer = [], []
    for number in range(ROUNDS + 1):
        first = _load.run(ours[0], case.ours, seconds=seconds)
        second = _load.run(bare[0], lambda client: case.bare(client, size), seconds=seconds)
        for load in (first, second):
            if load.wrong:
                raise SystemExit(f"bench: {case.name} was answered with {load.wrong[0]}.")
        if number:  # the first round warms up
            mine.append(first)
            peer.append(second)
    ratios = [one.per_second / other.per_second for one, other in zip(mine, peer, strict=True)]
    quarters = statistics.quantiles(ratios, n=4)
    ours_rate = statistics.median(load.per_second for load in mine)
    bare_rate = statistics.median(load.per_second for load in peer)
    say(f"bench: {case.name}: {ours_rate:.0f} beside {bare_rate:.0f} answers a second")
    return Figure(
        name=case.name,
        bytes=size,
        ours_per_second=round(ours_rate, 1),
        bare_per_second=round(bare_rate, 1),
        ratio=round(statistics.median(ratios), 3),
        spread=(round(quarters[0], 2), round(quarters[2], 2)),
        floor=FLOORS[case.name],
        ours_p95_ms=round(statistics.median(load.p95_ms for load in mine), 1),
        bare_p95_ms=round(statistics.median(load.p95_ms for load in peer), 1),
    )


@contextmanager
def serve(settings: str, data: Path) -> Iterator[tuple[int, int]]:
    """Gunicorn as the demo runs it, on a free port. Yields (port, pid of the master)."""
    port = ports.free_port()
    environment = {**child_environment(data), "DJANGO_SETTINGS_MODULE": settings}
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "indgang.project.wsgi:application",
            f"--bind=127.0.0.1:{port}",
            "--worker-class=gthread",
            "--workers=2",
            "--threads=4",
            "--no-control-socket",
        ],
        env=environment,
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("bench: the web server did not start.")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("bench: the web server does not answer.")


def wire_bytes(port: int, path: str) -> int:
    """What a browser's first visit brings over the wire: the page, and every file that it and its css name.

    Bodies as they are sent to a browser that takes brotli, plus the headers' text.
    """
    seen: set[str] = set()
    total = 0
    waiting = [path]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request(
            "GET", address, headers={"Accept-Encoding": "identity" if address == path else "br"}
        )
        answer = connection.getresponse()
        body = answer.read()
        total += len(body) + sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
        connection.close()
        kind = answer.headers.get("Content-Type", "")
        if "html" in kind:
            waiting += re.findall(
                r'(?:href|src)="(/static/[^"#]+\.(?:css|js|svg|woff2|ico|png))', body.decode()
            )
            waiting += re.findall(r'href="(/[^"]*tema[^"]*\.css[^"]*)"', body.decode())
    return total + fonts(port, seen)


def fonts(port: int, seen: set[str]) -> int:
    """The fonts that the css files name: a browser fetches those that a page uses; all are counted."""
    total = 0
    for address in [address for address in seen if address.split("?")[0].endswith(".css")]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", address)
        css = connection.getresponse().read().decode()
        connection.close()
        for found in set(re.findall(r'url\(["\']?([^"\')]+\.woff2)', css)):
            font = (
                found
                if found.startswith("/")
                else os.path.normpath(os.path.join(os.path.dirname(address), found))
            )
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", font)
            total += len(connection.getresponse().read())
            connection.close()
    return total


def max_memory(master: int) -> float:
    """The largest resident memory of the web processes, in MB. Linux tells it; elsewhere it is unknown."""
    children = Path(f"/proc/{master}/task/{master}/children")
    if not children.exists():
        return float("nan")
    sizes = []
    for pid in children.read_text().split():
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        sizes.append(int(found[1]) / 1024 if found else 0.0)
    return max(sizes, default=float("nan"))


def versions() -> dict[str, str]:
    import django
    import gunicorn

    return {
        "python": platform.python_version(),
        "django": django.__version__,
        "gunicorn": gunicorn.__version__,
    }


def as_text(report: dict[str, object], figures: list[Figure]) -> str:
    head = f"{'page':<10}{'bytes':>8}{'ours/s':>9}{'bare/s':>9}{'ratio':>7}{'spread':>12}{'floor':>7}"
    lines = [f"{head}{'p95 ms':>9}{'bare':>7}"]
    lines += [
        f"{f.name:<10}{f.bytes:>8}{f.ours_per_second:>9}{f.bare_per_second:>9}"
        f"{f.ratio:>7}{f.spread[0]:>7}-{f.spread[1]:<4}{f.floor:>7}{f.ours_p95_ms:>9}{f.bare_p95_ms:>7}"
        for f in figures
    ]
    lines.append(f"first page over the wire: {report['first_page_bytes']} bytes (limit {FIRST_PAGE_LIMIT})")
    lines.append(f"service page over the wire: {report['service_page_bytes']} bytes")
    lines.append(f"load of the machine: {report['load']} (1, 5 and 15 minutes; {os.cpu_count()} cores)")
    lines.append(f"web process: {report['web_process_mb']} MB (limit {MEMORY_LIMIT_MB})")
    return "\n".join(lines)
