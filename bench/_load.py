"""A bounded load: some clients, some seconds, keep-alive connections to one address on loopback."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Request = tuple[str, str, bytes, dict[str, str]]


@dataclass
class Load:
    """What a round gave: answers a second, 95th percentile in milliseconds, and what went wrong."""

    seconds: float
    times: list[float] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    @property
    def p95_ms(self) -> float:
        ordered = sorted(self.times)
        return ordered[int(len(ordered) * 0.95)] * 1000 if ordered else float("inf")


def run(port: int, make: Callable[[int], Request], *, clients: int = 4, seconds: float = 2.0) -> Load:
    """Send what `make(client)` gives, again and again, until the time is over."""
    result = Load(seconds)
    lock = threading.Lock()
    until = time.perf_counter() + seconds

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        times, wrong = [], []
        while time.perf_counter() < until:
            method, path, body, headers = make(number)
            begun = time.perf_counter()
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            answer.read()
            times.append(time.perf_counter() - begun)
            if answer.status >= 400:
                wrong.append(answer.status)
        connection.close()
        with lock:
            result.times += times
            result.wrong += wrong

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return result
