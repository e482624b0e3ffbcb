"""Figures from documents, as batches of their own."""

import hashlib
import json
from dataclasses import asdict

from django.db import transaction

from indgang.kernel import clock
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.models import Batch, Contact
from indgang.modules.contacts.selectors.batches import info
from indgang.modules.contacts.vocabulary import (
    Archive,
    Audience,
    BatchInfo,
    BatchKind,
    BatchState,
    Direction,
    Handling,
    Kind,
    Outcome,
    Quality,
)


def _hash(archive: Archive) -> str:
    return hashlib.sha256(json.dumps(asdict(archive), sort_keys=True, default=str).encode()).hexdigest()


@transaction.atomic
def load_archive(*, archive: Archive) -> BatchInfo:
    """Write the rows of an archive once. The same content again changes nothing.

    Changed content makes a new batch, and figures use that one from then on; the old rows stay.
    Raises ValueError for a word that the ledger does not know.
    """
    content = _hash(archive)
    found = Batch.objects.filter(name=archive.name, hash=content).first()
    if found is not None and found.current:
        return info(found)
    Batch.objects.filter(name=archive.name, current=True).update(current=False, state=BatchState.REPLACED)
    if found is not None:
        found.current, found.state = True, BatchState.CURRENT
        found.save(update_fields=["current", "state"])
        return info(found)
    batch = Batch.objects.create(
        name=archive.name,
        kind=BatchKind.ARCHIVE,
        title=archive.title.as_json(),
        municipality=archive.municipality,
        year=archive.year,
        document=archive.document,
        counting_rule=archive.counting_rule.as_json(),
        knows_channels=archive.knows_channels,
        marks=archive.marks,
        sources={
            row.source_row: {"page": row.page, "compiled_by": row.compiled_by, "note": row.note.as_json()}
            for row in archive.rows
        },
        hash=content,
        loaded_at=clock.now(),
    )
    Contact.objects.bulk_create(
        Contact(
            at=archive.at,
            direction=Direction.IN,
            channel=Channel(row.channel),
            service=row.service,
            kind=Kind.UNKNOWN,
            outcome=Outcome.UNKNOWN,
            audience=Audience.UNKNOWN,
            handling=Handling.UNKNOWN,
            weight=row.weight,
            batch=batch,
            source_row=row.source_row,
            quality=Quality(row.quality),
        )
        for row in archive.rows
    )
    return info(batch)
