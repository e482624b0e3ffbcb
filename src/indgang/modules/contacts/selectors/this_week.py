"""How many turned to us about each service of late."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Sum

from indgang.kernel import clock
from indgang.modules.contacts.models import Contact
from indgang.modules.contacts.selectors.batches import live_batch_name
from indgang.modules.contacts.vocabulary import Direction

WEEK = timedelta(days=7)


def contacts_this_week(service_ids: Iterable[str]) -> dict[str, int]:
    """Contacts in about each of these services within the last seven days, in all channels. One query.

    A service without any is left out.
    """
    rows = (
        Contact.objects.filter(
            batch__name=live_batch_name(),
            batch__current=True,
            at__gte=clock.now() - WEEK,
            direction=Direction.IN,
            service__in=list(service_ids),
        )
        .values_list("service")
        .annotate(contacts=Sum("weight"))
    )
    return {service: round(contacts) for service, contacts in rows}
