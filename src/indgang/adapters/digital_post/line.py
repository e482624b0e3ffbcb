"""HTTPS with our certificate, in two steps: connected, then said.

The two steps are why this is not `requests`: whoever sends a letter must know whether one byte of it may have been
taken. Until the connection stands, certificates and all, nothing was (`PostUnavailable`); after that everything but an
answer leaves it open (`PostUnknown`). Nothing is ever logged here: addresses of the look-up hold CPR numbers.
"""

import select
import ssl
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from indgang.adapters.digital_post.types import PostUnavailable, PostUnknown

CONNECT_SECONDS = 3.0
LONGEST_ANSWER = 1_000_000  # bytes
KEPT_SECONDS = 20.0  # an idle connection is opened anew after this


@dataclass(frozen=True, slots=True)
class Keys:
    """Who we are, in PEM: certificate, key, and who signed the other side (None: the machine's own list)."""

    certificate: Path
    key: Path
    authority: Path | None = None

    def context(self) -> ssl.SSLContext:
        """Raises OSError, ssl.SSLError among them, for a file that cannot be used."""
        made = ssl.create_default_context(cafile=str(self.authority) if self.authority else None)
        made.load_cert_chain(self.certificate, self.key)
        return made


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of any status. `retry_after`: the seconds in its header, when they are a number."""

    status: int
    content: bytes
    retry_after: int | None


class Line:
    """A road to one house. Idle connections are kept for the next call. Safe for several threads."""

    def __init__(self, address: str, keys: Keys) -> None:
        parts = urlsplit(address)
        self._host, self._port, self._prefix = parts.hostname or "", parts.port or 443, parts.path.rstrip("/")
        self._keys = keys
        self._idle: list[
            tuple[HTTPSConnection, float]
        ] = []  # appended and popped, which no thread can interrupt
        weakref.finalize(self, _close_all, self._idle)

    def say(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        seconds: float,
    ) -> Reply:
        """One request. `seconds`: how long to wait for the answer. Raises PostUnavailable, PostUnknown."""
        connection = self._connected(min(CONNECT_SECONDS, seconds))
        whole = False
        try:
            connection.sock.settimeout(seconds)
            connection.request(method, self._prefix + path, body=body, headers=dict(headers or {}))
            got = connection.getresponse()
            content = got.read(LONGEST_ANSWER + 1)
            whole = len(content) <= LONGEST_ANSWER and not got.will_close
        except (OSError, HTTPException) as error:
            raise PostUnknown(f"no answer: {type(error).__name__}") from None
        finally:
            if whole:
                self._idle.append((connection, time.monotonic()))
            else:
                connection.close()
        after = got.headers.get("Retry-After", "")
        return Reply(got.status, content[:LONGEST_ANSWER], int(after) if after.isdecimal() else None)

    def _connected(self, seconds: float) -> HTTPSConnection:
        while self._idle:
            try:
                kept, used = self._idle.pop()
            except IndexError:  # another thread was faster
                break
            if time.monotonic() - used < KEPT_SECONDS and not _closed(kept):
                return kept
            kept.close()
        try:
            connection = self._new(seconds)
        except OSError as error:
            raise PostUnavailable(f"our certificate cannot be used: {type(error).__name__}") from None
        try:
            connection.connect()
        except (OSError, HTTPException) as error:
            connection.close()
            raise PostUnavailable(f"no connection: {type(error).__name__}") from None
        return connection

    def _new(self, seconds: float) -> HTTPSConnection:
        """Through the proxy of the environment when there is one for this host."""
        context = self._keys.context()
        proxy = urlsplit(getproxies().get("https", ""))
        if not proxy.hostname or proxy_bypass(self._host):
            return HTTPSConnection(self._host, self._port, timeout=seconds, context=context)
        through = HTTPSConnection(proxy.hostname, proxy.port or 3128, timeout=seconds, context=context)
        through.set_tunnel(self._host, self._port)
        return through


def _closed(connection: HTTPSConnection) -> bool:
    """Whether the other side hung up while the connection was idle: then there is something to read, its end."""
    if connection.sock is None:
        return True
    readable, _, _ = select.select([connection.sock], [], [], 0)
    return bool(readable)


def _close_all(idle: list[tuple[HTTPSConnection, float]]) -> None:
    while idle:
        idle.pop()[0].close()
