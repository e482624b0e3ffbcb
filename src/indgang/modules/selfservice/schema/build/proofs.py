"""Checks what a full grant gives."""

from indgang.kernel.expressions import DATE, TEXT, Kind
from indgang.modules.selfservice.schema.build.ends import Ends
from indgang.modules.selfservice.schema.shapes.proofs import GivesShape, ProofRowShape
from indgang.modules.selfservice.schema.solution import Gives, ProofRow, kind_at

HERE = "gives"


class Proofs(Ends):
    """The certificate or licence of a solution."""

    def gives(self) -> Gives | None:
        row = self.shape.gives
        if row is None:
            return None
        rows = tuple(self._proof_row(one, i) for i, one in enumerate(row.rows))
        known = {one.id for one in rows}
        if len(known) < len(rows):
            self.wrong((HERE, "rows"), "An `id` stands twice. Choose another.")
        for i, name in enumerate(row.verify):
            self.one_of((HERE, "verify", i), name, known, "row")
        until = row.valid_until
        return Gives(
            kind=row.kind,
            id=row.id,
            title=self.text(row.title, (HERE, "title")),
            intro=self.text(row.intro, (HERE, "intro"), self.sentence_names),
            note=self.text(row.note, (HERE, "note"), self.sentence_names),
            language=self._text_path(row.language, "language"),
            valid_from=self.condition(row.valid_from, (HERE, "valid_from"), DATE),
            valid_until=self.condition(until, (HERE, "valid_until"), DATE) if until else None,
            rows=rows,
            verify=frozenset(row.verify),
            marks=self._marks(row),
            ends=self.ends(
                row.ends,
                licence=row.kind == "licence",
                marked=row.marks is not None and row.marks.address is not None,
            ),
        )

    def _proof_row(self, row: ProofRowShape, i: int) -> ProofRow:
        here = (HERE, "rows", i)
        fields: dict[str, Kind] = {}
        if row.each is not None:
            of = kind_at(self.names, row.each)
            if of is None or of.item is None or not of.item.fields:
                self.wrong((*here, "each"), f"`{row.each}` is no list of records. Write the name of one.")
            else:
                fields = dict(of.item.fields)
        return ProofRow(
            id=row.id,
            label=self.text(row.label, (*here, "label")),
            value=self.text(row.value, (*here, "value"), {**self.sentence_names, **fields}),
            each=row.each or "",
            fields=fields,
            when=self.condition(row.when, (*here, "when")) if row.when else None,
            hidden_when=self.condition(row.hidden_when, (*here, "hidden_when")) if row.hidden_when else None,
        )

    def _text_path(self, path: str | None, *where: str) -> str:
        if path is not None and kind_at(self.names, path) != TEXT:
            self.wrong((HERE, *where), f"`{path}` is no text. Write the name of one.")
        return path or ""

    def _marks(self, row: GivesShape) -> dict[str, str]:
        if row.marks is None:
            return {}
        given = {name: path for name, path in row.marks.model_dump().items() if path}
        return {name: self._text_path(path, "marks", name) for name, path in given.items()}
