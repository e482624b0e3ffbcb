"""A made-up town for the simulation of the post: people and companies of every kind that makes a letter go another way.

Nobody in it exists: each CPR number has the day plus 60. The same seed gives the same town.
"""

import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from indgang.kernel.strict_yaml import load_document

# The share of each kind among the town's parties; everybody else has Digital Post and reads it.
SHARES = {
    "company": 0.08,
    "exempt": 0.05,
    "unregistered": 0.03,
    "wishes_paper": 0.02,
    "wrong_address": 0.02,
    "no_address": 0.01,
    "gone": 0.01,
}
HOMES = (
    "skonnertgade-4-1-tv",
    "birkevej-3",
    "tranehoejen-2",
    "klokkeengen-20",
    "digevangen-20",
    "lodsgangen-5",
)
NAMES = (
    ("Agnete", "Bjarke", "Clara", "Ditlev", "Esther", "Frederik", "Gudrun", "Holger", "Ingrid", "Jeppe"),
    ("Almind", "Borre", "Dalgas", "Elkjær", "Friis", "Gram", "Hauge", "Juul", "Krag", "Lund", "Munk", "Ravn"),
)


@dataclass(frozen=True)
class Member:
    """One of the town. `number`: CPR or CVR; `kind` one of SHARES, or `plain`."""

    id: str
    number: str
    name: str
    kind: str
    born: date

    @property
    def is_company(self) -> bool:
        return self.kind == "company"

    @property
    def exempt(self) -> bool:
        return self.kind in ("exempt", "wrong_address", "no_address")

    def in_register(self) -> dict[str, Any]:
        """What Digital Post knows of them (`simulators/post`)."""
        return {
            "name": self.name,
            "digital_post": not self.exempt and self.kind != "unregistered",
            "nemsms": self.kind == "plain" and self.number[-1] in "0123",
            "wrong_address": self.kind == "wrong_address",
            "gone": self.kind == "gone",
        }


def town(size: int, seed: int) -> list[Member]:
    """`size` parties, at least one of each kind when there is room, in an order that the seed shuffles."""
    rng = random.Random(seed)  # noqa: S311  # a town, not a secret
    kinds = [kind for kind, share in SHARES.items() for _ in range(max(1, round(share * size)))][:size]
    kinds += ["plain"] * (size - len(kinds))
    rng.shuffle(kinds)
    return [_member(place, kind, rng) for place, kind in enumerate(kinds)]


def _member(place: int, kind: str, rng: random.Random) -> Member:
    name = f"{rng.choice(NAMES[0])} {rng.choice(NAMES[1])} {place + 1}"
    born = date(1945, 1, 1) + timedelta(days=rng.randrange(365 * 55))
    if kind == "company":
        return Member(f"firma-{place + 1}", _cvr(place), f"{name} ApS", kind, born)
    number = f"{born.day + 60}{born:%m%y}{place % 4000:04d}"  # 0000 to 3999: born in the 1900s
    return Member(f"by-{place + 1}", number, name, kind, born)


def _cvr(place: int) -> str:
    """The company's number: it begins with 9998, and passes the weights of CVR."""
    weights = (2, 7, 6, 5, 4, 3, 2)
    stem = 9_998_000 + place
    while (
        last := -sum(int(digit) * weight for digit, weight in zip(str(stem), weights, strict=True)) % 11
    ) > 9:
        stem += 1000
    return f"{stem}{last}"


def write_content(members: list[Member], content: Path, pack: str, to: Path) -> None:
    """A copy of the content in which the registers of people know the town, too."""
    shutil.copytree(content, to)
    path = to / "municipalities" / pack / "demo" / "people.yaml"
    rows = [_row(member) for member in members if not member.is_company and member.kind != "no_address"]
    known = load_document(path).data
    known["people"] = [*known["people"], *rows]
    path.write_text(yaml.safe_dump(known, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _row(member: Member) -> Mapping[str, str]:
    return {
        "id": member.id,
        "name": member.name,
        "cpr": member.number,
        "born": member.born.isoformat(),
        "sex": "f",
        "address": HOMES[int(member.number[-2:]) % len(HOMES)],
        "moved_in": "2015-01-01",
        "doctor": "laegehuset-skonnert",
        "civil": "single",
        "exempt": "yes" if member.exempt else "no",
        "protected": "no",
        "guardianship": "no",
        "institution": "no",
        "login": "no",
    }
