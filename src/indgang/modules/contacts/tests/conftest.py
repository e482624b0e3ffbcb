"""A municipality and somebody who turns to it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from indgang.kernel import clock, generation
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo, employee
from indgang.modules.identity.vocabulary import Acting, Actor, Party, Role

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    clock.freeze(NOW)
    yield
    clock.freeze(None)


@pytest.fixture(autouse=True)
def lyngsoe(request: pytest.FixtureRequest) -> Iterator[None]:
    """The municipality, without its catalogue and plans."""
    if not request.node.get_closest_marker("django_db"):
        yield
        return
    request.getfixturevalue("transactional_db" if _is_transactional(request) else "db")
    generation.set_current(generation.current() + 1)
    identity.load_pack(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    yield
    generation.set_current(generation.current() + 1)


def _is_transactional(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture
def mover() -> Acting:
    """A citizen who acts for herself."""
    person = identity.know_person(cpr="6104850001", name="Maja Holm")
    return Acting(Actor("person", str(person.pk), person.name), Party("person", str(person.pk), person.name))


def staff(name: str, unit: str, role: Role = Role.CLERK) -> EmployeeInfo:
    account = identity.account_for_staff(subject=name, name=name, roles=[role], unit=unit)
    assert account.employee is not None
    return employee(account.employee.pk)


@pytest.fixture
def maria(lyngsoe: None) -> EmployeeInfo:
    return staff("Maria Kongshøj", "borgerservice")


@pytest.fixture
def freddy(lyngsoe: None) -> EmployeeInfo:
    return staff("Freddy Holt", "kontaktcenter")


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own: what it imports or copies stands there."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setattr(settings, "DATA_DIR", folder)
    return folder
