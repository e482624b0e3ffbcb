"""Questions about journeys."""

from uuid import UUID

from indgang.modules.contacts.models import Journey, Measurement
from indgang.modules.contacts.vocabulary import JourneyInfo, MeasurementKind
from indgang.modules.identity.vocabulary import Party


def info(row: Journey) -> JourneyInfo:
    party = f"person:{row.person_id}" if row.person_id else f"company:{row.company_id}"
    return JourneyInfo(row.pk, row.service, party, row.begun_at, row.touched_at, row.closed_at)


def journeys_of(party: Party, *, only_open: bool = False) -> list[JourneyInfo]:
    """The journeys of a party, the last touched first."""
    rows = Journey.objects.filter(**{f"{party.kind}_id": UUID(party.id)})
    if only_open:
        rows = rows.filter(closed_at=None)
    return [info(row) for row in rows.order_by("-touched_at")]


def ease_is_answered(journey_id: UUID) -> bool:
    """Whether somebody has said how easy this matter was. One query."""
    return Measurement.objects.filter(journey=journey_id, kind=MeasurementKind.SATISFACTION).exists()
