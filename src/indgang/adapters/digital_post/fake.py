"""A register of Digital Post in memory, from a pack's `demo/people.yaml`. It can be told to be away."""

from pathlib import Path

from indgang.adapters.digital_post.types import DigitalPostUnavailable
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
