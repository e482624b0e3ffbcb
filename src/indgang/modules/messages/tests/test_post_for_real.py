"""A letter from the deed to its receipt, with the real client and the simulator of the post. Nothing is pretended but
the receiver of the pushes, which is two lines long."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from simulators.post.testing import CVR, Running, running

from indgang.adapters.digital_post.client import KombiPost
from indgang.adapters.digital_post.receipts import write_answer
from indgang.kernel import clock
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import SYSTEM, Acting
from indgang.modules.messages import services
from indgang.modules.messages.models import Delivery, Ladder, Receipt
from indgang.modules.messages.services import delivering, ports
from indgang.modules.messages.vocabulary import Letter, MessageKind, Way

MAJA, BO = "6104850001", "6204850002"
WAITS_SECONDS = 20


@dataclass
class Post:
    """The simulator, and what it has pushed so far."""

    house: Running
    pushed: list[bytes] = field(default_factory=list)

    def wait_for(self, count: int) -> list[bytes]:
        """So many receipts, in the order they came."""
        until = time.monotonic() + WAITS_SECONDS
        while len(self.pushed) < count and time.monotonic() < until:
            time.sleep(0.02)
        return list(self.pushed)


@pytest.fixture
def post(lyngsoe: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    pushed: list[bytes] = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            pushed.append(self.rfile.read(int(self.headers["Content-Length"])))
            said = write_answer()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    clock.freeze(None)  # the simulator has the machine's time
    people: dict[str, dict[str, Any]] = {
        MAJA: {"name": "Maja Holm", "digital_post": True},
        BO: {"name": "Bo Lind"},
    }
    try:
        with running(people, push=f"http://127.0.0.1:{server.server_address[1]}") as house:
            identity.use_post_client(
                KombiPost(
                    house.address,
                    house.address,
                    cvr=CVR,
                    certificate=house.certificate,
                    key=house.key,
                    authority=house.ca,
                ),
                cvr=CVR,
            )
            monkeypatch.setattr(ports, "_home", [lambda person: ("Klokkeengen 2, 1. tv.", "9999 Lyngsø")])
            yield Post(house, pushed)
    finally:
        identity.forget_post_client()
        server.shutdown()
        server.server_close()


def sent(to: Acting, letter: Letter) -> Delivery:
    """The delivery of a decision that was just written and brought."""
    message_id = services.send(to=to.party, letter=letter, kind=MessageKind.DECISION, by=SYSTEM, key="k")
    delivering.deliver.call(str(message_id))
    return Delivery.objects.exclude(way=Way.INBOX).get(message_id=message_id)


def test_a_decision_arrives_in_digital_post_and_can_be_proven(
    post: Post, maja: Acting, letter: Letter
) -> None:
    delivery = sent(maja, letter)
    assert (delivery.way, delivery.state) == ("digital_post", "handed_over")
    for raw in post.wait_for(2):
        services.take_receipt(raw)
    delivery.refresh_from_db()
    ladder = Ladder.objects.get(pk=delivery.message_id)
    assert (delivery.state, ladder.state, ladder.arrival) == ("delivered", "arrived", "receipt")
    assert set(Receipt.objects.values_list("kind", flat=True)) == {"post_taken", "post_delivered"}
    assert services.verify(delivery.message_id).rebuilt
    [taken] = post.house.books()["taken"]
    assert (taken["uuid"], taken["times"]) == (str(delivery.uuid), 1)
    assert taken["transmission"] == delivery.transmission_id


def test_who_has_no_digital_post_gets_a_letter_printed_for_us(post: Post, bo: Acting, letter: Letter) -> None:
    delivery = sent(bo, letter)
    assert (delivery.way, delivery.because) == ("letter", "not_registered")
    if delivery.state == "planned":  # there is no PDF on this machine
        pytest.skip("no Pango here: the letter waits for its PDF")
    for raw in post.wait_for(4):
        services.take_receipt(raw)
    delivery.refresh_from_db()
    assert Ladder.objects.get(pk=delivery.message_id).state == "posted"
    assert (delivery.state, delivery.arrival_due is not None) == ("handed_over", True)
    assert [one["way"] for one in post.house.books()["taken"]] == ["letter"]


def test_an_answer_that_got_lost_is_asked_for_again_and_there_is_one_letter(
    post: Post, maja: Acting, letter: Letter
) -> None:
    post.house.faults(no_answer={"times": 1})
    delivery = sent(maja, letter)
    assert delivery.state == "planned"
    post.house.faults()
    Delivery.objects.filter(pk=delivery.pk).update(due_at=clock.now())
    delivering.deliver.call(str(delivery.message_id))
    delivery.refresh_from_db()
    assert delivery.state in {"handed_over", "delivered"}
    assert list(delivery.tries.order_by("number").values_list("end", flat=True)) == ["unknown", "repeated"]
    [taken] = post.house.books()["taken"]
    assert taken["times"] == 2
