"""The house of a simulation: its processes, its faults, and its time, which moves on whenever nothing is left to do."""

import json
import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests

from indgang.project.frontdoor import demo, ports, preparation
from indgang.project.frontdoor.console import DID_NOT_HOLD, Stop, say, step
from indgang.project.frontdoor.neighbours import Neighbours, Ports
from indgang.project.frontdoor.places import ROOT, manage
from indgang.project.frontdoor.state import State
from indgang.project.frontdoor.supervisor import Program, StopSignals, Supervisor

if TYPE_CHECKING:
    from indgang.modules.identity.vocabulary import Party

PACK = "lyngsoe"
TOWN = 500  # parties at most; more messages go round again
SETTLES_WITHIN = 600.0  # seconds
DAYS = 30  # of the demo's time, at most
QUIET = 1.5  # seconds without work before time moves: longer than a turn of the routine
QUIET_WITH_A_CLAIM = 25.0  # the same while somebody may hold a message in hand: longer than a call may take
REPLIES = 20  # one message in so many is answered
FAULTS: dict[str, Any] = {
    "http": {"status": 503, "share": 0.08, "times": 2},
    "no_answer": {"share": 0.06, "times": 1},
    "slow_seconds": {"seconds": 1, "share": 0.02},
    "lost": {"share": 0.04},
    "receipt": [
        {"twice": True, "share": 0.1},
        {"reversed": True, "share": 0.1},
        {"before_answer": True, "share": 0.05},
        {"delay_seconds": 90_000, "share": 0.02},
        {"fail": "DP-1001", "share": 0.03},
    ],
    "returned": {"share": 0.1, "after_seconds": 2 * 24 * 3600},
}
OUTAGE = timedelta(hours=1)


