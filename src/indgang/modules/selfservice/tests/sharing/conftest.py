"""Gardens that are shared out among people in a queue."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from indgang.kernel import clock, generation
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import services as messages
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Round, SolutionVersion
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source
from indgang.modules.selfservice.services import carrying_out, rounds
from indgang.modules.selfservice.services.rounds import Place
from indgang.modules.selfservice.tests.conftest import NOW, Filling, People

FOLDER = Path(__file__).parent / "haver"
LAST_DAY = date(2026, 12, 1)
GARDENS = (Place("rosen", "Rosenhaven", 2, 1), Place("bakken", "Bakken", 1))


@cache
def source() -> dict[str, str]:
    return read_source(FOLDER)


@pytest.fixture
def haver(lyngsoe: object) -> None:
    """The solution, as content is loaded."""
    SolutionVersion.objects.create(
        hash=fingerprint(source()), slug="haver", format=FORMAT, source=source(), active=True, loaded_at=NOW
    )
    letters = {path.stem: messages.read_letter(path) for path in (FOLDER / "letters").glob("*.yaml")}
    messages.register_letters(owner="haver", letters=letters)
    generation.set_current(generation.current() + 1)


@pytest.fixture
def ole(lyngsoe: object) -> EmployeeInfo:
    """A caseworker of the unit whose gardens they are."""
    return employee("Ole Damgård", "folkeregister")


@pytest.fixture
def lise(lyngsoe: object) -> EmployeeInfo:
    """A colleague of the same department."""
    return employee("Lise Toft", "borgerservice")


@pytest.fixture
def tina(lyngsoe: object) -> EmployeeInfo:
    """A caseworker of another department."""
    return employee("Tina Vangede", "pladsanvisning")


@pytest.fixture
def opened(haver: None, ole: EmployeeInfo) -> Round:
    """A round that is open from today to the first of December: one garden is free at each place."""
    round_id = rounds.open_round(
        solution="haver", label="Haver 2027", opens=clock.today(), closes=LAST_DAY, places=GARDENS, by=ole
    )
    return Round.objects.get(pk=round_id)


Apply = Callable[..., UUID]


@pytest.fixture
def apply(person: People, haver: None) -> Apply:
    """Somebody applies for gardens (`rosen` or `rosen!`: has helped there). Gives the id of the submission."""

    def applied(ref: str, *gardens: str, metres: int | None = 100, keeps: str = "", talk: str = "no") -> UUID:
        return fill(person(ref), *gardens, metres=metres, keeps=keeps, talk=talk).send(f"key-{ref}").id

    return applied


def fill(by: Acting, *gardens: str, metres: int | None = 100, keeps: str = "", talk: str = "no") -> Filling:
    info = services.begin(solution="haver", by=by)
    draft = Filling(by, info.id, info.revision)
    far = "" if metres is None else str(metres)
    draft.step("dig", {"any": "no" if gardens else "yes", "keeps": keeps, "metres": far, "talk": talk})
    if gardens:
        draft.step("oensker", wishes(*gardens))
    return draft


def wishes(*gardens: str) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for number, garden in enumerate(gardens, 1):
        found[f"wishes.r{number}"] = "yes"
        found[f"wishes.r{number}.garden"] = garden.removesuffix("!")
        found[f"wishes.r{number}.helped"] = "yes" if garden.endswith("!") else "no"
    return found


def run(round_: Round, by: EmployeeInfo) -> str:
    """The last day passes, it is run, and every case is told."""
    clock.freeze(NOW + timedelta(days=12))
    digest = rounds.run_round(round_id=round_.pk, by=by)
    carrying_out.carry_out(round_.pk)
    return digest
