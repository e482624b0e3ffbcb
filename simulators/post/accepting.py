"""Taking a message: read it, hold it against the rules, put it and what will happen to it on the disk, then answer."""

import hashlib
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4
from xml.sax.saxutils import escape

from lxml import etree

from simulators.post import receipts, rules
from simulators.post.faults import Faults
from simulators.post.house import House, now
from simulators.post.register import Register
from simulators.post.rules import NotTaken, Request
from simulators.post.store import Outgoing, Store

RETURNED = ("1", "Ubekendt efter adressen")
GONE = ("DP-1002", "Modtageren har ikke længere en postkasse")
RETURNS_AFTER = 2 * 24 * 3600.0  # seconds of the demo's time until a letter comes back


@dataclass(frozen=True)
class Taken:
    """The answer. `new`: this very call made the post keep the message."""

    answer: bytes
    uuid: str
    new: bool


class Dropped(Exception):
    """A fault: the connection ends without an answer."""


def answer(result: bool, transmission: str, code: str, text: str) -> bytes:
    """A kombi_response."""
    name = f"<TransmissionID>{transmission}</TransmissionID>" if transmission else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f"<kombi_response><Result>{str(result).lower()}</Result>{name}<HovedoplysningerSvarREST><SvarReaktion>"
        f"<Advis><AdvisId>{escape(code)}</AdvisId><AdvisTekst>{escape(text)}</AdvisTekst></Advis>"
        "</SvarReaktion></HovedoplysningerSvarREST></kombi_response>"
    ).encode()


