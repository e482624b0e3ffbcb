"""The parts of the analytical copy get the column that tells whether a row can be seen again."""

import hashlib
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import migrations

from indgang.kernel import clock

_FOLLOWED = "party IS NOT NULL AND service <> '' AND quality <> 'time_unreliable'"


def tell(apps: Any, editor: Any) -> None:
    """Each part of contacts is written anew beside the old file, which goes later as all that were replaced."""
    part = apps.get_model("contacts", "LedgerPart")
    for old in part.objects.filter(table="contact", gone_at__isnull=True):
        root = Path(settings.DATA_DIR) / "ledger"
        path = f"{Path(old.path).parent}/part-{uuid.uuid4()}.parquet"
        _write(root / old.path, root / path)
        part.objects.filter(pk=old.pk).update(gone_at=clock.now())
        facts = {field.attname: getattr(old, field.attname) for field in part._meta.concrete_fields}
        fingerprint = hashlib.sha256((root / path).read_bytes()).hexdigest()
        facts |= {"id": None, "path": path, "sha256": fingerprint, "bytes": (root / path).stat().st_size}
        part.objects.create(**facts)


def _write(old: Path, new: Path) -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT *, {_FOLLOWED} AS followed FROM read_parquet('{old}')) TO '{new}' "  # noqa: S608
            "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
        )


class Migration(migrations.Migration):
    dependencies = [("contacts", "0009_imports_parts_weeks")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
