"""A row is added by a button: twice on one page is once, on two pages is two, and nothing old comes back with it."""

from typing import Any

import pytest

from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.services.results import SaveResult
from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.modules.selfservice.tests.conftest import Filling

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
