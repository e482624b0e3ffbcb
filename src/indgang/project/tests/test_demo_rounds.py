"""The demo's round: opened before anybody applied, with families who wait for it; run, it tells each of them."""

from datetime import timedelta

import pytest

from indgang.kernel import clock, generation
from indgang.modules.cases.models import Case
from indgang.modules.selfservice.models import Round, RoundEntry
from indgang.modules.selfservice.selectors.rounds import verify
from indgang.modules.selfservice.services import carrying_out
from indgang.modules.selfservice.services import rounds as deeds
from indgang.project import content
from indgang.project.demo import registers, rounds
from indgang.project.demo.history import employee

pytestmark = pytest.mark.django_db


def test_the_families_of_the_demo_are_told_what_they_got() -> None:
    generation.set_current(generation.current() + 1)
    content.load(say=lambda _: None)
    people = registers.load()
    rounds.make(people)
    rounds.make(people)  # again is the same
    row = Round.objects.get()
    assert row.made_at.date() < row.opens
    assert RoundEntry.objects.filter(stands=True).count() == 4
    assert set(Case.objects.values_list("state", flat=True)) == {"waiting_for_others"}
    clock.freeze(clock.now() + timedelta(days=max((row.closes - clock.today()).days, 0) + 1))
    try:
        deeds.run_round(round_id=row.pk, by=employee("lone"))
        carrying_out.carry_out(row.pk)
    finally:
        clock.freeze(None)
    outcomes = dict(Case.objects.values_list("party_name", "finding__outcome"))
    assert outcomes == {
        "Stine Vangsted": "granted",
        "Gitte Rosenlund": "prepared_part_grant",
        "Rune Bredahl": "granted",
        "Heidi Askov": "prepared_part_grant",
    }
    wishes = {
        entry.submission.party_name: entry.result["wish"]
        for entry in RoundEntry.objects.select_related("submission")
        if entry.result
    }
    assert (wishes["Gitte Rosenlund"], wishes["Heidi Askov"]) == (2, 0)
    assert verify(row.pk).same
    generation.set_current(generation.current() + 1)
