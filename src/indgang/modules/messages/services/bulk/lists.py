"""The list of receivers: a CSV file read line by line, each line checked and told by its number."""

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Literal

from indgang.kernel.errors import Expected
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text

LONGEST_VALUE = 300
SEPARATORS = (";", ",", "\t")
NUMBERS: dict[str, Literal["person", "company"]] = {
    **dict.fromkeys(("cpr", "cpr-nummer", "cprnummer", "cpr-nr", "personnummer"), "person"),
    **dict.fromkeys(("cvr", "cvr-nummer", "cvrnummer", "cvr-nr"), "company"),
}
NAMES = ("navn", "name")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_CSV = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


class BadList(Expected):
    """The file as a whole cannot be used; the sentence says what to do."""

    status = 422


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line: the number as typed, the name or nothing, and what the letter needs."""

    line: int
    kind: Literal["person", "company"]
    number: str
    name: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Rejected:
    """One line that gets no letter. `why` says nothing of what stood in it."""

    line: int
    why: Text

    def as_json(self) -> dict[str, object]:
        return {"line": self.line, "why": self.why.as_json()}


def read_list(
    file: BinaryIO, columns: Sequence[str], *, days: Collection[str] = ()
) -> Iterator[Wanted | Rejected]:
    """Each line of the list, one at a time. `columns`: what the letter needs beside the receiver's name; `days`: those
    of them that are a date.

    UTF-8, UTF-16 or Windows-1252; parted by semicolon, comma or tab; the first line names the columns. Columns that
    nobody needs are passed over. Raises BadList, also in the middle of a file.
    """
    text = _opened(file)
    try:
        yield from _lines(text, columns, days)
    except csv.Error:
        raise BadList(
            Text(
                "Filen er ikke en rigtig CSV-fil. Se efter, om et anførselstegn mangler.",
                "The file is no proper CSV. Check whether a quotation mark is missing.",
            )
        ) from None
    except UnicodeDecodeError:
        raise BadList(
            Text(
                "Vi kan ikke læse tegnene i filen. Gem den som CSV UTF-8.",
                "We cannot read the characters of the file. Save it as CSV UTF-8.",
            )
        ) from None
    finally:
        text.detach()


def _opened(file: BinaryIO) -> io.TextIOWrapper:
    start = file.read(4)
    if not start:
        raise BadList(Text("Filen er tom.", "The file is empty."))
    if start.startswith(_NO_CSV):
        raise BadList(
            Text(
                "Det er ikke en CSV-fil. Åbn den i Excel, og gem den som CSV UTF-8.",
                "This is no CSV file. Open it in Excel, and save it as CSV UTF-8.",
            )
        )
    file.seek(0)
    encoding = next((name for bom, name in _BOMS if start.startswith(bom)), "")
    return io.TextIOWrapper(file, encoding or _guessed(file), newline="")


def _guessed(file: BinaryIO) -> str:
    """UTF-8 when every byte of it fits, else what an older Excel writes. Reads the file once, piece by piece."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(1 << 20):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8"


@dataclass(frozen=True)
class _Places:
    """Where each thing stands in a line."""

    numbers: tuple[tuple[int, Literal["person", "company"]], ...]
    name: int | None
    columns: tuple[tuple[int, str], ...]


def _lines(
    text: io.TextIOWrapper, columns: Sequence[str], days: Collection[str]
) -> Iterator[Wanted | Rejected]:
    head = text.readline(1 << 16)
    separator = max(SEPARATORS, key=head.count)
    places = _places(next(csv.reader([head], delimiter=separator), []), columns)
    reader = csv.reader(text, delimiter=separator, strict=True)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _line(reader.line_num + 1, cells, places, days)


def _places(head: Sequence[str], columns: Sequence[str]) -> _Places:
    names = [cell.strip().lstrip("\ufeff").lower() for cell in head]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        listed = ", ".join(twice)
        raise BadList(
            Text(
                f"Kolonnen {listed} står to gange. Giv den ene et andet navn.",
                f"The column {listed} stands twice. Give one of them another name.",
            )
        )
    numbers = tuple((i, NUMBERS[name]) for i, name in enumerate(names) if name in NUMBERS)
    if not numbers:
        raise BadList(
            Text(
                "Første linje skal have en kolonne med navnet cpr eller cvr.",
                "The first line must have a column called cpr or cvr.",
            )
        )
    missing = ", ".join(column for column in columns if column not in names)
    if missing:
        raise BadList(
            Text(
                f"Brevet bruger {missing}. Lav en kolonne med det navn i filen.",
                f"The letter uses {missing}. Make a column of that name in the file.",
            )
        )
    name = next((i for i, one in enumerate(names) if one in NAMES), None)
    return _Places(numbers, name, tuple((names.index(column), column) for column in columns))


def _line(number: int, cells: Sequence[str], places: _Places, days: Collection[str]) -> Wanted | Rejected:
    def cell(i: int | None) -> str:
        return cleaned(cells[i]) if i is not None and i < len(cells) else ""

    given = [(kind, cell(i)) for i, kind in places.numbers if cell(i)]
    if not given:
        return Rejected(number, Text("Nummeret mangler.", "The number is missing."))
    if len(given) > 1:
        return Rejected(number, Text("Skriv kun ét nummer.", "Write one number only."))
    values = {column: cell(i) for i, column in places.columns}
    wrong = next(filter(None, (_bad_value(name, value, days) for name, value in values.items())), None)
    if wrong is not None:
        return Rejected(number, wrong)
    kind, typed = given[0]
    return Wanted(number, kind, typed, cell(places.name), values)


def _bad_value(column: str, value: str, days: Collection[str]) -> Text | None:
    if not value:
        return Text(f"{column} er tom.", f"{column} is empty.")
    if len(value) > LONGEST_VALUE:
        return Text(
            f"{column} er for lang. Højst {LONGEST_VALUE} tegn.",
            f"{column} is too long. {LONGEST_VALUE} characters at most.",
        )
    if without_cpr(value) != value:
        return Text(
            f"Der står et cpr-nummer i {column}. Et brev må ikke vise det.",
            f"There is a CPR number in {column}. A letter must not show it.",
        )
    if column in days and not _is_day(value):
        return Text(
            f"{column} er ikke en dato. Skriv den som 2026-12-31.",
            f"{column} is no date. Write it as 2026-12-31.",
        )
    return None


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def bad_number(wanted: Wanted) -> Text:
    """What is wrong with a number that is none, as far as one can tell from its length."""
    digits = sum(character.isdigit() for character in wanted.number)
    if wanted.kind == "person" and digits == 9:
        return Text(
            "Cpr-nummeret har 9 cifre. Excel har nok fjernet nullet forrest. Gør kolonnen til tekst.",
            "The CPR number has 9 digits. Excel has probably removed the zero in front. Make the column text.",
        )
    if wanted.kind == "person":
        return Text("Det er ikke et cpr-nummer.", "This is no CPR number.")
    return Text("Det er ikke et cvr-nummer.", "This is no CVR number.")
