"""The register of schools: the question `all`."""

from pathlib import Path
from typing import Any

from simulators.registers.seed import read

MAY_LACK: tuple[str, ...] = ()


class Schools:
    def __init__(self, folder: Path) -> None:
        (rows,) = read(folder, "schools.yaml", "schools")
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

    def all(self, asked: dict[str, Any]) -> Any:
        return self._rows
