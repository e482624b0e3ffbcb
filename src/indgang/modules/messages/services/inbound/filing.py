"""Something that came in becomes a message, on a case or as an answer, or waits for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock, events
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.kernel.uploads import BadFile, Checked, Refusal
from indgang.modules.audit import services as audit
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import Audience, Handling, Kind
from indgang.modules.files import services as files
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Actor, Ground, Party, Right
from indgang.modules.messages.events import MessageReceived, ReplyReceived
from indgang.modules.messages.models import Inbound, Message
from indgang.modules.messages.selectors.inbound import PROVEN
from indgang.modules.messages.selectors.inbox import enclosed_with
from indgang.modules.messages.services.inbound.contents import CannotRead, Content, Enclosed, content_of
from indgang.modules.messages.vocabulary import (
    Block,
    Direction,
    InboundSource,
    InboundState,
    Letter,
    MessageKind,
)

MOST_FILES = 40
"""Files of one letter that are looked at, good and bad: each costs some tenths of a second."""
LONGEST_REASON = 300
CHANNELS = {
    InboundSource.MEMO: Channel.DIGITAL_POST,
    InboundSource.EMAIL: Channel.EMAIL,
    InboundSource.OWN_PAGE: Channel.SELF_SERVICE,
}
_ONLY_FILES = Text("Beskeden står i de filer, der er med.", "The message is in the files that came with it.")
_NOT_TAKEN = Text("Filer, vi ikke kunne tage imod:", "Files that we could not take:")
_TOO_MANY = Text("Der var flere filer, end vi tager imod.", "There were more files than we take.")
_NOT_PROVEN = Text(
    "Kom som e-mail fra {address}. Det er ikke bekræftet, hvem der skrev den.",
    "Came by e-mail from {address}. It is not confirmed who wrote it.",
)
_CPR_HIDDEN = Text("Vi har skjult et cpr-nummer.", "We have hidden a CPR number.")


class AlreadyDone(Expected):
    """Somebody dealt with it meanwhile."""

    status = 409
    message = Text(
        "En kollega har taget sig af den. Hent listen igen.",
        "A colleague has dealt with it. Load the list again.",
    )


class GoneFromStore(Expected):
    """The original is no longer kept, or cannot be read, so that it cannot be filed."""

    status = 409
    message = Text(
        "Vi kan ikke læse originalen. Den kan lægges til side, men ikke på en sag.",
        "We cannot read the original. It can be set aside, but not filed on a case.",
    )


class SayWhyAside(Expected):
    """What is set aside has a reason."""

    status = 422
    message = Text("Skriv kort hvorfor.", "Write briefly why.")


class NoScanner(Exception):
    """The virus scanner does not answer: try again later."""


@dataclass(frozen=True, slots=True)
class CaseRef:
    """A case, as whoever may see it says: whose it is, its number, and what it is about."""

    case_key: str
    party: Party
    reference: str
    service_id: str
    unit: str
    journey_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CheckedFile:
    title: str
    found: Checked


@dataclass(frozen=True, slots=True)
class Files:
    """The files that can be kept, and a line for each that cannot."""

    good: tuple[CheckedFile, ...]
    bad: tuple[str, ...]


class _Upload:
    """Bytes in the shape that the check of files reads."""

    def __init__(self, enclosed: Enclosed) -> None:
        self.name: str | None = enclosed.name
        self.size: int | None = len(enclosed.content)
        self._content = enclosed.content

    def read(self, num_bytes: int = -1) -> bytes:
        return self._content if num_bytes < 0 else self._content[:num_bytes]


def as_upload(enclosed: Enclosed) -> files.Upload:
    """A file that came in, as if somebody had uploaded it."""
    return _Upload(enclosed)


def files_to_keep(enclosed: Iterable[Enclosed]) -> Files:
    """`checked` for a deed that a person waits for: a scanner that is away makes a file one that is not taken."""
    return checked(enclosed, wait_for_scanner=False)


def checked(enclosed: Iterable[Enclosed], *, wait_for_scanner: bool = True) -> Files:
    """Check files as we check any other; outside a transaction, since it takes some tenths of a second each.

    Raises NoScanner when the scanner does not answer, and somebody may still wait for it."""
    good: list[CheckedFile] = []
    bad: list[str] = []
    for number, one in enumerate(enclosed):
        if number >= MOST_FILES:
            bad.append(_TOO_MANY.da)
            break
        upload = _Upload(one)
        try:
            good.append(CheckedFile(files.name_of(upload), files.read(upload)))
        except BadFile as error:
            if error.why is Refusal.NO_SCANNER and wait_for_scanner:
                raise NoScanner from error
            bad.append(f"{without_cpr(one.name)[:100]}: {error.message.da}")
    return Files(tuple(good), tuple(bad))


def letter_of_content(content: Content, bad: tuple[str, ...], *, proven: bool) -> Letter:
    """What somebody wrote, as a letter of blocks. Only Danish words of ours stand around theirs."""
    blocks = []
    if not proven:
        blocks.append(Block("text", _NOT_PROVEN.format(address=content.address or "?")))
    if content.has_cpr:
        blocks.append(Block("text", _CPR_HIDDEN))
    blocks += [Block("text", Text(part)) for part in content.text.split("\n\n") if part.strip()] or [
        Block("text", _ONLY_FILES)
    ]
    if bad:
        blocks.append(Block("list", _NOT_TAKEN, tuple(Text(line) for line in bad)))
    return Letter(Text(content.title), tuple(blocks))


def file_message(
    row: Inbound,
    *,
    content: Content,
    of: Files,
    case: CaseRef,
    answers: Message | None,
    by: Actor | None = None,
) -> Message:
    """Write the message of something that came in, within the caller's transaction, which holds the row.

    `by`: the member of staff who filed what nobody has proven; None: it was proven, and the party is who wrote it.
    What was an answer of no case, and is now filed on one, is a message of its own there: messages never change.
    """
    party, proven, before = case.party, by is None, row.message
    writer = Actor(party.kind, party.id, party.name)
    is_answer = answers is not None
    message, made = Message.objects.get_or_create(
        key=f"inbound:{row.pk}" if row.message_id is None else f"inbound:{row.pk}:case",
        defaults={
            "direction": Direction.IN.value,
            "kind": (MessageKind.REPLY if is_answer else MessageKind.INCOMING).value,
            f"{party.kind}_id": party.id,
            "recipient": party.name,
            **(
                _same_writer(before)
                if proven and before is not None
                else _writer(row, content, party, proven)
            ),
            "title": Text(content.title).as_json(),
            "letter": letter_of_content(content, of.bad, proven=proven).as_json(),
            "channel_in": CHANNELS[InboundSource(row.source)].value,
            "unit": case.unit,
            "reference": case.reference,
            "case_key": case.case_key,
            "service_id": case.service_id,
            "journey_id": case.journey_id,
            "in_reply_to": answers,
            "created_at": row.got_at,
        },
    )
    if made:
        for one in of.good:
            files.put(found=one.found, owner=enclosed_with(message.pk), title=one.title, by=by or writer)
        audit.record(
            action="message_received" if proven else "inbound_linked",
            actor=(by or writer).key,
            object=f"message:{message.pk}",
            party=party.key,
        )
        if before is None:  # else it was counted when it was first told
            count(row, case, answers)
        tell(message, answers)
    return message


def _same_writer(before: Message) -> dict[str, str]:
    return {
        "actor": before.actor,
        "actor_name": before.actor_name,
        "ground": before.ground,
        "mandate": before.mandate,
    }


def _writer(row: Inbound, content: Content, party: Party, proven: bool) -> dict[str, str]:
    if not proven:
        return {"actor": f"inbound:{row.pk}", "actor_name": (content.sender or content.address)[:160]}
    return {"actor": f"{party.kind}:{party.id}", "actor_name": party.name, "ground": _ground(party)}


def _ground(party: Party) -> str:
    return (Ground.COMPANY if party.kind == "company" else Ground.SELF).value


def count(row: Inbound, case: CaseRef, answers: Message | None) -> None:
    """One contact in the ledger for what came in, at the time it came."""
    contacts.record(
        channel=CHANNELS[InboundSource(row.source)],
        service_id=case.service_id,
        journey_id=case.journey_id,
        party=case.party,
        kind=Kind.OTHER,
        handling=Handling.STAFF,
        audience=Audience.COMPANY if case.party.kind == "company" else Audience.CITIZEN,
        source_row=f"inbound:{row.pk}",
        caused_by=f"message:{answers.pk}" if answers is not None else "",
        at=row.got_at,
    )


def tell(message: Message, answers: Message | None) -> None:
    """Whoever has the case hears of it."""
    if answers is not None:
        events.publish(ReplyReceived(message.case_key, answers.pk, message.pk))
    else:
        events.publish(MessageReceived(message.case_key, message.pk, message.unit))


def end(row: Inbound, state: InboundState, **fields: object) -> None:
    """The row's last state, when it was dealt with."""
    change(row, state, ended_at=clock.now(), **fields)


