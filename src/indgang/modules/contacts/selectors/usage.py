"""What people come for."""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import Sum

from indgang.kernel import clock
from indgang.modules.contacts.models import Contact
from indgang.modules.contacts.selectors.batches import live_batch_name
from indgang.modules.contacts.vocabulary import Direction

DAYS = 30
KEPT_SECONDS = 600


def most_used(*, limit: int) -> list[str]:
    """The services with most contacts in, in all channels, of the last thirty days: ids, the first one first.

    The answer of one process is ten minutes old at most. Empty when nothing has been counted.
    """
    key = f"most-used-{limit}"
    found: list[str] | None = cache.get(key)
    if found is None:
        found = _counted(limit)
        cache.set(key, found, KEPT_SECONDS if found else 5)
    return found


def _counted(limit: int) -> list[str]:
    rows = (
        Contact.objects.filter(
            batch__name=live_batch_name(),
            batch__current=True,
            at__gte=clock.now() - timedelta(days=DAYS),
            direction=Direction.IN,
        )
        .exclude(service="")
        .values_list("service")
        .annotate(contacts=Sum("weight"))
        .order_by("-contacts", "service")[:limit]
    )
    return [service for service, _ in rows]
