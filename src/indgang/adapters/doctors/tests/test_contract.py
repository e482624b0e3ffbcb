"""What every client to the register of doctors must do; the fake is the first."""

from pathlib import Path

import pytest

from indgang.adapters.doctors.fake import FakeDoctors
from indgang.adapters.doctors.types import DoctorClient, DoctorsUnavailable

DEMO = Path(__file__).resolve().parents[5] / "content" / "municipalities" / "lyngsoe" / "demo"


@pytest.fixture
def register() -> DoctorClient:
    return FakeDoctors(DEMO)


def test_it_knows_every_practice_and_who_takes_new_patients(register: DoctorClient) -> None:
    practices = {row.id: row for row in register.all()}
    assert practices["laegerne-kanalen"].open
    assert not practices["laegehuset-skonnert"].open


def test_it_knows_whose_patient_somebody_is(register: DoctorClient) -> None:
    doctor = register.doctor_of("7704982229")
    assert doctor is not None
    assert doctor.name == "Lægerne ved Kanalen"
    assert register.doctor_of("6101010000") is None


def test_distance_is_in_kilometres(register: DoctorClient) -> None:
    kanalen = next(row for row in register.all() if row.id == "laegerne-kanalen")
    assert kanalen.kilometres_to(kanalen.lat, kanalen.lon) == 0
    assert kanalen.kilometres_to(kanalen.lat + 1, kanalen.lon) == pytest.approx(111.2, abs=0.1)
    assert kanalen.kilometres_to(55.8627, 9.5243) > 15


def test_a_register_that_is_away_says_so() -> None:
    fake = FakeDoctors(DEMO)
    fake.down = True
    with pytest.raises(DoctorsUnavailable):
        fake.all()
