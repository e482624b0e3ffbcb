"""The Parquet files of batches that are in the ledger."""

from collections.abc import Collection
from pathlib import Path

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.contacts.models import LedgerPart
from indgang.modules.contacts.selectors.parts import folder


class PartMissing(Expected):
    """A file of the ledger is gone from the disk: nothing can be compared with its rows, and nothing was changed."""

    status = 503

    def __init__(self, path: str) -> None:
        super().__init__(
            Text(
                f"Filen {path} mangler i mappen med tal. Hent den fra sikkerhedskopien, og prøv igen.",
                f"The file {path} is missing from the ledger's folder. Restore it from the backup and try again.",
            )
        )


def files_of(batches: Collection[int]) -> list[str]:
    """The paths of the files of these batches, by the keys of the batches. Raises PartMissing."""
    rows = LedgerPart.objects.filter(batch_id__in=batches, gone_at__isnull=True, table="contact")
    found = [str(path) for path in rows.order_by("path").values_list("path", flat=True)]
    for path in found:
        if not Path(folder() / path).exists():
            raise PartMissing(path)
    return [str(folder() / path) for path in found]
