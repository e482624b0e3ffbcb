"""The analytical copy: Parquet parts below `<data>/ledger/`, and the manifest (LedgerPart) that says which count.

A file that the manifest does not name is not there. A part is written in `staging`, brought to the disk, moved to
its place, and only then entered into the manifest, in one transaction. A crash leaves files that nobody names; the
next upkeep sweeps them.
"""

from indgang.modules.contacts.services.copy.checking import check_copy
from indgang.modules.contacts.services.copy.settling import Upkeep, upkeep
from indgang.modules.contacts.services.copy.sweeping import remove_orphan_parts
from indgang.modules.contacts.services.copy.writing import (
    NewPart,
    enter,
    place,
    retire,
    staging,
    write_part,
)

__all__ = [
    "NewPart",
    "Upkeep",
    "check_copy",
    "enter",
    "place",
    "remove_orphan_parts",
    "retire",
    "staging",
    "upkeep",
    "write_part",
]
