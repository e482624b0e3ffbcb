"""Yearly reports as they were made: every figure with what leads back to its rows, and all that is said of them.

These shapes are what a report's row keeps. A field may be added with a default; none is renamed or taken away,
since old rows are read for as long as there are councils.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.strategy.models import Report
from indgang.modules.strategy.vocabulary import (
    NO_REASON,
    Better,
    Cut,
    Figure,
    Filter,
    Rise,
    Status,
    TargetKind,
    Unit,
)


class UnknownReport(Expected):
    """No report of this id was made."""

    status = 404
    message = Text("Vi kender ikke den rapport.", "We do not know that report.")


@dataclass(frozen=True)
class Line:
    """A figure of a report. `value` is its exact value as text, None without data; `cut` as Cut.words writes it."""

    indicator: str
    name: Text
    group: str
    group_name: Text
    filter: Filter
    year: int
    value: str | None
    unit: Unit
    rows: int
    batch: str
    archive: bool
    price_sheet: str = ""
    estimate: bool = False
    unpriced: str = "0"
    reason: Text = NO_REASON
    cut: dict[str, str] | None = None
    bucket: date | None = None

    @classmethod
    def of(cls, figure: Figure) -> "Line":
        return cls(
            indicator=figure.indicator,
            name=figure.name,
            group=figure.group,
            group_name=figure.group_name,
            filter=figure.filter,
            year=figure.year,
            value=None if figure.value is None else str(figure.value),
            unit=figure.unit,
            rows=figure.rows,
            batch=figure.batch,
            archive=figure.archive,
            price_sheet=figure.price_sheet,
            estimate=figure.estimate,
            unpriced=str(figure.unpriced),
            reason=figure.reason,
            cut=figure.cut.words() or None,
            bucket=figure.bucket,
        )

    @property
    def number(self) -> Decimal | float | None:
        """As Figure.value: exact decimals for contacts, kroner and numbers of things, else a float."""
        if self.value is None:
            return None
        return float(self.value) if self.unit in (Unit.PERCENT, Unit.DAYS) else Decimal(self.value)

    def figure(self) -> Figure:
        """The figure again, without the words of its definition and source: those stand once in the report."""
        return Figure(
            indicator=self.indicator,
            name=self.name,
            group=self.group,
            group_name=self.group_name,
            filter=self.filter,
            year=self.year,
            value=self.number,
            unit=self.unit,
            rows=self.rows,
            definition=Text(),
            batch=self.batch,
            batch_title=Text(),
            archive=self.archive,
            counting_rule=Text(),
            filters=(),
            municipality="",
            document="",
            sources=(),
            price_sheet=self.price_sheet,
            estimate=self.estimate,
            unpriced=Decimal(self.unpriced),
            reason=self.reason,
            cut=Cut.read(self.cut or {}),
            bucket=self.bucket,
        )


@dataclass(frozen=True)
class DefinitionLine:
    """How an indicator is counted."""

    indicator: str
    name: Text
    text: Text
    source: str


@dataclass(frozen=True)
class SheetLine:
    """The price sheet that the report's cost is counted with."""

    name: Text
    meaning: Text
    source: str
    page: str


@dataclass(frozen=True)
class QuarterLine:
    """The digital share of one quarter. `whole`: it is over, and was counted from its first day."""

    first: date
    whole: bool
    line: Line


@dataclass(frozen=True)
class TargetLine:
    """A target or milestone. `line` is its figure in its own year, `start` where it was; `value` what is aimed at."""

    key: str
    indicator: str
    name: Text
    group: str
    group_name: Text
    filter: Filter
    year: int
    kind: TargetKind
    value: str
    unit: Unit
    better: Better
    page: str
    status: Status
    owner: Text
    line: Line | None = None
    start: Line | None = None
    printed: str | None = None
    low: float | None = None
    central: float | None = None
    high: float | None = None
    method: Text = NO_REASON
    reason: Text = NO_REASON
    under: str = ""


