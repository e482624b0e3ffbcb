"""Writing the ledger."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Required, TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import CharField, QuerySet

from indgang.kernel import clock
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.known_write import insert
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.vocabulary import Channel, Level
from indgang.modules.contacts.models import Batch, Contact, Journey, Measurement
from indgang.modules.contacts.services.keys import bridge, party_key
from indgang.modules.contacts.vocabulary import (
    LIVE,
    Audience,
    BatchKind,
    Direction,
    Ease,
    Handling,
    Kind,
    MeasurementKind,
    Outcome,
    Quality,
)
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Party

_UNIT = Text(
    "Vi tæller én henvendelse for hver kladde eller hvert login om én ydelse. Et opkald med tre spørgsmål "
    "er én henvendelse. Får du hjælp i din kladde, tæller vi et opkald eller et besøg og en digital "
    "henvendelse. "
    "Besøg på hjemmesiden uden login er ikke talt med.",
    "We count one contact for each draft or login about one service. A call with three questions is one "
    "contact. Help inside your draft counts as one call or visit and one digital contact. Visits to the "
    "website without a login are not counted.",
)


@known_query
def _current() -> QuerySet[Batch]:
    return Batch.objects.filter(name=Param("name", CharField()), current=True).only("pk")


def live_batch() -> int:
    """The key of the batch that everything we do ourselves goes into: one a municipality."""
    municipality = identity.municipality()
    name = f"{LIVE}-{municipality.id}"
    found = _current()(name=name)
    if found:
        return found[0].pk
    batch, _ = Batch.objects.get_or_create(
        name=name,
        hash="",
        defaults={
            "kind": BatchKind.LIVE,
            "title": {"da": f"{municipality.name}, løbende", "en": f"{municipality.name}, live"},
            "municipality": municipality.id,
            "counting_rule": _UNIT.as_json(),
            "loaded_at": clock.now(),
        },
    )
    return batch.pk


class Facts(TypedDict, total=False):
    """What is said of a contact; see `new_contact`. Only the channel is needed."""

    channel: Required[str]
    service_id: str
    journey_id: UUID | None
    party: Party | None
    direction: str
    kind: str
    level: str
    outcome: str
    handling: str
    audience: str
    exempt: bool | None
    minutes: float | None
    department: str
    entrance_id: str
    subjects: Sequence[str]
    source_row: str
    caused_by: str
    corrects: UUID | None
    quality: str
    at: datetime | None


def new_contact(**facts: Unpack[Facts]) -> Contact:
    """A row of the live batch that is not written yet. Raises ValueError for a word that the ledger does not know."""
    at = facts.get("at") or clock.now()
    level = facts.get("level", "")
    return Contact(
        at=at,
        direction=Direction(facts.get("direction", "in")),
        channel=Channel(facts["channel"]),
        entrance=facts.get("entrance_id", ""),
        service=facts.get("service_id", ""),
        subjects=list(facts.get("subjects", ())),
        department=facts.get("department", ""),
        kind=Kind(facts.get("kind", "unknown")),
        level=Level(level) if level else "",
        outcome=Outcome(facts.get("outcome", "unknown")),
        journey=facts.get("journey_id"),
        party_key=party_key(facts.get("party"), at),
        audience=Audience(facts.get("audience", "citizen")),
        exempt=facts.get("exempt"),
        handling=Handling(facts.get("handling", "unknown")),
        minutes=facts.get("minutes"),
        weight=Decimal(1),
        batch_id=live_batch(),
        source_row=facts.get("source_row", ""),
        quality=Quality(facts.get("quality", "counted")),
        caused_by=facts.get("caused_by", ""),
        corrects=facts.get("corrects"),
    )


def write(contact: Contact, party: Party | None) -> UUID:
    """Write a row whose `source_row` nobody else can be writing: the caller holds the lock of what is counted.

    `party` is the one that the row was made with. Raises IntegrityError when it is there already.
    """
    insert(contact)
    bridge(contact.pk, party, contact.at)
    if contact.journey is not None:
        Journey.objects.filter(pk=contact.journey, touched_at__lt=contact.at).update(touched_at=contact.at)
    return contact.pk


@transaction.atomic
def record(**facts: Unpack[Facts]) -> UUID:
    """Write one contact of the live batch and return its id. `facts` are those of `new_contact`.

    With a `source_row` (such as `draft:<id>`) a repeat writes nothing and returns the first id. A row never
    changes: write it when its outcome and handling are known; `corrects` names a row that this one replaces.
    Raises ValueError for a word that the ledger does not know.
    """
    contact = new_contact(**facts)
    if not contact.source_row:
        return write(contact, facts.get("party"))
    try:
        with transaction.atomic():
            return write(contact, facts.get("party"))
    except IntegrityError:
        known = Contact.objects.filter(batch_id=contact.batch_id, source_row=contact.source_row)
        first = known.values_list("pk", flat=True).first()
        if first is None:
            raise  # another constraint: not a repeat
        return first


def measure(
    *,
    kind: str,
    journey_id: UUID | None = None,
    service_id: str = "",
    subject: str = "",
    value: float | None = None,
    at: datetime | None = None,
    party: Party | None = None,
    audience: str = "",
    exempt: bool | None = None,
    department: str = "",
) -> None:
    """Write one measurement. `MeasurementKind` says what subject and value mean for each kind.

    `party` only tells the audience, when none is given: a citizen or a company; the row names nobody. `exempt`
    None: nobody knows, or it does not matter. `department` empty: that of the service. Raises ValueError for a
    kind or an audience that the ledger does not know.
    """
    if party is not None and not audience:
        audience = Audience.COMPANY if party.kind == "company" else Audience.CITIZEN
    insert(
        Measurement(
            at=at or clock.now(),
            journey=journey_id,
            service=service_id,
            kind=MeasurementKind(kind),
            subject_key=subject[:120],
            value=value,
            audience=Audience(audience) if audience else "",
            exempt=exempt,
            department=department or _department(service_id),
        )
    )


def _department(service_id: str) -> str:
    """Whose service it is; empty when nobody's."""
    service = catalogue.services().get(service_id) if service_id else None
    return service.department if service else ""


@transaction.atomic
def answer_ease(
    *, answer: str, journey_id: UUID, service_id: str, party: Party | None = None, exempt: bool | None = None
) -> None:
    """Write how easy a matter was. The first answer about a journey stands; a later one changes nothing.

    The row names the journey and nobody: `party` only tells a citizen from a company. Raises ValueError for what
    is none of the five answers.
    """
    chosen = Ease(answer)
    try:
        with transaction.atomic():
            measure(
                kind="satisfaction",
                journey_id=journey_id,
                service_id=service_id,
                subject=chosen,
                value=1,
                party=party,
                exempt=exempt,
            )
    except IntegrityError:
        if not Measurement.objects.filter(journey=journey_id, kind="satisfaction").exists():
            raise  # another constraint: not a repeat
