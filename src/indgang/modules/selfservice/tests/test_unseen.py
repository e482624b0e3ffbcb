"""What speaks against the party and was never shown to them."""

from collections.abc import Callable
from typing import Any

import pytest

from indgang.modules.cases.models import Case
from indgang.modules.cases.vocabulary import Fact, Finding
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.rules.unseen import unseen
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.tests.conftest import Filling

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]


def _again(**facts: dict[str, Any]) -> tuple[Fact, ...]:
    """What is unseen when the registers had said something else about what was sent."""
    row = Submission.objects.get()
    inputs = Inputs.of(row.inputs)
    known = dict(inputs.facts)
    for name, values in facts.items():
        looked = known[name]
        known[name] = Looked({**looked.value, **values}, looked.asked, looked.at)
    changed = Inputs(
        inputs.today, inputs.ground, inputs.municipality, inputs.parameters, known, inputs.answers
    )
    return unseen(Situation(versions.version(row.version_id).solution, changed))


def test_who_lives_there_is_known_to_the_register_and_not_to_the_citizen(mads: Acting, begin: Begin) -> None:
    begin(mads).all().send()
    found = _again(residents={"others": 5})
    assert [(fact.value.da, "CPR" in fact.source.da) for fact in found if fact.value.da == "5"] == [
        ("5", True)
    ]


def test_what_stood_on_a_card_was_answered_or_is_about_oneself_is_known(mads: Acting, begin: Begin) -> None:
    begin(mads).all(moving_date="2026-10-01").send()
    assert Finding.of(Case.objects.get().finding).unseen == ()
    assert _again(dwelling={"use": "summer_house"}) == (), "its use stood on the card"
    assert _again(me={"age": 14}) == ()


def test_another_persons_no_is_not_known_but_their_silence_so_far_is_no_fact(
    mads: Acting, begin: Begin
) -> None:
    begin(mads).all(relation="lodger").send()
    for said in ("nobody", "waiting"):
        assert _again(others={"host": said, "host_times": 0}) == ()
    [fact] = _again(others={"host": "no", "host_times": 1})
    assert fact.value.da == "Nej eller i tvivl"


def test_it_is_kept_with_the_case_and_a_full_yes_has_none(mads: Acting, begin: Begin) -> None:
    begin(mads).all().send()
    assert Submission.objects.get().finding["unseen"] == []
