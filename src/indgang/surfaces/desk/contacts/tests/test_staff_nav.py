"""Where staff can go."""

import pytest
from django.utils import translation

from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common.staff_nav import staff_nav


def somebody(*rights: Right) -> EmployeeInfo:
    return EmployeeInfo("1", "Maria", "borgerservice", (), frozenset(rights))


pytestmark = pytest.mark.django_db


def test_only_what_somebody_may_do_is_a_link() -> None:
    clerk = staff_nav(somebody(Right.HANDLE_CONTACTS), "desk", "work_list")
    assert "Henvendelser" in clerk
    assert "Arbejdsliste" not in clerk
    assert "Styring" in staff_nav(somebody(Right.SEE_STEERING), "steering", "overview")
    assert "<a" not in staff_nav(somebody(), "desk", "contacts")


@pytest.mark.parametrize(
    "name", ["contacts", "contact", "contact_find", "call_backs", "shared_draft", "entry_step"]
)
def test_the_link_of_the_page_that_one_is_at_says_so(name: str) -> None:
    may = somebody(Right.HANDLE_CONTACTS, Right.SEE_WORK_LIST)
    drawn = staff_nav(may, "desk", name)
    assert drawn.count("aria-current") == 1
    assert 'henvendelser/" aria-current="true"' in drawn


def test_a_page_of_another_surface_is_not_ones_own() -> None:
    may = somebody(Right.HANDLE_CONTACTS, Right.SEE_STEERING)
    assert 'styring/" aria-current="true"' in staff_nav(may, "steering", "cases_over_time")
    assert staff_nav(may, "steering", "contacts").count("aria-current") == 1


def test_it_speaks_the_readers_language() -> None:
    danish = staff_nav(somebody(Right.SEE_STEERING), "desk", "")
    with translation.override("en"):
        assert staff_nav(somebody(Right.SEE_STEERING), "desk", "") != danish
