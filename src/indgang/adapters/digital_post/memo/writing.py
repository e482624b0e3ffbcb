"""A message as MeMo 1.2.

Some rules are not in the schema: ids are UUIDs of version 4 (they are, by pattern), times end in Z, addresses are https
(checked by Digital Post since November 2024), file names have no folder, and a NemSMS has no body, 1 to 150 characters
and never a CPR number (Datatilsynet).
"""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from lxml import etree

from indgang.adapters.digital_post import splice
from indgang.adapters.digital_post.types import (
    PLACEHOLDER,
    ContactPoint,
    Document,
    MemoAction,
    MemoOut,
    NotValid,
    Recipient,
    ReplyTo,
    Sender,
    Written,
)
from indgang.adapters.digital_post.xml import KLE, MEMO

ELEMENT = b"<memo:content>"
LONGEST, LONGEST_SMS, LONGEST_COMMENT = 256, 150, 512
_NAMES = {"main": "MainDocument", "additional": "AdditionalDocument", "technical": "TechnicalDocument"}
_M = f"{{{MEMO}}}"
_BAD_NAME = re.compile(r'[/\\:*?"<>|\x00-\x1f]')
_CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")
_LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/|$)")


def write(memo: MemoOut, *, loopback: bool = False) -> Written:
    """The message as bytes that follow the schema. `loopback` lets a demo lead to its own plain http on this machine.

    Raises NotValid with the field or element and a sentence; no value stands in it.
    """
    _check(memo, loopback=loopback)
    root = etree.Element(f"{_M}Message", {"memoVersion": "1.2"}, nsmap={"memo": MEMO})
    try:
        _header(etree.SubElement(root, f"{_M}MessageHeader"), memo)
        if memo.documents:
            _body(etree.SubElement(root, f"{_M}MessageBody"), memo)
    except ValueError as error:
        raise NotValid("message", "a text holds a character that XML cannot") from error
    files = tuple(file.content for document in memo.documents for file in document.files)
    return splice.written(
        root, schema="memo-1.2", uuid=memo.uuid, format="memo", element=ELEMENT, files=files
    )


