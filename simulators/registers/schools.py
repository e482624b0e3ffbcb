"""The register of schools: the questions `all` and `pupil` (where a child goes)."""

from pathlib import Path
from typing import Any

from simulators.registers.seed import numbers, read

MAY_LACK: tuple[str, ...] = ()


class Schools:
    def __init__(self, folder: Path) -> None:
        rows, pupils = read(folder, "schools.yaml", "schools", "pupils")
        self._rows = [
            {
                "id": row["id"],
                "name": row["name"],
                "district": row["district"],
                "address": row["address"],
                "municipality": row["municipality_code"],
                "lat": float(row["lat"]),
                "lon": float(row["lon"]),
            }
            for row in rows
        ]
        self._marks = numbers(folder)
        self._pupils = {row["ref"]: {"school": row["school"], "grade": int(row["grade"])} for row in pupils}

    def all(self, asked: dict[str, Any]) -> Any:
        return self._rows

    def pupil(self, asked: dict[str, Any]) -> Any:
        return self._pupils.get(self._marks.get(asked["number"], ""), {"school": "", "grade": 0})
