"""Checks the way to a national solution."""

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Place
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.build.base import Base
from indgang.modules.selfservice.schema.solution.national import National

HERE = "national"


class Nationals(Base):
    """`national`. Its texts are read by people whom we know nothing of, so nothing is filled in."""

    def national(self) -> National | None:
        row = self.shape.national
        if row is None:
            return None
        return National(
            self._plain(row.title, (HERE, "title")),
            row.address,
            tuple(self._plain(one, (HERE, "need", i)) for i, one in enumerate(row.need)),
            tuple(self._plain(one, (HERE, "steps", i)) for i, one in enumerate(row.steps)),
            self._plain(row.return_note, (HERE, "return_note")),
        )

    def _plain(self, value: Bilingual, place: Place) -> Text:
        for language, written in (("da", value.da), ("en", value.en)):
            if "{" in written or "}" in written:
                self.wrong((*place, language), "Nothing is filled in here. Write it out, without braces.")
        return value.text
