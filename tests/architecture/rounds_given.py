"""A round of the unit whose cases the matters are, open, with a place."""

from collections.abc import Mapping
from datetime import timedelta

from indgang.kernel import clock
from indgang.modules.selfservice.models import Round, RoundPlace
from indgang.modules.selfservice.rules.sharing_out import draw_seed, seal_of


def give() -> Mapping[str, object]:
    """The part of the address that names the round."""
    today = clock.today()
    made = Round.objects.create(
        solution="flytning",
        share="seat",
        unit="folkeregister",
        label="Pladser",
        opens=today,
        closes=today + timedelta(days=30),
        seed=b"sealed",
        seal=seal_of(draw_seed()),
        order=[],
        made_at=clock.now(),
        made_by="system",
    )
    RoundPlace.objects.create(round=made, ref="havnen", name="Havnen", seats=3, kept=1)
    return {"round_id": made.pk}
