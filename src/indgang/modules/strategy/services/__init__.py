"""The deeds of strategy."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from indgang.kernel.strict_yaml import ContentError, Problem
from indgang.modules.contacts import services as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.strategy import schema
from indgang.modules.strategy.models import Strategy
from indgang.modules.strategy.services import prices, strategies

__all__ = ["load_strategies"]

T = TypeVar("T")


@transaction.atomic
def load_strategies(folder: Path) -> int:
    """Load `price_sheets/*.yaml` and `strategies/*/strategy.yaml` of a folder; return the number of strategies.

    The baseline of a strategy becomes an archive batch of the ledger, once: the same file again changes
    nothing. A strategy whose file is gone is removed; its archive stays. The batch of what the municipality
    does itself is opened. Call it after the municipality is loaded, since its price sheet must be among the
    sheets. Raises ContentError with file and line.
    """
    problems: list[Problem] = []
    sheets = _read(sorted(folder.glob("price_sheets/*.yaml")), schema.read_price_sheet, problems)
    files = _read(sorted(folder.glob("strategies/*/strategy.yaml")), schema.read_strategy, problems)
    known = [sheet.id for sheet in sheets]
    for file in files:
        name = Path(file.document.path).parent.name
        if file.shape.id != name:
            problems.append(file.document.problem(("id",), f"Write {name}, as the folder is named."))
        if file.shape.price_sheet not in known and not problems:
            problems.append(file.document.problem(("price_sheet",), _no_sheet(file.shape.price_sheet, known)))
    if not files and not problems:
        problems.append(Problem(str(folder), 0, "There is no strategy. Add strategies/<name>/strategy.yaml."))
    own = identity.municipality().price_sheet
    if own not in known and not problems:
        problems.append(Problem(str(folder / "price_sheets"), 0, _no_sheet(own, known)))
    if problems:
        raise ContentError(problems)
    contacts.live_batch()
    for sheet in sheets:
        prices.keep(sheet)
    for file in files:
        strategies.keep(file.shape)
    Strategy.objects.exclude(pk__in=[file.shape.id for file in files]).delete()
    return len(files)


def _no_sheet(wanted: str, known: list[str]) -> str:
    return f"There is no price sheet `{wanted}`. Use one of: {', '.join(known)}."


def _read(paths: list[Path], read: Callable[[Path], T], problems: list[Problem]) -> list[T]:
    found = []
    for path in paths:
        try:
            found.append(read(path))
        except ContentError as error:
            problems.extend(error.problems)
    return found