@dataclass(frozen=True)
class ReasonLine:
    """Why a target's figure is as it is, as somebody wrote it, without their name."""

    target: str
    at: datetime
    text: str
    status: Status


@dataclass(frozen=True)
class InitiativeLine:
    """A proposal, project or other effort, as the document has it. `phase` None: it does not say."""

    id: str
    number: int | None
    title: str
    kind: str
    departments: tuple[str, ...]
    guideline: str
    phase: int | None
    page: str


@dataclass(frozen=True)
class NoteLine:
    """What does not fit together in the document, or what a reader must know."""

    id: str
    page: str
    text: Text
    reading: Text = NO_REASON


@dataclass(frozen=True)
class LeftLine:
    """A self-service that people began and left."""

    service: str
    name: Text
    begun: int
    left: int


@dataclass(frozen=True)
class Missed:
    """Whom we did not reach, of our own rows. `without_solution` are services that cannot be done digitally.

    `exempt` are the contacts of those exempt from Digital Post, `others` of those who are not, where that is known.
    """

    contacts: int
    abandoned: int
    exempt: Line
    others: Line
    left: tuple[LeftLine, ...]
    without_solution: tuple[Text, ...]
    services: int


@dataclass(frozen=True)
class ReportData:
    """What a report rests on. `until` is the first day that is not in it: set while its year still runs.

    `since` is the first day of the year that has a row; None when nothing is known of days. `lines` are the
    figures of every indicator with `filter`; `everything` is all contacts, when that filter leaves some out.
    """

    strategy: str
    title: Text
    document: str
    period: str
    municipality: str
    demo: bool
    year: int
    live: bool
    batch: str
    place: Text
    source: str
    sources: tuple[str, ...]
    counting_rule: Text
    since: date | None
    until: date | None
    sheet: SheetLine | None
    filter: Filter
    lines: tuple[Line, ...]
    everything: Line | None
    quarters: tuple[QuarterLine, ...]
    rise: Rise
    fell: tuple[date, ...]
    targets: tuple[TargetLine, ...]
    reasons: tuple[ReasonLine, ...]
    guidelines: tuple[tuple[str, str], ...]
    initiatives: tuple[InitiativeLine, ...]
    notes: tuple[NoteLine, ...]
    satisfaction: tuple[Line, ...]
    missed: Missed | None
    definitions: tuple[DefinitionLine, ...]
    format: int = 1

    def line(self, indicator: str, group: str = "all") -> Line | None:
        """One of the figures; None when the report has it not."""
        return next((one for one in self.lines if (one.indicator, one.group) == (indicator, group)), None)


@dataclass(frozen=True)
class ReportInfo:
    """A report as it was made."""

    id: UUID
    strategy: str
    year: int
    made_at: datetime
    language: str
    content_hash: str
    ledger_mark: str
    data: ReportData


@dataclass(frozen=True)
class ReportName:
    """A report on a list. `title` is its strategy's, as it was then."""

    id: UUID
    strategy: str
    title: Text
    year: int
    made_at: datetime


@cache
def _shape() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(ReportData)


def as_json(data: ReportData) -> dict[str, Any]:
    """What the row keeps."""
    kept: dict[str, Any] = _shape().dump_python(data, mode="json")
    return kept


def report(id: UUID | str) -> ReportInfo:
    """Raises UnknownReport."""
    row = Report.objects.filter(pk=id).first()
    if row is None:
        raise UnknownReport
    return info(row)


def info(row: Report) -> ReportInfo:
    data: ReportData = _shape().validate_python(row.data)
    return ReportInfo(
        row.pk, row.strategy, row.year, row.made_at, row.language, row.content_hash, row.ledger_mark, data
    )


def reports(limit: int = 200) -> list[ReportName]:
    """The reports that were made, the newest first. One query."""
    rows = Report.objects.order_by("-made_at", "-id").values_list(
        "id", "strategy", "data__title", "year", "made_at"
    )
    return [
        ReportName(id, strategy, Text.of(title), year, at) for id, strategy, title, year, at in rows[:limit]
    ]
