"""A message that came as MeMo, 1.1 or 1.2. What we do not know how to use is left where it is: in the raw message."""

import binascii
from base64 import b64decode
from datetime import UTC, datetime
from typing import Any, Literal, cast
from uuid import UUID

from indgang.adapters.digital_post import xml
from indgang.adapters.digital_post.types import (
    Case,
    ContactPoint,
    Document,
    IdKind,
    Kle,
    MemoAction,
    MemoFile,
    MemoIn,
    MemoType,
    NotMemo,
    NotValid,
    Recipient,
    ReplyTo,
    Reservation,
    Sender,
)
from indgang.adapters.digital_post.xml import MEMO, local, text_at

_ROLES: dict[str, Literal["main", "additional", "technical"]] = {
    "MainDocument": "main",
    "AdditionalDocument": "additional",
    "TechnicalDocument": "technical",
}


def read(data: bytes, *, limit: int) -> MemoIn:
    """The message in `data`, of at most `limit` bytes. Raises NotMemo, NotValid."""
    root = xml.parse(data, limit=limit)
    if root.tag != f"{{{MEMO}}}Message":
        raise NotMemo("its first element is no memo:Message")
    version = str(root.get("memoVersion") or "")
    if version not in {"1.1", "1.2"}:
        raise NotMemo("its memoVersion is neither 1.1 nor 1.2")
    xml.check(root, f"memo-{version}")
    head, body = _child(root, "MessageHeader"), _child(root, "MessageBody")
    created = text_at(body, "createdDateTime") if body is not None else ""
    return MemoIn(
        version=version,
        uuid=UUID(text_at(head, "messageUUID")),
        type=cast(MemoType, text_at(head, "messageType")),
        label=text_at(head, "label"),
        sender=_sender(_child(head, "Sender")),
        recipient=_recipient(_child(head, "Recipient")),
        created_at=_time(created),
        documents=_documents(body),
        mandatory=_yes(text_at(head, "mandatory")),
        legal=_yes(text_at(head, "legalNotification")),
        reply=_yes(text_at(head, "reply")),
        reply_by=_time(text_at(head, "replyByDateTime")),
        case=_case(head),
        kle=_kle(head),
        reply_to=tuple(_reply(one) for one in head if local(one) == "ReplyData"),
        actions=_actions(body),
        notification=text_at(head, "notification"),
        message_id=text_at(head, "messageID"),
        code=text_at(head, "messageCode"),
    )


def _child(parent: Any, name: str) -> Any:
    return next((one for one in parent if local(one) == name), None)


def _yes(text: str) -> bool:
    return text in {"true", "1"}


def _time(text: str) -> datetime | None:
    """A time that ends in Z (the schema says so); what is finer than a microsecond is cut off."""
    if not text:
        return None
    try:
        whole, dot, part = text.removesuffix("Z").partition(".")
        return datetime.fromisoformat(whole + (dot + part[:6].ljust(6, "0") if dot else "")).replace(
            tzinfo=UTC
        )
    except ValueError as error:  # 24:00:00, or a year of five digits: valid in XML, not here
        raise NotValid("time", "a time cannot be read") from error


def _kind(text: str) -> IdKind:
    if text.upper() not in {"CPR", "CVR"}:
        raise NotValid("idType", "an id is a CPR or a CVR number")
    return cast(IdKind, text.upper())


def _contact(parent: Any) -> ContactPoint | None:
    point = _child(parent, "ContactPoint")
    if point is None:
        return None
    return ContactPoint(
        text_at(point, "contactPointID"), text_at(point, "label"), text_at(point, "contactGroup")
    )


def _sender(who: Any) -> Sender:
    return Sender(
        text_at(who, "senderID"), text_at(who, "label"), _kind(text_at(who, "idType")), _contact(who)
    )


def _recipient(who: Any) -> Recipient:
    return Recipient(
        text_at(who, "recipientID"), _kind(text_at(who, "idType")), text_at(who, "label"), _contact(who)
    )


def _case(head: Any) -> Case | None:
    given = text_at(head, "ContentData", "CaseID", "caseID")
    return Case(given, text_at(head, "ContentData", "CaseID", "caseSystem")) if given else None


def _kle(head: Any) -> Kle | None:
    at = ("ContentData", "KLEdata")
    subject = text_at(head, *at, "subjectKey")
    if not subject:
        return None
    return Kle(
        subject,
        text_at(head, *at, "version"),
        text_at(head, *at, "label"),
        text_at(head, *at, "activityFacet"),
    )


def _reply(one: Any) -> ReplyTo:
    answer = text_at(one, "replyUUID")
    return ReplyTo(
        uuid=UUID(text_at(one, "messageUUID")),
        reply_uuid=UUID(answer) if answer else None,
        message_id=text_at(one, "messageID"),
        case_id=text_at(one, "caseID"),
        contact_point_id=text_at(one, "contactPointID"),
        comment=text_at(one, "comment"),
    )


def _documents(body: Any) -> tuple[Document, ...]:
    if body is None:
        return ()
    return tuple(
        Document(
            tuple(_file(file) for file in place if local(file) == "File"),
            _ROLES[local(place)],
            text_at(place, "label"),
        )
        for place in body
        if local(place) in _ROLES
    )


def _file(file: Any) -> MemoFile:
    try:
        content = b64decode("".join(text_at(file, "content").split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotValid("content", "a file is no base64") from error
    name = text_at(file, "filename").replace("\\", "/").rpartition("/")[2]
    return MemoFile(name, text_at(file, "encodingFormat"), content, text_at(file, "language"))


def _actions(body: Any) -> tuple[MemoAction, ...]:
    main = _child(body, "MainDocument") if body is not None else None
    if main is None:
        return ()
    return tuple(_action(one) for one in main if local(one) == "Action")


def _action(one: Any) -> MemoAction:
    booked = _child(one, "Reservation")
    return MemoAction(
        code=text_at(one, "actionCode"),
        label=text_at(one, "label"),
        url=text_at(one, "EntryPoint", "url"),
        ends=_time(text_at(one, "endDateTime")),
        reservation=_reservation(booked) if booked is not None else None,
    )


def _reservation(booked: Any) -> Reservation:
    starts, ends = _time(text_at(booked, "startDateTime")), _time(text_at(booked, "endDateTime"))
    if starts is None or ends is None:
        raise NotValid("Reservation", "an appointment has a beginning and an end")
    return Reservation(
        UUID(text_at(booked, "reservationUUID")),
        text_at(booked, "description"),
        text_at(booked, "location"),
        starts,
        ends,
        text_at(booked, "abstract"),
    )
