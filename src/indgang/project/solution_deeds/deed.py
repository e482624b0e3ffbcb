"""The root of all deeds: what each is called, what it is handed, and how it answers."""

import json
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings

from indgang.modules.selfservice import selectors

DID_NOT_HOLD, BAD_INPUT = 1, 2


class Stopped(Exception):
    """The deed ends with a sentence and an exit code. An empty sentence says that all was told already."""

    def __init__(self, code: int, sentence: str = "") -> None:
        self.code, self.sentence = code, sentence
        super().__init__(sentence)


@dataclass(frozen=True)
class Said:
    """Where a deed speaks: `out` has the answer alone, `aside` tells how it goes."""

    out: Callable[[str], object]
    aside: Callable[[str], object]

    def json(self, answer: Any) -> None:
        self.out(json.dumps(answer, ensure_ascii=False, indent=2))


class Deed(ABC):
    """One word after `./indgang solution`."""

    name: ClassVar[str]
    help: ClassVar[str]

    def arguments(self, parser: ArgumentParser) -> None:  # noqa: B027 - most have nothing more
        """What may stand after the word. `--json` is there already."""

    @abstractmethod
    def do(self, options: dict[str, Any], said: Said) -> None:
        """Raises Stopped, ContentError, Expected."""


def root() -> Path:
    return Path(settings.CONTENT_DIR) / "solutions"


def folders(slug: str) -> list[Path]:
    """The folder of one solution, or of all when none is named. Raises UnknownSolution."""
    inside = sorted(root().iterdir()) if root().is_dir() else []
    found = [path for path in inside if path.is_dir() and slug in ("", path.name)]
    if not found:
        raise selectors.UnknownSolution
    return found
