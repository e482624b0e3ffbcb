"""Reduced day care fees from the first question to the letter: the sums stand on the summary, with the decision, on the
case and in the letter, and come out the same when they are made again.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.kernel import generation
from indgang.modules.cases.models import Case
from indgang.modules.cases.vocabulary import Finding
from indgang.modules.catalogue.models import Service
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import services as messages
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import SolutionVersion, Submission
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source
from indgang.modules.selfservice.tests.conftest import NOW, Filling

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.CONTENT_DIR) / "solutions" / "friplads"
Steps = dict[str, dict[str, Any]]
ALONE: Steps = {
    "boern": {"kids": ["oliver"], "place_kind": "municipal", "place_new": "no"},
    "hjem": {"alone": "yes"},
    "indkomst": {"self_employed": "no", "foreign": "no", "other_income": "no", "changes": "no"},
    "underskrift": {"declared": "yes"},
}
TOGETHER: Steps = {
    **ALONE,
    "boern": {**ALONE["boern"], "kids": ["ida"]},
    "hjem": {"alone": "no", "partner": "jonas"},
}


@pytest.fixture(autouse=True)
def friplads(lyngsoe: object) -> None:
    source = read_source(FOLDER)
    letters = {
        path.stem: messages.read_letter(path, solutions={"friplads"})
        for path in (FOLDER / "letters").glob("*.yaml")
    }
    Service.objects.create(
        id="friplads",
        name={"da": "Søg økonomisk friplads", "en": "Apply for reduced day care fees"},
        summary={"da": "Betal mindre.", "en": "Pay less."},
        audience=["citizen"],
        department_id="buf",
        unit_id="pladsanvisning",
        kle="28.77.08",
        kle_title="Økonomisk fripladstilskud",
        decided_by="automatic",
        solution="friplads",
    )
    SolutionVersion.objects.create(
        hash=fingerprint(source), slug="friplads", format=FORMAT, source=source, active=True, loaded_at=NOW
    )
    messages.register_letters(owner="friplads", letters=letters)
    generation.set_current(generation.current() + 1)


def filled(by: Acting, steps: Steps) -> Filling:
    info = services.begin(solution="friplads", by=by)
    filling = Filling(by, info.id, info.revision)
    for step, values in steps.items():
        result = filling.step(step, values)
        assert not result.errors, (step, result.errors)
    return filling


def test_a_free_place_is_granted_at_once_and_the_sums_are_shown_everywhere(
    person: Callable[..., Acting],
) -> None:
    camilla = person("camilla")
    filling = filled(camilla, ALONE)
    summary = selectors.summary(filling.draft_id, camilla)
    assert summary.ready
    shown = {line.id: line.value.da for one in summary.calculations for line in one.lines}
    assert (shown["year_income"], shown["own_pct"], shown["monthly"]) == ("256.800 kr.", "0", "0 kr.")
    sent = filling.send()
    row = Submission.objects.get(pk=sent.id)
    finding = Finding.of(row.finding)
    assert sent.outcome == "granted"
    assert finding.calculations == summary.calculations
    assert selectors.receipt(sent.id, camilla).calculations == summary.calculations
    case = Case.objects.get(pk=str(row.case_id))
    assert Finding.of(case.finding).calculations == summary.calculations
    assert [one.differs for one in selectors.replay_all("friplads")] == [()]


def test_above_the_limit_a_no_is_prepared_with_its_sums_and_sent_by_nobody(
    person: Callable[..., Acting],
) -> None:
    sent = filled(person("sofie"), TOGETHER).send()
    row = Submission.objects.get(pk=sent.id)
    case = Case.objects.get(pk=str(row.case_id))
    assert sent.outcome == "prepared_refusal"
    assert case.state == "new"
    facts = [item["da"] for block in case.letters["refused"]["blocks"] for item in block.get("items", ())]
    assert "Indkomst på et år: 788.400 kr." in facts
    assert "I betaler selv i procent: 100" in facts
    assert [one.differs for one in selectors.replay_all("friplads")] == [()]


def test_before_everything_is_answered_there_are_no_sums(person: Callable[..., Acting]) -> None:
    camilla = person("camilla")
    filling = filled(camilla, {"boern": ALONE["boern"]})
    summary = selectors.summary(filling.draft_id, camilla)
    assert (summary.ready, summary.calculations) == (False, ())
