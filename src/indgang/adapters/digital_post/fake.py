"""Digital Post in memory: the register of exemptions, from a pack's `demo/people.yaml`, and the post itself."""

from collections.abc import Collection, Mapping
from pathlib import Path
from uuid import UUID

from indgang.adapters.digital_post.types import (
    Choice,
    DigitalPostUnavailable,
    PostRefused,
    PostUnavailable,
    PostUnknown,
    Sent,
    Service,
    Written,
)
from indgang.kernel.shapes import YesNo
from indgang.kernel.strict_yaml import Shape, load_document


class PersonShape(Shape):
    """One row of people.yaml; what other registers know of a person is theirs to read."""

    model_config = {"extra": "ignore", "frozen": True}

    cpr: str
    exempt: YesNo


class PeopleShape(Shape):
    model_config = {"extra": "ignore", "frozen": True}

    people: tuple[PersonShape, ...]


class FakeDigitalPost:
    """Answers as the register would. `down` makes every question fail; `change` exempts somebody, or ends it.

    Raises ContentError for a file that cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        shape = load_document(folder / "people.yaml").as_shape(PeopleShape)
        self.down = False
        self._exempt = {row.cpr: row.exempt for row in shape.people}

    def is_exempt(self, cpr: str) -> bool | None:
        if self.down:
            raise DigitalPostUnavailable
        return self._exempt.get(cpr)

    def change(self, cpr: str, *, exempt: bool) -> None:
        """Let somebody be exempt from now on, or no longer."""
        self._exempt[cpr] = exempt


class FakePost:
    """Digital Post and remote print in memory. Who is in `people` takes what stands there; nobody else takes anything.

    `fault` is what the next calls end with: "down", "slow" (a look-up that is too late), "lost" (taken, no answer),
    "500" (not taken, no answer that says so), or "" for none.
    """

    def __init__(self, people: Mapping[str, Collection[Service]] | None = None) -> None:
        self.people = dict(people or {})
        self.fault = ""
        self.sent: dict[UUID, tuple[Written, Choice]] = {}
        self.calls = 0

    def registered(self, number: str, service: Service) -> bool:
        if self.fault in {"down", "slow", "500"}:
            raise PostUnavailable(self.fault)
        return service in self.people.get(number, ())

    def send(self, what: Written, choice: Choice, transaction: UUID, letter: Written | None = None) -> Sent:
        self.calls += 1
        if self.fault == "down":
            raise PostUnavailable("down")
        if self.fault == "500":
            raise PostUnknown("status 500")
        known = self.sent.get(what.uuid)
        if known and (known[0].sha256, known[1]) != (what.sha256, choice):
            raise PostRefused("DUPLICATE_UUID", "This uuid was used for another message.")
        if not known:
            self._take(what, choice, letter)
        if self.fault == "lost":
            raise PostUnknown("no answer")
        return Sent(f"transmission {what.uuid}"[:80], repeated=bool(known))

    def _take(self, what: Written, choice: Choice, letter: Written | None) -> None:
        from indgang.adapters.digital_post.memo import (
            read,  # its XML is not for every process that has a fake
        )

        if what.format == "memo":
            to = read(what.whole(), limit=what.size).recipient.id
            service: Service = "nemsms" if choice == "NemSMS" else "digitalpost"
            if service not in self.people.get(to, ()) and letter is None:
                raise PostRefused("NOT_REGISTERED", f"The recipient does not take {choice}.")
        self.sent[what.uuid] = (what, choice)
