"""The municipality's pack: loaded in one transaction, noticed by every process."""

import time
from pathlib import Path

from django.db import DatabaseError, transaction

from indgang.kernel import clock, generation
from indgang.modules.identity import schema
from indgang.modules.identity.models import Department, Generation, Municipality, Parameter, Unit

_checked_at = 0.0
CHECK_EVERY_SECONDS = 1.0


def load_pack(folder: Path) -> None:
    """Load municipality, organisation and parameters. Raises ContentError; the caller holds the transaction."""
    pack = schema.read_pack(folder)
    profile = pack.municipality
    Municipality.objects.exclude(pk=profile.id).delete()
    Municipality.objects.update_or_create(
        pk=profile.id,
        defaults={
            "name": profile.name,
            "code": profile.code,
            "demo": profile.demo,
            "profile": profile.model_dump(mode="json"),
        },
    )
    Department.objects.bulk_create(
        (
            Department(
                id=department.id,
                code=department.code,
                name=department.name.model_dump(),
                task=department.task.model_dump() if department.task else {},
                position=position,
            )
            for position, department in enumerate(pack.departments)
        ),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["code", "name", "task", "position"],
    )
    Unit.objects.bulk_create(
        (
            Unit(
                id=unit.id,
                department_id=unit.department,
                name=unit.name.model_dump(),
                phone=unit.phone,
                decides=unit.decides,
            )
            for unit in pack.units
        ),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["department", "name", "phone", "decides"],
    )
    Parameter.objects.all().delete()
    Parameter.objects.bulk_create(
        Parameter(
            key=row.key,
            value=row.value,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=row.source,
            status=row.status,
            confirmed_by=row.confirmed_by,
            note=row.note,
        )
        for row in pack.parameters
    )


@transaction.atomic
def bump_generation(*, content_hash: str) -> int:
    """Say that other content holds from now on. The number grows only when the content changed."""
    row, _ = Generation.objects.select_for_update().get_or_create(pk=1)
    if row.hash != content_hash:
        row.number += 1
        row.hash = content_hash
        row.loaded_at = clock.now()
        row.save()
    number: int = row.number
    transaction.on_commit(lambda: generation.set_current(number))
    return number


def refresh_content() -> None:
    """Notice newer content; asks the database at most once a second in each process."""
    global _checked_at
    now = time.monotonic()
    if now - _checked_at < CHECK_EVERY_SECONDS:
        return
    _checked_at = now
    try:
        number = Generation.objects.values_list("number", flat=True).get(pk=1)
    except (Generation.DoesNotExist, DatabaseError):
        return
    if number != generation.current():
        generation.set_current(number)