def change(row: Inbound, state: InboundState, **fields: object) -> None:
    """Write a row that the caller holds."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.state = state.value
    row.save()


def held(inbound_id: UUID | str, by: EmployeeInfo) -> Inbound:
    """What waits in the own unit, held until the transaction ends. Raises NotYours, AlreadyDone."""
    if not by.may(Right.READ_INBOX):
        raise NotYours
    row = Inbound.objects.select_for_update().filter(pk=inbound_id, unit=by.unit).first()
    if row is None:
        raise NotYours
    if row.state != InboundState.QUEUED:
        raise AlreadyDone
    return row


def link_to_case(*, inbound_id: UUID | str, to: CaseRef, by: EmployeeInfo) -> UUID:
    """File what came in on a case, which the caller has seen that `by` may see. Returns the message's id.

    What came by a road that proves who wrote it is filed as the party's own only when the case is that party's; all
    else is filed as not confirmed. Raises NotYours, AlreadyDone, GoneFromStore.
    """
    with transaction.atomic():
        row = held(inbound_id, by)
    try:
        content = content_of(row)
    except CannotRead as error:
        raise GoneFromStore from error
    if content is None:
        raise GoneFromStore
    of = files_to_keep(content.files)
    with transaction.atomic():
        row = held(inbound_id, by)
        proven = _is_theirs(row, to.party)
        message = file_message(
            row, content=content, of=of, case=to, answers=None, by=None if proven else by.actor
        )
        if proven:
            _note("inbound_linked", row, by, to.party)
        end(row, InboundState.FILED, message=message, case_key=to.case_key, taken_by=by.actor.key)
    filed: UUID = message.pk
    return filed


def _is_theirs(row: Inbound, party: Party) -> bool:
    return row.source in PROVEN and str(getattr(row, f"{party.kind}_id")) == party.id


@transaction.atomic
def set_inbound_aside(*, inbound_id: UUID | str, why: str, by: EmployeeInfo) -> None:
    """It needs nothing from us, and somebody said why. Raises NotYours, AlreadyDone, SayWhyAside."""
    said = without_cpr(cleaned(why))[:LONGEST_REASON]
    if not said:
        raise SayWhyAside
    row = held(inbound_id, by)
    end(row, InboundState.SET_ASIDE, problem=said, taken_by=by.actor.key)
    _note("inbound_set_aside", row, by, None)


def _note(action: str, row: Inbound, by: EmployeeInfo, party: Party | None) -> None:
    whose = party.key if party else _party_key(row)
    audit.record(action=action, actor=by.actor.key, object=f"inbound:{row.pk}", party=whose)


def _party_key(row: Inbound) -> str:
    if row.person_id:
        return f"person:{row.person_id}"
    return f"company:{row.company_id}" if row.company_id else ""
