"""A solution's folder as a zip file, packed and unpacked in memory.

What comes from outside is never written where it says itself: only the names that a solution has are taken, and each
is read no further than its limit, whatever the file says about its own size.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from indgang.kernel.strict_yaml import MAX_BYTES, ContentError, Problem

MOST_BYTES = 2_000_000
"""Bytes of a zip file."""
MOST_FILES = 60
MOST_UNPACKED = 6_000_000
"""Bytes of all files together."""
_FILES = re.compile(r"(solution\.yaml|examples\.yaml|README\.md|letters/[a-z][a-z0-9_]{0,59}\.yaml)")
_FOLDER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 200
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SYMLINK = 0o120000
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def pack(slug: str, texts: Mapping[str, str]) -> bytes:
    """The texts in a folder of the solution's name. The same texts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(texts):
            entry = zipfile.ZipInfo(f"{slug}/{name}", _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, texts[name].encode())
    return out.getvalue()


def unpack(raw: bytes, name: str) -> dict[str, str]:
    """The texts of a solution by name, without the folder they may stand in. Raises ContentError."""
    if len(raw) > MOST_BYTES:
        raise _refused(
            name, f"The zip file is larger than {MOST_BYTES} bytes. Pack the solution's folder alone."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return _texts(packed, name)
    except (zipfile.BadZipFile, zlib.error, LookupError, EOFError, OSError, RuntimeError, ValueError):
        raise _refused(name, "This is no zip file that can be read. Pack the folder again.") from None


def _refused(name: str, sentence: str) -> ContentError:
    return ContentError([Problem(name, 0, sentence)])


def _texts(packed: zipfile.ZipFile, name: str) -> dict[str, str]:
    entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise _refused(name, f"There are more than {MOST_FILES} files. Pack the solution's folder alone.")
    problems, found, left = [], {}, MOST_UNPACKED
    folders = set()
    for entry in entries:
        folder, inside = _place(entry.filename)
        sentence = _wrong(entry, inside)
        if inside in found:
            sentence = "The file is there twice. Keep one of them."
        if sentence:
            problems.append(Problem(f"{name}/{entry.filename[:_LONGEST_NAME]}", 0, sentence))
            continue
        folders.add(folder)
        with packed.open(entry) as file:
            content = file.read(min(MAX_BYTES, left) + 1)
        if len(content) > min(MAX_BYTES, left):
            raise _refused(
                f"{name}/{entry.filename}", f"The file is larger than {MAX_BYTES} bytes. Split it."
            )
        left -= len(content)
        try:
            found[inside] = content.decode("utf-8")
        except UnicodeDecodeError:
            sentence = "This is not UTF-8. Save the file as UTF-8."
            problems.append(Problem(f"{name}/{entry.filename}", 0, sentence))
    if len(folders) > 1:
        problems.append(Problem(name, 0, "The files stand in several folders. Pack one solution alone."))
    if "solution.yaml" not in found and not problems:
        problems.append(Problem(name, 0, "solution.yaml is missing. Pack the solution's folder."))
    if problems:
        raise ContentError(problems)
    return found


def _place(filename: str) -> tuple[str, str]:
    """The folder that a file stands in, if it is one that a solution may be called, and the rest of its name."""
    folder, slash, rest = filename.partition("/")
    if slash and _FOLDER.fullmatch(folder) and not _FILES.fullmatch(filename):
        return folder, rest
    return "", filename


def _wrong(entry: zipfile.ZipInfo, inside: str) -> str:
    if entry.flag_bits & 0x1:
        return "The file is locked with a password. Pack it without."
    if (entry.external_attr >> 16) & 0o170000 == _SYMLINK:
        return "This is a link and no file. Pack the file itself."
    if entry.compress_type not in _READABLE:
        return "The file is packed in a way that is not read here. Use an ordinary zip file."
    if not _FILES.fullmatch(inside):
        return "A solution has solution.yaml, examples.yaml, README.md and letters/*.yaml. Take this out."
    return ""
