"""A register of doctors in memory, from a pack's `demo/doctors.yaml` and `people.yaml`. It can be told to be
away.
"""

from pathlib import Path

from indgang.adapters.doctors.types import DoctorRecord, DoctorsUnavailable
from indgang.kernel.shapes import Slug, YesNo
from indgang.kernel.strict_yaml import ContentError, Shape, load_document


class DoctorShape(Shape):
    """One row of doctors.yaml. `group` is the health insurance group that the practice serves."""

    id: Slug
    name: str
    address: str
    lat: float
    lon: float
    open: YesNo
    group: int


class DoctorsShape(Shape):
    doctors: tuple[DoctorShape, ...]


class PatientShape(Shape):
    model_config = {"extra": "ignore", "frozen": True}

    cpr: str
    doctor: Slug | None = None


class PatientsShape(Shape):
    model_config = {"extra": "ignore", "frozen": True}

    people: tuple[PatientShape, ...]


class FakeDoctors:
    """Answers as the register would. `down` makes every question fail."""

    def __init__(self, folder: Path) -> None:
        shape = load_document(folder / "doctors.yaml").as_shape(DoctorsShape)
        self.down = False
        self._doctors = {
            row.id: DoctorRecord(row.id, row.name, row.address, row.lat, row.lon, row.open)
            for row in shape.doctors
        }
        document = load_document(folder / "people.yaml")
        patients = document.as_shape(PatientsShape).people
        self._doctor_of = {row.cpr: row.doctor for row in patients}
        problems = [
            document.problem(("people", i, "doctor"), f"`{row.doctor}` is no practice in doctors.yaml.")
            for i, row in enumerate(patients)
            if row.doctor and row.doctor not in self._doctors
        ]
        if problems:
            raise ContentError(problems)

    def all(self) -> list[DoctorRecord]:
        self._up()
        return list(self._doctors.values())

    def doctor_of(self, cpr: str) -> DoctorRecord | None:
        self._up()
        return self._doctors.get(self._doctor_of.get(cpr) or "")

    def _up(self) -> None:
        if self.down:
            raise DoctorsUnavailable
