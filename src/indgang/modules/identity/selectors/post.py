"""What decides how a letter reaches somebody."""

from dataclasses import dataclass
from datetime import date, datetime

from indgang.modules.identity.models import Company, Person
from indgang.modules.identity.vocabulary import Need, Party


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What we know of a party's post, as the registers said at `asked_at` (None: they have not been asked).

    `registered`, `nemsms`: whether Digital Post and NemSMS know them; None: not known. `closed`: a company that is no
    more. `born` is None for a company, and `needs` are the open wishes of a person.
    """

    company: bool
    registered: bool | None
    asked_at: datetime | None
    nemsms: bool | None = None
    exempt: bool = False
    closed: bool = False
    born: date | None = None
    needs: tuple[Need, ...] = ()


def post_facts(party: Party) -> PostFacts:
    """What decides how a letter reaches a party. One query. Raises Person.DoesNotExist, Company.DoesNotExist."""
    if party.kind == "company":
        company = Company.objects.get(pk=party.id)
        return PostFacts(True, company.dp_registered, company.post_asked_at, closed=company.closed)
    person = Person.objects.defer("cpr_encrypted", "cpr_hash").get(pk=party.id)
    return PostFacts(
        company=False,
        registered=person.dp_registered,
        asked_at=person.post_asked_at,
        nemsms=person.nemsms,
        exempt=person.exempt,
        born=person.born,
        needs=tuple(Need(word) for word in person.open_needs),
    )
