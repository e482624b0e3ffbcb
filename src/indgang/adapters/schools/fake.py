"""A register of schools in memory, from a pack's `demo/schools.yaml`. It can be told to be away."""

from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from indgang.adapters.schools.types import SchoolRecord, SchoolsUnavailable
from indgang.kernel.shapes import Slug
from indgang.kernel.strict_yaml import Shape, load_document


class SchoolShape(Shape):
    """One row of schools.yaml."""

    id: Slug
    name: str
    district: str
    address: str
    municipality_code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    lat: float
    lon: float


class SchoolsShape(Shape):
    schools: tuple[SchoolShape, ...]


class FakeSchools:
    """Answers as the register would. `down` makes every question fail."""

    def __init__(self, folder: Path) -> None:
        shape = load_document(folder / "schools.yaml").as_shape(SchoolsShape)
        self.down = False
        self._records = [
            SchoolRecord(row.id, row.name, row.district, row.address, row.municipality_code, row.lat, row.lon)
            for row in shape.schools
        ]

    def all(self) -> list[SchoolRecord]:
        if self.down:
            raise SchoolsUnavailable
        return list(self._records)
