"""ClamAV's daemon as far as we speak to it: PING, VERSION and INSTREAM, on 127.0.0.1. Its own process.

Answers byte for byte as clamd 1.4.6 did when we asked it the same. It finds one virus: the EICAR line.
`CLAMD_PORT` (0 takes a free one), `CLAMD_FAULTS`: a file of faults, read anew for each caller.
"""

import json
import os
import socketserver
import struct
import sys
import time
from pathlib import Path
from typing import Any

EICAR = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE"
STREAM_MAX = 25 * 1024 * 1024
LONGEST_COMMAND = 1024


class Caller(socketserver.StreamRequestHandler):
    """One connection: one command, one answer."""

    timeout = 30

    def handle(self) -> None:
        faults = _faults()
        if faults.get("down"):
            return
        time.sleep(float(faults.get("slow_seconds", 0)))
        end, command = self._command()
        if faults.get("silent"):
            return
        if command == b"PING":
            self._say(b"PONG", end)
        elif command == b"VERSION":
            self._say(b"ClamAV 1.4.6", end)
        elif command == b"INSTREAM":
            self._say(
                self._scan(int(faults.get("stream_max", STREAM_MAX)), str(faults.get("error", ""))), end
            )
        else:
            self._say(b"UNKNOWN COMMAND", end)

    def _command(self) -> tuple[bytes, bytes]:
        """A command that begins with z ends with a zero byte, any other with a new line."""
        first = self.rfile.read(1)
        end = b"\0" if first == b"z" else b"\n"
        said = b"" if first in (b"z", b"n") else first
        while len(said) < LONGEST_COMMAND and (one := self.rfile.read(1)) not in (b"", end):
            said += one
        return end, said

    def _scan(self, most: int, error: str) -> bytes:
        content = b""
        while True:
            head = self.rfile.read(4)
            if len(head) < 4:
                return b"stream: Can't read from client ERROR"
            [length] = struct.unpack("!L", head)
            if not length:
                break
            if len(content) + length > most:
                return b"INSTREAM size limit exceeded. ERROR"
            content += self.rfile.read(length)
        if error:
            return f"stream: {error} ERROR".encode()
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"

    def _say(self, answer: bytes, end: bytes) -> None:
        self.wfile.write(answer + end)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def _faults() -> dict[str, Any]:
    path = os.environ.get("CLAMD_FAULTS", "")
    found: dict[str, Any] = json.loads(Path(path).read_text()) if path else {}
    return found


def main() -> None:
    with Server(("127.0.0.1", int(os.environ.get("CLAMD_PORT", "0"))), Caller) as server:
        sys.stdout.write(
            json.dumps({"ready": True, "address": f"127.0.0.1:{server.server_address[1]}"}) + "\n"
        )
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main()
