"""Who has Digital Post and NemSMS. A JSON file: CPR or CVR number to `name`, `digital_post`, `nemsms`,
`wrong_address` (letters to that name come back) and `gone` (the look-up says yes, the delivery fails)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from simulators.post.faults import Faults
from simulators.post.house import Watched


@dataclass(frozen=True)
class Party:
    """Somebody in the register. `handle` names the mailbox in an address, where no CPR number may stand."""

    number: str
    name: str
    digital_post: bool = False
    nemsms: bool = False
    wrong_address: bool = False
    gone: bool = False

    @property
    def handle(self) -> str:
        return handle_of(self.number)


def handle_of(number: str) -> str:
    """A mailbox's name in an address."""
    return hashlib.sha256(f"postkasse {number}".encode()).hexdigest()[:16]


class Register:
    """The look-up of PostForespoerg. Nobody known is not registered."""

    def __init__(self, path: Path | None, faults: Faults) -> None:
        self._file, self._faults = Watched(path), faults

    def all(self) -> list[Party]:
        return [party for number in self._file.read() if (party := self.party(number))]

    def party(self, number: str) -> Party | None:
        row = self._file.read().get(number)
        if row is None:
            return None
        return Party(
            number=number,
            name=str(row.get("name", "")),
            digital_post=bool(row.get("digital_post")),
            nemsms=bool(row.get("nemsms")),
            wrong_address=bool(row.get("wrong_address")),
            gone=bool(row.get("gone")),
        )

    def by_handle(self, handle: str) -> Party | None:
        return next((party for party in self.all() if party.handle == handle), None)

    def takes(self, number: str, service: str) -> bool:
        """Whether this number takes `digitalpost` or `nemsms`."""
        said = self._faults.all().get("register", {})
        if isinstance(said, dict) and number in said:
            return bool(said[number])
        party = self.party(number)
        return party is not None and (party.digital_post if service == "digitalpost" else party.nemsms)

    def returns_letters_to(self, name: str) -> bool:
        return any(party.wrong_address and party.name == name for party in self.all())
