"""The same work on many things at the same time, in processes that are copies of this one.

Only for work that asks no database and no outside system: what it needs is handed in, and comes back as it was made.
"""

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
Shared = TypeVar("Shared")

CAN_FORK = "fork" in multiprocessing.get_all_start_methods()
AHEAD = 3
"""So many pieces of work wait for each process: more would fill the memory."""

_handed_down: list[Any] = []
"""What each copy is born with: it is never sent to it."""


def at_the_same_time(
    work: Iterable[Given],
    make: Callable[[Given, Shared], Iterable[Made]],
    processes: int,
    *,
    shared: Shared,
) -> Iterator[Made]:
    """What `make` makes of each piece of work, in its order. `make` is a function of a module, and `shared` is what all
    of them need, never changed. Raises what `make` raises.
    """
    frozen_before = gc.get_freeze_count()
    gc.collect()
    gc.freeze()  # the copies share what is there now, as long as nobody looks through it for garbage
    _handed_down.append(shared)
    waiting: deque[Future[list[Made]]] = deque()
    try:
        with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
            for one in work:
                waiting.append(pool.submit(_made, make, one))
                if len(waiting) >= processes * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
    finally:
        _handed_down[:] = [one for one in _handed_down if one is not shared]
        if not frozen_before:
            gc.unfreeze()


def _made(make: Callable[[Any, Any], Iterable[Made]], given: Any) -> list[Made]:
    return list(make(given, _handed_down[-1]))
