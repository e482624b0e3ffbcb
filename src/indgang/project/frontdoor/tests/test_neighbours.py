"""The houses round a demo are really there, and what the demo sets leads to them."""

import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indgang.adapters.payments.client import NexiCheckout
from indgang.adapters.payments.types import PaymentRefused
from indgang.adapters.vehicles.client import RegisterVehicles
from indgang.kernel.register_line import RegisterLine
from indgang.project import outside
from indgang.project.frontdoor import ports, registers
from indgang.project.frontdoor.neighbours import Neighbours, Ports
from indgang.project.frontdoor.state import State
from indgang.project.frontdoor.supervisor import Supervisor


@pytest.fixture
def near(tmp_path: Path) -> Iterator[Neighbours]:
    """All of them, listening."""
    found = Neighbours(State.at(tmp_path / "data"), Ports.free(), "http://127.0.0.1:8123")
    found.make_certificates()
    supervisor = Supervisor(print)
    try:
        for program in found.programs():
            supervisor.start(program)
        deadline = time.monotonic() + 30
        while not found.answer():
            supervisor.tick()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield found
    finally:
        supervisor.stop()


def test_settings_lead_to_houses_that_answer(near: Neighbours, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in near.environment().items():
        monkeypatch.setenv(name, value)
    post = outside.post()
    assert post is not None
    tls = ssl.create_default_context(cafile=post.authority)
    tls.load_cert_chain(post.certificate, post.key)
    host, port = "127.0.0.1", int(post.address.rpartition(":")[2])
    with (
        socket.create_connection((host, port)) as plain,
        tls.wrap_socket(plain, server_hostname=host) as safe,
    ):
        assert safe.getpeercert()
    for setting, schemes in (("SMS", ("smpp",)), ("SMTP", ("smtp",))):
        [server] = outside.servers(setting, schemes)
        socket.create_connection((server.host, server.port)).close()
    house = outside.payments("https://lyngsoe.example", demo=True)
    assert house is not None
    with pytest.raises(PaymentRefused):
        NexiCheckout(house.address, house.key).standing("0" * 32)


def test_secrets_and_certificates_are_made_once_and_read_by_us_alone(tmp_path: Path) -> None:
    state = State.at(tmp_path / "data")
    near = Neighbours(state, Ports(1, 2, 3, 4, 5, 6, 7, 8), "http://127.0.0.1:8123")
    near.make_certificates()
    folder = near.folder / "certificates"
    first = near.secrets(), (folder / "municipality.pem").read_bytes()
    near.make_certificates()
    assert (near.secrets(), (folder / "municipality.pem").read_bytes()) == first
    secret = [folder / "ca-key.pem", folder / "municipality-key.pem", state.path / "keys" / "neighbours"]
    assert [path.stat().st_mode & 0o077 for path in secret] == [0, 0, 0]


def test_a_demo_asks_registers_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process, a port for each; what the demo sets leads to them, and without them nothing is set."""
    at = registers.free_ports()
    state = State.at(tmp_path / "data")
    near = Neighbours(state, Ports(1, 2, 3, 4, 5, 6, 7, 8), "http://127.0.0.1:8123", registers=at)
    near.make_certificates()
    for name, value in near.environment().items():
        monkeypatch.setenv(name, value)
    roads = outside.registers()
    assert roads is not None
    [program] = [one for one in near.programs() if one.name == "registers"]
    supervisor = Supervisor(print)
    try:
        supervisor.start(program)
        deadline = time.monotonic() + 30
        while not all(ports.answers(port) for port in at.values()):
            supervisor.tick()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        line = RegisterLine(roads.addresses["vehicles"], roads.certificate, roads.key, roads.authority)
        assert RegisterVehicles(line).of("7704982229")[0].plate == "QX10101"
    finally:
        supervisor.stop()
    bare = Neighbours(state, Ports(1, 2, 3, 4, 5, 6, 7, 8), "http://127.0.0.1:8123")
    assert "INDGANG_REGISTERS" not in bare.environment()
    assert "registers" not in [one.name for one in bare.programs()]
