"""Files of contacts from elsewhere become batches of the ledger."""

from indgang.modules.contacts.services.importing.batches import (
    GoneForGood,
    RowsCameBack,
    StillCurrent,
    fetch_rejects,
    redo_batch,
    remove_batch,
    remove_orphan_rejects,
    undo_batch,
)
from indgang.modules.contacts.services.importing.entering import OtherRule, SomebodyElse
from indgang.modules.contacts.services.importing.report import (
    BadFile,
    ColumnReport,
    ImportReport,
    Progress,
    TooManyRejected,
)
from indgang.modules.contacts.services.importing.running import import_file

__all__ = [
    "BadFile",
    "ColumnReport",
    "GoneForGood",
    "ImportReport",
    "OtherRule",
    "Progress",
    "RowsCameBack",
    "SomebodyElse",
    "StillCurrent",
    "TooManyRejected",
    "fetch_rejects",
    "import_file",
    "redo_batch",
    "remove_batch",
    "remove_orphan_rejects",
    "undo_batch",
]
