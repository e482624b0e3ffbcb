"""A line to one register: a question in JSON over HTTPS with our certificate, and an answer that is whole or none.

`POST <address>/<question>` with a JSON object. The answer is `{"asked", "count", "answer"}`: the SHA-256 of the
question's bytes, so that an answer to somebody else's question is noticed; how many rows `answer` has when it is a
list (else null), so that a list that was cut is noticed; and the answer itself. What a register does not have is null.
CPR numbers stand in the body only, and nothing is logged here.
"""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import requests
from pydantic import TypeAdapter, ValidationError

CONNECT_SECONDS, ANSWER_SECONDS = 2.0, 5.0
LONGEST_ANSWER = 2_000_000  # bytes
FAILURES, REST_SECONDS = 3, 15.0
A = TypeVar("A")


class Silent(Exception):
    """No answer that can be used. The message says why, and holds nothing of what was asked."""


class RegisterLine:
    """Safe for several threads. After three failures in a row nobody is asked for 15 seconds: a register that is down
    must not make every page slow. `ticks` is a clock that only goes forward.
    """

    def __init__(
        self,
        address: str,
        certificate: Path,
        key: Path,
        authority: Path | None = None,
        *,
        seconds: float = ANSWER_SECONDS,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = address.rstrip("/")
        self._cert = (str(certificate), str(key))
        self._verify: str | bool = str(authority) if authority else True
        self._seconds, self._ticks = seconds, ticks
        self._own = threading.local()
        self._failures, self._until = 0, 0.0

    def ask(self, question: str, asked: Mapping[str, Any], shape: TypeAdapter[A]) -> A:
        """The answer to a question, of that shape. Raises Silent."""
        if self._failures >= FAILURES and self._ticks() < self._until:
            raise Silent("it did not answer a moment ago")
        try:
            answer = self._asked(question, json.dumps(asked).encode(), shape)
        except Silent:
            self._failures += 1
            self._until = self._ticks() + REST_SECONDS
            raise
        self._failures = 0
        return answer

    def _asked(self, question: str, body: bytes, shape: TypeAdapter[A]) -> A:
        said = self._said(question, body)
        try:
            whole = json.loads(said)
            answer = whole["answer"]
            if whole["asked"] != hashlib.sha256(body).hexdigest():
                raise Silent("an answer to another question")
            if isinstance(answer, list) and whole["count"] != len(answer):
                raise Silent("a part of the answer")
            return shape.validate_json(json.dumps(answer), strict=True)
        except (ValueError, KeyError, TypeError, RecursionError, ValidationError) as error:
            raise Silent(f"an answer that cannot be read: {type(error).__name__}") from None

    def _said(self, question: str, body: bytes) -> bytes:
        end = self._ticks() + self._seconds
        try:
            with self._session().post(
                f"{self._address}/{question}",
                data=body,
                headers={"Content-Type": "application/json"},
                timeout=(CONNECT_SECONDS, self._seconds),
                cert=self._cert,
                verify=self._verify,
                allow_redirects=False,
                stream=True,
            ) as got:
                if got.status_code != requests.codes.ok:
                    raise Silent(f"status {got.status_code}")
                return self._whole(got, end)
        except (requests.RequestException, OSError) as error:
            raise Silent(f"no answer: {type(error).__name__}") from None

    def _whole(self, got: requests.Response, end: float) -> bytes:
        content = b""
        for part in got.iter_content(65_536):
            content += part
            if len(content) > LONGEST_ANSWER or self._ticks() > end:
                raise Silent("an answer that is too long or too slow")
        return content

    def _session(self) -> requests.Session:
        """One for each thread: they are not meant to be shared."""
        session: requests.Session | None = getattr(self._own, "session", None)
        if session is None:
            session = self._own.session = requests.Session()
        return session
