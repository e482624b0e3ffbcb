"""Questions about files of many: what a file must hold, how far one is, and what came of each row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.tables import as_csv, as_workbook
from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice.models import ManyFile, ManyRow
from indgang.modules.selfservice.rules.dated import parameter_value
from indgang.modules.selfservice.rules.many import shown_cell, what_to_write
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.rules.wording import Wording
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.schema.solution.many import MOST_IN_A_FILE, Column
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors.many_cells import cells_of
from indgang.modules.selfservice.vocabulary import (
    EMPTY,
    ERROR_COLUMN,
    ManyState,
    Outcome,
    QuestionKind,
    RowState,
)

AT_ONCE = 100
"""Rows on one page."""
NEWEST = 20
"""Files in a list."""
EMPTY_ROWS = 200
"""Rows of the empty workbook that are text already."""


@dataclass(frozen=True)
class ColumnView:
    """One column as it is described. `asks`: what the form asks; `write`: how its cells are written; `needed`: never
    empty.
    """

    header: Text
    asks: Text
    write: Text
    example: str
    needed: bool


@dataclass(frozen=True)
class ManyForm:
    """What a file of many must look like. `confirm`: what is said yes to once for all its rows."""

    solution: str
    title: Text
    service_id: str
    columns: tuple[ColumnView, ...]
    most: int
    confirm: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class ManyInfo:
    """One file. `waiting`, `good`, `bad`, `sent`: so many rows."""

    id: UUID
    solution: str
    name: str
    state: ManyState
    uploaded_at: datetime
    done_at: datetime | None
    total: int
    waiting: int
    good: int
    bad: int
    sent: int

    @property
    def at_work(self) -> bool:
        return self.state in (ManyState.CHECKING, ManyState.SENDING)

    @property
    def done(self) -> int:
        """Rows that have been dealt with in the state that it is in."""
        return self.total - (self.waiting if self.state is ManyState.CHECKING else self.good)


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell, `written` as it may be shown; without a column it is about the whole row."""

    header: Text
    written: str
    message: Text


@dataclass(frozen=True)
class BadRow:
    line: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class SentRow:
    """A row that was sent. `granted`: by the rules, at once; else a person looks at it."""

    line: int
    number: str
    submission_id: UUID
    granted: bool


@dataclass(frozen=True)
class ManyView:
    """A file with what came of its rows; at most `AT_ONCE` of each sort, from the page on."""

    info: ManyInfo
    form: ManyForm
    why: Text
    unused: tuple[str, ...]
    bad: tuple[BadRow, ...]
    sent: tuple[SentRow, ...]
    page: int
    pages: int


def many_form(slug: str) -> ManyForm | None:
    """What a file for this solution looks like; None when it takes none. Raises UnknownSolution."""
    return _form(versions.active(slug).solution)


def _form(solution: Solution) -> ManyForm | None:
    if solution.many is None:
        return None
    nothing = loading.inputs_of(solution, ground=Ground.COMPANY, rows={}, facts={})
    wording = Situation(solution, nothing).wording
    return ManyForm(
        solution.slug,
        solution.title,
        solution.service_id,
        tuple(_column(solution, column, wording) for column in solution.many.columns),
        most_rows(solution),
        tuple(
            (question.id, wording.fill(question.label))
            for question in solution.questions.values()
            if question.kind is QuestionKind.CONFIRM
        ),
    )


def _column(solution: Solution, column: Column, wording: Wording) -> ColumnView:
    question = solution.question_at(column.key)
    if question is None:  # the loader lets no such column in
        raise LookupError(column.key)
    needed = question.required and question.show is None and question.prefill is None
    asks = wording.fill(question.label)
    return ColumnView(column.header, asks, what_to_write(question, column.part), column.example, needed)


def most_rows(solution: Solution) -> int:
    """Rows that a file may hold today. A parameter that is not known leaves the technical limit."""
    most = solution.many.most if solution.many else "0"
    if most.isdigit():
        return int(most)
    use = solution.parameter_uses[most]
    row = loading.parameter_rows(solution, clock.today()).get(most)
    value = parameter_value(use, row, loading.municipality_values())
    return min(value, MOST_IN_A_FILE) if isinstance(value, int) and value > 0 else MOST_IN_A_FILE


def empty_file(slug: str, *, english: bool, workbook: bool) -> bytes:
    """A file to begin from: the headers and, when the content has examples, one row of them.

    Raises UnknownSolution, NotYours when the solution takes no file.
    """
    many = versions.active(slug).solution.many
    if many is None:
        raise NotYours
    rows = [[_in(column.header, english) for column in many.columns]]
    if any(column.example for column in many.columns):
        rows.append([column.example for column in many.columns])
    return as_workbook(slug, rows, empty=EMPTY_ROWS) if workbook else as_csv(rows)


def file_of(file_id: UUID | str, by: Acting, *, lock: bool = False) -> ManyFile:
    """A file of theirs, while their ground reaches its service. Raises NotYours."""
    rows = ManyFile.objects.filter(pk=file_id, actor=UUID(by.actor.id), company=UUID(by.party.id))
    file = (rows.select_for_update() if lock else rows).first() if by.ground is Ground.COMPANY else None
    if file is None:
        raise NotYours
    loading.check_ground(by, versions.version(file.version_id).solution.service_id)
    return file


