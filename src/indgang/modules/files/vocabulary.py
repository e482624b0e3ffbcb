"""The words of files: whose a file is, and what it is called."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from indgang.kernel.uploads import CONTENT_TYPES, BadFile, FileKind, Refusal

__all__ = [
    "CASE",
    "CONTENT_TYPES",
    "DRAFT",
    "MESSAGE",
    "SENDING",
    "BadFile",
    "FileInfo",
    "FileKind",
    "Refusal",
    "WithoutHome",
]

DRAFT, MESSAGE, CASE, SENDING = "draft:", "message:", "case:", "sending:"
"""What the key of an owner begins with. A file has one owner at a time:

`draft:<draft id>` while an application is filled in · `message:<message id>:<actor>` while somebody answers a message ·
`sending:<case id>:<actor>` while somebody adds to their case · `case:<case id>` for good."""

DAYS = {DRAFT: 180, MESSAGE: 14, SENDING: 14, CASE: 30}
"""How many days a file is kept without its owner: what ends a draft removes its files, and a case keeps its own as long
as it is there itself. These are for what was forgotten."""


class WithoutHome(ValueError):
    """A key that no file can belong to: a mistake of ours."""


@dataclass(frozen=True, slots=True)
class FileInfo:
    """One file. `size` in bytes; `added_by` is an actor's key. `set_aside_at`: it was filed wrongly, and says why."""

    id: UUID
    owner: str
    title: str
    kind: FileKind
    size: int
    pages: int
    sha256: str
    added_by: str
    added_by_name: str
    added_at: datetime
    set_aside_at: datetime | None = None
    set_aside_by_name: str = ""
    set_aside_why: str = ""

    @property
    def file_name(self) -> str:
        """What it is called when it is fetched: letters, digits and hyphens of the title, and the kind's ending."""
        words = "".join(one if one.isalnum() else " " for one in self.title).split()
        return f"{'-'.join(words)[:80] or 'bilag'}.{self.kind.value}"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]

    @property
    def from_staff(self) -> bool:
        return self.added_by.startswith("employee:")
