"""Many people and companies at once, known by their numbers: for a list of receivers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from django.conf import settings
from stdnum.dk import cvr as stdnum_cvr

from indgang.kernel import clock
from indgang.modules.identity import rules
from indgang.modules.identity.models import Company, Person
from indgang.modules.identity.services.accounts import encrypted
from indgang.modules.identity.vocabulary import Party


class NumberProblem(StrEnum):
    """Why somebody cannot be found by a number."""

    NOT_A_NUMBER = "not_a_number"
    NO_NAME = "no_name"
    """Nobody of that number is known here, and the list says no name."""
    CLOSED = "closed"
    """The business register says that the company is no more."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """One line of a list: a CPR or a CVR number as typed, and a name or nothing."""

    kind: Literal["person", "company"]
    number: str
    name: str = ""


def know_many(rows: Sequence[Numbered]) -> list[Party | NumberProblem]:
    """The party of each row, made when new, in the order of the rows. Six statements at most, however many rows.

    A name that we know already is kept: the register knows better than a list. Meant for some hundred rows at a
    time, in the caller's transaction. No number is decrypted or looked up outside.
    """
    people, companies = _Found(), _Found()
    for i, row in enumerate(rows):
        number = _cpr(row.number) if row.kind == "person" else _cvr(row.number)
        (people if row.kind == "person" else companies).add(i, number, row.name.strip()[:160])
    answers: dict[int, Party | NumberProblem] = {}
    answers |= people.answers(_people(people.named))
    answers |= companies.answers(_companies(companies.named))
    return [answers[i] for i in range(len(rows))]


class _Found:
    """The rows of one kind: which stands where, and the first name said of each number."""

    def __init__(self) -> None:
        self.places: dict[int, str] = {}
        self.named: dict[str, str] = {}

    def add(self, place: int, number: str, name: str) -> None:
        self.places[place] = number
        if number and not self.named.get(number):
            self.named[number] = name

    def answers(self, known: dict[str, Party | NumberProblem]) -> dict[int, Party | NumberProblem]:
        return {
            place: known.get(number, NumberProblem.NO_NAME) if number else NumberProblem.NOT_A_NUMBER
            for place, number in self.places.items()
        }


def _cpr(typed: str) -> str:
    try:
        return rules.clean_cpr(typed, demo=settings.DEMO)
    except rules.BadCpr:
        return ""


def _cvr(typed: str) -> str:
    digits = "".join(character for character in typed if character not in " -")
    plain = digits.isascii() and digits.isdigit() and len(digits) == 8
    return digits if plain and (settings.DEMO or stdnum_cvr.is_valid(digits)) else ""


def _people(named: dict[str, str]) -> dict[str, Party | NumberProblem]:
    found_by = {number: rules.lookup_hash(number, settings.CPR_KEY) for number in named}
    known = _by_hash(found_by.values())
    new = [
        Person(
            cpr_hash=found_by[number],
            cpr_encrypted=encrypted(number),
            name=name,
            born=rules.born(number),
            seen_at=clock.now(),
        )
        for number, name in named.items()
        if name and found_by[number] not in known
    ]
    if new:
        Person.objects.bulk_create(
            new, ignore_conflicts=True
        )  # somebody else may have met one of them just now
        known |= _by_hash([person.cpr_hash for person in new])
    return {number: known[key] for number, key in found_by.items() if key in known}


def _by_hash(hashes: Iterable[str]) -> dict[str, Party]:
    rows = Person.objects.filter(cpr_hash__in=list(hashes)).values_list("cpr_hash", "pk", "name")
    return {key: Party("person", str(pk), name) for key, pk, name in rows}


def _companies(named: dict[str, str]) -> dict[str, Party | NumberProblem]:
    known = _by_cvr(named)
    new = [Company(cvr=cvr, name=name) for cvr, name in named.items() if name and cvr not in known]
    if new:
        Company.objects.bulk_create(new, ignore_conflicts=True)
        known |= _by_cvr({company.cvr: "" for company in new})
    return known


def _by_cvr(named: dict[str, str]) -> dict[str, Party | NumberProblem]:
    rows = Company.objects.filter(cvr__in=list(named)).values_list("cvr", "pk", "name", "closed")
    return {
        cvr: NumberProblem.CLOSED if closed else Party("company", str(pk), name)
        for cvr, pk, name, closed in rows
    }
