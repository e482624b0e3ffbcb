"""Checks where the way can end."""

from indgang.modules.selfservice.schema.build.base import Base
from indgang.modules.selfservice.schema.solution.exits import Exit


class Exits(Base):
    """Exits."""

    def exit(self, i: int) -> Exit:
        row, here = self.shape.exits[i], ("exits", i)
        return Exit(
            row.id,
            self.condition(row.when, (*here, "when")),
            self.text(row.title, (*here, "title")),
            self.text(row.text, (*here, "text")),
            row.counts or "",
        )
