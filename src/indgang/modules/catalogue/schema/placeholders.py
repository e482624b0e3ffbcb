"""Amounts and deadlines in guidance: `{flytning.senest_dage_efter}` names a dated parameter."""

import re
from collections.abc import Iterator, Set
from typing import Any

PLACEHOLDER = re.compile(r"\{([a-z0-9_]+(?:\.[a-z0-9_]+)+)\}")


def problems_in(data: Any, known: Set[str], place: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, str]]:
    """Every placeholder that names no parameter, and every brace that is no placeholder, with its place."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from problems_in(value, known, (*place, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from problems_in(value, known, (*place, i))
    elif isinstance(data, str):
        for key in PLACEHOLDER.findall(data):
            if key not in known:
                yield place, f"`{{{key}}}` is no parameter. Correct it, or add it to parameters.yaml."
        if set("{}") & set(PLACEHOLDER.sub("", data)):
            yield place, "A brace stands alone. Write a parameter as {group.name}."
