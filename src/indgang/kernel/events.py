"""News between modules: a deed says what happened, the wiring says who hears it.

A handler runs at once, inside the transaction of the deed, and only writes rows or enqueues a database
task. There is no bus. Who hears what is one table in `project/wiring.py`.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_handlers: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def connect(table: dict[type[Any], list[Callable[[Any], None]]]) -> None:
    """Set who hears what; called once, by the wiring."""
    _handlers.clear()
    for event, handlers in table.items():
        _handlers[event] = list(handlers)


def publish(event: object) -> None:
    """Tell everybody who listens, in the table's order. An error in a handler undoes the whole deed."""
    for handler in _handlers.get(type(event), []):
        handler(event)
