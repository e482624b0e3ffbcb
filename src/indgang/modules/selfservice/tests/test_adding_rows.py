"""A row is added by a button: twice on one page is once, on two pages is two, and nothing old comes back with it."""

from typing import Any
from uuid import UUID

import pytest

from indgang.kernel.errors import NotYours
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.services import CannotPropose
from indgang.modules.selfservice.services.proposing import ProposalGone
from indgang.modules.selfservice.services.results import SaveResult
from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.modules.selfservice.tests.conftest import Call, Filling, call

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(mads: Acting) -> Filling:
    kinds.load()
    return kinds.begin(mads)


def presses(draft: Filling, page: str, seen: int, **values: Any) -> SaveResult:
    """The whole page is sent by a button that adds a second row."""
    return services.answer(
        draft_id=draft.draft_id,
        step="oensker",
        values={key.replace("__", "."): value for key, value in values.items()} or {"wishes.r2": "yes"},
        seen_revision=seen,
        by=draft.by,
        page=page,
    )


def rows(draft: Filling) -> list[str]:
    view = selectors.step_view(draft.draft_id, "oensker", draft.by)
    return [row.key for row in view.groups[0].rows]


def test_two_windows_add_a_row_each(draft: Filling) -> None:
    assert presses(draft, "one", draft.revision).added == ""
    assert presses(draft, "other", draft.revision).added == "wishes.r3"
    assert rows(draft) == ["wishes.r1", "wishes.r2", "wishes.r3"]


def test_a_button_that_is_pressed_twice_adds_one(draft: Filling) -> None:
    for _ in range(2):
        assert presses(draft, "one", draft.revision).added == ""
    assert rows(draft) == ["wishes.r1", "wishes.r2"]


def test_a_page_that_has_seen_the_row_adds_none(draft: Filling) -> None:
    seen = presses(draft, "one", draft.revision).revision
    assert presses(draft, "other", seen).added == ""
    assert rows(draft) == ["wishes.r1", "wishes.r2"]


def test_what_was_taken_away_elsewhere_does_not_come_back(draft: Filling) -> None:
    presses(draft, "one", draft.revision)
    presses(draft, "one", 99, wishes__r2__place="Torvet")
    presses(draft, "one", 99, wishes__r2="no")
    assert presses(draft, "other", draft.revision).added == "wishes.r3"
    assert rows(draft) == ["wishes.r1", "wishes.r3"]


def test_what_is_typed_beside_the_button_is_kept(draft: Filling) -> None:
    presses(draft, "one", draft.revision)
    presses(draft, "other", draft.revision, wishes__r2="yes", wishes__r1__place="Havnen")
    view = selectors.step_view(draft.draft_id, "oensker", draft.by)
    assert next(field.value for field in view.fields if field.key == "wishes.r1.place") == "Havnen"
    assert rows(draft) == ["wishes.r1", "wishes.r2", "wishes.r3"]


def test_when_there_is_no_room_it_is_said(draft: Filling) -> None:
    presses(draft, "one", draft.revision)
    presses(draft, "one", draft.revision, wishes__r3="yes")
    full = rows(draft)
    result = presses(draft, "other", draft.revision)
    assert "ikke plads til flere" in result.errors["wishes.r2"].da
    assert rows(draft) == full == ["wishes.r1", "wishes.r2", "wishes.r3"]


class TestAHelper:
    """Maria helps, and proposes one more."""

    def helps(self, draft: Filling, maria: EmployeeInfo) -> Call:
        here = call(maria)
        code = services.ask_for_help(draft_id=draft.draft_id, step="oensker", by=draft.by)
        knocked = services.knock(contact_id=here.id, by=maria, code=code.code)
        services.confirm(joining_id=knocked.joining_id, yes=True, by=draft.by)
        return here

    def proposes(self, draft: Filling, maria: EmployeeInfo, form: str = "a" * 32) -> UUID:
        return services.propose_row(draft_id=draft.draft_id, group="wishes", form_key=form, by=maria)

    def takes(self, draft: Filling, proposal: UUID, *, accept: bool = True) -> object:
        return services.settle_proposal(proposal_id=proposal, accept=accept, seen_revision=99, by=draft.by)

    def test_proposes_a_row_that_is_there_when_the_citizen_says_yes(
        self, draft: Filling, maria: EmployeeInfo
    ) -> None:
        self.helps(draft, maria)
        proposal = self.proposes(draft, maria)
        assert self.proposes(draft, maria) == proposal
        (seen,) = selectors.together(draft.draft_id, draft.by).proposals
        assert (seen.label.da, seen.place, rows(draft)) == ("Tilføj: Ønske", "wishes", ["wishes.r1"])
        self.takes(draft, proposal)
        self.takes(draft, proposal)
        assert rows(draft) == ["wishes.r1", "wishes.r2"]
        assert services.propose(
            draft_id=draft.draft_id, key="wishes.r2.place", value="Torvet", seen_revision=99, note="",
            form_key="b" * 32, by=maria,
        )  # fmt: skip

    def test_a_no_adds_none_and_a_newer_one_takes_its_place(
        self, draft: Filling, maria: EmployeeInfo
    ) -> None:
        self.helps(draft, maria)
        self.takes(draft, self.proposes(draft, maria), accept=False)
        older, newer = self.proposes(draft, maria, "c" * 32), self.proposes(draft, maria, "d" * 32)
        assert [one.id for one in selectors.together(draft.draft_id, draft.by).proposals] == [newer]
        assert rows(draft) == ["wishes.r1"]
        with pytest.raises(ProposalGone):
            self.takes(draft, older)

    def test_a_row_that_the_citizen_added_meanwhile_is_not_the_one_that_is_proposed(
        self, draft: Filling, maria: EmployeeInfo
    ) -> None:
        self.helps(draft, maria)
        proposal = self.proposes(draft, maria)
        presses(draft, "one", draft.revision)
        self.takes(draft, proposal)
        assert rows(draft) == ["wishes.r1", "wishes.r2", "wishes.r3"]

    def test_without_room_or_group_it_is_said(self, draft: Filling, maria: EmployeeInfo) -> None:
        self.helps(draft, maria)
        with pytest.raises(CannotPropose):
            services.propose_row(draft_id=draft.draft_id, group="other", form_key="x", by=maria)
        presses(draft, "one", draft.revision)
        presses(draft, "one", draft.revision, wishes__r3="yes")
        with pytest.raises(CannotPropose) as refused:
            self.proposes(draft, maria)
        assert "ikke plads" in refused.value.message.da

    def test_who_was_not_let_in_proposes_nothing(self, draft: Filling, maria: EmployeeInfo) -> None:
        with pytest.raises(NotYours):
            self.proposes(draft, maria)
