"""Reads the demo's YAML. Every value is text here: each register makes of it what it is."""

from pathlib import Path
from typing import Any

import yaml


class BadSeed(Exception):
    """A file cannot be read; the message says which."""


def read(folder: Path, name: str, *keys: str) -> list[list[dict[str, Any]]]:
    """The lists under these keys of a file. Raises BadSeed."""
    path = folder / name
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # text only
        return [list(data[key]) for key in keys]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise BadSeed(f"{path}: cannot be read as a list of rows ({type(error).__name__}).") from None


def yes(value: str) -> bool:
    return value == "yes"


def numbers(folder: Path) -> dict[str, str]:
    """The mark of each of the demo's people by their CPR number."""
    (people,) = read(folder, "people.yaml", "people")
    return {row["cpr"]: row["id"] for row in people}
