"""A person is found with a purpose, a few at a time, and finds in the trail who looked."""

from datetime import date
from uuid import uuid4

import pytest

from indgang.modules.audit.models import Event
from indgang.modules.identity import rules, services
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.services import FoundPerson
from indgang.modules.identity.vocabulary import Role

pytestmark = pytest.mark.django_db
CPR = "6101901234"


def staff(*roles: Role) -> EmployeeInfo:
    return EmployeeInfo(str(uuid4()), "Maria Kongshøj", "borgerservice", roles, rules.rights_of(list(roles)))


CLERK = staff(Role.CLERK)


def know(name: str, cpr: str = CPR) -> str:
    return str(services.know_person(cpr=cpr, name=name).pk)


def found(**by: object) -> list[FoundPerson]:
    return services.find_people(**{"purpose": "opkald", "by": CLERK, **by})  # type: ignore[arg-type]


def test_a_number_finds_its_person_and_stands_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    mads = know("Mads Holm")
    know("Sofie Holm", "6202911234")
    for typed in (CPR, "610190-1234", " 610190 1234 "):
        assert [(one.id, one.name, one.born) for one in found(cpr=typed)] == [
            (mads, "Mads Holm", date(1990, 1, 1))
        ]
    assert CPR not in caplog.text
    assert CPR not in str(list(Event.objects.values()))


def test_everybody_shown_has_a_row_with_who_and_why() -> None:
    people = {know("Mads Holm"), know("Mads Bro", "6202911234")}
    found(name="mads", purpose="ringer om flytning")
    rows = Event.objects.filter(action="person_found")
    assert {row.party for row in rows} == {f"person:{one}" for one in people}
    assert {(row.actor, row.purpose) for row in rows} == {(CLERK.actor.key, "ringer om flytning")}


def test_nobody_found_leaves_a_row_without_a_name() -> None:
    assert found(cpr="6303921234") == []
    [row] = Event.objects.filter(action="nobody_found")
    assert (row.actor, row.party, row.detail) == (CLERK.actor.key, "", {})


@pytest.mark.parametrize("name", ["Ærø Østergård", "østergård ærø", "ærø", "  Øster   "])
def test_parts_of_a_name_in_any_order(name: str) -> None:
    know("Ærø Østergård")
    assert [one.name for one in found(name=name)] == ["Ærø Østergård"]


def test_a_birth_date_narrows_a_name() -> None:
    know("Mads Holm")
    know("Mads Holm", "6202911234")
    assert [one.born for one in found(name="Mads Holm", born=date(1991, 2, 2))] == [date(1991, 2, 2)]


def test_five_are_shown_and_six_are_too_many() -> None:
    for day in range(5):
        know(f"Mads Nummer {day}", f"6{day + 1}01901234")
    assert len(found(name="Mads")) == 5
    know("Mads Nummer seks", "6601901234")
    Event.objects.all()._raw_delete("default")
    with pytest.raises(services.SayMore):
        found(name="Mads")
    assert not Event.objects.exists()


@pytest.mark.parametrize("by", [{}, {"name": " "}, {"name": "M"}, {"born": date(1990, 1, 1)}, {"name": "%"}])
def test_too_little_to_go_by_is_refused(by: dict[str, object]) -> None:
    know("Mads Holm")
    with pytest.raises(services.SayMore):
        found(**by)


def test_signs_that_a_database_knows_are_letters_here() -> None:
    know("Mads Holm")
    assert found(name="%%") == found(name="__") == found(name="Mads\x00Bro") == []


@pytest.mark.parametrize("cpr", ["123", "3202901234", "mads", "0101901234567", "９101901234"])
def test_what_is_no_number_is_said_so(cpr: str) -> None:
    with pytest.raises(services.NotANumber):
        found(cpr=cpr)


@pytest.mark.parametrize("purpose", ["", "  "])
def test_nobody_is_looked_up_without_a_purpose(purpose: str) -> None:
    know("Mads Holm")
    with pytest.raises(services.PurposeMissing):
        found(cpr=CPR, purpose=purpose)
    assert not Event.objects.exists()


@pytest.mark.parametrize("role", [Role.STRATEGIST, Role.EDITOR, Role.ADMINISTRATOR])
def test_other_roles_find_nobody(role: Role) -> None:
    know("Mads Holm")
    with pytest.raises(services.MayNotSearch):
        found(cpr=CPR, by=staff(role))
