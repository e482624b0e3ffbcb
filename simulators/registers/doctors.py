"""The register of doctors: questions `all` and `doctor_of`."""

from pathlib import Path
from typing import Any

from simulators.registers.seed import read, yes

MAY_LACK: tuple[str, ...] = ()


class Doctors:
    def __init__(self, folder: Path) -> None:
        (doctors,) = read(folder, "doctors.yaml", "doctors")
        (people,) = read(folder, "people.yaml", "people")
        self._rows = {row["id"]: _row(row) for row in doctors}
        self._of = {row["cpr"]: row.get("doctor", "") for row in people}

    def all(self, asked: dict[str, Any]) -> Any:
        return list(self._rows.values())

    def doctor_of(self, asked: dict[str, Any]) -> Any:
        return self._rows.get(self._of.get(asked["cpr"], ""))


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row["name"],
        "address": row["address"],
        "lat": float(row["lat"]),
        "lon": float(row["lon"]),
        "open": yes(row["open"]),
    }
