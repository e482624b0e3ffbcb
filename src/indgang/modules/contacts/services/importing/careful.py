"""A CSV file row by row, for a file that the quick reader does not understand: every row is accounted for.

What can be read is written anew in a plain form (UTF-8, every cell quoted, one row a line) with the columns that are
used; what cannot be read is told by line and reason. Memory does not grow with the file.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from indgang.modules.contacts.schema.mapping import FormatShape
from indgang.modules.contacts.vocabulary import RejectReason

LONGEST_LINE = 1 << 21
MOST_LINES = 200
"""A quotation mark that is not closed within so many lines is a mistake, not a text with line breaks."""

BAD_LETTER = "�"
_PLAIN = str.maketrans({"\n": " ", "\r": " ", "\0": " "})
Record = tuple[int, list[str]]
Refuse = Callable[[int, RejectReason], None]


@dataclass(frozen=True)
class Rewritten:
    """How many rows the plain file has; with those refused it is every row of the source."""

    rows: int
    refused: int


def rewrite(
    *,
    source: Iterable[Record],
    wanted: Sequence[int],
    width: int,
    to: Path,
    refuse: Refuse,
    full: bool = True,
) -> Rewritten:
    """Write the columns at the places `wanted` of every record, the line number first.

    A record of another width than `width` is refused. Not `full`: missing cells at the end are empty (a
    spreadsheet leaves them out).
    """
    rows = refused = 0
    with to.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
        for line, cells in source:
            if len(cells) > width and (full or any(cells[width:])):
                refuse(line, RejectReason.TOO_MANY_COLUMNS)
                refused += 1
                continue
            if len(cells) < width:
                if full:
                    refuse(line, RejectReason.TOO_FEW_COLUMNS)
                    refused += 1
                    continue
                cells = [*cells, *[""] * (width - len(cells))]
            write([line, *(cells[place].translate(_PLAIN) for place in wanted)])
            rows += 1
    return Rewritten(rows, refused)


class Records:
    """The records of a CSV file after its header; what is no record goes to `refuse`, and is counted in `refused`."""

    def __init__(
        self, path: Path, *, encoding: str, separator: str, shape: FormatShape, refuse: Refuse
    ) -> None:
        self._path, self._encoding, self._separator = path, encoding, separator
        self._quote, self._header = shape.quote, shape.header
        self._refuse = refuse
        self.refused = 0

    def __iter__(self) -> Iterator[Record]:
        # errors="replace" keeps going; a row with a replaced letter is refused, since we would not know what it said
        with self._path.open("r", encoding=self._encoding, errors="replace", newline="") as file:
            lines = _lines(file)
            for _ in range(self._header):
                next(lines, None)
            yield from self._records(lines)

    def _records(self, lines: Iterator[tuple[int, str]]) -> Iterator[Record]:
        ahead: list[tuple[int, str]] = []
        while True:
            number, line = ahead.pop(0) if ahead else next(lines, (0, ""))
            if not number:
                return
            if not line.strip("\r\n"):
                continue
            if BAD_LETTER in line:
                self._no(number, RejectReason.NOT_THIS_ENCODING)
                continue
            if line.count(self._quote) % 2:
                whole = self._joined(line, ahead, lines)
                if whole is not None:
                    yield number, whole
                    continue
            cells = self._cells(line)
            if cells is None:
                self._no(number, RejectReason.BAD_QUOTE)
            else:
                yield number, cells

    def _no(self, number: int, reason: RejectReason) -> None:
        self.refused += 1
        self._refuse(number, reason)

    def _joined(
        self, line: str, ahead: list[tuple[int, str]], lines: Iterator[tuple[int, str]]
    ) -> list[str] | None:
        """A record over several lines: until its quotes are closed. None, and the lines stay ahead, when it is none."""
        text, odd, taken = line, True, 0
        while odd and taken < MOST_LINES and len(text) < LONGEST_LINE:
            if taken == len(ahead):
                more = next(lines, None)
                if more is None:
                    break
                ahead.append(more)
            text += ahead[taken][1]
            odd ^= bool(ahead[taken][1].count(self._quote) % 2)
            taken += 1
        if odd or BAD_LETTER in text:
            return None
        cells = self._cells(text)
        if cells is not None:
            del ahead[:taken]
        return cells

    def _cells(self, text: str) -> list[str] | None:
        """The cells of what is exactly one record; None when it is not."""
        rows = csv.reader(
            io.StringIO(text, newline=""), delimiter=self._separator, quotechar=self._quote, strict=True
        )
        try:
            first = next(rows, None)
            return None if first is None or next(rows, None) is not None else first
        except csv.Error:
            return None


def _lines(file: TextIO) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, counted from 1. A line that never ends is given in pieces."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        yield number, line
