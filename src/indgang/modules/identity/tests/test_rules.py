"""CPR numbers, ages and rights."""

from datetime import date

import pytest

from indgang.modules.identity import rules
from indgang.modules.identity.vocabulary import RIGHT_NAMES, Reach, Right, Role


def test_a_number_that_fails_modulus_eleven_is_valid() -> None:
    from stdnum.dk import cpr

    assert cpr.checksum("0101901234") != 0
    assert rules.clean_cpr("010190-1234", demo=False) == "0101901234"


def test_a_day_over_sixty_is_taken_in_a_demo_only() -> None:
    assert rules.clean_cpr("6101901234", demo=True) == "6101901234"
    with pytest.raises(rules.BadCpr):
        rules.clean_cpr("6101901234", demo=False)


@pytest.mark.parametrize(
    "raw", ["", "123", "3202901234", "abcdefghij", "0101901234\x00", "٠١٠١٩٠١٢٣٤", "9" * 10_000]
)
def test_what_is_no_number_is_refused(raw: str) -> None:
    with pytest.raises(rules.BadCpr):
        rules.clean_cpr(raw, demo=True)


def test_the_birth_date_is_read_from_a_stand_in() -> None:
    assert rules.born("6101901234") == date(1990, 1, 1)


def test_a_clerk_does_not_decide_and_a_caseworker_does_not_see_steering() -> None:
    assert Right.HANDLE_CASES not in rules.rights_of([Role.CLERK])
    assert Right.SEE_STEERING not in rules.rights_of([Role.CASEWORKER, Role.CLERK])
    assert Right.SEE_STEERING in rules.rights_of([Role.STRATEGIST])


def test_every_role_is_in_words_and_every_right_is_somebodys() -> None:
    assert set(rules.ROLES) == set(Role)
    for card in rules.ROLES.values():
        assert all([card.title.da, card.title.en, card.about.da, card.about.en])
    assert rules.rights_of(list(Role)) == set(Right) == set(RIGHT_NAMES)


def test_who_has_several_roles_reaches_as_far_as_the_furthest() -> None:
    assert rules.reach_of([Role.DEPARTMENT_HEAD], Right.SEE_STEERING) is Reach.DEPARTMENT
    assert rules.reach_of([Role.DEPARTMENT_HEAD, Role.BOARD], Right.SEE_STEERING) is Reach.MUNICIPALITY
    assert rules.reach_of([Role.BOARD, Role.DEPARTMENT_HEAD], Right.SEE_STEERING) is Reach.MUNICIPALITY
    assert rules.reach_of([Role.EDITOR], Right.SEE_STEERING) is None
    assert rules.reach_of([], Right.SEE_STEERING) is None


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.STRATEGIST, Role.DEPARTMENT_HEAD, Role.BOARD, Role.ADMINISTRATOR]
)
def test_who_steers_or_writes_meets_no_citizens(role: Role) -> None:
    figures = {
        *(Right.SEE_STEERING, Right.SEE_TOTALS, Right.SEE_LEDGER_ROWS),
        *(Right.IMPORT_CONTACTS, Right.STEER),
    }
    texts = {Right.ANSWER_FEEDBACK, Right.DESIGN_SOLUTIONS}
    citizens = set(Right) - figures - texts - {Right.TELL_OF_OUTAGES, Right.SEE_ACCESS}
    assert not rules.rights_of([role]) & citizens
