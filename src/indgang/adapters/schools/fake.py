"""A register of schools in memory, from a pack's `demo/schools.yaml`. It can be told to be away."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from indgang.adapters.schools.types import PupilRecord, SchoolRecord, SchoolsUnavailable
from indgang.kernel.shapes import Slug
from indgang.kernel.strict_yaml import ContentError, Shape, load_document

NOWHERE = PupilRecord("", 0)


class SchoolShape(Shape):
    """One row of schools.yaml."""

    id: Slug
    name: str
    district: str
    address: str
    municipality_code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    lat: float
    lon: float


class PupilShape(Shape):
    """A child of people.yaml who goes to one of the schools."""

    ref: Slug
    school: Slug
    grade: int = Field(ge=0, le=10)


class SchoolsShape(Shape):
    schools: tuple[SchoolShape, ...]
    pupils: tuple[PupilShape, ...] = ()


class PersonShape(Shape):
    model_config = {"extra": "ignore", "frozen": True}

    id: Slug
    cpr: str


class PeopleShape(Shape):
    model_config = {"extra": "ignore", "frozen": True}

    people: tuple[PersonShape, ...]


class FakeSchools:
    """Answers as the register would. `down` makes every question fail.

    Raises ContentError when a pupil is nobody, or goes to no school that is there.
    """

    def __init__(self, folder: Path) -> None:
        document = load_document(folder / "schools.yaml")
        shape = document.as_shape(SchoolsShape)
        people = load_document(folder / "people.yaml").as_shape(PeopleShape).people
        numbers = {row.id: row.cpr for row in people}
        self.down = False
        self._records = [
            SchoolRecord(row.id, row.name, row.district, row.address, row.municipality_code, row.lat, row.lon)
            for row in shape.schools
        ]
        known = {row.id for row in shape.schools}
        problems = [
            document.problem(("pupils", i), f"`{row.ref}` or `{row.school}` is not in people.yaml or here.")
            for i, row in enumerate(shape.pupils)
            if row.ref not in numbers or row.school not in known
        ]
        if problems:
            raise ContentError(problems)
        self._pupils = {numbers[row.ref]: PupilRecord(row.school, row.grade) for row in shape.pupils}

    def all(self) -> list[SchoolRecord]:
        self._up()
        return list(self._records)

    def pupil(self, number: str) -> PupilRecord:
        self._up()
        return self._pupils.get(number, NOWHERE)

    def _up(self) -> None:
        if self.down:
            raise SchoolsUnavailable
