"""`./indgang simulate --post`: letters to a made-up town through the simulators, and an account to the last one.

A house of its own is built in a folder of its own: web server, workers, routine and the houses round it, all of them
processes. Letters are sent, time is moved forward until each has its final state, and what we say became of each is
held against the books of the post. Exit 1 when it does not add up.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indgang.project.frontdoor import assets
from indgang.project.frontdoor.console import BAD_INPUT, DID_NOT_HOLD, GOOD, Stop, say
from indgang.project.frontdoor.simulated_house import SimulatedHouse
from indgang.project.frontdoor.state import MARKER, State
from indgang.project.frontdoor.supervisor import GaveUp, Interrupted, StopSignals

SHOWN = 10  # differences


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="indgang simulate", description="Send letters through the simulators, and count to the last one."
    )
    parser.add_argument("--post", action="store_true", help="Digital Post, letters on paper and notices")
    parser.add_argument("--messages", type=int, default=300, metavar="N", help="how many (default 300)")
    parser.add_argument("--faults", action="store_true", help="let a lot go wrong on the way")
    parser.add_argument(
        "--seed",
        type=int,
        default=2012,
        help="another town and other letters (default 2012); what goes wrong is drawn anew",
    )
    parser.add_argument("--keep", metavar="DIR", help="keep the house's state in a new folder, logs included")
    parser.add_argument("--json", action="store_true", help="the account as JSON")
    given = parser.parse_args(argv)
    if not given.post:
        raise Stop(BAD_INPUT, "simulate: say what: ./indgang simulate --post")
    if not 1 <= given.messages <= 10_000:
        raise Stop(BAD_INPUT, "--messages: write a number from 1 to 10000.")
    begun = time.monotonic()
    signals = StopSignals()
    with _folder(given.keep) as folder:
        assets.build()
        signals.listen()
        house = SimulatedHouse(State.at(folder), signals, faults=given.faults)
        try:
            account = house.run(given.messages, given.seed)
        except Interrupted:
            say("Stopped; nothing was counted.")
            return DID_NOT_HOLD
        except GaveUp as failure:
            raise Stop(DID_NOT_HOLD, str(failure)) from failure
        finally:
            house.end()
    account["seconds"] = round(time.monotonic() - begun, 1)
    print(json.dumps(account, ensure_ascii=False) if given.json else in_words(account))
    return GOOD if account["holds"] else DID_NOT_HOLD


@contextmanager
def _folder(keep: str | None) -> Iterator[Path]:
    """A folder for the house's state: the one that was named, or one that is removed afterwards."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="indgang-simulate-") as name:
            yield Path(name)
        return
    path = Path(keep).expanduser().resolve()
    if path.exists() and any(entry.name != MARKER for entry in path.iterdir()):
        raise Stop(BAD_INPUT, f"--keep {path}: name a new or an empty folder.")
    yield path


def in_words(account: dict[str, Any]) -> str:
    """The account for somebody who reads it on a terminal."""
    causes: dict[str, int] = {}
    for one in account["failed"]:
        causes[one["cause"]] = causes.get(one["cause"], 0) + 1
    why = ", ".join(f"{cause} {count}" for cause, count in sorted(causes.items()))
    receipts = account["receipts"]
    told = f"{receipts['taken']} taken, {receipts['twice']} came twice, {receipts['late']} too late"
    told += f", {receipts['unknown']} of nothing we know" if receipts["unknown"] else ""
    inbound = account["inbound"]
    lines = [
        f"seed {account['seed']}: {account['sent']} messages sent",
        f"  arrived in Digital Post   {account['arrived']['digital_post']:6}",
        f"  arrived in our own inbox  {account['arrived']['own_inbox']:6}",
        f"  letters, printed remotely {account['letters']['remote']:6}",
        f"  letters, our own printer  {account['letters']['own']:6}",
        f"  failed and explained      {len(account['failed']):6}" + (f"   ({why})" if why else ""),
        f"  told in another way       {account['told']:6}",
        f"receipts: {told}",
        f"answers: {inbound['sent']} sent to us, {inbound['filed']} filed, {inbound['queued']} wait for a person",
        f"{account['days']} days of the demo's time in {account['seconds']} s",
    ]
    if account["holds"]:
        lines.append("It adds up: sent = arrived + letters + explained failures + told.")
    else:
        lines.append("IT DOES NOT ADD UP:")
        lines += [f"  {sentence}" for sentence in account["differences"][:SHOWN]]
        if len(account["differences"]) > SHOWN:
            lines.append(f"  and {len(account['differences']) - SHOWN} more")
    return "\n".join(lines)
