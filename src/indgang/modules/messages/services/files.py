"""The letter as a file: made by a worker, kept under its fingerprint."""

import logging
import os
import tempfile
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import F

from indgang.adapters.letters import client
from indgang.adapters.letters.html_press import HtmlPress
from indgang.adapters.letters.types import CannotRender, LetterPress, Rendered
from indgang.kernel import clock
from indgang.modules.messages import rules
from indgang.modules.messages.models import BulkRun, LetterFile, Message
from indgang.modules.messages.selectors import file_path, letters_folder, sheet_of
from indgang.modules.messages.vocabulary import FileState

logger = logging.getLogger(__name__)
# Where npm puts the typeface of the design system; DejaVu Sans is used when it is not there.
FONTS = settings.ROOT / "node_modules" / "dkfds" / "src" / "fonts" / "IBMPlexSans" / "complete" / "ttf"


@lru_cache(maxsize=1)
def press() -> LetterPress:
    """The press of this process, chosen at the first letter."""
    return client.press(FONTS)


def make(message_id: UUID) -> str:
    """Make the file of one letter, once. Returns what happened, for the task's log. Safe to repeat."""
    now = clock.now()
    wanted = LetterFile.objects.filter(pk=message_id, state=FileState.WANTED, due_at__lte=now)
    if not wanted.update(due_at=now + rules.LEASE, attempts=F("attempts") + 1):
        return "made by another worker"
    row = LetterFile.objects.select_related("message").get(pk=message_id)
    try:
        rendered = _render(row.message, row.attempts)
        fingerprint = store(rendered.content)
    except (CannotRender, OSError) as error:
        logger.exception("Letter %s could not be made", message_id)
        later = rules.next_attempt(row.attempts, now) or now + rules.LEASE
        LetterFile.objects.filter(pk=message_id).update(due_at=later, note=str(error)[:200])
        return "later"
    LetterFile.objects.filter(pk=message_id, state=FileState.WANTED).update(
        state=FileState.MADE,
        kind=rendered.kind,
        sha256=fingerprint,
        size=len(rendered.content),
        note=rendered.note[:200],
        made_at=clock.now(),
        due_at=None,
    )
    return str(rendered.kind)


def _render(message: Message, attempts: int) -> Rendered:
    """As PDF; as HTML when the PDF failed each time, because a citizen waits for the letter."""
    sheet = sheet_of(message)
    if attempts >= rules.MAX_ATTEMPTS:
        return HtmlPress("PDF kunne ikke laves").render(sheet)
    return press().render(sheet)


def store(content: bytes) -> str:
    """Write a file under its SHA-256, whole or not at all. Returns the fingerprint."""
    fingerprint = sha256(content).hexdigest()
    target = file_path(fingerprint)
    if target.exists():
        return fingerprint
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return fingerprint


def remove_orphan_files() -> int:
    """Remove letters that no message has any more, after a purge. Returns how many.

    Files of the last hour are left: a worker may have written one whose row is not yet committed.
    """
    folder = letters_folder()
    if not folder.is_dir():
        return 0
    known = set(LetterFile.objects.exclude(sha256="").values_list("sha256", flat=True))
    known |= set(BulkRun.objects.filter(ended_at__isnull=True).values_list("pdf_sha256", flat=True))
    youngest = clock.now().timestamp() - 3600
    removed = 0
    for path in folder.glob("??/*"):
        if path.name not in known and path.stat().st_mtime < youngest:
            path.unlink()
            removed += 1
    return removed
