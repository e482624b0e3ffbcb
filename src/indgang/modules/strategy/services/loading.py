"""Strategies and price sheets from a folder, or one strategy from a file that somebody sends us."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import transaction

from indgang.kernel.errors import Expected
from indgang.kernel.strict_yaml import ContentError, Problem
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.channels import selectors as channels
from indgang.modules.contacts import selectors as contact_answers
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import BatchKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as identity_services
from indgang.modules.identity.vocabulary import Actor
from indgang.modules.strategy import schema
from indgang.modules.strategy.models import Strategy
from indgang.modules.strategy.rules.checking import check_all
from indgang.modules.strategy.schema import PriceSheetShape, StrategyFile, StrategyShape
from indgang.modules.strategy.services import prices, strategies
from indgang.modules.strategy.vocabulary import UnknownStrategy

LARGEST = 300_000
"""Characters of a file that somebody sends us: five times the longest that we ship."""

T = TypeVar("T")


class StrategyTaken(Expected):
    """Somebody sent a strategy with the id of one that is not theirs to replace."""

    status = 409
    message = Text(
        "Der er allerede en strategi med det navn. Giv din et andet id, og prøv igen.",
        "There is already a strategy of that name. Give yours another id, and try again.",
    )


class StrategyNeeded(Expected):
    """Somebody removed a strategy that another one extends."""

    status = 409
    message = Text(
        "En anden strategi bygger på den. Tag den væk først.",
        "Another strategy builds on it. Remove that one first.",
    )


SHIPPED = Text(
    "Strategien følger med systemet. Tag dens mappe væk, og indlæs indholdet igen.",
    "The strategy comes with the system. Remove its folder, and load the content again.",
)


@transaction.atomic
def load_strategies(folder: Path) -> int:
    """Load `price_sheets/*.yaml` and `strategies/*/strategy.yaml` of a folder; return the number of strategies.

    The baseline of a strategy becomes an archive batch of the ledger, once: the same file again changes
    nothing. A strategy whose file is gone is removed; its archive stays, and so do strategies that somebody
    sent us. The batch of what the municipality does itself is opened. Call it after the municipality is
    loaded, since its price sheet must be among the sheets. Raises ContentError with file and line.
    """
    sheets, files, problems = _folder(folder)
    sent = strategies.uploaded(problems)
    problems += check_all(files, sheets=sheets, others=sent)
    problems += _taken(files)
    if not files and not problems:
        problems.append(Problem(str(folder), 0, "There is no strategy. Add strategies/<name>/strategy.yaml."))
    own = identity.municipality().price_sheet
    if own not in sheets and not problems:
        known = ", ".join(sheets)
        problems.append(
            Problem(str(folder / "price_sheets"), 0, f"There is no price sheet `{own}`. Use one of: {known}.")
        )
    if problems:
        raise ContentError(problems)
    contacts.live_batch()
    for sheet in sheets.values():
        prices.keep(sheet)
    shapes = {**sent, **{file.shape.id: file.shape for file in files}}
    for file in strategies.parents_first(files):
        strategies.keep(file, schema.effective(file.shape, shapes))
    strategies.forget_missing([file.shape.id for file in files])
    return len(files)


@transaction.atomic
def load_strategy_text(*, text: str, name: str, by: Actor, within: str = "") -> str:
    """Load a strategy that somebody sends us; return its id. The same id again replaces their own.

    `name` is what problems call the file. `within`: the department that it must be of, empty for any. Nothing
    is kept unless all of it holds. Raises ContentError with every problem, StrategyTaken when the id is that
    of a strategy we ship.
    """
    if len(text) > LARGEST:
        raise ContentError([Problem(name, 0, f"The file is larger than {LARGEST} characters. Split it.")])
    file = schema.read_text(text, name)
    others = strategies.known()
    others.pop(file.shape.id, None)
    problems = check_all([file], sheets=channels.price_sheets(), others=others)
    problems += _taken([file])
    if not problems:
        problems += _above_itself(file, others)
    if within and file.shape.department != within:
        problems.append(
            file.document.problem(("department",), f"Write `department: {within}`, which is yours.")
        )
    if problems:
        raise ContentError(problems)
    before = Strategy.objects.select_for_update().filter(pk=file.shape.id).first()
    if before is not None and (
        before.origin != strategies.UPLOAD or (within and before.department != within)
    ):
        raise StrategyTaken
    whole = schema.effective(file.shape, {**others, file.shape.id: file.shape})
    strategies.keep(file, whole, origin=strategies.UPLOAD)
    audit.record(
        action="strategy_loaded",
        actor=by.key,
        object=f"strategy:{file.shape.id}",
        detail={"hash": hashlib.sha256(text.encode()).hexdigest()},
    )
    identity_services.bump_generation(content_hash=hashlib.sha256(text.encode()).hexdigest())
    return file.shape.id


@transaction.atomic
def remove_strategy(*, id: str, by: Actor) -> None:
    """Take away a strategy that somebody sent us. What was written about its targets stays, and so does the archive
    of its baseline. Raises UnknownStrategy, StrategyTaken for one that we ship, StrategyNeeded for a frame."""
    row = Strategy.objects.select_for_update().filter(pk=id).first()
    if row is None:
        raise UnknownStrategy
    if row.origin != strategies.UPLOAD:
        raise StrategyTaken(SHIPPED)
    if Strategy.objects.filter(extends=id).exists():
        raise StrategyNeeded
    row.delete()
    audit.record(action="strategy_removed", actor=by.key, object=f"strategy:{id}", detail={"hash": row.hash})
    identity_services.bump_generation(content_hash=f"without-{id}-{row.hash}"[:64])


def check_folder(path: Path) -> tuple[list[StrategyFile], list[Problem]]:
    """Read and check a strategy's folder, a folder of strategies or a content folder. Needs no database.

    What it extends and the price sheets it names may lie beside it, or be among those that are shipped.
    """
    path = path.resolve()
    if path.is_file():
        paths = [path]
    else:
        found = (path.glob(p) for p in ("strategy.yaml", "*/strategy.yaml", "strategies/*/strategy.yaml"))
        paths = sorted({one for each in found for one in each})
    if not paths:
        return [], [Problem(str(path), 0, "There is no strategy here. Write a strategy.yaml in it.")]
    problems: list[Problem] = []
    files = _read(paths, schema.read_strategy, problems)
    for file in files:
        problems.extend(_named_as_folder(file))
    roots = [settings.CONTENT_DIR, *{one.parent.parent.parent for one in paths}]
    sheets: dict[str, PriceSheetShape] = {}
    others: dict[str, StrategyShape] = {}
    beside: list[Problem] = []
    for root in roots:
        there, shipped, _ = _folder(root, beside)
        sheets |= there
        others |= {file.shape.id: file.shape for file in shipped}
    problems.extend(
        one for one in beside if Path(one.file).is_relative_to(path) and "price_sheets" in one.file
    )
    problems.extend(check_all(files, sheets=sheets, others=others))
    return files, sorted(set(problems), key=lambda one: (one.file, one.line, one.sentence))


def _folder(
    folder: Path, problems: list[Problem] | None = None
) -> tuple[dict[str, PriceSheetShape], list[StrategyFile], list[Problem]]:
    problems = [] if problems is None else problems
    sheets = _read(sorted(folder.glob("price_sheets/*.yaml")), schema.read_price_sheet, problems)
    files = _read(sorted(folder.glob("strategies/*/strategy.yaml")), schema.read_strategy, problems)
    for file in files:
        problems.extend(_named_as_folder(file))
    return {sheet.id: sheet for sheet in sheets}, files, problems


def _named_as_folder(file: StrategyFile) -> list[Problem]:
    name = Path(file.document.path).parent.name
    if file.shape.id == name:
        return []
    return [file.document.problem(("id",), f"Write {name}, as the folder is named.")]


def _taken(files: list[StrategyFile]) -> list[Problem]:
    """A baseline may not take the name of rows that are no document's: our own, an import's or a counting week's."""
    found = []
    for file in files:
        if file.shape.baseline is None:
            continue
        name = file.shape.baseline.name
        try:
            kind = contact_answers.batch(name).kind
        except contact_answers.UnknownBatch:
            kind = BatchKind.LIVE if name == contact_answers.live_batch_name() else BatchKind.ARCHIVE
        if kind is not BatchKind.ARCHIVE:
            told = f"There are other rows of the name `{name}`. Choose another name."
            found.append(file.document.problem(("baseline", "name"), told))
    return found


def _above_itself(file: StrategyFile, others: dict[str, StrategyShape]) -> list[Problem]:
    """Those that extend what is sent must still fit it: an item they hang on may be gone."""
    known = {**others, file.shape.id: file.shape}
    found = []
    for child in others.values():
        if child.extends == file.shape.id:
            whole = schema.effective(child, known)
            ids = [item.id for _, item in whole.content.items()]
            if len(set(ids)) < len(ids):
                found.append(
                    file.document.problem(
                        ("id",), f"{child.id} extends this, and has an id that you now use too. Change yours."
                    )
                )
            gone = [aim.under for aim in child.targets if aim.under and aim.under not in ids]
            if gone:
                found.append(
                    file.document.problem(
                        ("id",), f"{child.id} extends this, and needs `{gone[0]}`. Keep it."
                    )
                )
    return found


def _read(paths: list[Path], read: Callable[[Path], T], problems: list[Problem]) -> list[T]:
    found = []
    for path in paths:
        try:
            found.append(read(path))
        except ContentError as error:
            problems.extend(error.problems)
    return found
