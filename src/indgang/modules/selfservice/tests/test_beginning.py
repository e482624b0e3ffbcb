"""Who may begin, and what a draft begins with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from indgang.adapters.cpr.fake import FakeCpr
from indgang.kernel import clock, generation
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity_selectors
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Municipality, Person
from indgang.modules.identity.vocabulary import Acting, Ground, Party
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Draft, SolutionVersion
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.services.beginning import check_may_use
from indgang.modules.selfservice.tests.conftest import PACK, Filling, Outside, People

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]


def mandate(acting: Acting, *, scope: str, ground: Ground = Ground.MANDATE, days: int = 30) -> Acting:
    row = identity.give_mandate(
        holder=Person.objects.get(pk=acting.actor.id),
        giver_person=Person.objects.get(pk=acting.party.id),
        ground=ground,
        scope=[scope],
        channels=["self_service"],
        valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=days),
        basis=Text("Papir", "Paper"),
    )
    return Acting(acting.actor, acting.party, ground, str(row.pk))


def test_the_solution_says_what_it_is(lyngsoe: object) -> None:
    found = selectors.solution("flytning")
    assert (found.service_id, found.mode, found.steps) == ("flytning-indland", "own", 8)
    assert set(selectors.solutions()) == {"flytning"}


def test_a_solution_that_is_not_there(mads: Acting) -> None:
    with pytest.raises(services.UnknownSolution):
        services.begin(solution="findes-ikke", by=mads)
    with pytest.raises(selectors.UnknownSolution):
        selectors.solution("findes-ikke")


def test_a_helper_begins_with_a_mandate_for_moving(person: People, begin: Begin) -> None:
    bente = mandate(person("bente", for_="inger", ground=Ground.MANDATE), scope="flytning-indland")
    draft = Draft.objects.get(pk=begin(bente).draft_id)
    assert (draft.ground, draft.mandate) == ("mandate", bente.mandate)
    assert str(draft.person_id) == bente.party.id
    assert str(draft.actor_id) == bente.actor.id


def test_a_mandate_for_something_else_is_not_enough(person: People, begin: Begin) -> None:
    bente = mandate(person("bente", for_="inger", ground=Ground.MANDATE), scope="laegeskift")
    with pytest.raises(services.NotForYou):
        begin(bente)


def test_a_mandate_that_runs_out_while_filling_in_cannot_send(person: People, begin: Begin) -> None:
    bente = mandate(person("bente", for_="inger", ground=Ground.MANDATE), scope="*", days=3)
    draft = begin(bente).all(who=["inger"])
    clock.freeze(clock.now() + timedelta(days=4))
    with pytest.raises(NotYours):
        draft.send()


def test_another_mandate_from_the_same_giver_does_not_open_what_it_does_not_cover(
    person: People, begin: Begin
) -> None:
    bente = mandate(person("bente", for_="inger", ground=Ground.MANDATE), scope="flytning-indland", days=3)
    draft = begin(bente).all(who=["inger"])
    sent = draft.send()
    clock.freeze(clock.now() + timedelta(days=4))
    doctor = mandate(person("bente", for_="inger", ground=Ground.MANDATE), scope="laegeskift")
    for by in (bente, doctor):
        for look in (selectors.draft, selectors.summary):
            with pytest.raises(NotYours):
                look(draft.draft_id, by)
        with pytest.raises(NotYours):
            selectors.receipt(sent.id, by)
    assert selectors.receipt(sent.id, person("inger")).party_name


def test_a_made_up_ground_is_refused(person: People, begin: Begin) -> None:
    with pytest.raises(services.NotForYou):
        begin(person("bente", for_="inger", ground=Ground.MANDATE, mandate="made-up"))
    with pytest.raises(services.NotForYou):
        begin(person("bente", for_="inger", ground=Ground.SELF))


def test_a_guardian_may_begin_and_a_person_decides(person: People, begin: Begin) -> None:
    lene = mandate(person("lene", for_="karl", ground=Ground.GUARDIAN), scope="*", ground=Ground.GUARDIAN)
    assert begin(lene).all(who=["karl"]).send().outcome == "case"


def test_a_company_does_not_move(mads: Acting, begin: Begin) -> None:
    firm = identity.know_company(cvr="99991518", name="Lyngsø Flyttefirma ApS")
    acting = Acting(mads.actor, Party("company", str(firm.pk), firm.name), Ground.COMPANY, "x")
    with pytest.raises(services.NotForYou):
        begin(acting)


def test_a_child_is_told_what_to_do_instead(person: People, begin: Begin) -> None:
    with pytest.raises(services.NotForYou) as refused:
        begin(person("emil"))
    assert "15 år" in refused.value.message.da
    assert not Draft.objects.exists()


def test_nobody_is_turned_away_because_a_register_is_silent(
    person: People, begin: Begin, outside: Outside
) -> None:
    outside.cpr.down = True
    assert begin(person("emil")).draft_id


def test_a_municipality_may_hand_over_to_the_national_solution(mads: Acting, begin: Begin) -> None:
    row = Municipality.objects.get()
    row.profile["solutions"] = [{"solution": "flytning", "mode": "hand_over"}]
    row.save()
    generation.set_current(generation.current() + 1)
    with pytest.raises(services.HandedOver):
        begin(mads)
    assert selectors.solution("flytning").mode == "hand_over"


def test_a_draft_stays_on_the_version_it_began_on(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    old = SolutionVersion.objects.get()
    newer = {**old.source}
    newer["solution.yaml"] = newer["solution.yaml"].replace("da: Hvornår flytter du?", "da: Hvilken dag?")
    SolutionVersion.objects.update(active=False)
    SolutionVersion.objects.create(
        hash="f" * 64, slug="flytning", format=1, source=newer, active=True, loaded_at=clock.now()
    )
    generation.set_current(generation.current() + 1)
    assert selectors.step_view(draft.draft_id, "dato", mads).title.da == "Hvornår flytter du?"
    assert selectors.solution("flytning").version == "f" * 64
    assert draft.all().send().outcome == "granted"


def test_a_company_may_use_a_solution_for_companies(mads: Acting) -> None:
    solution = versions.active("flytning").solution
    who = solution.shape.who_may.model_copy(update={"parties": ("company",), "grounds": ("company",)})
    for_companies = replace(solution, shape=solution.shape.model_copy(update={"who_may": who}))
    identity.account_for_citizen(
        subject="mads", name="Mads", cpr=FakeCpr(PACK / "demo").cpr_of("mads"),
        company=("99991518", "Lyngsø Flyttefirma ApS"), rights=("submit",),
    )  # fmt: skip
    [_self, option] = identity_selectors.acting_options(mads.actor.id, company="99991518")
    check_may_use(for_companies, option.acting)
    identity.update_company_from_register(cvr="99991518", name="Lyngsø Flyttefirma ApS", closed=True)
    with pytest.raises(services.NotForYou):
        check_may_use(for_companies, option.acting)
