"""Registers over the net: what they say becomes facts of a draft, and when they are silent a person looks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from django.test import override_settings
from simulators.registers.testing import Running, running

from indgang.adapters.cpr.types import PersonRecord
from indgang.modules.audit.models import Event
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party
from indgang.modules.selfservice.selectors import registers, versions
from indgang.modules.selfservice.services import facts, looking
from indgang.project.outside import RegisterRoads

pytestmark = pytest.mark.django_db
NAMES = ("cpr", "addresses", "vehicles", "income", "companies", "schools")
WHY = "selvbetjening: prøve"


@pytest.fixture(scope="module")
def reached() -> Iterator[Running]:
    with running(*NAMES) as process:
        roads = RegisterRoads(process.addresses, process.certificate, process.key, process.ca)
        with override_settings(REGISTERS=roads):
            yield process


@pytest.fixture(autouse=True)
def _healed(reached: Running) -> Iterator[None]:
    yield
    reached.faults()
    registers._reached.cache_clear()


def asker(acting: Acting) -> looking.Asker:
    solution = versions.active("flytning").solution
    here = looking.asker_for(registers.connected(), cpr="", solution=solution)
    return facts.as_party(here, acting.party, acting.actor, WHY)


def test_a_partys_vehicles_can_be_chosen_from(reached: Running, mads: Acting) -> None:
    [row] = looking.look_up("vehicles", {}, asker(mads))
    assert (row["ref"], row["name"], row["role"], row["weight"]) == (
        *("QX10101", "Toyota Aygo QX10101"),
        *("owner", 1240),
    )
    other = looking.look_up("vehicle", {"plate": "CAMILLA"}, asker(mads))
    assert other["role"] == "none"
    assert looking.look_up("vehicle", {"plate": "ZZ99999"}, asker(mads)) is None


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        ({"vehicles": {"down": True}}, "vehicles"),
        ({"vehicles": {"wrong": "other"}}, "vehicles"),
        ({"income": {"partial": "rows"}}, "income"),
        ({"cpr": {"status": 500}}, "children"),
        ({"schools": {"wrong": "page"}}, "schools"),
    ],
)
def test_a_silent_register_leaves_the_fact_unknown(
    reached: Running, mads: Acting, fault: dict[str, object], name: str
) -> None:
    asked = {"people": ["mads"], "address": "lodsgangen-7"}
    assert looking.look_up(name, asked, asker(mads)) is not None
    reached.faults(**fault)
    assert looking.look_up(name, asked, asker(mads)) is None


def test_income_of_a_household_is_by_month_and_leaves_a_trace_of_the_other(
    reached: Running, person: object
) -> None:
    sofie = person("sofie")  # type: ignore[operator]
    jonas = identity.know_person(cpr="8702880905", name="Jonas Havgaard")
    rows = looking.look_up("income", {"people": ["sofie", "jonas"]}, asker(sofie))
    assert len(rows) == 2 * 16
    assert [{row["amount"] for row in rows if row["ref"] == ref} for ref in ("sofie", "jonas")] == [
        {3450000},
        {3120000},
    ]
    seen = Event.objects.get(action="cpr_used", object="register:income")
    assert (seen.party, seen.purpose) == (f"person:{jonas.pk}", WHY)
    assert looking.look_up("income", {"people": ["sofie", "nobody"]}, asker(sofie)) is None


def test_a_company_is_told_of_its_own_employees_only(reached: Running, lyngsoe: object) -> None:
    company = identity.know_company(cvr="99991518", name="Lyngsø Flyttefirma ApS")
    party = Party("company", str(company.pk), company.name)
    acting = Acting(Actor("person", "1", "Peter"), party, Ground.SELF)
    assert looking.look_up("company", {}, asker(acting))["active"] is True
    span = {"first": "2026-08-15", "last": "2026-10-02"}
    mine = looking.look_up("employee", {"cpr": "8702880905", **span}, asker(acting))
    assert (mine["name"], mine["employed"], len(mine["months"])) == ("Jonas Havgaard", True, 3)
    assert (mine["municipality"], mine["protected"], mine["age"]) == ("0999", False, 38)
    other = looking.look_up("employee", {"cpr": "7206902102", **span}, asker(acting))
    assert other == {"ref": "", "name": "", "employed": False, "months": []}
    assert Event.objects.filter(action="cpr_used", object="register:employee").count() == 2


def test_children_and_schools(reached: Running, person: object) -> None:
    thomas = person("thomas")  # type: ignore[operator]
    [oliver] = looking.look_up("children", {}, asker(thomas))
    assert (oliver["ref"], oliver["home"], oliver["custody"]) == ("oliver", False, ["camilla", "thomas"])
    near = looking.look_up("schools", {"address": "lodsgangen-7"}, asker(thomas))
    assert [row["ref"] for row in near if row["mine"]] == ["fyrskolen"]
    assert near[0]["km"] <= near[1]["km"]
    assert all(abs(row["metres"] - row["km"] * 1000) <= 50 for row in near)
    assert "nordby-skole" not in {row["ref"] for row in near}
    mine = looking.look_up("district_school", {"address": "lodsgangen-7"}, asker(thomas))
    assert (mine["ref"], mine["metres"]) == ("fyrskolen", near[0]["metres"])
    assert looking.look_up("district_school", {"address": "nowhere"}, asker(thomas)) is None


def test_a_child_of_the_party_and_where_its_siblings_go(reached: Running, person: object) -> None:
    """Of anybody else's child nothing is told, and each child who is looked up leaves a trace."""
    stine = person("stine")  # type: ignore[operator]
    villads = looking.look_up("child", {"ref": "villads"}, asker(stine))
    assert (villads["address"], villads["custody"], villads["hidden"]) == ("ankerpladsen-5", ["stine"], False)
    assert looking.look_up("child", {"ref": "nora"}, asker(stine)) is None
    [asta] = looking.look_up("pupils", {"people": ["asta", "villads"]}, asker(stine))
    assert (asta["ref"], asta["school"], asta["grade"]) == ("asta", "skonnertskolen", 2)
    assert looking.look_up("pupils", {"people": []}, asker(stine)) == []
    assert looking.look_up("pupils", {"people": ["asta", "emil"]}, asker(stine)) is None
    assert Event.objects.filter(action="cpr_used", object="register:child").count() == 1
    assert Event.objects.filter(action="cpr_used", object="register:pupils").count() == 2
    reached.faults(schools={"down": True})
    assert looking.look_up("pupils", {"people": ["asta"]}, asker(stine)) is None