class SimulatedHouse:
    """Built by `run`, torn down by `end`. Django is set up in this very process."""

    def __init__(self, state: State, signals: StopSignals, *, faults: bool) -> None:
        self.state, self.signals, self.faults = state, signals, faults
        self.port = ports.free_port()
        self.near = Neighbours(state, Ports.free(), f"http://127.0.0.1:{self.port}", pace=0.3)
        self.supervisor = Supervisor(say)

    def run(self, count: int, seed: int) -> dict[str, Any]:
        """Send `count` messages and wait for each; the account. Raises Stop, Interrupted and GaveUp."""
        environment = self._prepare(min(count, TOWN), seed)
        from indgang.kernel import clock
        from indgang.modules.messages import selectors as messages
        from indgang.project.demo import reckoning, simulated

        parties = simulated.know(self.members)
        self._start(environment)
        begun = clock.now()
        with step(f"{count} messages"):
            keys = self._send(parties, count, seed)
        with step("Until each has its final state"):
            self._settle()
        with step("Answers"):
            replies = self._answer()
        books = self._books()
        made = reckoning.reckon(keys, messages.accounts(simulated.KEY), books)
        effects, came_in = messages.receipts_by_effect(), messages.came_in_by_state()
        inbound = {"sent": replies, "filed": came_in.get("filed", 0), "queued": came_in.get("queued", 0)}
        if inbound["filed"] + inbound["queued"] != replies:
            made.differences.append(f"{replies} answers were sent to us, and we have {came_in}")
        return {
            "seed": seed,
            "messages": count,
            "sent": made.sent,
            "arrived": {"digital_post": made.arrived["digital_post"], "own_inbox": made.arrived["own_inbox"]},
            "letters": {"remote": made.letters["remote"], "own": made.letters["own"]},
            "failed": made.failed,
            "told": made.told,
            "receipts": {
                "taken": sum(effects.values()),
                "twice": reckoning.pushed_twice(books),
                "late": effects.get("late", 0),
                "unknown": effects.get("unknown", 0),
            },
            "inbound": inbound,
            "days": (clock.now() - begun).days,
            "holds": made.holds,
            "differences": made.differences,
        }

    def end(self) -> None:
        self.supervisor.stop()

    def _prepare(self, size: int, seed: int) -> dict[str, str]:
        """Certificates, content with the town in it, settings and tables. Returns the processes' environment."""
        from indgang.project.demo import crowd

        self.members = crowd.town(size, seed)
        content = self.state.path / "content"
        crowd.write_content(self.members, ROOT / "content", PACK, content)
        self.near.make_certificates()
        environment = demo.demo_environment(self.state, self.port, ports.free_port(), self.near)
        environment |= {"INDGANG_CONTENT": str(content), "INDGANG_MUNICIPALITY": PACK}
        os.environ.update(environment)
        preparation.set_up_django()
        preparation.tables_and_content()
        preparation.static_files()
        self._write("register.json", {member.number: member.in_register() for member in self.members})
        self._write("faults.json", FAULTS if self.faults else {})
        return environment

    def _write(self, name: str, data: object) -> None:
        """One of the post's files, whole at once."""
        path = self.near.folder / name
        path.parent.mkdir(exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(data), encoding="utf-8")
        new.replace(path)

    def _start(self, environment: dict[str, str]) -> None:
        nobody = Path()
        ours = demo.programs(self.state, environment, self.port, 0, nobody, nobody)
        more = Program("another worker", demo.worker("default"), self.state.log("worker-2"), environment)
        brisk = Program("routine", manage("routine", "--every=1"), self.state.log("routine"), environment)
        left_out = ("login broker", "routine")
        for program in [
            *self.near.programs(),
            *(one for one in ours if one.name not in left_out),
            more,
            brisk,
        ]:
            self.supervisor.start(program)
        deadline = time.monotonic() + demo.READY_WITHIN
        while not (demo.is_healthy(self.port) and self.near.answer()):
            self._tick()
            if time.monotonic() > deadline:
                raise Stop(DID_NOT_HOLD, f"The house did not get ready. Its logs: {self.state.path / 'logs'}")

    def _tick(self) -> None:
        self.signals.check()
        self.supervisor.tick()
        time.sleep(0.2)

    def _send(self, parties: Sequence["Party"], count: int, seed: int) -> list[str]:
        """All of them. With faults, the post is away for an hour of the demo's time in the middle, and dies; so does
        a worker."""
        from indgang.kernel import clock
        from indgang.project.demo import simulated

        keys = []
        for key in simulated.send(parties, count, seed):
            keys.append(key)
            self.signals.check()
            if self.faults and len(keys) == count // 2:
                self._write("faults.json", {**FAULTS, "down": True})
                self._kill("worker")
            if self.faults and len(keys) == count * 3 // 4:
                self._kill("the post")
            self.supervisor.tick()
        if self.faults:
            for _ in range(3):
                self._tick()
            simulated.forward(clock.now() + OUTAGE)
            self._write("faults.json", FAULTS)
        return keys

    def _kill(self, name: str) -> None:
        """kill -9; the supervisor starts it again."""
        for child in self.supervisor.children:
            if child.program.name == name and child.process is not None:
                child.process.kill()

    def _books(self) -> dict[str, Any]:
        """The post's books; waits while it is being started again."""
        deadline = time.monotonic() + 20
        while True:
            try:
                answer = requests.get(f"{self.near.pages_of_post}regnskab.json", timeout=10)
                answer.raise_for_status()
                found: dict[str, Any] = answer.json()
                return found
            except requests.RequestException as error:
                if time.monotonic() > deadline:
                    raise Stop(DID_NOT_HOLD, "The post does not show its books.") from error
                self._tick()

    def _settle(self) -> None:
        """Let everybody work, and move time on to the next thing that is due, until nothing is left that may change."""
        from indgang.kernel import clock
        from indgang.modules.messages import selectors as messages
        from indgang.project.demo import simulated

        deadline, last_day = time.monotonic() + SETTLES_WITHIN, clock.now() + timedelta(days=DAYS)
        quiet_since = time.monotonic()
        while time.monotonic() < deadline and clock.now() < last_day:
            self._tick()
            books, ours = self._books(), messages.underway(clock.now())
            if ours.now or books["due"]:
                quiet_since = time.monotonic()
                continue
            quiet = QUIET_WITH_A_CLAIM if ours.sending else QUIET
            if time.monotonic() - quiet_since < quiet:
                continue
            theirs = [datetime.fromtimestamp(books["next"], UTC)] if books["next"] else []
            nexts = [*theirs, *([ours.next] if ours.next else [])]
            if (not ours.open and not books["waiting"]) or not nexts:
                return
            simulated.forward(min(nexts))
            quiet_since = time.monotonic()

    def _answer(self) -> int:
        """Some of those who got something in Digital Post write back, on the post's own pages. Returns how many."""
        got = [row["uuid"] for row in self._books()["taken"] if row["way"] == "digital_post"]
        for place, uuid in enumerate(got[::REPLIES]):
            sent = requests.post(
                f"{self.near.pages_of_post}besked/{uuid}/svar/",
                data={"emne": f"Svar {place + 1}", "tekst": "Tak for brevet. Jeg har et spørgsmål."},
                allow_redirects=False,
                timeout=10,
            )
            if sent.status_code != 303:
                raise Stop(DID_NOT_HOLD, f"The post's page did not take an answer: {sent.status_code}")
        self._settle()
        return len(got[::REPLIES])
