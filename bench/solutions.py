"""`./indgang bench solutions [--json]`: a rule table, stored decisions made again, and a certificate that is sent.

Limits: a table of 40 rules under 0.5 ms; 10,000 stored decisions made again under 10 s, all of them identical; a
whole order in four requests at 0.65 of four bare writes, and 12 ms a request. Each is printed beside its limit.
Nothing here is a test.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import _solutions_replay, _solutions_sending, _solutions_table, _web_setup
from bench.web import serve, versions

ROUNDS, TABLES = 9, 200
TABLE_LIMIT_MS, REPLAY_LIMIT_S = 0.5, 10.0
SENDING_FLOOR, REQUEST_LIMIT_MS = 0.65, 12.0
CORES = os.cpu_count() or 1
"""`solution replay` uses as many processes, unless it is told otherwise."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="indgang bench solutions")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(argv)
    data = Path(os.environ["INDGANG_DATA"])
    say("bench: content and a logged-in citizen …")
    setup = _web_setup.prepare()
    table, whole = rule_table()
    solutions = _solutions_replay.store(say)
    runs = [_solutions_replay.replay(CORES) for _ in range(3)]
    say(f"bench: replays took {', '.join(f'{seconds:.1f}' for seconds, _, _ in runs)} s")
    alone = _solutions_replay.replay(1)
    say(f"bench: a replay by one process took {alone[0]:.1f} s")
    with serve("indgang.project.settings", data) as ours, serve("bench._bare.settings", data) as bare:
        sending = _solutions_sending.measure(ours[0], bare[0], setup.citizens[0].session, beginner())
    report: dict[str, Any] = {
        "rule_table": {
            "rules": _solutions_table.RULES,
            "table_ms": round(table, 3),
            "with_reading_ms": round(whole, 3),
            "limit_ms": TABLE_LIMIT_MS,
        },
        "replay": {
            "decisions": runs[0][1],
            "solutions": solutions,
            "seconds": round(statistics.median(seconds for seconds, _, _ in runs), 2),
            "processes": CORES,
            "seconds_one_process": round(alone[0], 2),
            "differing": max(differing for _, _, differing in (*runs, alone)),
            "limit_s": REPLAY_LIMIT_S,
        },
        "sending": {
            **asdict(sending),
            "floor": SENDING_FLOOR,
            "request_limit_ms": REQUEST_LIMIT_MS,
            "requests": _solutions_sending.REQUESTS,
        },
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "versions": versions(),
        "load": [round(load, 1) for load in os.getloadavg()],
    }
    print(json.dumps(report, indent=1) if given.json else as_text(report))
    return 0 if good(report) else 1


def rule_table() -> tuple[float, float]:
    """Milliseconds to hold the rules against what is known, and the same with reading answers and facts first."""
    from indgang.modules.selfservice.rules import deciding

    make = _solutions_table.situation_maker()
    if deciding.find(make(), version="").outcome != "granted":
        raise SystemExit("bench: the table of rules does not grant.")
    tables, wholes = [], []
    for _ in range(ROUNDS):
        held, both = [], []
        for _ in range(TABLES):
            begun = time.perf_counter()
            situation = make()
            ready = time.perf_counter()
            deciding.find(situation, version="")
            done = time.perf_counter()
            held.append(done - ready)
            both.append(done - begun)
        tables.append(statistics.median(held))
        wholes.append(statistics.median(both))
    return statistics.median(tables) * 1000, statistics.median(wholes) * 1000


def beginner() -> Callable[[], str]:
    """A function that begins an order for the citizen who is logged in, and gives the draft's id."""
    from indgang.modules.identity import selectors as identity
    from indgang.modules.identity.services import account_for_citizen
    from indgang.modules.selfservice import services
    from indgang.project.demo import registers

    person = registers.people()[_web_setup.PEOPLE[0]]
    account = account_for_citizen(subject=person.mitid, name=person.name, cpr=person.cpr)
    acting = identity.acting_options(account.person_id or "")[0].acting
    return lambda: str(services.begin(solution=_solutions_sending.SOLUTION, by=acting).id)


def good(report: dict[str, Any]) -> bool:
    """Whether every limit is kept."""
    table, again, sending = report["rule_table"], report["replay"], report["sending"]
    return bool(
        table["table_ms"] < TABLE_LIMIT_MS
        and again["seconds"] < REPLAY_LIMIT_S
        and again["differing"] == 0
        and sending["ratio"] >= SENDING_FLOOR
        and sending["request_p50_ms"] <= REQUEST_LIMIT_MS
    )


def as_text(report: dict[str, Any]) -> str:
    table, again, sending = report["rule_table"], report["replay"], report["sending"]
    made = f"{again['decisions']} stored decisions of {again['solutions']} solutions made again"
    bare = f"{sending['requests']} bare writes {sending['bare_per_second']}/s"
    one = f"{sending['request_p50_ms']} ms (limit {REQUEST_LIMIT_MS} ms), bare {sending['bare_p50_ms']} ms"
    lines = (
        f"a table of {table['rules']} rules: {table['table_ms']} ms (limit {TABLE_LIMIT_MS} ms)",
        f"  with reading answers and facts: {table['with_reading_ms']} ms",
        f"{made}: {again['seconds']} s (limit {REPLAY_LIMIT_S} s), {again['differing']} differ",
        f"  by {again['processes']} processes; by one {again['seconds_one_process']} s",
        f"an order in {sending['requests']} requests: {sending['ours_per_second']}/s, {bare}",
        f"  {sending['ratio']} (floor {SENDING_FLOOR}, middle half of the rounds {sending['spread']})",
        f"  a request: {one}",
        f"memory {report['memory_mb']} MB, load of the machine {report['load']} ({os.cpu_count()} cores)",
    )
    return "\n".join(lines)
