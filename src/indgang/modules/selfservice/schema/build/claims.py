"""Checks what is claimed for a span of days."""

from indgang.kernel.expressions import DATE
from indgang.modules.selfservice.schema.build.base import Base
from indgang.modules.selfservice.schema.claims_look_up import CLAIMS
from indgang.modules.selfservice.schema.solution.claims import Claims


class ClaimsMade(Base):
    """`claims`, and that who looks up earlier ones leaves something for those to come."""

    def claims(self) -> Claims | None:
        row = self.shape.claims
        for i, fact in enumerate(self.shape.facts):
            if fact.look_up == CLAIMS and row is None:
                self.wrong(
                    ("facts", i, "look_up"), f"`{CLAIMS}` needs `claims`, which says what is kept. Add it."
                )
            if fact.look_up == "notices" and row is not None:
                self.wrong(
                    ("facts", i, "look_up"), f"With `claims`, look up `{CLAIMS}` instead of `notices`."
                )
        if row is None:
            return None
        if self.shape.notes is None:
            self.wrong(("claims",), "`claims` needs `notes`, which say whom it is about. Add it.")
        return Claims(
            self.condition(row.first, ("claims", "first"), expect=DATE),
            self.condition(row.last, ("claims", "last"), expect=DATE),
            self.condition(row.begins, ("claims", "begins"), expect=DATE),
        )
