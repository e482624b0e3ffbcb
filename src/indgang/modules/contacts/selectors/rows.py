"""The ledger's rows one by one, for somebody who asks what stands behind a figure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from indgang.kernel.text import Text
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.contacts.vocabulary import LedgerRow


def contact_rows(ids: Sequence[UUID]) -> list[LedgerRow]:
    """These contacts, the newest first, as the drill-down shows them."""
    rows = Contact.objects.filter(pk__in=ids).select_related("batch").order_by("-at", "-pk")
    return [
        LedgerRow(
            at=row.at,
            what=row.channel,
            service_id=row.service,
            outcome=row.outcome,
            handling=row.handling,
            weight=row.weight,
            quality=row.quality,
            batch=str(Text.of(row.batch.title)),
            source=_source(row.batch.sources.get(row.source_row)),
            note=_note(row.batch.sources.get(row.source_row)),
        )
        for row in rows
    ]


def _source(found: dict[str, Any] | None) -> str:
    return f"{found['compiled_by']}, {found['page']}" if found else ""


def _note(found: dict[str, Any] | None) -> Text:
    return Text.of(found["note"]) if found else Text()


def measurement_rows(ids: Sequence[UUID]) -> list[LedgerRow]:
    """These measurements, the newest first, as the drill-down shows them."""
    rows = Measurement.objects.filter(pk__in=ids).order_by("-at", "-pk")
    return [
        LedgerRow(
            at=row.at,
            what=row.kind,
            service_id=row.service,
            outcome="",
            handling=row.subject_key,
            weight=Decimal(1),
            value=row.value,
            quality="counted",
            batch="",
            source="",
            note=Text(),
        )
        for row in rows
    ]
