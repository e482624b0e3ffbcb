"""Who hears what: event -> handlers. News travels up; this is the only place that knows both ends."""

from collections.abc import Callable
from typing import Any

HANDLERS: dict[type[Any], list[Callable[[Any], None]]] = {}