@dataclass
class Counter:
    """Where messages are handed in."""

    house: House
    store: Store
    schemas: rules.Schemas
    register: Register
    faults: Faults

    def take(self, body: bytes, cvr: str, correlation: str) -> Taken:
        """Raises NotTaken, and Dropped for a fault."""
        request = self.schemas.read(body, cvr)
        uuid, tried = request.uuid, self.store.tried(request.uuid)
        slow = self.faults.get("slow_seconds", uuid, tried)
        if slow:
            time.sleep(float(slow["seconds"]))
        failing = self.faults.get("http", uuid, tried)
        if failing:
            raise NotTaken("FAULT", "A fault that was switched on.", int(failing["status"]))
        self._hold("before_accept", uuid, tried)
        digest = hashlib.sha256(body).hexdigest()
        taken = self._again(uuid, digest) or self._keep(request, body, digest, correlation)
        self._hold("after_accept", uuid, tried)
        if self.faults.get("no_answer", uuid, tried):
            raise Dropped
        return taken

    def _hold(self, at: str, uuid: str, tried: int) -> None:
        """A fault: stand still here until it is switched off."""
        while self.faults.get("hold", uuid, tried).get("at") == at:
            time.sleep(0.02)

    def _again(self, uuid: str, digest: str) -> Taken | None:
        """What we answered the first time. Raises NotTaken when the same uuid now has other bytes."""
        known = self.store.row("SELECT sha256, transmission FROM accepted WHERE uuid = ?", uuid)
        if known is None:
            return None
        if known["sha256"] != digest:
            raise NotTaken("DUPLICATE_UUID", "This uuid was used for another message.")
        with self.store.writing():
            self.store.change("UPDATE accepted SET times = times + 1 WHERE uuid = ?", uuid)
        return Taken(
            answer(True, known["transmission"], "ALREADY_RECEIVED", "Already received"), uuid, new=False
        )

    def _keep(self, request: Request, body: bytes, digest: str, correlation: str) -> Taken:
        way, to = self._way(request)
        transmission = str(uuid4())
        said = answer(True, transmission, "RECEIVED", "Received")
        at = now()
        element = request.letter if way == "letter" else request.memo
        assert element is not None  # noqa: S101  # the way was chosen by what is there
        label = rules.one(element, "TitelTekst" if way == "letter" else "label")
        name = rules.address(element)[0] if way == "letter" else rules.one(_recipient(element), "label")
        with self.store.writing():
            made = self.store.change(
                "INSERT INTO accepted (uuid, way, transmission, correlation, sha256, answer, number, name,"
                " label, body, at)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                *(request.uuid, way, transmission, correlation, digest, said, to, name, label),
                *(body, at.isoformat()),
            )
            if made:
                self.store.add_outgoing(
                    self._future(request.uuid, way, transmission, correlation, to, name, at)
                )
        if not made:  # two at once: the other was first
            return self._again(request.uuid, digest) or Taken(said, request.uuid, new=False)
        return Taken(said, request.uuid, new=True)

    def _way(self, request: Request) -> tuple[str, str]:
        """Where it goes, and to which number. Raises NotTaken."""
        if request.choice == "Fysisk Post":
            return "letter", ""
        assert request.memo is not None  # noqa: S101  # `Schemas.read` saw to it
        number = rules.one(_recipient(request.memo), "recipientID")
        service = "nemsms" if request.choice == "NemSMS" else "digitalpost"
        if self.register.takes(number, service):
            return ("nemsms" if service == "nemsms" else "digital_post"), number
        if request.choice == "Automatisk Valg":
            return "letter", ""
        raise NotTaken("NOT_REGISTERED", f"The recipient does not take {request.choice}.", 200)

    def _future(
        self, uuid: str, way: str, transmission: str, correlation: str, number: str, name: str, at: datetime
    ) -> list[Outgoing]:
        """The receipts that will be sent about this message."""
        if self.faults.get("lost", uuid):
            return []
        steps = [(step, 0.0, "", "") for step in (receipts.PRINT if way == "letter" else receipts.DIGITAL)]
        fault = self.faults.get("receipt", uuid)
        party = self.register.party(number) if number else None
        if fault.get("fail"):
            steps[-1] = ("failed", 0.0, str(fault["fail"]), "Leverancen fejlede")
        elif way == "digital_post" and party is not None and party.gone:
            steps[-1] = ("failed", 0.0, *GONE)
        back = self.faults.get("returned", uuid) if way == "letter" else {}
        if way == "letter" and (back or self.register.returns_letters_to(name)):
            after = float(back.get("after_seconds", RETURNS_AFTER))
            steps.append(("updated", after, str(back.get("code", RETURNED[0])), RETURNED[1]))
        delay = float(fault.get("delay_seconds", 0))
        first = 0.0 if fault.get("before_answer") else self.house.pace
        dues = [
            first + delay + place * self.house.pace + later for place, (_, later, _, _) in enumerate(steps)
        ]
        if fault.get("reversed"):
            dues = [dues[-1] + (len(dues) - place) * 0.2 for place in range(len(dues))]
        made = []
        for place, ((step, _, code, text), due) in enumerate(zip(steps, dues, strict=True)):
            happens = at + timedelta(seconds=due)
            made.append(
                Outgoing(
                    id=receipts.besked_id(uuid, step),
                    kind="receipt",
                    uuid=uuid,
                    step=step,
                    place=place,
                    due=happens.timestamp(),
                    at=happens.isoformat(),
                    body=receipts.receipt(
                        uuid=uuid,
                        transmission=transmission,
                        correlation=correlation,
                        step=step,
                        way=way,
                        at=happens,
                        code=code,
                        text=text,
                    ),
                    wanted=2 if fault.get("twice") else 1,
                )
            )
        return made

    def send_back(self, uuid: str, code: str, text: str) -> None:
        """A letter comes back now; somebody pressed the button. A second press changes nothing."""
        known = self.store.row("SELECT * FROM accepted WHERE uuid = ? AND way = 'letter'", uuid)
        if known is None:
            return
        at = now()
        body = receipts.receipt(
            uuid=uuid,
            transmission=known["transmission"],
            correlation=known["correlation"],
            step="updated",
            way="letter",
            at=at,
            code=code,
            text=text,
        )
        with self.store.writing():
            self.store.change("DELETE FROM outgoing WHERE uuid = ? AND step = 'updated' AND pushed = 0", uuid)
            self.store.add_outgoing(
                [
                    Outgoing(
                        id=receipts.besked_id(uuid, "updated"),
                        kind="receipt",
                        uuid=uuid,
                        step="updated",
                        place=9,
                        due=at.timestamp(),
                        at=at.isoformat(),
                        body=body,
                    )
                ]
            )


def _recipient(memo: etree._Element) -> etree._Element:
    found = rules.first(memo, "Recipient")
    assert found is not None  # noqa: S101  # the schema demands it
    return found
