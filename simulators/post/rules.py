"""What the post takes: the schemas, and what Digital Post demands beyond them. None of it is the sender's code."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

from lxml import etree

MEMO = "{https://DigitalPost.dk/MeMo-1}"
LETTER = "{urn:oio:fjernprint:1.0.0}ForsendelseI"
CHOICES = ("Automatisk Valg", "Digital Post", "Fysisk Post", "NemSMS")
LARGEST = 100 * 1024 * 1024  # bytes of a whole request
LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost)(:\d+)?/")
CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")
ACTIONS = (
    "AFTALE",
    "BEKRAEFT",
    "BETALING",
    "FORBEREDELSE",
    "INFORMATION",
    "SELVBETJENING",
    "TILMELDING",
    "UNDERSKRIV",
)


class NotTaken(Exception):
    """The post says no. `code` is a short name of the rule, the sentence never holds a value."""

    def __init__(self, code: str, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.code, self.status = code, status


@dataclass(frozen=True)
class Request:
    """A kombi_request that passed. `memo` and `letter` are the parsed elements, as far as they are there."""

    choice: str
    memo: etree._Element | None
    letter: etree._Element | None

    @property
    def uuid(self) -> str:
        if self.memo is not None:
            return one(self.memo, "messageUUID").lower()
        assert self.letter is not None  # noqa: S101  # `Schemas.read` saw to it
        return one(self.letter, "AfsendelseIdentifikator").lower()


def parsed(data: bytes) -> etree._Element:
    """XML that nobody can hurt us with. Raises NotTaken."""
    if len(data) > LARGEST:
        raise NotTaken("TOO_LARGE", "The request is larger than 100 MB.", 413)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotTaken("NOT_XML", f"No XML that can be read, line {error.lineno}.") from error
    document: Any = root.getroottree().docinfo
    if document.doctype:
        raise NotTaken("DOCTYPE", "A DOCTYPE is not allowed.")
    return root


def local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def found(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements below with this name, whatever their namespace."""
    return element.iter(f"{{*}}{name}")


def one(element: etree._Element, name: str) -> str:
    """The text of the first element of that name; empty when there is none."""
    first = next(found(element, name), None)
    return "" if first is None else (first.text or "").strip()


def first(element: etree._Element, name: str) -> etree._Element | None:
    return next(found(element, name), None)


def content(element: etree._Element | None) -> bytes:
    """Base64 as bytes. Raises NotTaken."""
    text = "" if element is None else "".join((element.text or "").split())
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise NotTaken("BASE64", "A file is no base64.") from error


class Schemas:
    """The schemas, read once. libxml2's list of errors is shared by a schema's users: one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._lock = Lock()
        self._memo = {
            version: etree.XMLSchema(etree.parse(str(folder / f"memo-{version}" / "MeMo_core.xsd")))
            for version in ("1.1", "1.2")
        }
        oio = folder / "fjernprint" / "SF1600_EP_SP1-2" / "xsd" / "oio" / "_all.xsd"
        self._letter = etree.XMLSchema(etree.parse(str(oio)))

    def read(self, data: bytes, cvr: str) -> Request:
        """A request that may be taken. `cvr` is the sender's. Raises NotTaken."""
        root = parsed(data)
        if local(root) != "kombi_request":
            raise NotTaken("KOMBI", "The root must be kombi_request.")
        choice = one(root, "KombiValgKode")
        if choice not in CHOICES:
            raise NotTaken("KOMBI", f"KombiValgKode must be one of {', '.join(CHOICES)}.")
        memo, letter = root.find(f"{MEMO}Message"), first(root, "ForsendelseI")
        if choice in ("Digital Post", "NemSMS", "Automatisk Valg") and memo is None:
            raise NotTaken("KOMBI", f"{choice} needs a memo:Message.")
        if choice in ("Fysisk Post", "Automatisk Valg") and letter is None:
            raise NotTaken("KOMBI", f"{choice} needs a ForsendelseI.")
        if memo is not None:
            self._valid(self._memo.get(memo.get("memoVersion", "")), memo, "MEMO")
            memo_rules(memo, choice, cvr)
        if letter is not None:
            self._valid(self._letter, letter, "FJERNPRINT")
            letter_rules(letter)
        return Request(choice, memo, letter)

    def check(self, memo: etree._Element) -> None:
        """Whether a MeMo that we write ourselves is valid. Raises NotTaken."""
        self._valid(self._memo.get(memo.get("memoVersion", "")), memo, "MEMO")

    def _valid(self, schema: etree.XMLSchema | None, element: etree._Element, code: str) -> None:
        if schema is None:
            raise NotTaken(code, "memoVersion must be 1.1 or 1.2.")
        alone = etree.ElementTree(element)
        with self._lock:
            if schema.validate(alone):
                return
            errors: Any = schema.error_log
            line = errors[0]
            kind, where = line.type_name, line.path.rpartition("/")[2] if line.path else "?"
        raise NotTaken(code, f"Not valid by the schema: {where} ({kind}).")


