"""ClamAV's daemon over its own protocol (clamd(8), INSTREAM): a local socket or TCP.

`z` commands end with a zero byte. The content goes in chunks, each after its length in four bytes, most significant
first; a length of zero ends it. The answer is `stream: OK`, `stream: <name> FOUND`, or a sentence that ends with ERROR.
"""

import socket
import struct
from contextlib import closing

from indgang.adapters.virus_scan.types import ScannerUnavailable

CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
SECONDS = 20.0


class ClamClient:
    """Scans by the daemon at `address`: `host:port`, or the path of its local socket (`/run/clamav/clamd.ctl`)."""

    def __init__(self, address: str, *, seconds: float = SECONDS) -> None:
        self._address = address
        self._seconds = seconds

    def scan(self, content: bytes) -> str:
        """The name of the virus, or empty. Raises ScannerUnavailable for anything but a plain yes or no."""
        try:
            with closing(self._connect()) as line:
                line.settimeout(self._seconds)
                answer = self._ask(line, content)
        except (OSError, ValueError) as error:
            raise ScannerUnavailable(str(error)) from error
        return self._meaning(answer)

    def _connect(self) -> socket.socket:
        if self._address.startswith("/"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self._seconds)
            try:
                line.connect(self._address)
            except OSError:
                line.close()
                raise
            return line
        host, _colon, port = self._address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=self._seconds)

    def _ask(self, line: socket.socket, content: bytes) -> bytes:
        try:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                line.sendall(struct.pack("!L", len(chunk)) + chunk)
            line.sendall(struct.pack("!L", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it stops listening when a file is larger than its own limit, and says so
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            got = line.recv(1024)
            if not got:
                break
            answer += got
        return answer

    def _meaning(self, answer: bytes) -> str:
        said = answer.rstrip(b"\0\n").decode("utf-8", "replace")
        if said == "stream: OK":
            return ""
        if said.startswith("stream: ") and said.endswith(" FOUND"):
            return said.removeprefix("stream: ").removesuffix(" FOUND") or "unknown"
        raise ScannerUnavailable(said[:200] or "no answer")
