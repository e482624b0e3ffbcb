"""Lyngsø, its staff, a mover, and her case."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.kernel import clock, events, generation
from indgang.kernel.text import Text
from indgang.modules.cases import handlers, services
from indgang.modules.cases.events import CaseDecided
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.vocabulary import Finding, Matched, Row, Section, Unresolved
from indgang.modules.identity import selectors as people
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Actor, Party, Role
from indgang.modules.messages.events import ReplyReceived
from indgang.modules.messages.vocabulary import Block, Letter
from indgang.project.wiring import HANDLERS

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)  # a Monday
ADDRESS = "Møllestien 14, 9999 Lyngsø"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    clock.freeze(NOW)
    yield
    clock.freeze(None)


@pytest.fixture(autouse=True)
def _own_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)


@pytest.fixture
def lyngsoe(db: None) -> Iterator[list[CaseDecided]]:
    """The municipality without its catalogue, and the news that cases publish."""
    generation.set_current(generation.current() + 1)
    identity.load_pack(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    news: list[CaseDecided] = []
    events.connect({ReplyReceived: [handlers.on_reply], CaseDecided: [news.append]})
    yield news
    events.connect(HANDLERS)
    generation.set_current(generation.current() + 1)


def employee(name: str, unit: str, *roles: Role) -> EmployeeInfo:
    """A member of staff as a login makes them."""
    account = identity.account_for_staff(
        subject=name, name=name, roles=list(roles or (Role.CASEWORKER,)), unit=unit
    )
    assert account.employee is not None
    return people.employee(account.employee.pk)


@pytest.fixture
def ole(lyngsoe: object) -> EmployeeInfo:
    """A caseworker of the population register."""
    return employee("Ole Damgård", "folkeregister")


@pytest.fixture
def lise(lyngsoe: object) -> EmployeeInfo:
    """Another caseworker of the same department."""
    return employee("Lise Toft", "borgerservice")


@pytest.fixture
def maria(lyngsoe: object) -> EmployeeInfo:
    """A clerk of the same department: may read, not decide."""
    return employee("Maria Kongshøj", "borgerservice", Role.CLERK)


@pytest.fixture
def tina(lyngsoe: object) -> EmployeeInfo:
    """A caseworker of another department."""
    return employee("Tina Vangede", "pladsanvisning")


def citizen(cpr: str, name: str) -> Acting:
    person = identity.know_person(cpr=cpr, name=name)
    return Acting(Actor("person", str(person.pk), name), Party("person", str(person.pk), name))


@pytest.fixture
def maja(lyngsoe: object) -> Acting:
    return citizen("6104850001", "Maja Holm")


@pytest.fixture
def bo(lyngsoe: object) -> Acting:
    return citizen("6204850002", "Bo Lind")


def finding(outcome: str = "case", *, sensitive: bool = False) -> Finding:
    """What the rules of moving found: they could not decide, unless `outcome` says that they did."""
    fact = Row(Text("Flyttedag", "Moving day"), Text("20. april 2026", "20 April 2026"), Text("Dit svar"))
    exists = Text("Adressen findes", "It exists")
    matched = (Matched("address_exists", "CPR-lovens § 6", exists, (fact,), Text("En rigtig adresse")),)
    late = Unresolved(
        "late_notice",
        Text("Du anmeldte mere end 5 dage for sent"),
        Text("hvorfor det er sent"),
        Text("Inden fristen", "In time"),
    )
    open_points = () if outcome == "granted" else (late,)
    return Finding(outcome, matched, open_points, "a1b2", date(2026, 5, 4), sensitive)


@pytest.fixture
def open_case(maja: Acting) -> Callable[..., CaseInfo]:
    """Opens a case of Maja's at the population register; keywords change it."""

    def opened(**changes: Any) -> CaseInfo:
        application = (
            Section(
                Text("Din flytning", "Your move"),
                (Row(Text("Ny adresse", "New address"), Text(ADDRESS), Text("Dit svar", "Your answer")),),
            ),
        )
        values: dict[str, Any] = {
            "key": "submission:1",
            "service_id": "flytning-indland",
            "party": maja.party,
            "by": maja,
            "journey_id": None,
            "title": Text("Flytning", "Moving"),
            "application": application,
            "finding": finding(),
            "letters": {
                "granted": Letter(
                    Text("Du er flyttet", "You have moved"),
                    (Block("result", Text("Du bor nu på din nye adresse.", "You now live there.")),),
                )
            },
            "unit": "folkeregister",
            "due": date(2026, 5, 6),
            "inputs": {"answers": {"day": "2026-04-20"}},
        }
        return services.open(**{**values, **changes})

    return opened


@pytest.fixture
def case(open_case: Callable[..., CaseInfo]) -> CaseInfo:
    return open_case()
