"""Answers that hold until newer content is loaded: each process notices by the generation number."""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any, TypeVar

T = TypeVar("T")

_number = 0
_lock = RLock()


def current() -> int:
    return _number


def set_current(number: int) -> None:
    """From now on answers of another generation are made anew."""
    global _number
    _number = number


def per_generation(function: Callable[[], T]) -> Callable[[], T]:
    """Keep the answer of a function without arguments until the generation changes. Safe with threads."""
    kept: dict[str, Any] = {}

    @wraps(function)
    def answer() -> T:
        found = kept.get("answer")
        if found is not None and found[0] == _number:
            value: T = found[1]
            return value
        with _lock:
            number = _number
            value = function()
            kept["answer"] = (number, value)
        return value

    return answer
