"""`./indgang bench desk [--json] [--seconds N] [--rows N]`: what a clerk waits for, beside a bare Django view.

A contact is closed (one commit), a person is found, their matter is opened, and the lists are shown over many rows:
once over ten thousand and once over all, since a list that is read all day may not grow slow. As in `bench web`
both sides run under gunicorn on this machine, by turns in short rounds, and the median of the ratios counts.
Nothing here is a test: it prints the ratios beside the goals.
"""

import argparse
import json
import os
import statistics
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from bench import _desk_setup, _load
from bench._desk_setup import Setup
from bench.web import csrf_token, say, serve, versions

ROUNDS = 12
GOALS = {"register": 0.75, "find": 0.33, "open": 0.33, "calls": 0.33, "contacts": 0.33}
"""Ours beside bare. A page of the desk may take three times a bare one; a contact that is closed a third more."""
GROWTH = 1.2
"""How much slower a list may be over all the rows than over FEW, each time beside the bare page of that moment."""
FEW = 10_000
CLOSING = {
    "website_first": "no", "service": "flytning-indland", "channel": "telephone", "entrance": "kontaktcenter",
    "level": "guidance", "kind": "information", "outcome": "resolved", "cause": "", "minutes": "3,5",
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """Ours beside the bare view, medians of the rounds: answers a second and p95 in milliseconds."""

    name: str
    ours_per_second: float
    bare_per_second: float
    ratio: float
    goal: float
    ours_p95_ms: float
    bare_p95_ms: float


@dataclass(frozen=True)
class Case:
    """What is asked of us, and of the bare view."""

    name: str
    ours: Callable[[int], _load.Request]
    bare: Callable[[int], _load.Request]


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="indgang bench desk")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=0.4, help="length of half a round (default 0.4)")
    parser.add_argument("--rows", type=int, default=100_000, help="rows in the lists (default 100000)")
    given = parser.parse_args(argv)
    data = Path(os.environ["INDGANG_DATA"])
    say("bench: content, two clerks, a citizen with a matter …")
    setup = _desk_setup.prepare()
    with serve("indgang.project.settings", data) as ours, serve("bench._bare.settings", data) as bare:
        figures, small = [], {}
        _desk_setup.fill(min(FEW, given.rows // 10))
        for case in lists(setup):
            small[case.name] = measure(case, ours[0], bare[0], given.seconds)
        _desk_setup.fill(given.rows)
        for case in [*deeds(setup, ours[0]), *lists(setup)]:
            figures.append(measure(case, ours[0], bare[0], given.seconds))
    growth = {
        figure.name: round(small[figure.name].ratio / figure.ratio, 2)
        for figure in figures
        if figure.name in small
    }
    report = {
        "figures": [asdict(figure) for figure in figures],
        "rows": given.rows,
        "times_slower_than_over_few_rows": growth,
        "few_rows": min(FEW, given.rows // 10),
        "versions": versions(),
        "rounds": ROUNDS,
        "load": [round(load, 1) for load in os.getloadavg()],
    }
    print(json.dumps(report, indent=1) if given.json else as_text(report, figures, growth))
    good = all(figure.ratio >= figure.goal for figure in figures) and max(growth.values()) <= GROWTH
    return 0 if good else 1


def lists(setup: Setup) -> Iterator[Case]:
    """What is open in an ordinary hour, and the calls that a unit owes."""
    cookie = {"Cookie": f"indgang_session={setup.reader}"}
    size = 20_000

    def get(path: str) -> Callable[[int], _load.Request]:
        return lambda _: ("GET", path, b"", cookie)

    yield Case("calls", get("/medarbejder/tilbageringer/"), get(f"/side/{size}/"))
    yield Case("contacts", get("/medarbejder/henvendelser/"), get(f"/side/{size}/"))


def deeds(setup: Setup, port: int) -> Iterator[Case]:
    """A contact that is closed, a person who is found, and their matter."""
    reader = {"Cookie": f"indgang_session={setup.reader}"}
    page = f"/medarbejder/henvendelse/{setup.contact}/"
    found = urlencode({"person_name": setup.name}).encode()
    searching = _headers(setup.reader, csrf_token(port, page, reader), setup.origin)
    yield Case(
        "find",
        lambda _: ("POST", f"{page}find/", found, searching),
        lambda _: ("GET", "/side/40000/", b"", reader),
    )
    yield Case("open", lambda _: ("GET", page, b"", reader), lambda _: ("GET", "/side/40000/", b"", reader))
    clerk = {"Cookie": f"indgang_session={setup.closer}"}
    closing = _headers(setup.closer, csrf_token(port, "/medarbejder/tilbageringer/", clerk), setup.origin)
    numbers = count()
    body = urlencode(CLOSING).encode()

    def close(_: int) -> _load.Request:
        contact = setup.to_close[next(numbers) % len(setup.to_close)]
        return "POST", f"/medarbejder/henvendelse/{contact}/luk/", body, closing

    yield Case("register", close, lambda _: _write(closing))


def _write(headers: dict[str, str]) -> _load.Request:
    return "POST", "/skriv/", b"x=1", headers


def _headers(session: str, token: str, origin: str) -> dict[str, str]:
    return {
        "Cookie": f"indgang_session={session}; indgang_csrf={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": origin,
    }


def measure(case: Case, ours: int, bare: int, seconds: float) -> Figure:
    """Alternate ours and bare. Raises SystemExit when either answers with an error."""
    mine, peer = [], []
    for number in range(ROUNDS + 1):
        first = _load.run(ours, case.ours, seconds=seconds)
        second = _load.run(bare, case.bare, seconds=seconds)
        for load in (first, second):
            if load.wrong:
                raise SystemExit(f"bench: {case.name} was answered with {load.wrong[0]}.")
        if number:  # the first round warms up
            mine.append(first)
            peer.append(second)
    ratio = statistics.median(
        one.per_second / other.per_second for one, other in zip(mine, peer, strict=True)
    )
    figure = Figure(
        name=case.name,
        ours_per_second=round(statistics.median(load.per_second for load in mine), 1),
        bare_per_second=round(statistics.median(load.per_second for load in peer), 1),
        ratio=round(ratio, 3),
        goal=GOALS[case.name],
        ours_p95_ms=round(statistics.median(load.p95_ms for load in mine), 1),
        bare_p95_ms=round(statistics.median(load.p95_ms for load in peer), 1),
    )
    say(
        f"bench: {case.name}: {figure.ours_per_second:.0f} beside {figure.bare_per_second:.0f} answers a second"
    )
    return figure


def as_text(report: dict[str, object], figures: list[Figure], growth: dict[str, float]) -> str:
    lines = [f"{'deed':<10}{'ours/s':>9}{'bare/s':>9}{'ratio':>7}{'goal':>6}{'p95 ms':>9}{'bare':>7}"]
    lines += [
        f"{f.name:<10}{f.ours_per_second:>9}{f.bare_per_second:>9}{f.ratio:>7}{f.goal:>6}{f.ours_p95_ms:>9}"
        f"{f.bare_p95_ms:>7}"
        for f in figures
    ]
    for name, times in growth.items():
        lines.append(
            f"{name}: {times} times slower over {report['rows']} rows than over {report['few_rows']} (limit {GROWTH})"
        )
    lines.append(f"load of the machine: {report['load']} (1, 5 and 15 minutes; {os.cpu_count()} cores)")
    return "\n".join(lines)