def time(at: datetime) -> str:
    """`2026-05-04T10:00:00Z`; an aware time, whole seconds."""
    if at.tzinfo is None:
        raise NotValid("time", "a time has no zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _check(memo: MemoOut, *, loopback: bool) -> None:
    if not 1 <= len(memo.label) <= LONGEST:
        raise NotValid("label", f"a title has 1 to {LONGEST} characters")
    _number(memo.recipient.id, memo.recipient.kind, "recipient")
    _number(memo.sender.id, memo.sender.kind, "sender")
    if memo.type == "NEMSMS":
        _check_sms(memo)
    else:
        if not memo.documents:
            raise NotValid("documents", "a letter has a document")
        if len(memo.notification) > LONGEST_SMS:
            raise NotValid("notification", f"a notice has at most {LONGEST_SMS} characters")
    roles = [document.role for document in memo.documents]
    if roles and (roles[0] != "main" or roles.count("main") > 1):
        raise NotValid("documents", "the first document, and only it, is the main one")
    if roles != sorted(roles, key=list(_NAMES).index):
        raise NotValid("documents", "technical documents come last")
    for document in memo.documents:
        _check_files(document)
    for action in memo.actions:
        _check_action(action, loopback=loopback)


def _number(number: str, kind: str, place: str) -> None:
    if not re.fullmatch(r"[0-9]{10}" if kind == "CPR" else r"[0-9]{8}", number):
        raise NotValid(place, f"a {kind} number has {'ten' if kind == 'CPR' else 'eight'} digits")


def _check_sms(memo: MemoOut) -> None:
    if memo.documents or memo.actions:
        raise NotValid("documents", "a NemSMS has no document and no action")
    if not 1 <= len(memo.notification) <= LONGEST_SMS:
        raise NotValid("notification", f"a NemSMS has 1 to {LONGEST_SMS} characters")
    if _CPR.search(memo.notification):
        raise NotValid("notification", "a NemSMS never holds a CPR number")


def _check_files(document: Document) -> None:
    if not document.files:
        raise NotValid("documents", "a document has a file")
    for file in document.files:
        if not 1 <= len(file.name) <= LONGEST or _BAD_NAME.search(file.name):
            raise NotValid("filename", f"a file's name has no folder and 1 to {LONGEST} characters")
        if not file.content:
            raise NotValid("content", "a file is not empty")


def _check_action(action: MemoAction, *, loopback: bool) -> None:
    if action.reservation is not None:
        if action.url:
            raise NotValid("action", "an action leads to an address, or is an appointment, not both")
        return
    https = re.fullmatch(r"https://[^\s/]+(/\S*)?", action.url)
    if not https and not (loopback and _LOOPBACK.match(action.url)):
        raise NotValid("action", "the address of an action begins with https://")


def _add(parent: Any, name: str, text: str) -> Any:
    child = etree.SubElement(parent, _M + name)
    child.text = text
    return child


def _may(parent: Any, name: str, text: str) -> None:
    if text:
        _add(parent, name, text)


def _uuid(parent: Any, name: str, value: UUID) -> None:
    if value.version != 4:
        raise NotValid(name, "the id is a UUID of version 4")
    _add(parent, name, str(value))


def _header(head: Any, memo: MemoOut) -> None:
    _add(head, "messageType", memo.type)
    _uuid(head, "messageUUID", memo.uuid)
    _add(head, "label", memo.label)
    _may(head, "notification", memo.notification)
    if memo.reply:
        _add(head, "reply", "true")
        if memo.reply_by:
            _add(head, "replyByDateTime", time(memo.reply_by))
    _add(head, "mandatory", str(memo.mandatory).lower())
    _add(head, "legalNotification", str(memo.legal).lower())
    _sender(etree.SubElement(head, f"{_M}Sender"), memo.sender)
    _recipient(etree.SubElement(head, f"{_M}Recipient"), memo.recipient)
    if memo.case or memo.kle:
        _content(etree.SubElement(head, f"{_M}ContentData"), memo)
    for reply in memo.reply_to:
        _reply(etree.SubElement(head, f"{_M}ReplyData"), reply)


def _sender(into: Any, sender: Sender) -> None:
    _add(into, "senderID", sender.id)
    _add(into, "idType", sender.kind)
    _add(into, "label", sender.name)
    if sender.contact:
        _contact(etree.SubElement(into, f"{_M}ContactPoint"), sender.contact)


def _recipient(into: Any, recipient: Recipient) -> None:
    _add(into, "recipientID", recipient.id)
    _add(into, "idType", recipient.kind)
    _may(into, "label", recipient.name)
    if recipient.contact:
        _contact(etree.SubElement(into, f"{_M}ContactPoint"), recipient.contact)


def _contact(into: Any, point: ContactPoint) -> None:
    _may(into, "contactGroup", point.group)
    _add(into, "contactPointID", point.id)
    _may(into, "label", point.label)


def _content(into: Any, memo: MemoOut) -> None:
    if memo.case:
        case = etree.SubElement(into, f"{_M}CaseID")
        _add(case, "caseID", memo.case.id)
        _add(case, "caseSystem", memo.case.system)
    if memo.kle:
        subject = etree.SubElement(into, f"{{{KLE}}}KLEdata", nsmap={"kle": KLE})
        for name, text in (
            ("subjectKey", memo.kle.subject),
            ("version", memo.kle.version),
            ("activityFacet", memo.kle.facet),
            ("label", memo.kle.label),
        ):
            if text or name != "activityFacet":
                etree.SubElement(subject, f"{{{KLE}}}{name}").text = text


def _reply(into: Any, reply: ReplyTo) -> None:
    _may(into, "messageID", reply.message_id)
    _uuid(into, "messageUUID", reply.uuid)
    if reply.reply_uuid:
        _uuid(into, "replyUUID", reply.reply_uuid)
    _may(into, "caseID", reply.case_id)
    _may(into, "contactPointID", reply.contact_point_id)
    _may(into, "comment", reply.comment[:LONGEST_COMMENT])


def _body(into: Any, memo: MemoOut) -> None:
    _add(into, "createdDateTime", time(memo.created_at))
    for document in memo.documents:
        place = etree.SubElement(into, _M + _NAMES[document.role])
        _may(place, "label", document.label)
        for file in document.files:
            one = etree.SubElement(place, f"{_M}File")
            _add(one, "encodingFormat", file.kind)
            _add(one, "filename", file.name)
            _add(one, "language", file.language)
            _add(one, "content", PLACEHOLDER.decode())
        if document.role == "main":
            for action in memo.actions:
                _action(etree.SubElement(place, f"{_M}Action"), action)


def _action(into: Any, action: MemoAction) -> None:
    _add(into, "label", action.label)
    _add(into, "actionCode", action.code)
    if action.ends:
        _add(into, "endDateTime", time(action.ends))
    booked = action.reservation
    if booked:
        place = etree.SubElement(into, f"{_M}Reservation")
        _add(place, "description", booked.description)
        _uuid(place, "reservationUUID", booked.uuid)
        _add(place, "abstract", booked.abstract)
        _add(place, "location", booked.location)
        _add(place, "startDateTime", time(booked.starts))
        _add(place, "endDateTime", time(booked.ends))
    else:
        _add(etree.SubElement(into, f"{_M}EntryPoint"), "url", action.url)
