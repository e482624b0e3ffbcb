"""Where somebody lives now, as the population register says: for a member of staff who has said why,
or for an envelope."""

from indgang.adapters.addresses.types import AddressesUnavailable
from indgang.adapters.cpr.types import CprUnavailable
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Actor
from indgang.modules.selfservice.selectors.registers import connected

SEE = "se adressen under en henvendelse"


def home_of(*, person_id: str, by: Actor, purpose: str = SEE) -> str:
    """The registered address as text; empty when no register is connected, knows it, or answers.

    The caller has checked that the address may be seen, or puts it on an envelope, where a protected one
    stands too, since the letter must arrive. Writes that the number was used, and why.
    """
    registers = connected()
    if registers.cpr is None or registers.addresses is None:
        return ""
    cpr = identity.cpr_of(person_id=person_id, purpose=purpose, by=by)
    try:
        person = registers.cpr.person(cpr)
        home = registers.addresses.get(person.address) if person is not None else None
    except (CprUnavailable, AddressesUnavailable):
        return ""
    return home.text if home is not None else ""
