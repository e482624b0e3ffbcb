"""Faults that can be switched on while it runs: a JSON file by register, read anew when it changes; `{}` heals.

{"vehicles": {"down": true}}            nobody gets a connection
{"vehicles": {"status": 503}}           this status and no answer
{"vehicles": {"slow_seconds": 8}}       the answer waits
{"vehicles": {"wrong": "other"}}        the answer to somebody else's question
{"vehicles": {"wrong": "shape"}}        numbers and yes-or-no as words
{"vehicles": {"wrong": "page"}}         a page for people instead of an answer
{"vehicles": {"partial": "fields"}}     what the register may lack is lacking (null)
{"vehicles": {"partial": "rows"}}       the last row of a list is cut off
"""

from typing import Any

from simulators.post.house import Watched


class Faults:
    """What is switched on for one register."""

    def __init__(self, watched: Watched, register: str) -> None:
        self._watched, self._register = watched, register

    def now(self) -> dict[str, Any]:
        found = self._watched.read()
        mine = found.get(self._register) if isinstance(found, dict) else None
        return mine if isinstance(mine, dict) else {}


def bent(answer: Any, faults: dict[str, Any], may_lack: tuple[str, ...]) -> Any:
    """The answer with what the faults do to it."""
    if faults.get("partial") == "rows" and isinstance(answer, list):
        return answer[:-1]
    if faults.get("partial") == "fields":
        return _over(answer, lambda key, value: None if key in may_lack else value)
    if faults.get("wrong") == "shape":
        return _over(answer, lambda key, value: _word(value))
    return answer


def _over(answer: Any, change: Any) -> Any:
    if isinstance(answer, list):
        return [_over(row, change) for row in answer]
    if isinstance(answer, dict):
        return {key: change(key, value) for key, value in answer.items()}
    return answer


def _word(value: Any) -> Any:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return f"{value} stk." if isinstance(value, int | float) else value
