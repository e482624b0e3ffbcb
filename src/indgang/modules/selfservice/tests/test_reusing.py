"""What somebody wrote before is offered, taken with its source, or never offered again."""

import pytest

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.strict_yaml import ContentError
from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Company, Person
from indgang.modules.identity.vocabulary import Acting, Ground, Party
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Answer, NeverReuse, Submission
from indgang.modules.selfservice.schema.folder import read_source, ready
from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.modules.selfservice.tests.conftest import Filling

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(mads: Acting) -> Filling:
    """Mads has sent one, and begins another."""
    kinds.load()
    first = kinds.begin(mads)
    for step, values in kinds.ANSWERS.items():
        first.step(step, values)
    first.send()
    return kinds.begin(mads)


def offered(draft: Filling) -> list[tuple[str, str]]:
    found = selectors.offers(draft.draft_id, "numre", draft.by)
    return [(one.key, one.shown.da) for one in found]


def test_nothing_is_filled_in_by_itself_and_the_source_stays(again: Filling) -> None:
    assert offered(again) == [("car", "AB 12 345")]
    assert selectors.step_view(again.draft_id, "numre", again.by).fields[0].value == ""
    assert services.use_again(draft_id=again.draft_id, step="numre", key="car", by=again.by)
    assert Answer.objects.get(draft=again.draft_id, key="car").value["typed"] == "ab 12 345"
    assert offered(again) == []
    again.revision = selectors.draft(again.draft_id, again.by).info.revision
    for step, values in kinds.ANSWERS.items():
        again.step(step, {key: one for key, one in values.items() if key != "car"})
    again.send("second")
    row = Submission.objects.get(draft=again.draft_id).application[1]["rows"][0]
    assert row["source"]["da"] == "Det skrev du også før: Alle slags, 21. november 2026"


def test_who_said_no_thanks_is_not_offered_it_in_any_draft(again: Filling, sofie: Acting) -> None:
    for _ in range(2):
        services.never_offer(draft_id=again.draft_id, key="car", by=again.by)
    assert NeverReuse.objects.count() == 1
    assert offered(again) == []
    assert not services.use_again(draft_id=again.draft_id, step="numre", key="car", by=again.by)
    with pytest.raises(NotYours):
        services.never_offer(draft_id=again.draft_id, key="rent", by=again.by)
    with pytest.raises(NotYours):
        services.never_offer(draft_id=again.draft_id, key="car", by=sofie)


def test_what_was_answered_meanwhile_stands(again: Filling) -> None:
    again.step("numre", {"car": "XY 99 999"})
    assert offered(again) == []
    assert not services.use_again(draft_id=again.draft_id, step="numre", key="car", by=again.by)


def test_nobody_is_offered_what_another_wrote(again: Filling, sofie: Acting) -> None:
    assert offered(kinds.begin(sofie)) == []
    helper = Acting(sofie.actor, again.by.party, Ground.MANDATE, "x")
    assert selectors.offers(again.draft_id, "numre", helper) == []


def for_company(one: Acting, firm: Company) -> Acting:
    row = identity.give_mandate(
        holder=Person.objects.get(pk=one.actor.id),
        giver_company=firm,
        ground=Ground.COMPANY,
        scope=["*"],
        channels=["*"],
        valid_from=clock.today(),
        basis=Text("MitID Erhverv", "MitID Erhverv"),
    )
    return Acting(one.actor, Party("company", str(firm.pk), firm.name), Ground.COMPANY, str(row.pk))


def test_a_colleague_is_not_offered_what_one_wrote_for_the_company(mads: Acting, sofie: Acting) -> None:
    kinds.load()
    firm = identity.know_company(cvr="99991518", name="Lyngsø Flyttefirma ApS")
    mine, theirs = (for_company(one, firm) for one in (mads, sofie))
    first = kinds.begin(mine)
    for step, values in kinds.ANSWERS.items():
        first.step(step, values)
    first.send()
    assert offered(kinds.begin(mine)) == [("car", "AB 12 345")]
    assert offered(kinds.begin(theirs)) == []


@pytest.mark.parametrize("kind", ["cpr", "confirm", "upload", "money"])
def test_some_kinds_are_always_asked_anew(kind: str) -> None:
    source = read_source(kinds.FOLDER)
    text = source["solution.yaml"].replace("kind: vehicle", f"kind: {kind}")
    with pytest.raises(ContentError):
        ready({**source, "solution.yaml": text})
