"""Where an import works: a folder of its own below `<data>/ledger/staging/` with one DuckDB database in it.

The folder goes when the import ends, however it ends; what a crash leaves is swept by the upkeep of the copy, and is
never read.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings

if TYPE_CHECKING:
    import duckdb

MEMORY = "2GB"
THREADS = 2


def ledger_folder() -> Path:
    """`<data>/ledger/`: the parts of the analytical copy, the rejects of imports, and what is in the making."""
    return Path(settings.DATA_DIR) / "ledger"


@dataclass(frozen=True)
class Stage:
    """The folder and the database of one import. `sql` gives all rows; `one` the first value of the first row."""

    folder: Path
    db: "duckdb.DuckDBPyConnection"

    def sql(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.db.execute(query, list(values)).fetchall()

    def one(self, query: str, values: Sequence[Any] = ()) -> Any:
        return self.sql(query, values)[0][0]


@contextmanager
def stage() -> Iterator[Stage]:
    """A fresh stage. Nothing of it is left, not even the folders around it when it made them."""
    import duckdb

    around = [ledger_folder(), ledger_folder() / "staging"]
    made = [folder for folder in around if not folder.exists()]
    folder = around[-1] / str(uuid4())
    folder.mkdir(mode=0o700, parents=True)
    db = duckdb.connect(
        ":memory:",  # what is over the limit goes to `spill`
        config={
            "threads": THREADS,
            "memory_limit": MEMORY,
            "temp_directory": str(folder / "spill"),
            "preserve_insertion_order": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    try:
        yield Stage(folder, db)
    finally:
        db.close()
        shutil.rmtree(folder, ignore_errors=True)
        for empty in reversed(made):
            try:
                empty.rmdir()
            except OSError:  # somebody else works there, too
                break


def text(value: str) -> str:
    """A text as a literal of SQL."""
    return "'" + value.replace("'", "''") + "'"


def name(column: str) -> str:
    """The name of a column as SQL."""
    return '"' + column.replace('"', '""') + '"'
