"""The population register: questions `person`, `household`, `number_of`, `registered_at`, `children`,
`past_addresses`."""

from datetime import date
from pathlib import Path
from typing import Any

from simulators.post.house import now
from simulators.registers.seed import read, yes

MAY_LACK = ("custody",)
OF_AGE = 18


class People:
    def __init__(self, folder: Path) -> None:
        people, custody = read(folder, "people.yaml", "people", "custody")
        held = {row["child"]: row["holders"] for row in custody}
        self._numbers = {row["id"]: row["cpr"] for row in people}
        self._rows = {row["cpr"]: _row(row, held) for row in people}
        self._past = {row["cpr"]: _past(row) for row in people}

    def person(self, asked: dict[str, Any]) -> Any:
        return self._rows.get(asked["cpr"])

    def household(self, asked: dict[str, Any]) -> Any:
        me = self._rows.get(asked["cpr"])
        if me is None:
            return None
        return [me, *(row for row in self._rows.values() if row["address"] == me["address"] and row != me)]

    def number_of(self, asked: dict[str, Any]) -> Any:
        return self._numbers.get(asked["ref"])

    def registered_at(self, asked: dict[str, Any]) -> Any:
        return [row for row in self._rows.values() if row["address"] == asked["address"]]

    def children(self, asked: dict[str, Any]) -> Any:
        me = self._rows.get(asked["cpr"])
        if me is None:
            return None
        today = now().date()
        held = [row for row in self._rows.values() if me["ref"] in (row["custody"] or ())]
        young = [row for row in held if _age(date.fromisoformat(row["born"]), today) < OF_AGE]
        return sorted(young, key=lambda row: (row["born"], row["ref"]))

    def past_addresses(self, asked: dict[str, Any]) -> Any:
        return self._past.get(asked["cpr"])


def _past(row: dict[str, Any]) -> list[dict[str, str]]:
    """The newest first."""
    found = [
        {"text": one["address"], "since": one["since"], "until": one["until"]} for one in row.get("past", ())
    ]
    return sorted(found, key=lambda one: one["since"], reverse=True)


def _row(row: dict[str, Any], held: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "ref": row["id"],
        "name": row["name"],
        "born": row["born"],
        "address": row["address"],
        "moved_in": row["moved_in"],
        "spouse": row.get("spouse", ""),
        "protected": yes(row["protected"]),
        "guardianship": yes(row["guardianship"]),
        "institution": yes(row["institution"]),
        "custody": held.get(row["id"]),
    }


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
