"""Content from the folder into the tables: all in one transaction, or nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from indgang.kernel.strict_yaml import ContentError, Problem
from indgang.modules.catalogue import services as catalogue
from indgang.modules.channels import services as channels
from indgang.modules.identity import services as identity
from indgang.modules.messages import services as messages
from indgang.modules.selfservice import services as selfservice
from indgang.modules.strategy import services as strategy


@dataclass(frozen=True)
class Loaded:
    """What a load did: the generation that holds now, and whether it is a new one."""

    generation: int
    hash: str


class _DryRun(Exception):
    """Undoes a load that was only a check."""


def content_hash(folder: Path) -> str:
    """SHA-256 over names and bytes of all content files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".yaml", ".csv"):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _solutions(root: Path) -> set[str]:
    return {path.parent.name for path in root.glob("solutions/*/solution.yaml")}


def load(
    folder: Path | None = None, *, pack: str = "", dry_run: bool = False, say: Callable[[str], None] = print
) -> Loaded:
    """Load a municipality's pack, the solutions and the strategies.

    Raises ContentError with every problem of the first step that has any; then the old content stays live.
    """
    root = folder or settings.CONTENT_DIR
    home = root / "municipalities" / (pack or settings.MUNICIPALITY)
    if not home.is_dir():
        raise ContentError(
            [Problem(str(home), 0, "There is no such municipality. Set INDGANG_MUNICIPALITY.")]
        )
    steps: list[tuple[str, Callable[[], object]]] = [
        ("organisation and parameters", lambda: identity.load_pack(home)),
        ("catalogue and guidance", lambda: catalogue.load_catalogue(home)),
        ("entrances", lambda: channels.load_entrances(home)),
        ("channel plans", lambda: channels.load_plans(home)),
        ("procedure on paper", lambda: channels.load_procedure(home)),
        ("contact points", lambda: messages.load_contact_points(home)),
        ("letters to many", lambda: messages.load_letters(home, solutions=_solutions(root))),
        ("solutions", lambda: selfservice.load_solutions(root / "solutions")),
        ("strategies", lambda: strategy.load_strategies(root)),
    ]
    loaded = Loaded(0, content_hash(root))
    try:
        with transaction.atomic():
            for name, step in steps:
                say(f"content: {name}")
                step()
            if dry_run:
                raise _DryRun
            loaded = Loaded(identity.bump_generation(content_hash=loaded.hash), loaded.hash)
    except _DryRun:
        return loaded
    return loaded
