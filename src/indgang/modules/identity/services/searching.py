"""Finding a person or company: only with a purpose, a few at a time, and a row in the trail for each that is shown."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, DateField, Q, QuerySet

from indgang.kernel.errors import Expected
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity import rules
from indgang.modules.identity.models import Company, Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right

AT_MOST = 5
"""People shown by one search (data minimisation: GDPR article 5(1)(c))."""
SHORTEST = 2
"""Letters in a part of a name."""
CVR_DIGITS = 8


class MayNotSearch(Expected):
    """The role does not find people."""

    status = 403
    message = Text("Din rolle må ikke søge efter borgere.", "Your role may not search for citizens.")


class PurposeMissing(Expected):
    """Nobody is looked up without a reason."""

    status = 422
    message = Text("Skriv, hvorfor du søger.", "Write why you search.")


class SayMore(Expected):
    """Nothing to search by, or more people than may be shown."""

    status = 422
    message = Text(
        "Skriv hele navnet og fødselsdagen, eller et CPR-nummer.",
        "Write the full name and the date of birth, or a CPR number.",
    )


class NameTheCompany(Expected):
    """Nothing to search for a company by, or more companies than may be shown."""

    status = 422
    message = Text(
        "Skriv et CVR-nummer med 8 tal, eller mere af virksomhedens navn.",
        "Write a CVR number with 8 digits, or more of the company's name.",
    )


class NotANumber(Expected):
    """What was typed is no CPR number."""

    status = 422
    message = Text(
        "Et CPR-nummer har ti cifre og begynder med en dato.",
        "A CPR number has ten digits and begins with a date.",
    )


@dataclass(frozen=True)
class FoundPerson:
    """Somebody found: enough to tell who it is, and nothing of their matters."""

    id: str
    name: str
    born: date
    exempt: bool
    protected: bool


@dataclass(frozen=True)
class FoundCompany:
    """A company or association found. `closed`: the register says that it is no more."""

    id: str
    name: str
    cvr: str
    closed: bool


@transaction.atomic
def find_companies(*, query: str, purpose: str, by: EmployeeInfo) -> list[FoundCompany]:
    """Who has this CVR number (eight digits), or this name (any part, in any order); at most five, the open first.

    Each that is shown gets a row in the trail, as people do: a company may be one person. Raises MayNotSearch,
    PurposeMissing, and NameTheCompany when there is too little to go by or there are more than five.
    """
    if not by.may(Right.FIND_PEOPLE):
        raise MayNotSearch
    if not purpose.strip():
        raise PurposeMissing
    rows = list(_wanted_companies(query)[: AT_MOST + 1])
    if len(rows) > AT_MOST:
        raise NameTheCompany
    if not rows:
        audit.record(action="nobody_found", actor=by.actor.key, purpose=purpose)
    for row in rows:
        audit.record(action="company_found", actor=by.actor.key, party=f"company:{row.pk}", purpose=purpose)
    return [FoundCompany(str(row.pk), row.name, row.cvr, row.closed) for row in rows]


def _wanted_companies(query: str) -> QuerySet[Company]:
    companies = Company.objects.order_by("closed", "name", "pk")
    parts = query.replace("\x00", " ").split()
    digits = "".join(parts).removeprefix("DK")
    if digits.isascii() and digits.isdigit():
        if len(digits) != CVR_DIGITS:
            raise NameTheCompany
        return companies.filter(cvr=digits)
    if not parts or min(map(len, parts)) < SHORTEST:
        raise NameTheCompany
    wanted = Q()
    for part in parts[:6]:
        wanted &= Q(name__icontains=part) | Q(name__icontains=part.capitalize())
    return companies.filter(wanted)


@transaction.atomic
def find_people(
    *, cpr: str = "", name: str = "", born: date | None = None, purpose: str, by: EmployeeInfo
) -> list[FoundPerson]:
    """Who has this CPR number, or this name (any part, in any order) and perhaps birth date; at most five.

    Each person shown gets a row in the trail with who searched and why; a search that shows nobody leaves one
    without a name. A CPR number is found by its HMAC and stands nowhere. Raises MayNotSearch, PurposeMissing,
    NotANumber, and SayMore when there is too little to go by or there are more than five.
    """
    if not by.may(Right.FIND_PEOPLE):
        raise MayNotSearch
    if not purpose.strip():
        raise PurposeMissing
    rows = _wanted(cpr.strip(), name, born)
    if len(rows) > AT_MOST:
        raise SayMore
    if not rows:
        audit.record(action="nobody_found", actor=by.actor.key, purpose=purpose)
    for row in rows:
        audit.record(action="person_found", actor=by.actor.key, party=f"person:{row.pk}", purpose=purpose)
    return [FoundPerson(str(row.pk), row.name, row.born, row.exempt, row.protected) for row in rows]


@known_query
def _by_number() -> QuerySet[Person]:
    return _people().filter(cpr_hash=Param("hash", CharField()))[: AT_MOST + 1]


@known_query
def _by_name(parts: int, born: bool) -> QuerySet[Person]:
    wanted = Q(born=Param("born", DateField())) if born else Q()
    for part in range(parts):
        # SQLite folds no case but that of a to z: with a capital a name is found that begins with another letter.
        typed, capital = Param(f"typed{part}", CharField()), Param(f"capital{part}", CharField())
        wanted &= Q(name__icontains=typed) | Q(name__icontains=capital)
    return _people().filter(wanted)[: AT_MOST + 1]


def _people() -> QuerySet[Person]:
    return Person.objects.defer("cpr_encrypted").order_by("name", "born", "pk")


def _wanted(cpr: str, name: str, born: date | None) -> list[Person]:
    """One more than may be shown."""
    if cpr:
        try:
            digits = rules.clean_cpr(cpr, demo=settings.DEMO)
        except rules.BadCpr as bad:
            raise NotANumber from bad
        return _by_number()(hash=rules.lookup_hash(digits, settings.CPR_KEY))
    parts = name.replace("\x00", " ").split()
    if not parts or min(map(len, parts)) < SHORTEST:
        raise SayMore
    values: dict[str, object] = {} if born is None else {"born": born}
    for number, part in enumerate(parts[:6]):
        values |= {f"typed{number}": part, f"capital{number}": part.capitalize()}
    return _by_name(len(parts[:6]), born is not None)(**values)
