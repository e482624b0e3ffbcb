"""Tells whoever asked for it what happened to a payment; again until it is answered with 200."""

import json
import time
from contextlib import suppress
from datetime import UTC, datetime
from queue import Empty, Queue
from threading import Thread
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen
from uuid import uuid4

WAITS = (0.5, 1, 2, 5, 10, 30, 60)
"""Seconds from one try to the next; after the last it gives up, as the real one does after ten."""


class Pusher:
    """One thread that brings notices in the order they are due."""

    def __init__(self) -> None:
        self._queue: Queue[tuple[float, int, dict[str, Any], dict[str, Any]]] = Queue()
        Thread(target=self._run, daemon=True).start()

    def tell(
        self, row: dict[str, Any], event: str, data: dict[str, Any], *, after: float = 0, times: int = 1
    ) -> None:
        """Plan a notice for each hook that wants this event. `times`: the same notice, more than once."""
        notice = {
            "id": uuid4().hex,
            "merchantId": 100000000,
            "timestamp": datetime.now(UTC).isoformat(),
            "event": event,
            "data": {"paymentId": row["id"], **data},
        }
        for hook in row["hooks"]:
            if hook.get("eventName") == event:
                for _ in range(times):
                    self._queue.put((time.monotonic() + after, 0, hook, notice))

    def now(self, row: dict[str, Any], event: str, data: dict[str, Any]) -> None:
        """Tell at once, before anything else happens; tried once."""
        notice = {"id": uuid4().hex, "event": event, "data": {"paymentId": row["id"], **data}}
        for hook in row["hooks"]:
            if hook.get("eventName") == event:
                _brought(hook, notice)

    def _run(self) -> None:
        waiting: list[tuple[float, int, dict[str, Any], dict[str, Any]]] = []
        while True:
            with suppress(Empty):
                waiting.append(self._queue.get(timeout=0.1))
            due = [one for one in waiting if one[0] <= time.monotonic()]
            for one in due:
                waiting.remove(one)
                _, tried, hook, notice = one
                if not _brought(hook, notice) and tried < len(WAITS):
                    waiting.append((time.monotonic() + WAITS[tried], tried + 1, hook, notice))


def _brought(hook: dict[str, Any], notice: dict[str, Any]) -> bool:
    request = Request(  # noqa: S310  # checked when the payment was made: https or this machine
        str(hook["url"]),
        data=json.dumps(notice).encode(),
        headers={"Content-Type": "application/json", "Authorization": str(hook["authorization"])},
        method="POST",
    )
    try:
        with urlopen(request, timeout=10) as answer:  # noqa: S310  # the same
            return bool(answer.status == 200)
    except (URLError, OSError, ValueError):
        return False
