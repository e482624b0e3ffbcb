"""What comes out of the printer: the letters as they were sent, each with its address in the window."""

from collections.abc import Callable
from uuid import UUID

from indgang.adapters.letters import batch
from indgang.adapters.letters.html_press import HtmlPress
from indgang.adapters.letters.types import Rendered
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Party
from indgang.modules.messages.models import Delivery
from indgang.modules.messages.selectors import file_path, on_paper_for, sheet_of
from indgang.modules.messages.services.ways import party_of
from indgang.modules.messages.vocabulary import DeliveryState, FileKind

Home = Callable[[Party], tuple[str, ...]]
"""The postal address of a citizen or a company in lines; none when no register knows it."""
UNKNOWN = ("Adressen kunne ikke hentes.", "Send ikke brevet endnu.")
"""Stands in the window instead, so that whoever folds the letter sees it."""


class CannotMerge(Expected):
    """The file of a letter is not there yet, or not any more."""

    status = 409
    message = Text(
        "Et af brevene er ikke lavet færdigt. Vent et øjeblik, og prøv igen.",
        "One of the letters is not finished. Wait a moment, and try again.",
    )


def print_file(*, run_id: UUID, by: EmployeeInfo, home: Home) -> Rendered:
    """The letters that somebody opened, as one file for the printer: the oldest first, each on a sheet of its own.

    The address comes from the register now (`home`), and is kept nowhere. A letter that is HTML, because there is
    no Pango here, is set anew with its address. Raises NotYours for a run of somebody else, or one with no letter
    left in it; CannotMerge.
    """
    rows = list(
        on_paper_for(by)
        .filter(run_id=run_id, run__opened_by=by.actor.key, state=DeliveryState.SENDING)
        .order_by("planned_at", "pk")
    )
    if not rows:
        raise NotYours
    if len(rows) == 1 and _kind(rows[0]) == FileKind.HTML:
        return HtmlPress().render(sheet_of(rows[0].message, address=_address(rows[0], home)))
    try:
        letters = [(_content(row), _address(row, home)) for row in rows]
    except OSError as gone:
        raise CannotMerge from gone
    return Rendered("pdf", batch.bind(letters))


def _kind(row: Delivery) -> str:
    return row.message.file.kind if hasattr(row.message, "file") else ""


def _content(row: Delivery) -> bytes:
    if _kind(row) != FileKind.PDF:
        raise CannotMerge
    return file_path(row.message.file.sha256).read_bytes()


def _address(row: Delivery, home: Home) -> tuple[str, ...]:
    return home(party_of(row.message)) or UNKNOWN
