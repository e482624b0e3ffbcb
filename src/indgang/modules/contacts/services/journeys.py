"""The thread through everything about one matter."""

from uuid import UUID

from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.modules.contacts import rules
from indgang.modules.contacts.models import Journey
from indgang.modules.contacts.selectors.journeys import info
from indgang.modules.contacts.vocabulary import JourneyInfo
from indgang.modules.identity.vocabulary import Acting


@transaction.atomic
def journey_for(*, by: Acting, service_id: str) -> JourneyInfo:
    """The party's open journey of a service, or a new one when the last was touched over 60 days ago.

    Call it when a draft begins, somebody logs in for a service, a contact is opened or help is asked for;
    never at a mere page view. Two requests at once get the same journey.
    """
    party = {f"{by.party.kind}_id": UUID(by.party.id)}
    now = clock.now()
    found = Journey.objects.select_for_update().filter(**party, service=service_id, closed_at=None).first()
    if found is not None and now - found.touched_at <= rules.JOURNEY_STAYS_OPEN:
        found.touched_at = now
        found.save(update_fields=["touched_at"])
        return info(found)
    if found is not None:
        found.closed_at = now
        found.save(update_fields=["closed_at"])
    try:
        with transaction.atomic():
            return info(Journey.objects.create(**party, service=service_id, begun_at=now, touched_at=now))
    except IntegrityError:
        return info(Journey.objects.get(**party, service=service_id, closed_at=None))


def close_journey(*, journey_id: UUID) -> None:
    """The matter is over. Closing twice changes nothing."""
    Journey.objects.filter(pk=journey_id, closed_at=None).update(closed_at=clock.now())
