"""A channel of a service stops or starts working."""

from datetime import datetime

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.models import Availability
from indgang.modules.channels.vocabulary import AvailabilityState, Channel
from indgang.modules.identity.vocabulary import Actor


@transaction.atomic
def set_availability(
    *,
    service_id: str,
    channel: Channel,
    state: AvailabilityState,
    until: datetime | None,
    reason: Text,
    by: Actor,
) -> None:
    """Say that a channel of a service is down (until a moment, or until said otherwise) or working again.

    Raises UnknownService. Saying what is said already writes nothing.
    """
    catalogue.service(service_id)
    last = Availability.objects.filter(service_id=service_id, channel=channel.value).order_by("-pk").first()
    said = (state.value, until, reason.as_json())
    if (last and (last.state, last.until, last.reason) == said) or (
        last is None and state is AvailabilityState.WORKING
    ):
        return
    Availability.objects.create(
        service_id=service_id,
        channel=channel.value,
        state=state.value,
        until=until,
        reason=reason.as_json(),
        set_at=clock.now(),
        set_by=by.key,
    )
    audit.record(
        action="channels.set_availability",
        actor=by.key,
        object=f"service:{service_id}",
        detail={"channel": channel.value, "state": state.value},
    )
