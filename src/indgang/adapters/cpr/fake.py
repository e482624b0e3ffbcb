"""A population register in memory, from a pack's `demo/people.yaml`. It can be told to be away."""

from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from indgang.adapters.cpr.types import CprUnavailable, PastAddress, PersonRecord
from indgang.kernel import clock
from indgang.kernel.dates import age_on
from indgang.kernel.shapes import Day, Slug, YesNo
from indgang.kernel.strict_yaml import ContentError, Shape, load_document

OF_AGE = 18


class PastShape(Shape):
    """An address of before, as text: it may lie anywhere."""

    address: str
    since: Day
    until: Day


class PersonShape(Shape):
    """One row of people.yaml; what other registers know of a person is theirs to read."""

    model_config = {"extra": "ignore", "frozen": True}

    id: Slug
    name: str
    cpr: Annotated[str, StringConstraints(pattern=r"^\d{10}$")]
    born: Day
    address: Slug
    moved_in: Day
    spouse: Slug | None = None
    protected: YesNo
    guardianship: YesNo
    institution: YesNo
    past: tuple[PastShape, ...] = ()


class CustodyShape(Shape):
    child: Slug
    holders: tuple[Slug, ...]


class PeopleShape(Shape):
    people: tuple[PersonShape, ...]
    custody: tuple[CustodyShape, ...]


class FakeCpr:
    """Answers as the register would. `down` makes every question fail; `move` moves somebody.

    Raises ContentError when a row points at nobody.
    """

    def __init__(self, folder: Path) -> None:
        document = load_document(folder / "people.yaml")
        shape = document.as_shape(PeopleShape)
        self.down = False
        self._by_ref = {row.id: row for row in shape.people}
        self._refs = {row.cpr: row.id for row in shape.people}
        self._custody = {row.child: row.holders for row in shape.custody}
        self._moved: dict[str, tuple[str, Day]] = {}
        problems = [
            document.problem(("custody", i), f"`{ref}` is nobody in people.yaml.")
            for i, row in enumerate(shape.custody)
            for ref in (row.child, *row.holders)
            if ref not in self._by_ref
        ]
        if problems:
            raise ContentError(problems)

    def cpr_of(self, ref: str) -> str:
        """The CPR number of one of the demo's people. Raises KeyError."""
        return self._by_ref[ref].cpr

    def move(self, ref: str, address: str, day: Day) -> None:
        """Let somebody live elsewhere from now on."""
        self._moved[ref] = (address, day)

    def person(self, cpr: str) -> PersonRecord | None:
        self._up()
        ref = self._refs.get(cpr)
        return self._record(self._by_ref[ref]) if ref else None

    def household(self, cpr: str) -> list[PersonRecord] | None:
        me = self.person(cpr)
        if me is None:
            return None
        others = [row for row in self.registered_at(me.address) if row.ref != me.ref]
        return [me, *others]

    def number_of(self, ref: str) -> str | None:
        self._up()
        row = self._by_ref.get(ref)
        return row.cpr if row else None

    def registered_at(self, address: str) -> list[PersonRecord]:
        self._up()
        rows = [self._record(row) for row in self._by_ref.values()]
        return [row for row in rows if row.address == address]

    def children(self, cpr: str) -> list[PersonRecord] | None:
        me = self.person(cpr)
        if me is None:
            return None
        held = [self._record(self._by_ref[child]) for child, by in self._custody.items() if me.ref in by]
        children = [row for row in held if age_on(row.born, clock.today()) < OF_AGE]
        return sorted(children, key=lambda row: (row.born, row.ref))

    def past_addresses(self, cpr: str) -> list[PastAddress] | None:
        self._up()
        ref = self._refs.get(cpr)
        if ref is None:
            return None
        found = [PastAddress(row.address, row.since, row.until) for row in self._by_ref[ref].past]
        return sorted(found, key=lambda row: row.since, reverse=True)

    def _up(self) -> None:
        if self.down:
            raise CprUnavailable

    def _record(self, row: PersonShape) -> PersonRecord:
        address, moved_in = self._moved.get(row.id, (row.address, row.moved_in))
        return PersonRecord(
            ref=row.id,
            name=row.name,
            born=row.born,
            address=address,
            moved_in=moved_in,
            spouse=row.spouse or "",
            protected=row.protected,
            guardianship=row.guardianship,
            institution=row.institution,
            custody=self._custody.get(row.id),
        )
