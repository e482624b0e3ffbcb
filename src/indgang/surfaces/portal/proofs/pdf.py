"""The paper as PDF/UA: set by a worker from its row alone, so the same row gives the same file.

The file is kept for a day and no longer: it is about somebody, and is made anew whenever it is asked for.
"""

import logging
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_tasks import task

from indgang.adapters.letters.types import CannotRender, Paper, Rendered
from indgang.kernel import clock
from indgang.modules.identity import selectors as identity
from indgang.modules.messages import services as messages
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import ProofInfo, ProofView

logger = logging.getLogger(__name__)
ASK_AGAIN = 60
"""Seconds before a file that did not come is asked for again."""
KEPT = 24 * 60 * 60
"""Seconds that a file is kept."""


def check_address(info: ProofInfo) -> str:
    """The whole address of the page that checks this code, in the language of the paper."""
    with translation.override(info.language):
        path = reverse("portal:check_code", args=[info.code.replace("-", "")])
    return f"{settings.PUBLIC_ORIGIN}{path}"


def qr(address: str, label: str) -> SafeString:
    """A QR code as SVG with a name that is read aloud. Error correction M: a fold or a stain does no harm."""
    import segno

    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=4, omitsize=True, svgclass=None, lineclass=None, title=label
    )
    return mark_safe(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308  # nothing of it is typed by anybody


def paper(found: ProofView) -> Paper:
    """What is set."""
    info, town = found.info, identity.municipality()
    with translation.override(info.language):
        address = check_address(info)
        front = settings.PUBLIC_ORIGIN + reverse("portal:check_proof")
        title = str(info.title)
        body = render_to_string(
            "portal/proofs/paper.html",
            {
                "proof": found,
                "info": info,
                "municipality": town,
                "address": address,
                "front": front.removeprefix("https://").removeprefix("http://"),
                "qr": qr(address, _("QR-kode, der leder til kontrollen af papiret")),
            },
        )
        foot = f"{town.name} · {title} · {info.code}"
    return Paper(
        language="en" if info.language == "en" else "da",
        title=f"{title} {info.code}",
        author=str(town.name),
        foot=foot,
        body=body,
        made_at=info.at,
        colour=town.colour,
    )


def proof_pdf(found: ProofView) -> Rendered:
    """The paper as PDF/UA-1, or as HTML where no PDF can be made. Raises CannotRender."""
    return messages.press().render_document(paper(found))


def _path(found: ProofView, kind: str) -> Path:
    folder: Path = settings.DATA_DIR / "media" / "proofs"
    return folder / f"{sha256(str(found.info.id).encode()).hexdigest()}.{kind}"


def proof_file(found: ProofView) -> Path | None:
    """The paper as a file; None while a worker makes it. Asking often asks the worker once a minute."""
    for kind in ("pdf", "html"):
        made = _path(found, kind)
        if made.is_file():
            return made
    wanted, now = _path(found, "wanted"), clock.now().timestamp()
    if not wanted.is_file() or now - wanted.stat().st_mtime > ASK_AGAIN:
        wanted.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        wanted.touch()
        os.utime(wanted, (now, now))
        press_proof.enqueue(str(found.info.id))
    return None


@task()
def press_proof(id: str) -> str:
    """Make the file of a proof. Returns its kind for the task's log. Safe to repeat."""
    found = selfservice.proof_for_paper(id)
    _remove_old(_path(found, "pdf").parent)
    try:
        made = proof_pdf(found)
    except CannotRender:
        logger.exception("The paper of a proof could not be made")
        return "later"
    _keep(_path(found, made.kind), made.content)
    _path(found, "wanted").unlink(missing_ok=True)
    return str(made.kind)


def _keep(target: Path, content: bytes) -> None:
    """Whole or not at all: a reader never meets half a file."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    now = clock.now().timestamp()
    os.utime(name, (now, now))
    Path(name).replace(target)


def _remove_old(folder: Path) -> None:
    oldest = clock.now().timestamp() - KEPT
    for file in folder.glob("*") if folder.is_dir() else ():
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)
