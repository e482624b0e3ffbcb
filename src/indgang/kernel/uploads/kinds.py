"""What a file is, by its first bytes. Its name and the browser's word for it are never asked."""

import re
from enum import StrEnum

from indgang.kernel.uploads.refusals import BadFile, Refusal


class FileKind(StrEnum):
    """The kinds that we take. The word is the file's ending, too."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}

_STARTS = {
    b"%PDF-": FileKind.PDF,
    b"\xff\xd8\xff": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
}
_REFUSED_STARTS = {
    b"II*\x00": Refusal.TIFF,
    b"MM\x00*": Refusal.TIFF,
    b"PK\x03\x04": Refusal.OFFICE,
    b"PK\x05\x06": Refusal.OFFICE,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": Refusal.OFFICE,
    b"{\\rtf": Refusal.OFFICE,
}
# ISO 14496-12: size, `ftyp`, brand. The brands of pictures by HEIF (ISO 23008-12) and AVIF.
_HEIF = re.compile(rb"^.{4}ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)", re.DOTALL)
# Every virus scanner knows this harmless line (EICAR, 2003). In two parts, so that none finds it here.
EICAR = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE"


def kind_of(content: bytes) -> FileKind:
    """The kind of a file. Raises BadFile for one that we do not take, with what to do about it."""
    if EICAR in content:
        raise BadFile(Refusal.VIRUS)
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind
    if _HEIF.match(content):
        raise BadFile(Refusal.HEIC)
    for start, why in _REFUSED_STARTS.items():
        if content.startswith(start):
            raise BadFile(why)
    if b"%PDF-" in content[:1024]:  # readers find it there; what stands before it is something else
        raise BadFile(Refusal.MIXED)
    raise BadFile(Refusal.UNKNOWN)
