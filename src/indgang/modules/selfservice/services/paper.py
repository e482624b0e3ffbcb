"""A paper form as a PDF: made once by a worker, kept under the fingerprint of what it says."""

import logging
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django_tasks import task

from indgang.adapters.letters import form_markup
from indgang.adapters.letters.types import CannotRender
from indgang.kernel import clock
from indgang.modules.messages import services as messages
from indgang.modules.selfservice.selectors.paper import Language, PaperForm, paper_form

logger = logging.getLogger(__name__)
ASK_AGAIN = 60
"""Seconds before a form that did not come is asked for again."""
KEPT = 30 * 24 * 3600
"""Seconds a form is kept after it was made: by then its version or its amounts have often changed."""


def _folder() -> Path:
    folder: Path = settings.DATA_DIR / "media" / "forms"
    return folder


def _path(form: PaperForm, kind: str) -> Path:
    """Where the file stands. What the form says, and how large, is its name; it holds nobody's data."""
    said = form_markup.document(form.sheet, f"{form.sheet.code} {form.sheet.colour} {form.sheet.large}")
    return _folder() / f"{sha256(said.encode()).hexdigest()}.{kind}"


def paper_file(form: PaperForm) -> Path | None:
    """The form as a file for the printer (`.pdf`, or `.html` where no PDF can be made); None while a worker makes it.

    The name of the file ends with its kind. Asking often asks the worker once a minute.
    """
    for kind in ("pdf", "html"):
        made = _path(form, kind)
        if made.is_file():
            return made
    wanted = _path(form, "wanted")
    now = clock.now().timestamp()
    if not wanted.is_file() or now - wanted.stat().st_mtime > ASK_AGAIN:
        wanted.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        wanted.touch()
        os.utime(wanted, (now, now))
        press_form.enqueue(form.slug, form.sheet.language, form.sheet.large)
    return None


@task()
def press_form(slug: str, language: Language, large: bool) -> str:
    """Make the file of a form. Returns its kind for the task's log. Safe to repeat."""
    form = paper_form(slug, language, large=large)
    try:
        made = messages.press().render_form(form.sheet)
    except CannotRender:
        logger.exception("The paper form of %s could not be made", slug)
        return "later"
    _store(_path(form, made.kind), made.content)
    _path(form, "wanted").unlink(missing_ok=True)
    _remove_old()
    return str(made.kind)


def _store(target: Path, content: bytes) -> None:
    """Whole or not at all: a reader never meets half a file."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(name).replace(target)


def _remove_old() -> None:
    oldest = clock.now().timestamp() - KEPT
    for path in _folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
