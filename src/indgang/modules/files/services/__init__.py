"""The deeds of files."""

from indgang.modules.files.services.keeping import (
    TooMany,
    Upload,
    copy_to,
    hand_on,
    keep,
    limits,
    name_of,
    put,
    read,
    remove,
    remove_all,
    set_aside,
)
from indgang.modules.files.services.shelf import remove_orphan_files

__all__ = [
    "TooMany",
    "Upload",
    "copy_to",
    "hand_on",
    "keep",
    "limits",
    "name_of",
    "put",
    "read",
    "remove",
    "remove_all",
    "remove_orphan_files",
    "set_aside",
]
