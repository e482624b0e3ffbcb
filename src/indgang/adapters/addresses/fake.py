"""An address register in memory, from a pack's `demo/addresses.yaml`. It can be told to be away."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints
from rapidfuzz import fuzz

from indgang.adapters.addresses.types import AddressesUnavailable, AddressRecord, Use
from indgang.kernel.shapes import Slug
from indgang.kernel.strict_yaml import Shape, load_document

LIKE_ENOUGH = 80  # of 100, for a street's name with a misspelling


class AddressShape(Shape):
    """One row of addresses.yaml."""

    id: Slug
    dar: str
    dar_address: str
    street: str
    number: str
    floor: str = ""
    door: str = ""
    postal_code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    city: str
    municipality_code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    use: Use
    rooms: int
    building_units: int
    lat: float
    lon: float
    school_district: str
    parking_zone: str = ""
    district: str = ""

    def record(self) -> AddressRecord:
        return AddressRecord(
            id=self.id,
            building=self.dar,
            street=self.street,
            number=self.number,
            floor=self.floor,
            door=self.door,
            postal_code=self.postal_code,
            city=self.city,
            municipality=self.municipality_code,
            use=self.use,
            rooms=self.rooms,
            units=self.building_units,
            lat=self.lat,
            lon=self.lon,
            school_district=self.school_district,
            parking_zone=self.parking_zone,
        )


class AddressesShape(Shape):
    addresses: tuple[AddressShape, ...]


_WORD = re.compile(r"\d+\s?[a-zæøå]?(?![a-zæøå])|[^\W\d_]+")


def words(text: str) -> list[str]:
    """A text as comparable words: small letters, `aa` for `å`, a number together with its letter."""
    plain = text[:200].lower().replace("stuen", "st").replace("å", "aa")
    return ["".join(word.split()) for word in _WORD.findall(plain)]


class FakeAddresses:
    """Answers as the registers would. `down` makes every question fail."""

    def __init__(self, folder: Path) -> None:
        shape = load_document(folder / "addresses.yaml").as_shape(AddressesShape)
        self.down = False
        self._records = {row.id: row.record() for row in shape.addresses}

    def get(self, address: str) -> AddressRecord | None:
        self._up()
        return self._records.get(address)

    def search(self, text: str, *, limit: int = 10) -> list[AddressRecord]:
        self._up()
        typed = words(text)
        if not typed:
            return []
        scored = [(_likeness(typed, record), record) for record in self._records.values()]
        found = sorted((-score, record.text, record) for score, record in scored if score)
        return [record for _, _, record in found[:limit]]

    def exactly(self, text: str) -> list[AddressRecord]:
        self._up()
        typed = words(text)
        found = [record for record in self._records.values() if typed in _ways_to_write(record)]
        return sorted(found, key=lambda record: record.text)

    def _up(self) -> None:
        if self.down:
            raise AddressesUnavailable


def _ways_to_write(record: AddressRecord) -> list[list[str]]:
    """With and without postal code and city; with and without floor and door."""
    house = words(f"{record.street} {record.number}")
    unit = words(f"{record.floor} {record.door}")
    place = [[], words(record.city), words(f"{record.postal_code} {record.city}")]
    return [front + end for front in (house, house + unit) for end in place]


def _likeness(typed: list[str], record: AddressRecord) -> float:
    """0 when it cannot be meant; larger the better it fits. Numbers must fit, a street's name roughly."""
    street, rest = words(record.street), words(record.text)[len(words(record.street)) :]
    name, numbers = _split(typed)
    if not name:
        return 0
    whole, mine = "".join(street), "".join(name[: len(street)])
    likeness = 100.0 if whole.startswith(mine) else fuzz.ratio(whole, mine)
    if likeness < LIKE_ENOUGH:
        return 0
    left = list(rest)
    for position, word in enumerate([*name[len(street) :], *numbers]):
        last = position == len(name[len(street) :]) + len(numbers) - 1
        fits = [other for other in left if other == word or (last and other.startswith(word))]
        if not fits:
            return 0
        left.remove(fits[0])
    return likeness + (50 if numbers and numbers[0] == rest[0] else 0)


def _split(typed: list[str]) -> tuple[list[str], list[str]]:
    """The words before the first number, and the rest."""
    for at, word in enumerate(typed):
        if word[0].isdigit():
            return typed[:at], typed[at:]
    return typed, []
