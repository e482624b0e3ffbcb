"""A town gets letters through the real client and the simulator of the post, while everything goes wrong; in this very
process, with time of its own. `./indgang simulate --post --faults` does the same with a whole house of processes."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from simulators.post.testing import CVR, Running, running

from indgang.adapters.digital_post.client import KombiPost
from indgang.adapters.digital_post.receipts import write_answer
from indgang.adapters.letters.types import Rendered, Sheet
from indgang.kernel import clock, events
from indgang.modules.identity import services as identity
from indgang.modules.messages import selectors, services
from indgang.modules.messages.services import climbing, files, ports
from indgang.project.demo import simulated
from indgang.project.demo.crowd import Member, town
from indgang.project.demo.reckoning import Reckoning, reckon
from indgang.project.frontdoor.simulated_house import FAULTS
from indgang.project.wiring import HANDLERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lyngsoe")]
SIZE, SEED = 24, 2012
SETTLES_WITHIN = 90.0  # seconds of the machine's time
QUIET = 0.3  # seconds: longer than the simulator's pace


class QuickPress:
    """Says that it made a PDF, without setting one: how a letter looks is tried elsewhere."""

    def render(self, sheet: Sheet) -> Rendered:
        return Rendered("pdf", b"%PDF-1.7 " + sheet.reference.encode())


class Time:
    """The demo's time, the same for us and for the simulator."""

    def __init__(self, file: Path) -> None:
        self.file, self.offset = file, timedelta()

    def tick(self) -> datetime:
        clock.freeze(datetime.now(UTC) + self.offset)
        return clock.now()

    def forward(self, to: datetime) -> None:
        self.offset += max(to - clock.now(), timedelta(seconds=1))
        self.offset = timedelta(seconds=int(self.offset.total_seconds()) + 1)
        new = self.file.with_suffix(".new")
        new.write_text(json.dumps({"offset_seconds": int(self.offset.total_seconds())}))
        new.replace(self.file)
        self.tick()


@pytest.fixture
def pushed() -> Iterator[tuple[str, list[bytes]]]:
    """Where the post pushes, and what has come and is not taken yet."""
    came: list[bytes] = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(self.rfile.read(int(self.headers["Content-Length"])))
            said = write_answer()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", came
    server.shutdown()
    server.server_close()


@pytest.fixture
def members() -> list[Member]:
    return town(SIZE, SEED)


@pytest.fixture
def post(
    members: list[Member],
    pushed: tuple[str, list[bytes]],
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Running]:
    settings.DATA_DIR = tmp_path
    climbing.JITTER.seed(SEED)
    events.connect({})
    monkeypatch.setattr(files, "press", lambda: QuickPress())
    time_file = tmp_path / "clock.json"
    register = {member.number: member.in_register() for member in members}
    with running(register, push=pushed[0], clock=time_file) as house:
        client = KombiPost(
            house.address,
            house.address,
            cvr=CVR,
            certificate=house.certificate,
            key=house.key,
            authority=house.ca,
        )
        identity.use_post_client(client, cvr=CVR)
        yield house
    identity.forget_post_client()
    events.connect(HANDLERS)
    clock.freeze(None)


def settle(post: Running, now: Time, came: list[bytes]) -> None:
    """Sweep, take receipts, and move time on, until nothing may change any more."""
    deadline, quiet_since = time.monotonic() + SETTLES_WITHIN, time.monotonic()
    while time.monotonic() < deadline:
        at = now.tick()
        services.sweep()
        while came:
            services.take_receipt(came.pop(0))
        ours, books = selectors.underway(at), post.books()
        if ours.now or books["due"] or came:
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since > QUIET:
            nexts = [one for one in (ours.next,) if one]
            nexts += [datetime.fromtimestamp(books["next"], UTC)] if books["next"] else []
            if (not ours.open and not books["waiting"]) or not nexts:
                return
            now.forward(min(nexts))
            quiet_since = time.monotonic()
        time.sleep(0.01)


def simulate(
    post: Running, members: list[Member], came: list[bytes], now: Time, monkeypatch: pytest.MonkeyPatch
) -> Reckoning:
    now.tick()
    parties = simulated.know(members)
    homeless = {
        party.id for party, member in zip(parties, members, strict=True) if member.kind == "no_address"
    }
    monkeypatch.setattr(
        ports,
        "_home",
        [lambda party: () if party.id in homeless else ("Klokkeengen 2", "9999 Lyngsø")],
    )
    keys = list(simulated.send(parties, SIZE, SEED))
    settle(post, now, came)
    return reckon(keys, selectors.accounts(simulated.KEY), post.books())


def test_everybody_gets_their_letter_in_their_own_way(
    post: Running,
    members: list[Member],
    pushed: tuple[str, list[bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = simulate(post, members, pushed[1], Time(tmp_path / "clock.json"), monkeypatch)
    assert made.differences == []
    assert made.accounted == made.sent == SIZE
    assert made.arrived["digital_post"] >= SIZE / 3
    assert made.letters["remote"] >= 2
    assert {one["cause"] for one in made.failed} <= {"no_address", "returned", "refused"}
    assert "no_address" in {one["cause"] for one in made.failed}


def test_nothing_is_lost_and_nothing_comes_twice_when_everything_goes_wrong(
    post: Running,
    members: list[Member],
    pushed: tuple[str, list[bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    often = {"no_answer": {"share": 0.5, "times": 1}, "lost": {"share": 0.3}}
    post.faults(**{**FAULTS, **often, "slow_seconds": {"seconds": 0.1, "share": 0.02}})
    made = simulate(post, members, pushed[1], Time(tmp_path / "clock.json"), monkeypatch)
    assert made.differences == []
    assert made.accounted == made.sent == SIZE
    books = post.books()
    assert any(row["times"] > 1 for row in books["taken"]), (
        "an answer got lost, and the message was sent again"
    )
    assert any(not row["receipts"] for row in books["taken"]), "of some the post says nothing"