def memo_rules(memo: etree._Element, choice: str, cvr: str) -> None:
    """What Digital Post demands beyond the schema. Raises NotTaken."""
    header = memo.find(f"{MEMO}MessageHeader")
    assert header is not None  # noqa: S101  # the schema demands it
    if UUID(one(header, "messageUUID")).version != 4:
        raise NotTaken("UUID", "messageUUID must be of version 4.")
    kind = one(header, "messageType")
    if (kind == "NEMSMS") != (choice == "NemSMS"):
        raise NotTaken("KOMBI", "KombiValgKode and messageType do not fit.")
    sender, recipient = first(header, "Sender"), first(header, "Recipient")
    assert sender is not None and recipient is not None  # noqa: S101, PT018  # the schema demands both
    if one(sender, "idType") != "CVR" or one(sender, "senderID") != cvr:
        raise NotTaken("SENDER", "senderID is not the CVR number of the certificate.")
    digits = {"CPR": 10, "CVR": 8}.get(one(recipient, "idType"), 0)
    if not re.fullmatch(rf"\d{{{digits or 99}}}", one(recipient, "recipientID")):
        raise NotTaken("RECIPIENT", "recipientID must be a CPR or a CVR number.")
    for name in ("mandatory", "legalNotification"):
        if header.find(f"{MEMO}{name}") is None:
            raise NotTaken("HEADER", f"{name} must be there.")
    body = memo.find(f"{MEMO}MessageBody")
    if kind == "NEMSMS":
        text = one(header, "notification")
        if body is not None or not 1 <= len(text) <= 150:
            raise NotTaken("NEMSMS", "A NemSMS has no body, and 1 to 150 characters of notification.")
        if CPR.search(text):
            raise NotTaken("NEMSMS", "A NemSMS holds no CPR number.")
        return
    if body is None:
        raise NotTaken("BODY", "A message needs a body.")
    for name in ("createdDateTime", "replyByDateTime", "startDateTime", "endDateTime"):
        if any(not (at.text or "").strip().endswith("Z") for at in found(memo, name)):
            raise NotTaken("TIME", f"{name} must end in Z.")
    for file in found(body, "File"):
        name = one(file, "filename")
        if not name or len(name) > 256 or re.search(r'[/\\:*?"<>|]', name):
            raise NotTaken("FILENAME", "A filename has no path, and 256 characters at most.")
        if not content(first(file, "content")):
            raise NotTaken("FILE", "A file is empty.")
    for action in found(body, "Action"):
        if one(action, "actionCode") not in ACTIONS:
            raise NotTaken("ACTION", "actionCode is not known.")
        for url in found(action, "url"):
            where = (url.text or "").strip()
            if not (where.startswith("https://") or LOOPBACK.match(where)) or len(where) > 256:
                raise NotTaken("ACTION", "The url of an action must begin with https://.")


def letter_rules(letter: etree._Element) -> None:
    """What print demands beyond the schema. Raises NotTaken."""
    if not 1 <= len(one(letter, "AfsendelseIdentifikator")) <= 38:
        raise NotTaken("LETTER", "AfsendelseIdentifikator has 1 to 38 characters.")
    if one(letter, "FilformatNavn") != "PDF" or not content(
        first(letter, "MeddelelseIndholdData")
    ).startswith(b"%PDF"):
        raise NotTaken("LETTER", "A letter must be a PDF.")
    if one(letter, "CPRnummerIdentifikator") != "0000000000":
        raise NotTaken("LETTER", "CPRnummerIdentifikator must be 0000000000 when there is an address.")
    if not address(letter):
        raise NotTaken("LETTER", "A letter needs a name and an address.")


def address(letter: etree._Element) -> list[str]:
    """Name, lines, post code and town, as they stand in the window of the envelope; empty when it is not enough."""
    to = first(letter, "ModtagerAdresse")
    if to is None:
        return []
    name = one(to, "PersonName")
    ordinals = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
    lines = [text for ordinal in ordinals if (text := one(to, f"PostalAddress{ordinal}LineText"))]
    street = " ".join(filter(None, (one(to, "StreetName"), one(to, "StreetBuildingIdentifier"))))
    flat = " ".join(filter(None, (one(to, "FloorIdentifier"), one(to, "SuiteIdentifier"))))
    if street:
        lines.append(f"{street}, {flat}" if flat else street)
    code = " ".join(filter(None, (one(to, "PostCodeIdentifier"), one(to, "DistrictName"))))
    return [name, *lines, *([code] if code else [])] if name and lines and code else []
