"""The channel plans as written, and the one that holds today."""

from dataclasses import dataclass
from datetime import date

from indgang.kernel.generation import per_generation
from indgang.kernel.text import Text
from indgang.modules.channels.models import Plan
from indgang.modules.channels.rules.plans import Line, PlanRow, plan_on
from indgang.modules.channels.vocabulary import Channel, Condition, PlanOrigin, PlanState


@dataclass(frozen=True)
class PlanInfo:
    """The plan that holds for a service (and level): since when, put there by what, and why."""

    service_id: str
    level: str
    valid_from: date
    origin: PlanOrigin
    reason: Text
    lines: tuple[Line, ...]


@per_generation
def _written() -> dict[tuple[str, str], list[PlanRow]]:
    rows: dict[tuple[str, str], list[PlanRow]] = {}
    for row in Plan.objects.order_by("pk").prefetch_related("entries"):
        rows.setdefault((row.service_id, row.level), []).append(as_row(row))
    return rows


def as_row(row: Plan) -> PlanRow:
    """A plan with its entries as the rules read it."""
    return PlanRow(
        number=row.pk,
        valid_from=row.valid_from,
        origin=PlanOrigin(row.origin),
        reason=Text.of(row.reason),
        lines=tuple(
            Line(
                channel=Channel(entry.channel),
                state=PlanState(entry.state),
                condition=Condition(entry.condition),
                reason=Text.of(entry.reason),
                legal_basis=entry.legal_basis,
            )
            for entry in row.entries.all()
        ),
        reverses=row.reverses_id,
    )


def plan(service_id: str, *, day: date, level: str = "") -> PlanInfo | None:
    """The plan that holds on a day: the level's own, else the service's general one."""
    for key in dict.fromkeys((level, "")):
        row = plan_on(_written().get((service_id, key), ()), day)
        if row:
            return PlanInfo(service_id, key, row.valid_from, row.origin, row.reason, row.lines)
    return None
