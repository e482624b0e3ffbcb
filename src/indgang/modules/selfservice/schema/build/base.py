"""The means to check a solution.yaml: problems are gathered, instead of stopping at the first."""

import re
from collections.abc import Set

from indgang.kernel.expressions import (
    BOOL,
    TEXT,
    BadExpression,
    Expression,
    Kind,
    Names,
)
from indgang.kernel.expressions import compile_expression as compiled
from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Document, Place, Problem
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema import shapes
from indgang.modules.selfservice.schema.solution import (
    BUILT_IN,
    Case,
    kind_at,
)

_BRACES = re.compile(r"\{([^{}]*)\}|([{}])")
NO_TEXT = Text()


class Base:
    """What every part is checked with."""

    def __init__(self, document: Document, shape: shapes.SolutionShape) -> None:
        self.document = document
        self.shape = shape
        self.problems: list[Problem] = []
        self.names: dict[str, Kind] = dict(BUILT_IN)
        self.sentence_names = {sentence.id: TEXT for sentence in shape.sentences}

    def wrong(self, place: Place, sentence: str) -> None:
        self.problems.append(self.document.problem(place, sentence))

    def declare(self, name: str, kind: Kind, place: Place) -> None:
        if name in self.names:
            self.wrong(place, f"`{name}` is the name of something else too. Choose another.")
        self.names[name] = kind

    def condition(self, source: str, place: Place, expect: Kind | None = BOOL) -> Expression:
        """Compiled; when it is wrong, noted, and something harmless in its place."""
        try:
            return compiled(source, self.names, expect=expect)
        except BadExpression as error:
            self.wrong(place, str(error))
            return compiled("false", {})

    def text(self, value: Bilingual | None, place: Place, extra: Names | None = None) -> Text:
        """A text whose {places} are all declared."""
        if value is None:
            return NO_TEXT
        names = {**self.names, **(extra or {})}
        for language, written in (("da", value.da), ("en", value.en)):
            for path, stray in _BRACES.findall(written):
                if stray or kind_at(names, path) is None:
                    shown = stray or f"{{{path}}}"
                    self.wrong((*place, language), f"`{shown}` names nothing that is declared. Correct it.")
        return value.text

    def told(self, value: Bilingual, place: Place, allowed: Set[str]) -> Text:
        """A text for somebody who is asked: it names nothing of the submission but what they may be told."""
        for language, written in (("da", value.da), ("en", value.en)):
            for path, stray in _BRACES.findall(written):
                if stray or path not in allowed:
                    shown = stray or f"{{{path}}}"
                    self.wrong(
                        (*place, language),
                        f"`{shown}` is not in `tells`. The one who is asked may not see it.",
                    )
        return value.text

    def path(self, path: str, place: Place) -> None:
        if kind_at(self.names, path) is None:
            self.wrong(place, f"`{path}` names nothing that is declared. Correct it.")

    def one_of(self, place: Place, name: str, known: Set[str], what: str) -> None:
        if name not in known:
            self.wrong(place, f"`{name}` is no {what}. Use one of: {', '.join(sorted(known)) or 'none'}.")

    def cases(
        self, rows: tuple[shapes.CheckShape | shapes.NoticeShape | shapes.SentenceCaseShape, ...], here: Place
    ) -> tuple[Case, ...]:
        found = []
        for i, row in enumerate(rows):
            field = "message" if isinstance(row, shapes.CheckShape) else "text"
            text = self.text(getattr(row, field), (*here, i, field))
            found.append(Case(self.condition(row.when, (*here, i, "when")), text))
        return tuple(found)
