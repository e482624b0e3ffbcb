"""The contract with ClamAV's daemon, against its simulator; with INDGANG_CLAMAV_TEST against a real one too."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from simulators.clamd.testing import Running, running

from indgang.adapters.virus_scan.client import CHUNK, ClamClient
from indgang.adapters.virus_scan.types import ScannerUnavailable
from indgang.kernel.uploads.kinds import EICAR

REAL = os.environ.get("INDGANG_CLAMAV_TEST", "")


@pytest.fixture(scope="module")
def clamd() -> Iterator[Running]:
    with running() as process:
        yield process


@pytest.fixture(autouse=True)
def _healed(clamd: Running) -> Iterator[None]:
    yield
    clamd.faults()


@pytest.fixture(params=["simulator", "real"])
def scanner(request: pytest.FixtureRequest, clamd: Running) -> ClamClient:
    if request.param == "real" and not REAL:
        pytest.skip("INDGANG_CLAMAV_TEST names no daemon with a signature for the EICAR line.")
    return ClamClient(REAL if request.param == "real" else clamd.address)


def test_a_clean_file_is_clean(scanner: ClamClient) -> None:
    assert scanner.scan(b"%PDF-1.7 hello") == ""
    assert scanner.scan(b"") == ""
    assert scanner.scan(os.urandom(3 * CHUNK + 17)) == ""


def test_a_virus_has_a_name_wherever_it_stands(scanner: ClamClient) -> None:
    assert "eicar" in scanner.scan(EICAR).lower()
    assert "eicar" in scanner.scan(b"x" * (CHUNK - 10) + EICAR).lower()  # across two chunks


def test_what_the_daemon_finds_too_large_is_not_clean(scanner: ClamClient, clamd: Running) -> None:
    """A real one is set up with StreamMaxLength 1M for this."""
    clamd.faults(stream_max=1024 * 1024)
    with pytest.raises(ScannerUnavailable, match=r"size limit exceeded|reset|Broken"):
        scanner.scan(bytes(8 * 1024 * 1024))


@pytest.mark.parametrize("fault", [{"down": True}, {"silent": True}, {"error": "Can't allocate memory"}])
def test_whatever_is_no_plain_yes_or_no_is_not_clean(clamd: Running, fault: dict[str, object]) -> None:
    clamd.faults(**fault)
    with pytest.raises(ScannerUnavailable):
        ClamClient(clamd.address).scan(b"content")


def test_one_that_does_not_answer_in_time_is_not_waited_for(clamd: Running) -> None:
    clamd.faults(slow_seconds=3)
    with pytest.raises(ScannerUnavailable, match="timed out"):
        ClamClient(clamd.address, seconds=0.3).scan(b"content")


@pytest.mark.parametrize(
    "address", ["127.0.0.1:1", "/no/such/socket", "no-such-host.invalid:3310", ":", "a:b"]
)
def test_an_address_where_nobody_listens_is_no_scanner(address: str) -> None:
    with pytest.raises(ScannerUnavailable):
        ClamClient(address, seconds=2).scan(b"content")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"stream: \0",
        b"stream: OK but\0",
        b"OK\0",
        b"FOUND\0",
        b"x" * 9000,
        b"\xff\0",
    ],
)
def test_an_answer_that_we_do_not_know_is_not_clean(answer: bytes, tmp_path: Path) -> None:
    with _answering(tmp_path / "clamd.ctl", answer) as place, pytest.raises(ScannerUnavailable):
        ClamClient(place, seconds=5).scan(b"content")


def test_it_is_reached_by_a_local_socket(tmp_path: Path) -> None:
    with _answering(tmp_path / "clamd.ctl", b"stream: OK\0") as place:
        assert ClamClient(place).scan(b"content") == ""


class _answering:
    """A local socket that says one thing to one caller."""

    def __init__(self, path: Path, answer: bytes) -> None:
        self._path, self._answer = path, answer

    def __enter__(self) -> str:
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(self._path))
        self._listener.listen(1)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return str(self._path)

    def _serve(self) -> None:
        caller, _ = self._listener.accept()
        with caller:
            caller.settimeout(5)
            while not caller.recv(4096).endswith(b"\0\0\0\0"):
                pass
            caller.sendall(self._answer)

    def __exit__(self, *_: object) -> None:
        self._thread.join(5)
        self._listener.close()
