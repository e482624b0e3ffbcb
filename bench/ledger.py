"""`./indgang bench ledger [--json] [--large] [--rows N]`: the ledger's questions beside DuckDB, PostgreSQL and Polars.

A synthetic year of 13.07 million contacts is written as CSV, imported by a mapping as somebody's file would be, and
asked the four questions of `_ledger_peers`. Ours and the peer run alternately in one process; a figure is the median
of the rounds' ratios. Nothing here is a test. The growth curve repeats it with a tenth of the rows, and with ten times
as many when `--large` is given.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import _ledger_data

ROWS = 13_070_000
LARGE = 10
ROUNDS = 5
MEMORY_LIMIT_MB = 12_000


@dataclass(frozen=True)
class Figure:
    """Ours beside a limit or a peer, in seconds: medians of the rounds. `ratio` is ours divided by theirs.

    `most` is the largest ratio that the goal allows. `spread` is the smallest and the largest ratio.
    """

    name: str
    peer: str
    ours_seconds: float
    peer_seconds: float
    ratio: float
    most: float
    held: bool
    spread: tuple[float, float]


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def took(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def race(
    name: str, ours: Callable[[], Any], peer: tuple[str, Callable[[], Any]], most: float, rounds: int = ROUNDS
) -> Figure:
    """Alternate ours and the peer; the first round only warms up."""
    mine, theirs = [], []
    for number in range(rounds + 1):
        first, second = took(ours), took(peer[1])
        if number:
            mine.append(first)
            theirs.append(second)
    ratios = [one / other for one, other in zip(mine, theirs, strict=True)]
    ratio = statistics.median(ratios)
    figure = Figure(
        name=name,
        peer=peer[0],
        ours_seconds=round(statistics.median(mine), 4),
        peer_seconds=round(statistics.median(theirs), 4),
        ratio=round(ratio, 3),
        most=most,
        held=ratio <= most,
        spread=(round(min(ratios), 2), round(max(ratios), 2)),
    )
    say(
        f"{name}: {figure.ours_seconds} s beside {peer[0]} {figure.peer_seconds} s, {figure.ratio} of at most {most}"
    )
    return figure


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="indgang bench ledger")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--large", action="store_true", help="also ten times the rows, in ten files")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"rows of the year (default {ROWS:,})")
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help=f"rounds of each figure (default {ROUNDS})"
    )
    parser.add_argument("--without-load", action="store_true", help="import once; do not race the raw load")
    parser.add_argument("--without-postgres", action="store_true", help="leave PostgreSQL out")
    given = parser.parse_args(argv)
    from bench._ledger_run import Run

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="indgang-bench-ledger-")))
        run = Run(folder, given.rounds)
        whole = run.load("bench-year", given.rows, raced=not given.without_load)
        tenth = run.load("bench-tenth", given.rows // 10, raced=False)
        figures = [*whole.loading, *run.questions(whole)]
        figures += run.recomputed(whole) + run.ibis(whole)
        if not given.without_postgres:
            figures += run.postgres(whole, stack)
        growth = run.growth(tenth, whole)
        fresh = run.fresh()
        large = run.large(given.rows * LARGE, whole) if given.large else None
    report = {
        "figures": [asdict(figure) for figure in figures],
        "growth": growth,
        **fresh,
        "large": large,
        "rows": given.rows,
        "seed": _ledger_data.SEED,
        "rounds": given.rounds,
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "versions": versions(),
        "load": [round(load, 1) for load in os.getloadavg()],
    }
    good = all(figure.held for figure in figures) and fresh["fresh_row_held"] and growth["held"]
    print(json.dumps(report, indent=1) if given.json else as_text(report, figures))
    return 0 if good and (large is None or large["held"]) else 1


def versions() -> dict[str, str]:
    import duckdb
    import ibis
    import polars
    import pyarrow

    modules = {"duckdb": duckdb, "ibis": ibis, "polars": polars, "pyarrow": pyarrow}
    return {"python": platform.python_version()} | {name: one.__version__ for name, one in modules.items()}


def as_text(report: dict[str, Any], figures: list[Figure]) -> str:
    lines = [f"{report['rows']:,} contacts, seed {report['seed']}, medians of {report['rounds']} rounds"]
    for one in figures:
        held = "held" if one.held else "MISSED"
        lines.append(
            f"{one.name:28} {one.ours_seconds:9.3f} s  {one.peer:22} {one.peer_seconds:9.3f} s  "
            f"{one.ratio:7.3f} of at most {one.most:<6} {held}"
        )
    growth = report["growth"]
    lines.append(f"ten times the rows: {growth['ratios']} times the time (at most {growth['most']})")
    lines.append(f"a fresh row is seen after {report['fresh_row_seconds']} s (at most 5)")
    lines.append(f"upkeep of 5,000 new rows: {report['upkeep_seconds']} s")
    if report["large"]:
        lines.append(f"large: {report['large']}")
    lines.append(f"peak memory {report['peak_memory_mb']} MB; {report['versions']}; load {report['load']}")
    return "\n".join(lines)
