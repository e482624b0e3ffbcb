"""What people write: a reply or a new message to the municipality, as MeMo 1.2, pushed to it."""

import base64
from dataclasses import dataclass
from uuid import uuid4

from lxml import etree

from simulators.post import rules
from simulators.post.accepting import Counter
from simulators.post.house import now
from simulators.post.register import Party
from simulators.post.store import Outgoing

NAMESPACE = "https://DigitalPost.dk/MeMo-1"
NAMES = {"memo": NAMESPACE}
LONGEST_TITLE, LONGEST_TEXT, LARGEST_FILE = 200, 20_000, 10 * 1024 * 1024


@dataclass(frozen=True)
class Attachment:
    """A file that somebody adds; `kind` is a media type."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Wish:
    """What somebody wants to send. `contact`: a contact point of the municipality, `(id, label)`, or None."""

    title: str
    text: str
    contact: tuple[str, str] | None = None
    attachment: Attachment | None = None


def send(counter: Counter, party: Party, wish: Wish, answers: etree._Element | None = None) -> str:
    """Write it, put it on the disk, to be pushed; its uuid. `answers` is the MeMo that is answered.

    Raises rules.NotTaken when the schema says no.
    """
    uuid = str(uuid4())
    memo = _memo(counter, uuid, party, wish, answers)
    counter.schemas.check(memo)
    body = etree.tostring(memo, encoding="UTF-8", xml_declaration=True)
    at = now()
    with counter.store.writing():
        counter.store.change(
            "INSERT INTO written VALUES (?,?,?,?,?,?)",
            *(uuid, party.number, wish.title, wish.text),
            *(rules.one(answers, "messageUUID") if answers is not None else "", at.isoformat()),
        )
        counter.store.add_outgoing(
            [Outgoing(uuid, "memo", uuid, "written", 0, at.timestamp(), at.isoformat(), body)]
        )
    return uuid


def _memo(
    counter: Counter, uuid: str, party: Party, wish: Wish, answers: etree._Element | None
) -> etree._Element:
    header = _element(
        "MessageHeader",
        _element("messageType", "DIGITALPOST"),
        _element("messageUUID", uuid),
        _element("label", wish.title),
        _element("mandatory", "false"),
        _element("legalNotification", "false"),
        _element(
            "Sender",
            _element("senderID", party.number),
            _element("idType", _kind(party.number)),
            _element("label", party.name or "Ukendt"),
        ),
        _recipient(counter, wish, answers),
        *_about(answers),
    )
    stamp = now().isoformat(timespec="seconds").replace("+00:00", "Z")
    files = [_element("MainDocument", _file("besked.txt", "text/plain", wish.text.encode()))]
    if wish.attachment is not None:
        files.append(
            _element(
                "AdditionalDocument",
                _file(wish.attachment.name, wish.attachment.kind, wish.attachment.content),
            )
        )
    body = _element("MessageBody", _element("createdDateTime", stamp), *files)
    return _element("Message", header, body, version="1.2")


def _element(name: str, *parts: "str | etree._Element", version: str = "") -> etree._Element:
    """An element of MeMo with a text or with others in it."""
    made = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=NAMES)
    if version:
        made.set("memoVersion", version)
    for part in parts:
        if isinstance(part, str):
            made.text = part
        else:
            made.append(part)
    return made


def _kind(number: str) -> str:
    return "CPR" if len(number) == 10 else "CVR"


def _file(name: str, kind: str, content: bytes) -> etree._Element:
    return _element(
        "File",
        _element("encodingFormat", kind),
        _element("filename", name),
        _element("language", "da"),
        _element("content", base64.b64encode(content).decode()),
    )


def _recipient(counter: Counter, wish: Wish, answers: etree._Element | None) -> etree._Element:
    """The municipality, at the contact point that was chosen, or that the message came from."""
    point = wish.contact
    sender = rules.first(answers, "Sender") if answers is not None else None
    came_from = rules.first(sender, "ContactPoint") if sender is not None else None
    if point is None and came_from is not None:
        point = (rules.one(came_from, "contactPointID"), rules.one(came_from, "label"))
    made = _element(
        "Recipient",
        _element("recipientID", counter.house.cvr),
        _element("idType", "CVR"),
        _element("label", counter.house.name),
    )
    if point is not None:
        label = [_element("label", point[1])] if point[1] else []
        made.append(_element("ContactPoint", _element("contactPointID", point[0]), *label))
    return made


def _about(answers: etree._Element | None) -> list[etree._Element]:
    """The case of the message that is answered, and the thread: the first ReplyData points at its root."""
    if answers is None:
        return []
    made: list[etree._Element] = []
    case = rules.first(answers, "CaseID")
    if case is not None:
        copied = _element(
            "CaseID",
            _element("caseID", rules.one(case, "caseID")),
            _element("caseSystem", rules.one(case, "caseSystem")),
        )
        made.append(_element("ContentData", copied))
    own = rules.one(answers, "messageUUID")
    thread = rules.first(answers, "ReplyData")
    root = rules.one(thread, "messageUUID") if thread is not None else own
    parts = [_element("messageUUID", root), *([_element("replyUUID", own)] if root != own else [])]
    if case is not None:
        parts.append(_element("caseID", rules.one(case, "caseID")))
    made.append(_element("ReplyData", *parts))
    return made
