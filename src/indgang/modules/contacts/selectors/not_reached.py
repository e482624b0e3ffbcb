"""Whom we did not reach: who gave up, and who left a self-service."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.contacts.selectors.batches import live_batch_name
from indgang.modules.contacts.vocabulary import MeasurementKind, Outcome


@dataclass(frozen=True)
class NotReached:
    """Our own rows of a period. `left` and `begun` count self-services by service id, the most left first.

    A row that another one corrects is not counted.
    """

    contacts: int
    abandoned: int
    begun: dict[str, int]
    left: dict[str, int]


def not_reached(begin: datetime, end: datetime) -> NotReached:
    """From `begin` to before `end`. Two queries over the period; for a report, not for a page that is often read."""
    rows = Contact.objects.filter(
        batch__name=live_batch_name(), batch__current=True, at__gte=begin, at__lt=end, direction="in"
    )
    corrected = Contact.objects.filter(corrects__isnull=False, at__gte=begin, at__lt=end).values("corrects")
    found = rows.exclude(pk__in=corrected).aggregate(
        contacts=Count("pk"),
        abandoned=Count("pk", filter=Q(outcome=Outcome.ABANDONED)),
    )
    kinds = (MeasurementKind.BEGUN, MeasurementKind.LEFT)
    counted = (
        Measurement.objects.filter(kind__in=kinds, at__gte=begin, at__lt=end)
        .values_list("kind", "service")
        .annotate(count=Count("pk"))
        .order_by("-count", "service")
    )
    by_kind: dict[str, dict[str, int]] = {kind: {} for kind in kinds}
    for kind, service, count in counted:
        by_kind[kind][service] = count
    return NotReached(**found, begun=by_kind[MeasurementKind.BEGUN], left=by_kind[MeasurementKind.LEFT])