def many_files(slug: str, by: Acting) -> list[ManyInfo]:
    """The files that they brought for the company, the newest first."""
    if by.party.kind != "company":
        return []
    rows = ManyFile.objects.filter(actor=UUID(by.actor.id), company=UUID(by.party.id), solution=slug)
    found = rows.annotate(**_COUNTS).order_by("-uploaded_at")[:NEWEST]
    return [_info(file, {state: getattr(file, f"in_{state}") for state in RowState}) for file in found]


@dataclass(frozen=True)
class FileToSend:
    """A file that was looked through, and whose good rows wait for the word."""

    id: UUID
    name: str
    title: Text
    service_id: str


def files_to_send(by: Acting) -> list[FileToSend]:
    """Their files with good rows that nobody has said to send, or that stopped; asks nothing for a person."""
    if by.ground is not Ground.COMPANY:
        return []
    rows = ManyFile.objects.filter(actor=UUID(by.actor.id), company=UUID(by.party.id))
    waiting = rows.filter(state__in=[ManyState.CHECKED, ManyState.STOPPED], rows__state=RowState.GOOD)
    found = []
    for file in waiting.distinct().order_by("-uploaded_at")[:NEWEST]:
        solution = versions.version(file.version_id).solution
        found.append(FileToSend(file.pk, file.name, solution.title, solution.service_id))
    return found


_COUNTS = {f"in_{state}": Count("rows", filter=Q(rows__state=state.value)) for state in RowState}


def many_file(file_id: UUID | str, by: Acting, *, page: int = 1) -> ManyView:
    """One file, and what came of its rows. Raises NotYours."""
    file = file_of(file_id, by)
    solution = versions.version(file.version_id).solution
    form = _form(solution)
    if form is None:
        raise NotYours
    counted = file.rows.values("state").annotate(count=Count("pk")).values_list("state", "count")
    info = _info(file, {RowState(state): count for state, count in counted})
    pages = max(1, -(-max(info.bad, info.sent) // AT_ONCE))
    page = min(max(page, 1), pages)
    from_row = (page - 1) * AT_ONCE
    bad = file.rows.filter(state=RowState.BAD).order_by("line")[from_row : from_row + AT_ONCE]
    sent = file.rows.filter(state=RowState.SENT, submission__isnull=False)
    sent = sent.select_related("submission").order_by("line")[from_row : from_row + AT_ONCE]
    return ManyView(
        info,
        form,
        Text.of(file.why),
        tuple(file.unused),
        tuple(_bad(solution, row) for row in bad),
        tuple(found for row in sent if (found := _sent(row))),
        page,
        pages,
    )


def _info(file: ManyFile, counts: Mapping[RowState, int]) -> ManyInfo:
    return ManyInfo(
        file.pk,
        file.solution,
        file.name,
        ManyState(file.state),
        file.uploaded_at,
        file.done_at,
        file.total,
        *(counts.get(state, 0) for state in (RowState.WAITING, RowState.GOOD, RowState.BAD, RowState.SENT)),
    )


def _bad(solution: Solution, row: ManyRow) -> BadRow:
    columns = {column.name: column for column in solution.many.columns} if solution.many else {}
    problems, cells = [], cells_of(row)
    for name, message in row.errors.items():
        column = columns.get(name)
        question = solution.question_at(column.key) if column else None
        problems.append(
            Problem(
                column.header if column else EMPTY,
                shown_cell(question, cells.get(name, "")),
                Text.of(message),
            )
        )
    return BadRow(row.line, tuple(problems))


def _sent(row: ManyRow) -> SentRow | None:
    sent = row.submission
    if sent is None:
        return None
    return SentRow(row.line, sent.number, sent.pk, sent.finding["outcome"] == Outcome.GRANTED)


def bad_rows(file_id: UUID | str, by: Acting, *, english: bool) -> bytes:
    """The rows that were not sent, as they were written, with what to do in a last column: a CSV file to correct and
    bring again. Nothing in it runs in a spreadsheet. Raises NotYours.
    """
    file = file_of(file_id, by)
    many = versions.version(file.version_id).solution.many
    if many is None:
        raise NotYours
    known = {column.name: column for column in many.columns}
    columns = [known[name] for name in file.columns if name in known]
    lines = [[*(_in(column.header, english) for column in columns), _in(ERROR_COLUMN, english)]]
    for row in file.rows.filter(state=RowState.BAD).order_by("line").iterator(chunk_size=AT_ONCE):
        told, cells = [], cells_of(row)
        for name, message in row.errors.items():
            words = _in(Text.of(message), english)
            told.append(f"{_in(known[name].header, english)}: {words}" if name in known else words)
        lines.append([*(cells.get(column.name, "") for column in columns), " ".join(told)])
    return as_csv(lines)


def _in(text: Text, english: bool) -> str:
    return text.en or text.da if english else text.da


def row_of(submission_id: UUID) -> tuple[UUID, int] | None:
    """The file and the row that a submission came from; None for all others."""
    row = ManyRow.objects.filter(submission=submission_id).values_list("file", F("line")).first()
    return (row[0], row[1]) if row else None
