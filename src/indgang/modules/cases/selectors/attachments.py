"""The files of a case: for those who handle it, for its party, and those that the party is about to send."""

from dataclasses import dataclass
from uuid import UUID

from indgang.kernel.errors import NotYours
from indgang.modules.cases.models import Case
from indgang.modules.cases.selectors.shapes import CaseForStaff
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.files import selectors as files
from indgang.modules.files.vocabulary import CASE, MESSAGE, SENDING, FileInfo
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Acting, Party
from indgang.modules.messages import selectors as messages


@dataclass(frozen=True)
class Basket:
    """Files that somebody collects before they send them. `owner` is the key under which they are kept."""

    owner: str
    files: tuple[FileInfo, ...]


def attachments(case: CaseForStaff) -> tuple[FileInfo, ...]:
    """The files of a case that somebody looks at, oldest first, those taken out too. None of a masked case."""
    if case.masked:
        return ()
    return tuple(files.files_of(case.info.case_key, set_aside_too=True))


def own_attachments(case_id: UUID | str, party: Party) -> tuple[FileInfo, ...]:
    """What the party itself has sent to its case. Two queries. Raises NotYours."""
    if not Case.objects.filter(pk=case_id, **{f"{party.kind}_id": party.id}).exists():
        raise NotYours
    return tuple(one for one in files.files_of(f"{CASE}{case_id}") if not one.from_staff)


def own_attachment(case_id: UUID | str, file_id: UUID, party: Party) -> FileInfo:
    """One of them. Raises NotYours, for what staff have added too."""
    found = next((one for one in own_attachments(case_id, party) if one.id == file_id), None)
    if found is None:
        raise NotYours
    return found


def _basket(owner: str) -> Basket:
    return Basket(owner, tuple(files.files_of(owner)))


def basket_for_case(case_id: UUID | str, by: Acting) -> Basket:
    """What somebody is about to send to a case of theirs. Raises NotYours; for a case that was withdrawn, too."""
    case = Case.objects.filter(pk=case_id, **{f"{by.party.kind}_id": by.party.id}).first()
    if case is None or case.state == CaseState.WITHDRAWN or not identity.ground_holds(by, case.service_id):
        raise NotYours
    return _basket(f"{SENDING}{case.pk}:{by.actor.key}")


def basket_for_answer(message_id: UUID | str, by: Acting) -> Basket:
    """What somebody is about to send with their answer to a question in a case. Raises NotYours for other messages."""
    found = messages.message(message_id, party=by.party)
    if not found.info.reply_expected or not found.info.case_key.startswith(CASE):
        raise NotYours
    return _basket(f"{MESSAGE}{found.info.id}:{by.actor.key}")
