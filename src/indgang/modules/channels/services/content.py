"""Entrances and plans from content. The caller holds the transaction."""

import hashlib
import json
from pathlib import Path

from indgang.kernel import clock
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.models import Entrance, Plan, PlanEntry, Procedure
from indgang.modules.channels.schema import (
    EntranceShape,
    LineShape,
    PlanShape,
    read_entrances,
    read_plans,
    read_procedure,
)
from indgang.modules.channels.schema.entrances import CHANNELS_OF
from indgang.modules.channels.vocabulary import PlanOrigin

_ENTRANCE_FIELDS = [field.name for field in Entrance._meta.concrete_fields if field.name != "id"]


def load_entrances(folder: Path) -> None:
    """Load entrances.yaml of a pack. Raises ContentError. An entrance that has left the content is retired."""
    rows = read_entrances(folder, catalogue.live_service_ids())
    Entrance.objects.exclude(pk__in=[row.id for row in rows]).update(retired=True)
    Entrance.objects.bulk_create(
        [_entrance(row, position) for position, row in enumerate(rows)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_ENTRANCE_FIELDS,
    )


def _entrance(row: EntranceShape, position: int) -> Entrance:
    channels = row.channels or CHANNELS_OF[row.kind]
    return Entrance(
        id=row.id,
        kind=row.kind.value,
        name=row.name.model_dump(),
        unit_id=row.unit,
        channels=[channel.value for channel in channels],
        address=row.address,
        postal_code=row.postal_code,
        city=row.city,
        phone=row.phone,
        hours={day: [list(span) for span in spans] for day, spans in row.hours.items()},
        serves_all=row.services == "all",
        services=[] if row.services == "all" else list(row.services),
        note=row.note.model_dump() if row.note else {},
        accessible=row.accessible.model_dump() if row.accessible else {},
        position=position,
        retired=False,
    )


def load_procedure(folder: Path) -> None:
    """Load procedure.yaml of a pack, or take it away when the pack has none. Raises ContentError."""
    found = read_procedure(folder, catalogue.live_service_ids())
    if found is None:
        Procedure.objects.all().delete()
    else:
        Procedure.objects.update_or_create(pk=1, defaults={"data": found.model_dump(mode="json")})


def load_plans(folder: Path) -> int:
    """Load channel_plans/*.yaml of a pack and return how many plans were new. Raises ContentError.

    Nothing is written for a plan that says what it said last time; a changed one is appended, and so is the
    taking back of a level's own order.
    """
    plans = read_plans(folder, catalogue.live_service_ids())
    last: dict[tuple[str, str], str] = {}
    for service, level, key in (
        Plan.objects.filter(origin=PlanOrigin.CONTENT.value)
        .order_by("pk")
        .values_list("service_id", "level", "origin_key")
    ):
        last[service, level] = key
    new: list[tuple[Plan, tuple[LineShape, ...]]] = []
    for plan in plans:
        wanted = {"": plan.channels, **{level.level.value: level.channels for level in plan.levels}}
        gone = {level: () for service, level in last if service == plan.service and level not in wanted}
        for level, lines in {**wanted, **gone}.items():
            key = _hash(plan, lines)
            if last.get((plan.service, level)) != key:
                new.append((_plan(plan, level, key), lines))
    _append(new)
    return len(new)


def _hash(plan: PlanShape, lines: tuple[LineShape, ...]) -> str:
    said = [
        plan.valid_from.isoformat(),
        plan.reason.model_dump() if lines else None,
        [line.model_dump(mode="json") for line in lines],
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _plan(plan: PlanShape, level: str, key: str) -> Plan:
    return Plan(
        service_id=plan.service,
        level=level,
        valid_from=plan.valid_from,
        origin=PlanOrigin.CONTENT.value,
        origin_key=key,
        reason=plan.reason.model_dump(),
        recorded_at=clock.now(),
    )


def _append(new: list[tuple[Plan, tuple[LineShape, ...]]]) -> None:
    written = Plan.objects.bulk_create([plan for plan, _ in new])
    PlanEntry.objects.bulk_create(
        PlanEntry(
            plan=plan,
            position=position,
            channel=line.channel.value,
            state=line.state.value,
            condition=line.condition.value,
            reason=line.reason.model_dump() if line.reason else {},
            legal_basis=line.legal_basis,
        )
        for plan, (_, lines) in zip(written, new, strict=True)
        for position, line in enumerate(lines)
    )
