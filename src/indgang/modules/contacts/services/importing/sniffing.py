"""What sort of file this is: its encoding, its separator, its lines, its fingerprint. Read once, piece by piece."""

import codecs
import csv
import threading
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from indgang.kernel.text import Text
from indgang.modules.contacts.schema.mapping import FormatShape
from indgang.modules.contacts.services.importing.report import BadFile

PIECE = 1 << 22
HEADER_BYTES = 1 << 20
SEPARATORS = (",", ";", "\t", "|")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EXCEL = b"PK\x03\x04"
_PARQUET = b"PAR1"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Scan:
    """One reading of a file from end to end. `lines` counts line feeds, and a last line without one."""

    fingerprint: str
    lines: int
    utf8: bool
    bytes: int


def kind_of(path: Path, wanted: str) -> str:
    """csv, excel or parquet: by the first bytes, when the mapping does not say. Raises BadFile."""
    try:
        with path.open("rb") as file:
            begin = file.read(8)
    except OSError:
        raise BadFile(
            Text(
                "Filen kan ikke læses. Se efter, om den er der.",
                "The file cannot be read. Check that it is there.",
            )
        ) from None
    if not begin:
        raise BadFile(Text("Filen er tom.", "The file is empty."))
    if begin.startswith(_OLD_EXCEL):
        raise BadFile(
            Text(
                "Det er en gammel Excel-fil (.xls). Gem den som .xlsx eller CSV.",
                "This is an old Excel file (.xls). Save it as .xlsx or CSV.",
            )
        )
    seen = "excel" if begin.startswith(_EXCEL) else "parquet" if begin.startswith(_PARQUET) else "csv"
    if wanted not in ("auto", seen):
        raise BadFile(
            Text(
                f"Mappingen siger {wanted}, men filen er {seen}. Ret `format: kind`.",
                f"The mapping says {wanted}, but the file is {seen}. Mend `format: kind`.",
            )
        )
    return seen


class Scanning:
    """Reads the whole file in a thread of its own, while somebody else works."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: Scan | None = None
        self._failed: OSError | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._found = scan(self._path)
        except OSError as error:
            self._failed = error

    def done(self) -> Scan:
        """What was found; waits for it. Raises BadFile when the file went away."""
        self._thread.join()
        if self._found is None:
            raise BadFile(
                Text("Filen kan ikke læses til ende.", "The file cannot be read to its end.")
            ) from self._failed
        return self._found


def scan(path: Path) -> Scan:
    """Read a file once: SHA-256, number of lines, and whether every byte of it is UTF-8."""
    digest, lines, size, last = sha256(), 0, 0, b""
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            lines += piece.count(b"\n")
            size += len(piece)
            last = piece[-1:]
            if decoder is not None and not (piece.isascii() and not decoder.getstate()[0]):
                decoder = _still_good(decoder, piece)
    if decoder is not None and decoder.getstate()[0]:
        decoder = None  # it ends in the middle of a letter
    return Scan(digest.hexdigest(), lines + (last not in (b"\n", b"")), decoder is not None, size)


def _still_good(decoder: codecs.IncrementalDecoder, piece: bytes) -> codecs.IncrementalDecoder | None:
    try:
        decoder.decode(piece)
    except UnicodeDecodeError:
        return None
    return decoder


def encoding_of(path: Path, wanted: str, scan: Scan) -> tuple[str, tuple[Text, ...]]:
    """The encoding, and what the reader must be told about it.

    A mark at the beginning decides; then what the mapping says; then UTF-8 when every byte fits, else cp1252.
    """
    with path.open("rb") as file:
        begin = file.read(4)
    for bom, name in BOMS:
        if begin.startswith(bom):
            return name, ()
    if wanted != "auto":
        return wanted, ()
    if scan.utf8:
        return "utf-8", ()
    return "cp1252", (
        Text(
            "Filen er ikke UTF-8. Vi har læst den som cp1252 (Windows). Skriv `encoding`, hvis det er forkert.",
            "The file is not UTF-8. It was read as cp1252 (Windows). Write `encoding` if that is wrong.",
        ),
    )


def header_of(path: Path, encoding: str, shape: FormatShape) -> tuple[str, tuple[str, ...]]:
    """The separator and the column names. Raises BadFile for a header that is not there or names a column twice."""
    with path.open("r", encoding=encoding, errors="replace", newline="") as file:
        for _ in range(shape.header - 1):
            file.readline(HEADER_BYTES)
        line = file.readline(HEADER_BYTES)
    if not line.strip():
        raise BadFile(
            Text(
                f"Linje {shape.header} er tom. Skriv under `header`, hvor kolonnernes navne står.",
                f"Line {shape.header} is empty. Write under `header` where the names of the columns stand.",
            )
        )
    separator = {"tab": "\t", "auto": _most_likely(line, shape.quote)}.get(shape.separator, shape.separator)
    names = next(csv.reader([line.rstrip("\r\n")], delimiter=separator, quotechar=shape.quote), [])
    return separator, checked_names(names)


def _most_likely(line: str, quote: str) -> str:
    """The mark that parts most columns outside quotes."""

    def parts(mark: str) -> int:
        return len(next(csv.reader([line.rstrip("\r\n")], delimiter=mark, quotechar=quote), []))

    return max(SEPARATORS, key=lambda mark: (parts(mark), -SEPARATORS.index(mark)))


def checked_names(names: list[str]) -> tuple[str, ...]:
    """Column names without blanks around them; a nameless one gets a number. Raises BadFile for a name given twice."""
    found = tuple(name.strip() or f"column {number}" for number, name in enumerate(names, 1))
    twice = sorted({name for name in found if found.count(name) > 1})
    if twice:
        listed = ", ".join(twice)
        raise BadFile(
            Text(
                f"Kolonnen står to gange i filen: {listed}. Giv den ene et andet navn.",
                f"The column stands twice in the file: {listed}. Give one of them another name.",
            )
        )
    return found
