"""`./indgang bench messages [--json] [--large]`: MeMo written and kept beside bare lxml, and letters to many.

The same 1,000 messages, with a file of 20 kB and of 70 kB, are written by us and by the peer in turns, in one process;
a figure is the median of the rounds' ratios, ours divided by theirs. `_messages_memo` says what each side does. The
goal is half the peer's speed with everything kept, which is a ratio of two at most. It counts on envelopes that share
a commit, as the ladder's do with the claim and the attempt: a commit's price is the disk's. Nothing here is a test.

A letter to many is written in processes of their own, with 6,000 and with 60,000 receivers (and 600,000 with
`--large`), and the most memory of each is compared: it may not grow with the list.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench import _messages_memo as memo

ROUNDS = 9
MESSAGES = 1_000
SIZES = (20_000, 70_000)
MOST = 2.0
"""Half the speed of bare lxml is twice its time."""
RECEIVERS = (6_000, 60_000)
LARGE = 600_000
GROWTH, SPARE_MB = 1.1, 10.0


@dataclass(frozen=True)
class Figure:
    """Ours beside the peer, in milliseconds a message: medians of the rounds. `ratio` is ours divided by theirs.

    `most`: the largest ratio that the goal allows; None: measured, without a goal. `spread`: smallest, largest ratio.
    """

    name: str
    file_bytes: int
    ours_ms: float
    peer_ms: float
    ratio: float
    most: float | None
    held: bool
    spread: tuple[float, float]


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def took(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def race(
    name: str,
    load: memo.Load,
    ours: Callable[[], Any],
    peer: Callable[[], Any],
    rounds: int,
    most: float | None = None,
) -> Figure:
    """By turns; the first round only warms up. What ours kept is taken away between rounds."""
    mine, theirs = [], []
    for number in range(rounds + 1):
        memo.clear()
        pair = took(ours), took(peer)
        if number:
            mine.append(pair[0])
            theirs.append(pair[1])
    ratios = [one / other for one, other in zip(mine, theirs, strict=True)]
    ratio = statistics.median(ratios)
    count = len(load.names)
    figure = Figure(
        name=name,
        file_bytes=load.size,
        ours_ms=round(1000 * statistics.median(mine) / count, 3),
        peer_ms=round(1000 * statistics.median(theirs) / count, 3),
        ratio=round(ratio, 3),
        most=most,
        held=most is None or ratio <= most,
        spread=(round(min(ratios), 2), round(max(ratios), 2)),
    )
    goal = f" of at most {most}" if most else ""
    say(
        f"{name}, {load.size // 1000} kB: {figure.ours_ms} ms beside {figure.peer_ms} ms, {figure.ratio}{goal}"
    )
    return figure


def figures(rounds: int, messages: int) -> list[Figure]:
    """Every figure of MeMo. Stops when the two sides do not do the same work."""
    from indgang.adapters.digital_post import xml

    schema = xml.schema("memo-1.2")
    found: list[Figure] = []
    for size in SIZES:
        say(f"{messages:,} messages with {size // 1000} kB each …")
        load = memo.prepare(size, messages)
        wrong = memo.differences(load.first(50), schema)
        if wrong:
            raise SystemExit(f"bench: what was written is not right: {wrong[:3]}")
        few = load.first(min(messages, 200))
        whole = memo.bare(few, schema)
        peer, short = partial(memo.bare, load, schema), partial(memo.bare, few, schema)
        found += [
            race("kept in batches", load, partial(memo.keep, load, memo.BATCH), peer, rounds, MOST),
            race("kept singly", few, partial(memo.keep, few, 1), short, rounds),
            race("as the ladder does", few, partial(memo.pack_all, few), short, rounds),
            race("held whole", few, partial(memo.hold_whole, few), short, rounds),
            race("read", few, partial(memo.read_all, whole), partial(memo.bare_read, whole, schema), rounds),
        ]
        memo.clear()
    return found


def many(counts: tuple[int, ...]) -> dict[str, Any]:
    """A letter to many in processes of their own, each with a database of its own."""
    runs = []
    for count in counts:
        say(f"a letter to {count:,} …")
        with tempfile.TemporaryDirectory(prefix="indgang-bench-many-") as folder:
            (Path(folder) / "static").symlink_to(Path(os.environ["INDGANG_DATA"]) / "static")
            done = subprocess.run(  # our own program
                [sys.executable, "-m", "bench._messages_bulk", str(count)],
                env={**os.environ, "INDGANG_DATA": folder},
                stdout=subprocess.PIPE,
                text=True,
                check=False,
            )
        if done.returncode:
            raise SystemExit(f"bench: the letter to {count:,} ended with {done.returncode}.")
        run = json.loads(done.stdout.splitlines()[-1])
        if run["written"] != count or run["ladders"] != count or not run["brought"]:
            raise SystemExit(f"bench: of {count:,} letters {run['written']:,} were written.")
        speeds = f"{run['messages_per_second']} written and {run['brought_per_second']} brought a second"
        say(f"{speeds}, {run['peak_memory_mb']} MB at most")
        runs.append(run)
    first, last = runs[0]["peak_memory_mb"], runs[-1]["peak_memory_mb"]
    most = round(first * GROWTH + SPARE_MB, 1)
    return {"runs": runs, "peak_memory_mb_most": most, "held": last <= most}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="indgang bench messages")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--large", action="store_true", help=f"also a letter to {LARGE:,}")
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help=f"rounds of each figure (default {ROUNDS})"
    )
    parser.add_argument(
        "--messages", type=int, default=MESSAGES, help=f"messages of a round (default {MESSAGES:,})"
    )
    parser.add_argument("--without-many", action="store_true", help="leave the letters to many out")
    given = parser.parse_args(argv)
    from indgang.project.frontdoor.preparation import set_up_django

    set_up_django()
    from django.core.management import call_command

    from indgang.adapters.digital_post.fake import FakePost
    from indgang.modules.identity import services as identity
    from indgang.project import content

    say("a database and its content …")
    call_command("migrate", verbosity=0)
    content.load(say=lambda _: None)
    identity.use_post_client(FakePost(), cvr=memo.CVR)
    found = figures(given.rounds, given.messages)
    bulk = None if given.without_many else many((*RECEIVERS, LARGE) if given.large else RECEIVERS)
    report = {
        "figures": [asdict(figure) for figure in found],
        "many": bulk,
        "messages": given.messages,
        "seed": memo.SEED,
        "rounds": given.rounds,
        "commits": f"one commit for {memo.BATCH} messages",
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "versions": versions(),
        "load": [round(load, 1) for load in os.getloadavg()],
    }
    print(json.dumps(report, indent=1) if given.json else as_text(report, found))
    good = all(figure.held for figure in found) and (bulk is None or bulk["held"])
    return 0 if good else 1


def versions() -> dict[str, str]:
    import django
    from django.db import connection
    from lxml import etree

    return {
        "python": platform.python_version(),
        "django": django.__version__,
        "lxml": ".".join(map(str, etree.LXML_VERSION)),
        "libxml2": ".".join(map(str, etree.LIBXML_VERSION)),
        "database": connection.vendor,
    }


def as_text(report: dict[str, Any], found: list[Figure]) -> str:
    head = f"{report['messages']:,} messages, seed {report['seed']}, medians of {report['rounds']} rounds"
    lines = [f"{head}, {report['commits']} where they are kept in batches"]
    for one in found:
        goal = f"of at most {one.most}  {'held' if one.held else 'MISSED'}" if one.most else ""
        lines.append(
            f"{one.name:20} {one.file_bytes // 1000:3} kB {one.ours_ms:8.3f} ms  bare lxml {one.peer_ms:8.3f} ms  "
            f"{one.ratio:6.2f} ({one.spread[0]} to {one.spread[1]}) {goal}"
        )
    if report["many"]:
        for run in report["many"]["runs"]:
            lines.append(
                f"a letter to {run['recipients']:9,}  {run['messages_per_second']:8.1f} written a second, "
                f"{run['brought_per_second']} brought, list read in {run['read_seconds']} s, "
                f"{run['peak_memory_mb']} MB at most"
            )
        held = "held" if report["many"]["held"] else "MISSED"
        lines.append(f"memory of the longest: at most {report['many']['peak_memory_mb_most']} MB  {held}")
    lines.append(
        f"peak memory here {report['peak_memory_mb']} MB; {report['versions']}; load {report['load']}"
    )
    return "\n".join(lines)
