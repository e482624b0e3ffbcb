"""Who may get something at an address that names a matter, and who is so near that the address must tell them apart."""

from collections.abc import Iterator

from indgang.modules.identity import selectors as known
from indgang.modules.identity.vocabulary import Reach, Right
from tests.architecture.every_address import (
    HOLDER,
    MATTERS,
    OFFICE,
    OPEN,
    Address,
    World,
    plain_parts,
    staff_rows,
    with_right,
)

CONTACTS = ("contact_id", "call_back_id")
LEADERS = {"supervisor": "borgerservice", "other supervisor": "folkeregister"}
"""Who leads the unit where the contacts are, and who the one where the cases are."""


ONE_HAS_IT = ("desk:case_sample",)
"""Only one of the matters has what is shown there."""


def things_at(world: World, address: Address, matter: str) -> dict[str, object]:
    """What a matter has for an address: what was written in by staff is another draft than the citizen's own."""
    things = {**world.things[matter], **plain_parts(address)}
    if address.surface == "steering":
        return {**things, **world.steered}
    if address.name.startswith("desk:entry_"):
        sent = address.name in ("desk:entry_receipt", "desk:entry_letter")
        return {**plain_parts(address), **world.written_in.get((matter, sent), {})}
    return things


def matters(world: World, address: Address) -> Iterator[tuple[str, str]]:
    """Every matter that has what the address names, with the path; one will do when it names nothing.

    Staff come to all matters by the same way, so two are enough there; only one has a draft that is not sent.
    """
    every = address.surface == "portal" or "draft_id" in address.parts or address.name in ONE_HAS_IT
    enough = (len(MATTERS) if every else 2) if address.names_an_object else 1
    for matter in MATTERS[:enough]:
        if path := address.path(things_at(world, address, matter)):
            yield matter, path


def reaches_all(right: str) -> bool:
    """Whether everybody who has the right has it for the whole municipality: then nobody's things are another's."""
    cards = known.roles().values()
    return {card.rights[Right(right)] for card in cards if Right(right) in card.rights} == {
        Reach.MUNICIPALITY
    }


def rightful(address: Address, matter: str) -> list[str]:
    """Who may get something at an address when it names this matter."""
    if address.name in OPEN:
        return ["anonymous", "stranger", "caseworker"]
    if address.surface == "portal":
        own = [f"owner of {matter}"]
        return own if address.names_an_object else [*own, f"helper of {matter}", "stranger"]
    allowed = with_right(address.mark)
    if address.mark == Right.SEE_TEAM and address.names_an_object:
        unit = "borgerservice" if any(part in CONTACTS for part in address.parts) else "folkeregister"
        return [one for one in allowed if LEADERS[one] == unit]
    if "contact_id" in address.parts or "run_id" in address.parts:
        return [HOLDER]
    if "call_back_id" in address.parts or "inbound_id" in address.parts:
        return [one for one in allowed if staff_rows()[one].unit == "borgerservice"]
    own_department = address.names_an_object and not reaches_all(address.mark)
    return [one for one in allowed if one != "elsewhere" or not own_department]


def outsiders(address: Address, matter: str) -> list[str]:
    """Everybody else. To the portal one member of staff is as another."""
    citizens = ["stranger", f"owner of {matter}", f"helper of {matter}"]
    staff = ["caseworker"] if address.surface == "portal" else list(OFFICE)
    allowed = rightful(address, matter)
    return [one for one in ("anonymous", *citizens, *staff) if one not in allowed]


def near(address: Address, matter: str) -> str:
    """Who has the right and still not this matter; empty where the right reaches everything."""
    if address.surface == "portal":
        return "stranger"
    if reaches_all(address.mark) and "contact_id" not in address.parts:
        return ""
    allowed, mine = with_right(address.mark), rightful(address, matter)
    far = [one for one in allowed if one not in mine]
    return "elsewhere" if "elsewhere" in far else next(iter(far), "")
