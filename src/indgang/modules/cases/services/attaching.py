"""Files come to a case: from its party, or from somebody in the house; and go out, when they were filed wrongly."""

from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases.models import Case, FilingEntry, Task
from indgang.modules.cases.rules import deciding
from indgang.modules.cases.selectors.access import case_in_department, is_masked
from indgang.modules.cases.selectors.attachments import basket_for_answer, basket_for_case
from indgang.modules.cases.selectors.situation import party_of
from indgang.modules.cases.services.shared import (
    BadInput,
    TakeFirst,
    check_not_masked,
    file,
    locked,
    save,
    step,
    text_of,
    trace,
)
from indgang.modules.cases.vocabulary import FilingDirection, StepKind
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import Audience, Handling, Kind
from indgang.modules.files import selectors as stored
from indgang.modules.files import services as files
from indgang.modules.files.vocabulary import CASE, FileInfo
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Actor, Right
from indgang.modules.messages import selectors as told
from indgang.modules.messages import services as messages

PURPOSE = "læse et bilag"
SEE_FILES = Text("Se mit bilag.", "See my document.")
LONGEST_WHY = 300
TOO_LONG = Text("Skriv højst 300 tegn.", "Write at most 300 characters.")


def attach(
    *,
    case_id: UUID | str,
    upload: files.Upload | None,
    title: str,
    direction: FilingDirection,
    by: EmployeeInfo,
) -> FileInfo:
    """Somebody in the house adds a file, and it is filed (offentlighedsloven § 15). Safe to repeat.

    `title` is what it is about; empty: what the file was called. Raises NotYours, NotAllowed, TakeFirst, BadFile. The
    file is read before the case is locked: that takes some tenths of a second.
    """
    _may_open(case_id, by)
    found = files.read(upload)
    with transaction.atomic():
        case = locked(case_id, by, right=Right.SEE_WORK_LIST)
        check_not_masked(case, by)
        kept = files.put(found=found, owner=_key(case), title=title or files.name_of(upload), by=by.actor)
        if _file(case, kept, direction):
            save(case)
            added = Text("Vi lagde et bilag på din sag", "We added a document to your case")
            step(case, StepKind.FILE_ADDED, by.actor, added, internal=kept.title)
            trace(case, "case_file_added", by.actor, file=str(kept.id))
    return kept


def opened(*, case_id: UUID | str, file_id: UUID | str, by: EmployeeInfo) -> FileInfo:
    """Somebody in the house fetches a file, and the trail says so. Raises NotYours, TakeFirst."""
    case = _may_open(case_id, by)
    found = stored.file(file_id, _key(case))
    audit.record(
        action="file_seen",
        actor=by.actor.key,
        object=f"file:{found.id}",
        party=party_of(case).key,
        purpose=PURPOSE,
        detail={"number": case.number},
    )
    return found


@transaction.atomic
def take_out(*, case_id: UUID | str, file_id: UUID | str, why: str, by: EmployeeInfo) -> FileInfo:
    """A file was filed wrongly. It is shown no more; that it was there, who took it out and why, stays. Safe to repeat.

    Raises NotYours, NotAllowed, TakeFirst, BadInput without a reason.
    """
    case = locked(case_id, by)
    check_not_masked(case, by)
    reason = text_of("why", why)
    if len(reason) > LONGEST_WHY:
        raise BadInput("why", TOO_LONG)
    gone = files.set_aside(file_id=file_id, owner=_key(case), why=reason, by=by.actor)
    if not FilingEntry.objects.filter(case=case, document=f"out:{gone.id}").exists():
        theme = Text("Taget ud, lagt forkert: {title}", "Taken out, filed wrongly: {title}")
        file(case, FilingDirection.INTERNAL, theme.format(title=gone.title), f"out:{gone.id}")
        save(case)
        text = Text(
            "Vi tog et bilag ud, som ikke hørte til din sag",
            "We took out a document that did not belong to your case",
        )
        step(case, StepKind.FILE_OUT, by.actor, text, internal=f"{gone.title}: {gone.set_aside_why}")
        trace(case, "case_file_out", by.actor, file=str(gone.id))
    return gone


@transaction.atomic
def take_over_files(*, case_id: UUID | str, owner: str, by: Actor) -> list[FileInfo]:
    """What was collected under `owner` (a draft, an answer) is the case's, and is filed. Safe to repeat.

    For who opens the case, in the same transaction. Raises NotYours for no case.
    """
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise NotYours
    moved = _take_over(case, owner)
    if moved:
        trace(case, "case_files_sent", by, "selvbetjening", files=len(moved))
    return moved


