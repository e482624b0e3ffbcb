"""The company register: the question `get`."""

from pathlib import Path
from typing import Any

from simulators.registers.seed import read

MAY_LACK = ("sector",)


class Companies:
    def __init__(self, folder: Path) -> None:
        (rows,) = read(folder, "companies.yaml", "companies")
        self._rows = {row["cvr"]: _row(row) for row in rows}

    def get(self, asked: dict[str, Any]) -> Any:
        return self._rows.get(asked["cvr"])


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "cvr": row["cvr"],
        "name": row["name"],
        "address": row["address"],
        "active": row["status"] == "active",
        "dissolved": row["status"] == "dissolved",
        "sector": row["sector"],
    }
