"""Reduced day care fees from the first question to the letter: the sums stand on the summary, with the decision, on the
case and in the letter, and come out the same when they are made again.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.modules.cases.models import Case
from indgang.modules.cases.vocabulary import Finding
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.modules.selfservice.tests.shipped import publish

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
    publish("friplads")


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
