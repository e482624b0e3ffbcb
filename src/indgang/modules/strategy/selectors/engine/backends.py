"""What runs the questions. Every backend holds the same rows: the parts of the analytical copy and the newest rows."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.conf import settings

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text


class FileGone(Expected):
    """A file of the analytical copy cannot be read: it was lost, or the disk is away."""

    status = 503
    message = Text(
        "En fil med tal kan ikke læses. Vi prøver at lave den igen i nat. Sig det til driften, hvis det haster.",
        "A file of figures cannot be read. We try to make it again tonight. Tell operations if it is urgent.",
    )


class Backend(Protocol):
    """`dialect` is the one in which Ibis writes the questions; `marks` stand as `?` on every backend."""

    dialect: str

    def refresh(self) -> bool:
        """Take in what has come since the last time. True when anything changed."""

    def relation(self, table: str, batches: tuple[int, ...], year: int) -> str:
        """The name of a relation with every column of `contact` or `measurement` that holds all rows of these batches
        and this year, perhaps among others. Measurements have no batch."""

    def corrected(self, batches: tuple[int, ...]) -> bool:
        """Whether some row of these batches was corrected: then the relation `corrected` holds the ids (column id)."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Run a question with `values` in place of its question marks; its rows by column name."""

    def keep(self, name: str, sql: str) -> None:
        """Run a question and keep its rows under a name, in the place of what stood there."""

    def drop(self, name: str) -> None:
        """Let go of what was kept under a name."""

    def close(self) -> None:
        """Give back what it holds. It answers nothing afterwards."""


def chosen() -> Backend:
    """The backend of this installation, by INDGANG_ANALYTICS."""
    address: str = settings.ANALYTICS
    if address.startswith(("postgresql://", "postgres://")):
        from indgang.modules.strategy.selectors.engine.postgres import Postgres

        return Postgres(address)
    if address.startswith("spark://"):
        from indgang.modules.strategy.selectors.engine.spark import Spark

        return Spark(address)
    from indgang.modules.strategy.selectors.engine.duck import Duck

    return Duck()
