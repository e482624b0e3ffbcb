"""What an import found, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.selectors import ImportedBatch, RunInfo
from indgang.modules.contacts.services import ColumnReport, ImportReport
from indgang.modules.contacts.vocabulary import REASON_NAMES, BatchInfo, BatchState, RejectReason
from indgang.surfaces.steering.figures.lines import channel_name


@dataclass(frozen=True)
class ReasonLine:
    """Why rows were rejected, and how many."""

    text: Text
    count: int


@dataclass(frozen=True)
class ColumnLine:
    """One column of the file. `role` is what it was used for; None: it was left out."""

    name: str
    role: str | None
    understood: int
    empty: int
    not_understood: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What a page shows of an import or of its trial."""

    file: str
    read: int
    accepted: int
    rejected: int
    duplicates: int
    reasons: list[ReasonLine]
    columns: list[ColumnLine]
    channels: list[tuple[Text, int]]
    warnings: tuple[Text, ...] = ()


def of_report(report: ImportReport) -> Outcome:
    """A run that has just ended."""
    return Outcome(
        report.file, report.read, report.accepted, report.rejected, report.duplicates, _reasons(report.reasons),
        [_column(one) for one in report.columns],
        [(channel_name(Channel(word)), count) for word, count in report.channels.items()],
        report.warnings,
    )  # fmt: skip


def of_run(run: RunInfo) -> Outcome:
    """A run that is kept."""
    return Outcome(
        run.file_name, run.read, run.accepted, run.rejected, run.duplicates, _reasons(run.reasons),
        [_column(ColumnReport(**_known(one))) for one in run.columns], [],
    )  # fmt: skip


def _known(column: Mapping[str, Any]) -> dict[str, Any]:
    return {**column, "words": tuple(column.get("words", ()))}


def _reasons(found: Mapping[str, int]) -> list[ReasonLine]:
    return [ReasonLine(REASON_NAMES[RejectReason(reason)], count) for reason, count in found.items()]


def _column(one: ColumnReport) -> ColumnLine:
    role = None if one.role == "dropped" else role_name(one.role)
    return ColumnLine(one.name, role, one.understood, one.empty, one.not_understood, one.words)


def role_name(role: str) -> str:
    """What a column fills in the ledger."""
    names = {
        "key": _("Nøgle"),
        "time": _("Tidspunkt"),
        "channel": _("Kanal"),
        "kind": _("Art"),
        "outcome": _("Udfald"),
        "direction": _("Retning"),
        "handling": _("Behandling"),
        "audience": _("Målgruppe"),
        "level": _("Niveau"),
        "quality": _("Talt hvordan"),
        "exempt": _("Fritaget for Digital Post"),
        "entrance": _("Indgang"),
        "department": _("Forvaltning"),
        "service": _("Ydelse"),
        "minutes": _("Tid"),
        "weight": _("Vægt"),
        "party": _("Hvem det var (gemmes ikke)"),
    }
    return names.get(role, role)


@dataclass(frozen=True)
class BatchLine:
    """A batch with what may be done to it."""

    batch: ImportedBatch
    state: str
    counts: bool
    undone: bool
    years: tuple[int, ...]
    """Every year that its rows lie in."""


def batch_lines(found: Iterable[ImportedBatch]) -> list[BatchLine]:
    """The batches, each with its state in words."""
    states = {
        BatchState.CURRENT: _("Tæller med"),
        BatchState.REPLACED: _("Afløst"),
        BatchState.UNDONE: _("Fortrudt"),
        BatchState.REMOVED: _("Slettet"),
    }
    return [
        BatchLine(
            one,
            states[one.info.state],
            one.info.state is BatchState.CURRENT,
            one.info.state is BatchState.UNDONE,
            _years(one.info),
        )
        for one in found
    ]


def _years(info: BatchInfo) -> tuple[int, ...]:
    if info.first_day is None or info.last_day is None:
        return ()
    return tuple(range(info.first_day.year, info.last_day.year + 1))
