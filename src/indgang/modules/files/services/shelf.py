"""Files on disk: each content once, under its SHA-256, whole or not at all.

The content is written before its row, so that a crash leaves a file that nobody names, never a row without its file.
The nightly sweep takes such files away. A lock on the folder keeps the two apart: a file that is about to get a row
is made young under the lock, and the sweep looks at its age again under the lock before it removes it.
"""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from indgang.modules.files.models import StoredFile
from indgang.modules.files.selectors import place_of, shelf

YOUNG = 3600.0
"""Seconds: a file of this age may be waiting for its row to be committed."""


@contextmanager
def _locked(how: int) -> Iterator[None]:
    folder = shelf()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def put(content: bytes) -> str:
    """Write content, and make sure that it has reached the disk. Returns its fingerprint. Safe to repeat."""
    fingerprint = sha256(content).hexdigest()
    target = place_of(fingerprint)
    with _locked(fcntl.LOCK_SH):
        if target.exists():
            os.utime(target)  # young again: the sweep waits for our row
            return fingerprint
        target.parent.mkdir(mode=0o700, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync(target.parent)
    return fingerprint


def _sync(folder: Path) -> None:
    """The new name reaches the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_orphan_files() -> int:
    """Remove what no row names any more, and what a crash left half written. Returns how many.

    Counted by the machine's clock, as the file system does, not by the demo's.
    """
    folder = shelf()
    if not folder.is_dir():
        return 0
    return sum(_remove_if_orphan(path) for path in sorted(folder.glob("??/*")))


def _is_old(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - YOUNG
    except FileNotFoundError:
        return False


def _remove_if_orphan(path: Path) -> bool:
    if not _is_old(path) or StoredFile.objects.filter(sha256=path.name).exists():
        return False
    with _locked(fcntl.LOCK_EX):
        if not _is_old(path):
            return False
        path.unlink()
    return True
