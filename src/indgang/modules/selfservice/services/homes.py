"""Where somebody lives now, as the population register says: for a member of staff who has said why,
or for an envelope. Where a company is, by the company register: for an envelope."""

from indgang.adapters.addresses.types import AddressesUnavailable
from indgang.adapters.companies.types import CompaniesUnavailable
from indgang.adapters.cpr.types import CprUnavailable
from indgang.modules.identity import selectors as identities
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Actor, Party
from indgang.modules.selfservice.selectors.registers import connected

SEE = "se adressen under en henvendelse"
CHECK = "se, om adressen er beskyttet"
POST = "sende et brev"


class RegistersSilent(Exception):
    """A register that knows addresses does not answer now."""


def learn_protection(*, person_id: str, by: Actor) -> bool | None:
    """Ask the register whether somebody's address is protected, and keep what it says. None: it does not say.

    Call it outside a transaction, since it waits for another house.
    """
    registers = connected()
    if registers.cpr is None:
        return None
    try:
        person = registers.cpr.person(identity.cpr_of(person_id=person_id, purpose=CHECK, by=by))
    except CprUnavailable:
        return None
    if person is None:
        return None
    identity.note_protection(person_id=person_id, protected=person.protected)
    return person.protected


def home_of(*, person_id: str, by: Actor, purpose: str = SEE, unmasked: bool = True) -> str:
    """The registered address as text; empty when no register is connected, knows it, or answers, and when it is
    protected and nobody said why they must see it (`unmasked` False).

    The caller has checked that the address may be seen, or puts it on an envelope, where a protected one
    stands too, since the letter must arrive. Writes that the number was used, and why.
    """
    try:
        return _found(person_id, by, purpose, unmasked=unmasked)
    except (CprUnavailable, AddressesUnavailable):
        return ""


def home_for_post(party: Party, *, by: Actor, purpose: str = POST) -> str:
    """The same for an envelope, where a register that is silent is told from one that knows no address.

    A company's address is in no way secret, so that nobody's number is used for it, and nothing is written down.
    Raises RegistersSilent. Call it outside a transaction.
    """
    try:
        if party.kind == "company":
            return _seat(party.id)
        return _found(party.id, by, purpose, unmasked=True)
    except (CprUnavailable, AddressesUnavailable, CompaniesUnavailable) as silent:
        raise RegistersSilent from silent


def _seat(company_id: str) -> str:
    """Raises CompaniesUnavailable. A company that is dissolved has nobody who opens letters, so no address."""
    companies = connected().companies
    record = companies.get(identities.cvr_of(company_id)) if companies is not None else None
    return record.address if record is not None and not record.dissolved else ""


def _found(person_id: str, by: Actor, purpose: str, *, unmasked: bool) -> str:
    """Raises CprUnavailable, AddressesUnavailable."""
    registers = connected()
    if registers.cpr is None or registers.addresses is None:
        return ""
    person = registers.cpr.person(identity.cpr_of(person_id=person_id, purpose=purpose, by=by))
    if person is None or (person.protected and not unmasked):
        return ""
    home = registers.addresses.get(person.address)
    return home.text if home is not None else ""
