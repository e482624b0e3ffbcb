"""The automatic decisions of the demo, drawn for a person to look at."""

from decimal import Decimal

from indgang.kernel import clock
from indgang.modules.cases.models import Decision, Sample


def give() -> None:
    """Draw all of them."""
    for decision in Decision.objects.filter(automatic=True):
        Sample.objects.get_or_create(
            decision=decision, defaults={"drawn_at": clock.now(), "pct": Decimal(3), "due": clock.today()}
        )
