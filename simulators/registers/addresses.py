"""The address and dwelling registers: questions `get`, `search` (a beginning, small misspellings), `exactly`."""

import re
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from simulators.registers.seed import read

MAY_LACK: tuple[str, ...] = ()
LIKE_ENOUGH = 80
_WORD = re.compile(r"\d+\s?[a-zæøå]?(?![a-zæøå])|[^\W\d_]+")


class Addresses:
    def __init__(self, folder: Path) -> None:
        (rows,) = read(folder, "addresses.yaml", "addresses")
        self._rows = {row["id"]: _row(row) for row in rows}

    def get(self, asked: dict[str, Any]) -> Any:
        return self._rows.get(asked["id"])

    def search(self, asked: dict[str, Any]) -> Any:
        typed = _words(asked["text"])
        found = [(_score(typed, row), _text(row), key) for key, row in self._rows.items()] if typed else []
        hits = sorted((-score, text, key) for score, text, key in found if score > 0)
        return [self._rows[key] for _, _, key in hits[: int(asked["limit"])]]

    def exactly(self, asked: dict[str, Any]) -> Any:
        typed = _words(asked["text"])
        found = [row for row in self._rows.values() if typed in _written(row)]
        return sorted(found, key=_text)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "building": row["dar"],
        "street": row["street"],
        "number": row["number"],
        "floor": row.get("floor", ""),
        "door": row.get("door", ""),
        "postal_code": row["postal_code"],
        "city": row["city"],
        "municipality": row["municipality_code"],
        "use": row["use"],
        "rooms": int(row["rooms"]),
        "units": int(row["building_units"]),
        "lat": float(row["lat"]),
        "lon": float(row["lon"]),
        "school_district": row["school_district"],
        "parking_zone": row.get("parking_zone", ""),
    }


def _text(row: dict[str, Any]) -> str:
    floor = {"": "", "st": "st.", "kl": "kl."}.get(row["floor"], f"{row['floor']}.")
    unit = " ".join(part for part in (floor, row["door"]) if part)
    parts = (f"{row['street']} {row['number']}", unit, f"{row['postal_code']} {row['city']}")
    return ", ".join(part for part in parts if part)


def _words(text: str) -> list[str]:
    plain = text[:200].lower().replace("stuen", "st").replace("å", "aa")
    return ["".join(word.split()) for word in _WORD.findall(plain)]


def _written(row: dict[str, Any]) -> list[list[str]]:
    house, unit = _words(f"{row['street']} {row['number']}"), _words(f"{row['floor']} {row['door']}")
    places = [[], _words(row["city"]), _words(f"{row['postal_code']} {row['city']}")]
    return [front + place for front in (house, house + unit) for place in places]


def _score(typed: list[str], row: dict[str, Any]) -> float:
    """How well it fits; 0 when it cannot be meant. The street's name roughly, all else word for word."""
    street = _words(row["street"])
    rest = _words(_text(row))[len(street) :]
    first = next((at for at, word in enumerate(typed) if word[0].isdigit()), len(typed))
    name, more = typed[:first], typed[first:]
    if not name:
        return 0
    whole, mine = "".join(street), "".join(name[: len(street)])
    like = 100.0 if whole.startswith(mine) else fuzz.ratio(whole, mine)
    if like < LIKE_ENOUGH:
        return 0
    wanted = name[len(street) :] + more
    for at, word in enumerate(wanted):
        last = at == len(wanted) - 1
        hit = next((one for one in rest if one == word or (last and one.startswith(word))), None)
        if hit is None:
            return 0
        rest.remove(hit)
    number = _words(row["number"])
    return like + (50 if more and number and more[0] == number[0] else 0)
