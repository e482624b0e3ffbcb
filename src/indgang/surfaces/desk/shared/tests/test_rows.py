"""Questions that are asked several times: a clerk sees how many rows there are, and proposes one more."""

import pytest

from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Proposal
from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.surfaces.desk.shared.tests.conftest import Clerk


@pytest.fixture
def draft(mads: Acting) -> Filling:
    kinds.load()
    return kinds.begin(mads)


@pytest.fixture
def inside(maria_helps: Clerk, draft: Filling) -> Clerk:
    code = services.ask_for_help(draft_id=draft.draft_id, step="oensker", by=draft.by).code
    maria_helps.post(f"/medarbejder/henvendelse/{maria_helps.contact}/kode/", code=code)
    maria_helps.hears(draft, yes=True)
    return maria_helps


def test_one_more_is_proposed_once_and_stands_when_the_citizen_says_yes(
    inside: Clerk, draft: Filling
) -> None:
    address = inside.at(draft, "oensker/wishes.r2/")
    page = inside.get(inside.at(draft, "oensker/"))
    assert "Foreslå en mere: Ønske" in page.text
    form = next(one for one in page.forms if one.action == address)
    for _ in range(2):
        inside.post(form.action, 302, **form.data(None))
    assert Proposal.objects.count() == 1
    assert "Venter på borgeren" in inside.get(inside.at(draft, "oensker/")).text
    (proposal,) = selectors.together(draft.draft_id, draft.by).proposals
    services.settle_proposal(proposal_id=proposal.id, accept=True, seen_revision=0, by=draft.by)
    page = inside.get(inside.at(draft, "oensker/"))
    assert "Taget imod" in page.text
    assert inside.at(draft, "oensker/wishes.r2.place/") in page.links


def test_without_room_there_is_no_button_and_a_late_press_is_told(inside: Clerk, draft: Filling) -> None:
    draft.step("oensker", {"wishes.r2": "yes", "wishes.r3": "yes"})
    assert "Foreslå en mere" not in inside.get(inside.at(draft, "oensker/")).text
    inside.post(inside.at(draft, "oensker/wishes.r4/"))
    assert "ikke plads til flere" in inside.get(inside.at(draft, "oensker/")).text
    assert Proposal.objects.count() == 0


def test_what_is_no_row_of_the_step_is_not_there(inside: Clerk, draft: Filling) -> None:
    for odd in ("other.r1", "wishes.r1.x", "wishes.r100"):
        inside.post(inside.at(draft, f"oensker/{odd}/"), 404)
    inside.post(inside.at(draft, "tal/wishes.r2/"), 404)
    inside.get(inside.at(draft, "oensker/wishes.r2/"), 302)
