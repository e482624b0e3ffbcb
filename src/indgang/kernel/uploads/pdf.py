"""A PDF, looked through: every object of it, for what can act or hide. Runs in the child only.

A PDF is a document of a case and is kept byte for byte, so nothing is taken out of it: it is taken, or refused.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, TextStringObject

from indgang.kernel.uploads.refusals import BadFile, Limits, Refusal

MOST_OBJECTS = 200_000
AFTER_THE_END = 256
"""Bytes that may stand after the last `%%EOF`; some scanners leave a few."""

_KEYS = {
    "/JavaScript": Refusal.SCRIPT,
    "/JS": Refusal.SCRIPT,
    "/XFA": Refusal.XFA,
    "/EmbeddedFiles": Refusal.EMBEDDED,
    "/EF": Refusal.EMBEDDED,
    "/Collection": Refusal.EMBEDDED,
    "/RichMediaContent": Refusal.MEDIA,
}
_ACTIONS = {
    "/JavaScript": Refusal.SCRIPT,
    "/Launch": Refusal.LAUNCH,
    "/SubmitForm": Refusal.OPENS,
    "/ImportData": Refusal.OPENS,
    "/GoToR": Refusal.OPENS,
    "/GoToE": Refusal.EMBEDDED,
    "/Rendition": Refusal.MEDIA,
    "/RichMediaExecute": Refusal.MEDIA,
    "/Movie": Refusal.MEDIA,
    "/Sound": Refusal.MEDIA,
}
_TYPES = {"/EmbeddedFile": Refusal.EMBEDDED}
_SUBTYPES = {
    "/RichMedia": Refusal.MEDIA,
    "/Movie": Refusal.MEDIA,
    "/Screen": Refusal.MEDIA,
    "/Sound": Refusal.MEDIA,
    "/3D": Refusal.MEDIA,
    "/FileAttachment": Refusal.EMBEDDED,
}
# Found in the bytes, too: another reader may see an object that is not in the table which ours follows.
_WORDS = {
    b"/JavaScript": Refusal.SCRIPT,
    b"/Launch": Refusal.LAUNCH,
    b"/EmbeddedFile": Refusal.EMBEDDED,
    b"/RichMedia": Refusal.MEDIA,
}
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PAGE = re.compile(rb"<\s*(html|script|body|iframe|svg)\b|<!doctype\s+html", re.IGNORECASE)


def look(content: bytes, limits: Limits) -> int:
    """How many pages a PDF has. Raises BadFile for one that we do not keep."""
    _one_kind_only(content)
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise BadFile(Refusal.LOCKED)
        pages = _walk(reader)
        first = reader.pages[0]
        first.mediabox  # noqa: B018  (a page that cannot be read is no page)
    except BadFile:
        raise
    except FileNotDecryptedError:
        raise BadFile(Refusal.LOCKED) from None
    except MemoryError:
        raise BadFile(Refusal.HEAVY) from None
    except Exception:  # a hostile file may raise anything
        raise BadFile(Refusal.BROKEN) from None
    if pages > limits.pages:
        raise BadFile(Refusal.PAGES, limits)
    return pages


def _one_kind_only(content: bytes) -> None:
    """Nothing but a PDF from the first byte to the last, whoever reads it."""
    end = content.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in content[max(0, end - 1024) : end]:
        raise BadFile(Refusal.BROKEN)
    if len(content) - end - 5 > AFTER_THE_END or zipfile.is_zipfile(BytesIO(content)):
        raise BadFile(Refusal.MIXED)
    if _PAGE.search(content[:4096]) or _PAGE.search(content[end:]):
        raise BadFile(Refusal.MIXED)
    plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
    for word, why in _WORDS.items():
        if word in plain:
            raise BadFile(why)


def _walk(reader: PdfReader) -> int:
    """Look at every object there is, reachable or not. Returns how many pages are among them."""
    pages = seen = 0
    for one in _objects(reader):
        stack: list[Any] = [one]
        while stack:
            seen += 1
            if seen > MOST_OBJECTS * 20:
                raise BadFile(Refusal.HEAVY)
            found = stack.pop()
            if isinstance(found, DictionaryObject):
                _check(found)
                pages += found.get("/Type") == "/Page"
                stack.extend(dict.values(found))
            elif isinstance(found, ArrayObject):
                stack.extend(list.__iter__(found))
    return pages


def _objects(reader: PdfReader) -> Iterator[Any]:
    """The trailer, and each object of the table, those packed in streams too."""
    yield reader.trailer
    known = [(number, generation) for generation, row in reader.xref.items() for number in row]
    known += [(number, 0) for number in reader.xref_objStm]
    if len(known) > MOST_OBJECTS:
        raise BadFile(Refusal.HEAVY)
    for number, generation in known:
        yield reader.get_object(IndirectObject(number, generation, reader))


def _word(holder: DictionaryObject, key: str) -> str:
    value = holder.get(key)
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return value if isinstance(value, str) else ""


def _check(found: DictionaryObject) -> None:
    """One dictionary: what it is called, what it does, what it opens."""
    for key, why in _KEYS.items():
        if key in found:
            raise BadFile(why)
    for key, known in (("/S", _ACTIONS), ("/Type", _TYPES), ("/Subtype", _SUBTYPES)):
        word = _word(found, key)
        if word in known:
            raise BadFile(known[word])
    if "/OpenAction" in found:
        _check_open(found["/OpenAction"])
    address = found.get("/URI")
    if isinstance(address, TextStringObject) and re.match(r"\s*(file:|\\\\|javascript:)", address, re.I):
        raise BadFile(Refusal.OPENS)


def _check_open(action: Any) -> None:
    """What happens when the file is opened: it may go to one of its own pages, and nothing else."""
    if isinstance(action, DictionaryObject) and _word(action, "/S") not in ("/GoTo", ""):
        raise BadFile(_ACTIONS.get(_word(action, "/S"), Refusal.OPENS))