@transaction.atomic
def take_enclosed(*, case_id: UUID | str, message_id: UUID) -> int:
    """Files that came with a message by post are the case's, and are filed. Returns how many. Safe to repeat."""
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        return 0
    moved = _take_over(case, told.enclosed_with(message_id))
    if moved:
        save(case)
        party = party_of(case)
        _tell(case, moved, Actor(party.kind, party.id, party.name))
    return len(moved)


@transaction.atomic
def send_files(*, case_id: UUID | str, by: Acting) -> int:
    """The party sends what it has collected. Returns how many files. Safe to repeat.

    Somebody gets a task to read them. Raises NotYours; for a case that was withdrawn, too.
    """
    case = _own(case_id, by)
    moved = _take_over(case, basket_for_case(case_id, by).owner)
    if moved:
        save(case)
        _tell(case, moved, by.actor)
        _task(case, moved)
        contacts.record(
            channel=Channel.SELF_SERVICE,
            service_id=case.service_id,
            journey_id=case.journey_id,
            party=by.party,
            kind=Kind.OTHER,
            handling=Handling.STAFF,
            audience=Audience.COMPANY if by.party.kind == "company" else Audience.CITIZEN,
            source_row=f"file:{moved[0].id}",
        )
    return len(moved)


@transaction.atomic
def answer(*, message_id: UUID | str, text: str, by: Acting) -> UUID:
    """The party answers a message, with the files collected for it. Returns the reply's id. Safe to repeat.

    With files the words may be left out. Raises NotYours, CannotReply.
    """
    message = told.message(message_id, party=by.party)
    if not (message.info.reply_expected and message.info.case_key.startswith(CASE)):
        return messages.reply(message_id=message_id, text=text, by=by)
    basket = basket_for_answer(message_id, by)
    said = text if cleaned(text) or not basket.files else str(SEE_FILES)
    reply_id = messages.reply(message_id=message_id, text=said, by=by)
    if basket.files:
        case = _own(message.info.case_key.removeprefix(CASE), by)
        moved = _take_over(case, basket.owner)
        if moved:
            save(case)
            _tell(case, moved, by.actor)
            if not Task.objects.filter(case=case, key=f"reply:{reply_id}", done_at__isnull=True).exists():
                _task(case, moved)  # the same words once more: nobody was told to read
    return reply_id


def _key(case: Case) -> str:
    return f"{CASE}{case.pk}"


def _may_open(case_id: UUID | str, by: EmployeeInfo) -> Case:
    case = case_in_department(case_id, by)
    if is_masked(case, by):
        raise TakeFirst
    return case


def _own(case_id: UUID | str, by: Acting) -> Case:
    """The case, locked, when it is the party's and the ground reaches it. Raises NotYours."""
    rows = Case.objects.select_for_update().filter(pk=case_id, **{f"{by.party.kind}_id": by.party.id})
    case = rows.first()
    if case is None or not identity.ground_holds(by, case.service_id):
        raise NotYours
    return case


def _take_over(case: Case, owner: str) -> list[FileInfo]:
    moved = files.hand_on(owner=owner, to=_key(case))
    for one in moved:
        _file(case, one, FilingDirection.IN)
    return moved


def _file(case: Case, one: FileInfo, direction: FilingDirection) -> bool:
    """Journalise a file once. Says whether it was new."""
    document = f"file:{one.id}"
    if FilingEntry.objects.filter(case=case, document=document).exists():
        return False
    file(case, direction, Text(f"Bilag: {one.title}", f"Document: {one.title}"), document)
    return True


def _tell(case: Case, moved: list[FileInfo], by: Actor) -> None:
    """The time line, and the trail."""
    many = len(moved)
    if many == 1:
        text = Text("Du sendte os et bilag", "You sent us a document")
    else:
        text = Text(f"Du sendte os {many} bilag", f"You sent us {many} documents")
    step(case, StepKind.FILE_ADDED, by, text, internal=", ".join(one.title for one in moved))
    trace(case, "case_files_sent", by, "selvbetjening", files=many)


def _task(case: Case, moved: list[FileInfo]) -> None:
    """Somebody reads them within two working days, also when the case is decided."""
    today = clock.today()
    Task.objects.create(
        case=case,
        key=f"files:{moved[0].id}",
        to=case.unit_id,
        title=Text("Læs bilag fra borgeren", "Read documents from the citizen").as_json(),
        due=deciding.due_for_reading(today, identity.municipality().closed_days),
        created_at=clock.now(),
    )