def test_a_home_that_is_hidden_is_not_told_to_a_parent_elsewhere(lyngsoe: object, person: object) -> None:
    """Neither where the child lives, nor the school that would tell it."""
    adam = person("adam")  # type: ignore[operator]
    here = asker(adam)
    register = here.registers.cpr
    assert register is not None
    there = looking.look_up("child", {"ref": "nora"}, here)
    assert (there["home"], there["hidden"], there["address"]) == (False, False, "ankerpladsen-1")
    with patch.object(register, "household", _with_somebody_hidden(register.household)):
        hidden = looking.look_up("child", {"ref": "nora"}, here)
        assert (hidden["hidden"], hidden["address"], hidden["moved_in"]) == (True, None, None)
        assert looking.look_up("pupils", {"people": ["nora"]}, here) is None


def test_who_acts_for_a_parent_is_not_told_of_a_hidden_home(lyngsoe: object, person: object) -> None:
    """Not even by the school that a sibling goes to."""
    here = asker(person("stine"))  # type: ignore[operator]
    register = here.registers.cpr
    assert register is not None
    wanted = {"people": ["asta"]}
    with patch.object(register, "household", _with_somebody_hidden(register.household)):
        assert looking.look_up("pupils", wanted, here)[0]["school"] == "skonnertskolen"
        assert looking.look_up("pupils", wanted, replace(here, for_other=True)) is None
    assert looking.look_up("pupils", wanted, replace(here, for_other=True)) is not None


def _with_somebody_hidden(household: Callable[[str], list[PersonRecord] | None]) -> Callable[[str], Any]:
    return lambda number: [replace(row, protected=True) for row in household(number) or ()]
