"""The report as PDF/UA: drawn from its row alone, set once by a worker, kept under its fingerprint."""

import logging
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from indgang.adapters.letters.types import CannotRender, Paper, Rendered
from indgang.kernel import clock
from indgang.modules.identity import selectors as identity
from indgang.modules.messages import services as messages
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.selectors import ReportInfo
from indgang.surfaces.steering.reports.drawn import drawn

logger = logging.getLogger(__name__)
ASK_AGAIN = 60
"""Seconds before a file that did not come is asked for again."""


def paper(info: ReportInfo) -> Paper:
    """What is set: the same row gives the same text. Every figure leads to its page where this house is found."""
    with translation.override(info.language):
        title = _("%(title)s: redegørelse for %(year)s") % {"title": info.data.title, "year": info.year}
        body = render_to_string(
            "steering/reports/paper.html",
            {
                "report": drawn(info, paper=True),
                "paper": True,
                "origin": settings.ORIGIN,
                "address": settings.ORIGIN + reverse("steering:report", args=[info.id]),
            },
        )
    town = identity.municipality()
    return Paper(
        language="en" if info.language == "en" else "da",
        title=title,
        author=str(town.name),
        foot=f"{town.name} · {title}",
        body=body,
        made_at=info.made_at,
        colour=town.colour,
    )


def report_pdf(info: ReportInfo) -> Rendered:
    """The report set as PDF/UA-1, or as HTML where no PDF can be made. Raises CannotRender."""
    return messages.press().render_document(paper(info))


def _path(info: ReportInfo, kind: str) -> Path:
    """Where the file stands. It is kept for good: a later release may draw the same row in another way."""
    name = sha256(f"{info.id} {info.content_hash}".encode()).hexdigest()
    folder: Path = settings.DATA_DIR / "media" / "reports"
    return folder / f"{name}.{kind}"


def report_file(info: ReportInfo) -> Path | None:
    """The report as a file (`.pdf`, or `.html` where no PDF can be made); None while a worker makes it.

    Asking often asks the worker once a minute.
    """
    for kind in ("pdf", "html"):
        made = _path(info, kind)
        if made.is_file():
            return made
    wanted, now = _path(info, "wanted"), clock.now().timestamp()
    if not wanted.is_file() or now - wanted.stat().st_mtime > ASK_AGAIN:
        wanted.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        wanted.touch()
        os.utime(wanted, (now, now))
        press_report.enqueue(str(info.id))
    return None


@task()
def press_report(id: str) -> str:
    """Make the file of a report. Returns its kind for the task's log. Safe to repeat."""
    info = strategy.report(id)
    try:
        made = report_pdf(info)
    except CannotRender:
        logger.exception("The report %s could not be made", id)
        return "later"
    keep(info, made)
    return str(made.kind)


def keep(info: ReportInfo, made: Rendered) -> Path:
    """Keep the file, whole or not at all. What stands there already stays."""
    target = _path(info, made.kind)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not target.exists():
        descriptor, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(made.content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    _path(info, "wanted").unlink(missing_ok=True)
    return target
