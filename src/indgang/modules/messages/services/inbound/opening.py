"""A member of staff reads what came in. Each look at somebody's letter leaves a trace."""

from dataclasses import dataclass
from uuid import UUID

from indgang.kernel.errors import NotYours
from indgang.kernel.uploads import Checked
from indgang.modules.audit import services as audit
from indgang.modules.files import services as files
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.messages.models import Inbound
from indgang.modules.messages.selectors.inbound import InboundRow, row_of
from indgang.modules.messages.services.inbound.contents import CannotRead, Content, content_of
from indgang.modules.messages.services.inbound.filing import GoneFromStore, as_upload
from indgang.modules.messages.vocabulary import InboundState

PURPOSE = "læse post til enheden"


@dataclass(frozen=True)
class Opened:
    """What came in, and what stands in it; `content` None: it cannot be read, or is no longer kept."""

    row: InboundRow
    content: Content | None

    @property
    def waits(self) -> bool:
        """Whether somebody must still deal with it."""
        return self.row.state is InboundState.QUEUED


def _mine(inbound_id: UUID | str, by: EmployeeInfo) -> Inbound:
    if not by.may(Right.READ_INBOX) or not by.unit:
        raise NotYours
    rows = Inbound.objects.select_related("person", "company").defer("person__cpr_encrypted")
    row = rows.filter(pk=inbound_id, unit=by.unit).first()
    if row is None:
        raise NotYours
    return row


def _content(row: Inbound) -> Content | None:
    try:
        return content_of(row)
    except CannotRead:
        return None


def open_inbound(*, inbound_id: UUID | str, by: EmployeeInfo) -> Opened:
    """Read one thing that came to the employee's own unit. Raises NotYours."""
    row = _mine(inbound_id, by)
    found = Opened(row_of(row, hide=False), _content(row))
    _note("inbound_read", row, by)
    return found


def open_inbound_file(*, inbound_id: UUID | str, number: int, by: EmployeeInfo) -> tuple[str, Checked]:
    """A file of what came in: its name and its content, checked as any file is. `number` counts from 1.

    Raises NotYours, GoneFromStore, BadFile with a sentence for what we do not hand out.
    """
    row = _mine(inbound_id, by)
    content = _content(row)
    if content is None:
        raise GoneFromStore
    if not 1 <= number <= len(content.files):
        raise NotYours
    upload = as_upload(content.files[number - 1])
    found = files.read(upload)
    _note("inbound_file_read", row, by)
    return files.name_of(upload) or "bilag", found


def _note(action: str, row: Inbound, by: EmployeeInfo) -> None:
    party = row_of(row, hide=False).party
    audit.record(
        action=action,
        actor=by.actor.key,
        object=f"inbound:{row.pk}",
        party=party.key if party else "",
        purpose=PURPOSE,
    )
