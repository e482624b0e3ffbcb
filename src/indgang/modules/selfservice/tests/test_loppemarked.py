"""The flea market, written as content alone: a stall at once, a prepared no, a second application for a person."""

from pathlib import Path

import pytest
from django.conf import settings

from indgang.modules.cases.models import Case
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.modules.selfservice.tests.shipped import publish
from indgang.modules.selfservice.vocabulary import Outcome

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.CONTENT_DIR) / "solutions" / "loppemarked"
ANSWERS = {
    "dag": {"market_day": "2026-12-05"},
    "bod": {"goods": "used", "what": "Legetøj", "stalls": "two", "power": "no", "beside": ""},
    "kontakt": {"phone": "20 12 34 56"},
    "regler": {"agreed": "yes"},
}


@pytest.fixture
def market(lyngsoe: object, outside: object) -> None:
    """Beside flytning."""
    publish("loppemarked")


def sends(by: Acting, **bod: str) -> services.SubmissionInfo:
    info = services.begin(solution="loppemarked", by=by)
    filling = Filling(by, info.id, info.revision)
    for step, values in ANSWERS.items():
        filling.step(step, {**values, **bod} if step == "bod" else values)
    return filling.send()


def test_the_worked_cases_come_out_as_they_say(market: None) -> None:
    worked = list(services.run_examples("loppemarked", FOLDER))
    assert [(one.id, one.wrong) for one in worked if one.wrong] == []
    assert len(worked) >= 20


def test_a_stall_is_given_at_once_and_can_be_computed_again(market: None, mads: Acting) -> None:
    sent = sends(mads)
    receipt = selectors.receipt(sent.id, mads)
    assert receipt.outcome == Outcome.GRANTED
    assert selectors.replay(sent.id).same
    letters = [str(row.letter) for row in Message.objects.filter(person_id=mads.party.id)]
    assert any("2 stader på 3 meter hver." in one and "150 kroner" in one for one in letters)


def test_pancakes_are_a_no_for_somebody_to_sign(market: None, sofie: Acting) -> None:
    sends(sofie, goods="food", what="Pandekager")
    case = Case.objects.get(person_id=sofie.party.id)
    assert case.unit_id == "veje"
    assert case.finding["outcome"] == Outcome.PREPARED_REFUSAL


def test_who_applies_again_meets_a_person(market: None, mads: Acting) -> None:
    sends(mads)
    sends(mads, stalls="one")
    case = Case.objects.filter(person_id=mads.party.id).latest("pk")
    assert [row["rule"] for row in case.finding["unresolved"]] == ["once"]
