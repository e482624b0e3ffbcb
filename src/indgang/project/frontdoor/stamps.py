"""Whether what was made is still up to date: a stamp keeps the signature of what it was made from."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def files_below(folder: Path, *patterns: str) -> list[Path]:
    """Files below a folder that match one of the patterns, in a fixed order; none when it does not exist."""
    return sorted({path for pattern in patterns for path in folder.rglob(pattern) if path.is_file()})


def signature(paths: Iterable[Path], *more: str) -> str:
    """Changes when one of the files is added, removed, grown or written to, or when `more` changes."""
    digest = hashlib.sha256("\0".join(more).encode())
    for path in paths:
        state = path.stat()
        digest.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_fresh(stamp: Path, now: str) -> bool:
    """Whether the stamp holds this signature."""
    try:
        return stamp.read_text() == now
    except FileNotFoundError:
        return False


def write_whole(path: Path, content: str | bytes, *, mode: int = 0o644) -> None:
    """Write a file so that others see the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until no other process is inside with the same lock file; freed when the process ends."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
