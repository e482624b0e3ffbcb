"""The shape of `strategy.yaml`: a strategy's baseline, guidelines and targets, each with its page."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from indgang.kernel.shapes import Bilingual, Slug, YesNo
from indgang.kernel.strict_yaml import ContentError, Document, Problem, Shape, load_document
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.vocabulary import Quality
from indgang.modules.strategy.vocabulary import Filter, TargetKind, Unit

Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Amount = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=4)]

# Indicators that a target may name, with the groups it may have. Each is defined in `rules/indicators`, or
# stands in the list of those that the ledger cannot answer yet.
AIMS: dict[str, tuple[str, ...]] = {
    "contacts": ("all", "digital", "telephone", "in_person", "written"),
    "channel_share": ("digital", "telephone", "in_person", "written"),
    "cost": ("all", "digital", "telephone", "in_person", "written"),
    "cost_share": ("digital", "telephone", "in_person", "written"),
    "digital_share_citizen2012": ("digital",),
    "digital_share_hvidovre": ("digital",),
    "completion_citizen2012": ("all",),
    "straight_through": ("all",),
    "decision_time": ("median", "p90"),
    "reach": ("entrances", "solutions"),
}
UNITS: dict[str, Unit] = {
    "contacts": Unit.CONTACTS,
    "cost": Unit.KR,
    "decision_time": Unit.DAYS,
    "reach": Unit.COUNT,
}


class MunicipalityShape(Shape):
    """Whose strategy it is; figures of two municipalities are never added up."""

    id: Slug
    name: Words


class DocumentShape(Shape):
    title: Words
    period: Words
    pages: Annotated[int, Field(ge=1, le=2000)]


class LibraryVisits(Shape):
    """How the rows of library visits are known, so that a filter can leave them out."""

    channel: Channel
    service: Slug


class RowShape(Shape):
    """One row of the baseline, as the source prints it."""

    id: Name
    channel: Channel
    service: Slug | None = None
    contacts: Amount
    quality: Quality
    compiled_by: Words
    page: Words
    note: Bilingual


class BaselineShape(Shape):
    """What was counted before the strategy began."""

    name: Slug
    year: Year
    title: Bilingual
    knows_channels: YesNo
    counting_rule: Bilingual
    library_visits: LibraryVisits | None = None
    rows: tuple[RowShape, ...] = Field(min_length=1)


class GuidelineShape(Shape):
    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    title: Words
    page: Words


class NoteShape(Shape):
    """What a reader must know before using the figures."""

    text: Bilingual
    page: Words


class YearShape(Shape):
    """The values of one year, by group."""

    year: Year
    kind: TargetKind
    page: Words
    values: dict[str, Amount] = Field(min_length=1)


class AimShape(Shape):
    """What one indicator shall reach."""

    indicator: Name
    filter: Filter
    unit: Unit
    years: tuple[YearShape, ...] = Field(min_length=1)


class StrategyShape(Shape):
    """strategy.yaml."""

    id: Slug
    title: Bilingual
    municipality: MunicipalityShape
    document: DocumentShape
    price_sheet: Slug
    baseline: BaselineShape
    guidelines: tuple[GuidelineShape, ...] = ()
    notes: tuple[NoteShape, ...] = ()
    targets: tuple[AimShape, ...] = ()


@dataclass(frozen=True)
class StrategyFile:
    """A strategy that has been read and checked, with the file it came from for later problems."""

    shape: StrategyShape
    document: Document


def read_strategy(path: Path) -> StrategyFile:
    """Read and check one file. Raises ContentError with every problem, file and line."""
    document = load_document(path)
    shape = document.as_shape(StrategyShape)
    problems = [*_baseline(document, shape), *_targets(document, shape)]
    letters = [guideline.letter for guideline in shape.guidelines]
    for i, letter in enumerate(letters):
        if letter in letters[:i]:
            problems.append(document.problem(("guidelines", i, "letter"), f"`{letter}` stands here twice."))
    if problems:
        raise ContentError(problems)
    return StrategyFile(shape, document)


def _baseline(document: Document, shape: StrategyShape) -> list[Problem]:
    problems = []
    rows = shape.baseline.rows
    for i, row in enumerate(rows):
        place = ("baseline", "rows", i, "id")
        if row.id in [other.id for other in rows[:i]]:
            problems.append(
                document.problem(place, f"`{row.id}` stands here twice. Give each row its own id.")
            )
    visits = shape.baseline.library_visits
    if visits and not any((r.channel, r.service) == (visits.channel, visits.service) for r in rows):
        problems.append(
            document.problem(
                ("baseline", "library_visits"),
                f"No row has channel {visits.channel} and service {visits.service}. Add it, or remove this.",
            )
        )
    return problems


def _targets(document: Document, shape: StrategyShape) -> list[Problem]:
    problems = []
    seen: set[tuple[str, str, str, int]] = set()
    for i, aim in enumerate(shape.targets):
        if aim.indicator not in AIMS:
            problems.append(
                document.problem(
                    ("targets", i, "indicator"),
                    f"`{aim.indicator}` is no indicator. Use one of: {', '.join(AIMS)}.",
                )
            )
            continue
        unit = UNITS.get(aim.indicator, Unit.PERCENT)
        if aim.unit is not unit:
            problems.append(
                document.problem(
                    ("targets", i, "unit"), f"`{aim.indicator}` is counted in `{unit}`. Write that."
                )
            )
        for j, year in enumerate(aim.years):
            for group in year.values:
                place = ("targets", i, "years", j, "values", group)
                if group not in AIMS[aim.indicator]:
                    groups = ", ".join(AIMS[aim.indicator])
                    problems.append(
                        document.problem(place, f"`{group}` is no group of {aim.indicator}. Use: {groups}.")
                    )
                key = (aim.indicator, group, aim.filter, year.year)
                if key in seen:
                    problems.append(
                        document.problem(place, f"{aim.indicator}, {group}, {year.year} stands here twice.")
                    )
                seen.add(key)
    return problems
