"""Checks how a licence ends."""

from indgang.kernel.expressions import MONEY, WHOLE
from indgang.modules.selfservice.schema.build.base import Base
from indgang.modules.selfservice.schema.shapes.ends import EndsShape
from indgang.modules.selfservice.schema.solution.ends import EndsUse

HERE = ("gives", "ends")


class Ends(Base):
    """The end of a licence."""

    def ends(self, row: EndsShape | None, *, licence: bool, marked: bool) -> EndsUse | None:
        """`marked`: the licence has the address that it stands at."""
        if row is None:
            return None
        if not licence:
            self.wrong(HERE, "A certificate is withdrawn by its holder. Take `ends` away, or give a licence.")
        if row.moved and not marked:
            self.wrong((*HERE, "moved"), "A move is found by the address. Write `marks: { address: … }`.")
        if bool(row.remind) != (row.renew is not None):
            self.wrong(HERE, "`remind` says when, and `renew` what. Write both, or neither.")
        for i, name in enumerate(row.remind):
            if self.names.get(name) != WHOLE or name not in {one.id for one in self.shape.parameters}:
                self.wrong((*HERE, "remind", i), f"`{name}` is no parameter of kind whole. Declare it.")
        return EndsUse(
            text=self.text(row.text, (*HERE, "text"), self.sentence_names),
            refund=self.condition(row.refund, (*HERE, "refund"), MONEY) if row.refund else None,
            replaces=self.condition(row.replaces, (*HERE, "replaces")) if row.replaces else None,
            moved=row.moved,
            remind=row.remind,
            renew=self.text(row.renew, (*HERE, "renew"), self.sentence_names),
        )
