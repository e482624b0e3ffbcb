"""The vehicle register: questions `of` (everything somebody owns or uses) and `find` (a plate)."""

from pathlib import Path
from typing import Any

from simulators.registers.seed import numbers, read, yes

MAY_LACK = ("energy_class", "weight", "insured")
NO_EXHAUST = ("electric", "hydrogen")


class Vehicles:
    def __init__(self, folder: Path) -> None:
        (self._rows,) = read(folder, "vehicles.yaml", "vehicles")
        self._marks = numbers(folder)

    def of(self, asked: dict[str, Any]) -> Any:
        found = [self._seen(row, asked["number"]) for row in self._rows]
        return sorted((row for row in found if row["role"] != "none"), key=lambda row: row["plate"])

    def find(self, asked: dict[str, Any]) -> Any:
        row = next((row for row in self._rows if row["plate"] == asked["plate"]), None)
        return self._seen(row, asked["number"]) if row else None

    def _seen(self, row: dict[str, Any], number: str) -> dict[str, Any]:
        return {
            "plate": row["plate"],
            "make": row["make"],
            "fuel": row["fuel"],
            "energy_class": row.get("energy_class", ""),
            "zero": row["fuel"] in NO_EXHAUST,
            "weight": int(row["weight"]),
            "role": self._role(row, number),
            "company": bool(row.get("company")),
            "active": yes(row["active"]),
            "insured": yes(row["insured"]),
        }

    def _role(self, row: dict[str, Any], number: str) -> str:
        mark = self._marks.get(number, "")
        owner = mark in row.get("owners", ()) or bool(row.get("company") and row["company"] == number)
        user = mark in row.get("users", ())
        return {(True, True): "both", (True, False): "owner", (False, True): "user"}.get(
            (owner, user), "none"
        )
