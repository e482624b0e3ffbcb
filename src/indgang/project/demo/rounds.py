"""Places that are shared out: a round that was opened before anybody could apply, and families who take part in it.

Done by the same deeds as real ones, with the clock set back.
"""

from datetime import datetime

from django.db import transaction
from pydantic import Field

from indgang.kernel import clock
from indgang.kernel.shapes import Day, Slug
from indgang.kernel.strict_yaml import Shape, load_document
from indgang.modules.cases import selectors as cases
from indgang.modules.identity import selectors as identity
from indgang.modules.selfservice import selectors as drafts
from indgang.modules.selfservice.selectors.rounds import every_round
from indgang.modules.selfservice.services import rounds
from indgang.project.demo import grants
from indgang.project.demo.grants import HOUR, Grant
from indgang.project.demo.history import employee
from indgang.project.demo.registers import folder

FILE = "rounds.yaml"


class DemoPlace(Shape):
    """A place: `kept` of its seats are not shared out."""

    ref: Slug
    name: str
    seats: int
    kept: int = 0


class DemoRound(Shape):
    """A round that a member of staff opened on a day."""

    solution: Slug
    label: str
    by: Slug
    on: Day
    opens: Day
    closes: Day
    places: tuple[DemoPlace, ...] = Field(min_length=1)


class Rounds(Shape):
    """rounds.yaml: `applications` are as the grants of grants.yaml."""

    rounds: tuple[DemoRound, ...]
    applications: tuple[Grant, ...]


def make(people: dict[str, str]) -> int:
    """Open each round and send each application, when its day has come; what is there is left. Returns how many
    applications stand in the file. A pack without the file has none.
    """
    path = folder() / FILE
    if not path.exists():
        return 0
    found = load_document(path).as_shape(Rounds)
    there = {one.label for one in every_round()}
    try:
        for one in found.rounds:
            if one.label not in there and one.on < clock.today():
                _open(one)
                clock.freeze(None)
        for sent in found.applications:
            acting = identity.acting_options(people[sent.person])[0].acting
            if sent.on < clock.today() and not drafts.drafts_of(acting) and not cases.cases_of(acting.party):
                grants.send(sent, people)
                clock.freeze(None)
    finally:
        clock.freeze(None)
    return len(found.applications)


@transaction.atomic
def _open(one: DemoRound) -> None:
    by = employee(one.by)
    clock.freeze(datetime.combine(one.on, HOUR, clock.COPENHAGEN))
    places = [rounds.Place(place.ref, place.name, place.seats, place.kept) for place in one.places]
    rounds.open_round(
        solution=one.solution, label=one.label, opens=one.opens, closes=one.closes, places=places, by=by
    )
