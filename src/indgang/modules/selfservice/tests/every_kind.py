"""The solution with a question of each kind, loaded beside Lyngsø's own."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from indgang.kernel import generation
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import services as messages
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked, ParameterRow
from indgang.modules.selfservice.rules.shown import Asked
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source, ready
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.tests.conftest import NOW, Filling

FOLDER = Path(__file__).parent / "alle-slags"
SLUG = "alle-slags"

ANSWERS: dict[str, dict[str, Any]] = {
    "tal": {"rent": "2.405,50", "guests": "12", "away": "2026-12-01/2026-12-24"},
    "numre": {"car": "ab 12 345", "firm": "9999 1518", "helper": "010190-1234"},
    "valg": {"contact": "mads", "invited": ["mads"]},
    "oensker": {"wishes.r1.place": "Havnen", "wishes.r1.hours": "7"},
}
MADS = {"ref": "mads", "name": "Mads Toft", "age": 24, "me": True}


@cache
def every_kind() -> Solution:
    return ready(read_source(FOLDER))


def standing(answers: Mapping[str, Any], **facts: Any) -> Situation:
    """How the answers stand, as typed, with Mads alone at home."""
    known = {"household": [MADS]} | facts
    inputs = Inputs(
        today=date(2026, 11, 21),
        ground="self",
        municipality={"code": "0999", "name": "Lyngsø", "area": "oevrige"},
        parameters={
            name: ParameterRow(name, value, date(2026, 1, 1), "her")
            for name, value in {"draft_days": 30, "first_action": 5, "most_rows": 4}.items()
        },
        facts={name: Looked(value) for name, value in known.items()},
        answers={key: Given(tuple(one) if isinstance(one, list) else one) for key, one in answers.items()},
    )
    return Situation(every_kind(), inputs)


def asked(situation: Situation, key: str) -> Asked:
    found = situation.asked(key)
    assert found is not None
    return found


def load() -> None:
    """Into the tables, as content is loaded."""
    source = read_source(FOLDER)
    SolutionVersion.objects.create(
        hash=fingerprint(source), slug=SLUG, format=FORMAT, source=source, active=True, loaded_at=NOW
    )
    letters = {path.stem: messages.read_letter(path) for path in (FOLDER / "letters").glob("*.yaml")}
    messages.register_letters(owner=SLUG, letters=letters)
    generation.set_current(generation.current() + 1)


def begin(by: Acting) -> Filling:
    info = services.begin(solution=SLUG, by=by)
    return Filling(by, info.id, info.revision)
