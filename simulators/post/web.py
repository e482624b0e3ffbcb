"""What both servers share: a small HTTP server on the loopback address, a thread for each caller."""

import contextlib
import json
import socket
import ssl
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOST = "127.0.0.1"
QUIET_AFTER = 60  # seconds without a word


class Handler(BaseHTTPRequestHandler):
    """Keeps connections open; logs nothing, since addresses of the look-up hold CPR numbers."""

    protocol_version = "HTTP/1.1"
    timeout = QUIET_AFTER
    server_version, sys_version = "simulator", ""

    def log_message(self, *_: Any) -> None:
        """Nothing."""

    def body(self, limit: int) -> bytes | None:
        """What was sent; None when it says that it is longer than `limit` bytes, or not how long."""
        length = self.headers.get("Content-Length", "")
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._chunked(limit)
        if not length.isdigit() or int(length) > limit:
            return b"" if not length else None
        return self.rfile.read(int(length))

    def _chunked(self, limit: int) -> bytes | None:
        parts, size = [], 0
        while length := int(self.rfile.readline(20).split(b";")[0].strip() or b"0", 16):
            size += length
            if size > limit:
                return None
            parts.append(self.rfile.read(length))
            self.rfile.readline(2 + 1)
        while self.rfile.readline(1000) not in (b"\r\n", b"\n", b""):
            pass
        return b"".join(parts)

    def say(self, status: int, content: bytes, kind: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def say_json(self, status: int, said: object) -> None:
        self.say(status, json.dumps(said, ensure_ascii=False).encode(), "application/json")

    def hang_up(self) -> None:
        """End the connection without an answer."""
        self.close_connection = True
        with contextlib.suppress(OSError):  # the other side was faster
            self.connection.shutdown(socket.SHUT_RDWR)


class Server(ThreadingHTTPServer):
    """Listens on loopback. `wrap` makes the connection a safe one, in the caller's own thread; None ends it."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(
        self,
        port: int,
        handler: type[Handler],
        wrap: Callable[[socket.socket], socket.socket | None] | None = None,
    ) -> None:
        super().__init__((HOST, port), handler)
        self._wrap = wrap

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self._wrap is None:
            super().finish_request(request, client_address)
            return
        request.settimeout(10)
        try:
            safe = self._wrap(request)
        except OSError:  # no client certificate, or one that we do not know: ssl.SSLError is one
            return
        if safe is not None:
            try:
                super().finish_request(safe, client_address)
            finally:
                safe.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError | ssl.SSLError):
            super().handle_error(request, client_address)

    @property
    def port(self) -> int:
        return int(self.server_address[1])
