"""Receipts: what happens to a message after it was taken, and how the municipality is told (PKO_PostStatus, SF1461)."""

import base64
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

MESSAGE_TYPE = "d2bed63c-4853-4008-b6e0-a74c15b15fbf"  # PKO_PostStatus


@dataclass(frozen=True)
class Step:
    """One thing that happens. `words` is the status as the payload writes it, `who` the actor."""

    name: str
    id: str
    words: str
    channel: str
    who: str


STEPS = {
    step.name: step
    for step in (
        Step(
            "post_taken",
            "eb866ca2-b871-4387-b501-12cde577bd58",
            "Modtaget Digital Post",
            "Digital Post",
            "Digital Post",
        ),
        Step(
            "post_delivered",
            "f7161a89-5068-4023-bc80-d7f4daad2a2e",
            "Afleveret Digital Post",
            "Digital Post",
            "Digital Post",
        ),
        Step("failed", "e225a75c-4b63-46c4-9423-77f5c8762445", "Fejlet", "", "Digital Post"),
        Step(
            "print_taken",
            "dd98e71c-41ac-4305-a47b-8f86b00e639b",
            "Modtaget fjernprint",
            "Fjernprint",
            "Fjernprint",
        ),
        Step("print_ready", "e2b30d57-504a-4e2e-ae2d-a1394a9cb0b8", "Klar", "Fjernprint", "Fjernprint"),
        Step(
            "print_handed_over",
            "e3c0a021-2070-40d4-b7b7-754aeba762e9",
            "Afleveret til print og kuvertering",
            "Fjernprint",
            "Strålfors",
        ),
        Step(
            "print_with_carrier",
            "e94a0a8b-60a0-42ad-8b83-52c9e15d0fb3",
            "Modtaget Post Danmark",
            "Fjernprint",
            "Strålfors",
        ),
        Step(
            "updated",
            "f4e6eb11-0261-4198-8b5d-be92a9b1a35d",
            "Opdatering fra Post Danmark",
            "Fjernprint",
            "Strålfors",
        ),
    )
}
DIGITAL = ("post_taken", "post_delivered")
PRINT = ("print_taken", "print_ready", "print_handed_over", "print_with_carrier")
CHANNEL = {"digital_post": "Digital Post", "nemsms": "NemSMS", "letter": "Fjernprint"}


def besked_id(uuid: str, step: str) -> str:
    """The id of a receipt: the same however often it is sent."""
    return str(uuid5(NAMESPACE_URL, f"{uuid} {step}"))


def receipt(
    *,
    uuid: str,
    transmission: str,
    correlation: str,
    step: str,
    way: str,
    at: datetime,
    code: str = "",
    text: str = "",
) -> bytes:
    """The XML that is pushed: an envelope of the Beskedfordeler with the status inside, in base64."""
    info = STEPS[step]
    when = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    failure = (
        f"<FejlDetaljer><FejlKode>{escape(code)}</FejlKode><FejlTekst>{escape(text)}</FejlTekst></FejlDetaljer>"
        if code
        else ""
    )
    status = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<PKO_PostStatus xmlns="http://serviceplatformen.dk/xml/print/PKO_PostStatus/1/types">'
        f"<TransmissionId>{escape(transmission)}</TransmissionId><MessageUUID>{escape(uuid)}</MessageUUID>"
        f"<KanalKode>{info.channel or CHANNEL[way]}</KanalKode><TransaktionsDatoTid>{when}</TransaktionsDatoTid>"
        f"<TransaktionsStatusKode>{info.words}</TransaktionsStatusKode>"
        f"<CorrelationId>{escape(correlation)}</CorrelationId>{failure}</PKO_PostStatus>"
    )
    payload = base64.b64encode(status.encode()).decode()
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<ModtagBeskedInput xmlns="urn:oio:sts:1.0.0">'
        '<Haendelsesbesked xmlns="urn:oio:besked:kuvert:1.0" xmlns:s="urn:oio:sagdok:3.0.0">'
        f"<BeskedId><s:UUIDIdentifikator>{besked_id(uuid, step)}</s:UUIDIdentifikator></BeskedId>"
        "<BeskedVersion>1.0</BeskedVersion><Beskedkuvert><Filtreringsdata>"
        f"<Beskedtype><s:UUIDIdentifikator>{MESSAGE_TYPE}</s:UUIDIdentifikator></Beskedtype>"
        "<ObjektRegistrering><ObjektHandling>"
        f"<s:UUIDIdentifikator>{info.id}</s:UUIDIdentifikator></ObjektHandling></ObjektRegistrering>"
        f"</Filtreringsdata><Leveranceinformation><Dannelsestidspunkt><s:TidsstempelDatoTid>{when}"
        "</s:TidsstempelDatoTid></Dannelsestidspunkt></Leveranceinformation></Beskedkuvert>"
        f"<Beskeddata><Base64>{payload}</Base64></Beskeddata></Haendelsesbesked></ModtagBeskedInput>"
    ).encode()
