"""What is no part of the copy any more goes: files that were replaced, and what a crash left behind."""

import os
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

from indgang.modules.contacts.models import LedgerPart
from indgang.modules.contacts.selectors.parts import folder

READERS = timedelta(hours=1)
"""A reader may go on with an old list of parts for so long."""

YOUNG = 6 * 3600.0
"""Seconds: a file of this age may be on its way into the manifest, and an import may be at work."""

READ_ON = 7 * 24 * 3600.0
"""Seconds: Spark's workers read the newest rows from a file there for as long as no newer ones come."""


def remove_gone(now: datetime) -> int:
    """Remove the files of parts that were replaced an hour ago, and then their rows. Returns how many."""
    gone = list(LedgerPart.objects.filter(gone_at__lt=now - READERS))
    for part in gone:
        (folder() / part.path).unlink(missing_ok=True)
        part.delete()
    return len(gone)


def remove_orphan_parts() -> int:
    """Remove the files that the manifest does not name, and what was left in `staging`. Returns how many.

    Counted by the machine's clock, as the file system does, not by the demo's.
    """
    root = folder()
    if not root.is_dir():
        return 0
    count = 0
    for path in (root / "staging").glob("*"):
        if _is_old(path, READ_ON if path.name.startswith("spark-") else YOUNG) and not _is_used(path):
            shutil.rmtree(path, ignore_errors=True)
            count += 1
    named = set(LedgerPart.objects.values_list("path", flat=True))
    for path in root.glob("*/**/part-*.parquet"):
        if path.relative_to(root).parts[0] == "staging" or not _is_old(path, YOUNG):
            continue
        if str(path.relative_to(root)) not in named:
            path.unlink(missing_ok=True)
            count += 1
    return count


def _is_used(path: Path) -> bool:
    """Whether an engine of this machine spills there (`engine-<number of the process>`): it may lie still for hours."""
    name, _, process = path.name.partition("-")
    if name != "engine" or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True


def _is_old(path: Path, age: float) -> bool:
    """Whether nothing in it was touched for hours."""
    try:
        touched = max(one.stat().st_mtime for one in (path, *path.rglob("*")))
    except FileNotFoundError:
        return False
    return touched < time.time() - age
