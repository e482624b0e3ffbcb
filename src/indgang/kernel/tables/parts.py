"""The parts of an archive that somebody sent, held against what the archive says of them."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import IO

_HEAD = 30
"""Bytes before the name of a part; the last four are the lengths of the name and of what follows it."""
_PIECE = 1 << 16


class TooLarge(Exception):
    """It would fill the memory when it is unpacked, or says that it has endless rows."""


class Damaged(Exception):
    """It is no workbook that can be read to its end."""


def measure_parts(file: IO[bytes], parts: Iterable[zipfile.ZipInfo]) -> None:
    """Raises TooLarge when more comes out of a part than the archive says, and Damaged for a way of packing that Excel
    does not use. A reader may take a part whole, and `zipfile` unpacks one that lies before it cuts it.

    Moves the place at which `file` is read.
    """
    for part in parts:
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Damaged
        if part.compress_type == zipfile.ZIP_DEFLATED and _holds_more(file, part):
            raise TooLarge


def _holds_more(file: IO[bytes], part: zipfile.ZipInfo) -> bool:
    """Whether more comes out of a part than the archive says. It is unpacked piece by piece, and none is kept."""
    file.seek(part.header_offset)
    head = file.read(_HEAD)
    file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), io.SEEK_CUR)
    opener, left, out = zlib.decompressobj(-zlib.MAX_WBITS), part.compress_size, 0
    while left > 0 and not opener.eof and (piece := file.read(min(left, _PIECE))):
        left -= len(piece)
        while piece and not opener.eof:
            out += len(opener.decompress(piece, _PIECE))
            if out > part.file_size:
                return True
            piece = opener.unconsumed_tail
    return False
