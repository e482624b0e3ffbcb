"""Where a letter goes: from the registers, and a silent register is told from one that knows nothing."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.kernel import generation
from indgang.modules.identity import services as identity
from indgang.modules.messages.services import Silent
from indgang.modules.selfservice.selectors import registers
from indgang.project.wiring import home


@pytest.fixture
def demo(db: None, settings: Any) -> Any:
    settings.DEMO = True
    generation.set_current(generation.current() + 1)
    identity.load_pack(Path(settings.CONTENT_DIR) / "municipalities" / "lyngsoe")
    return registers.connected()


def _first_with_address(found: Any) -> str:
    rows = registers.demo_registers(Path(settings.CONTENT_DIR) / "municipalities" / "lyngsoe" / "demo")
    for line in (Path(settings.CONTENT_DIR) / "municipalities/lyngsoe/demo/people.yaml").read_text().split():
        number = line.strip("\"'")
        if number.isdigit() and len(number) == 10 and rows.cpr is not None and rows.cpr.person(number):
            return number
    raise AssertionError("the demo knows nobody")


def test_a_letter_goes_where_somebody_lives(demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    person = identity.know_person(cpr=_first_with_address(demo), name="Demo")
    street, town = home(str(person.pk))
    assert street
    assert town[:4].isdigit()
    monkeypatch.setattr(demo.cpr, "down", True)
    with pytest.raises(Silent):
        home(str(person.pk))


def test_nobody_knows_where_a_stranger_lives(demo: Any) -> None:
    person = identity.know_person(cpr="0101904444", name="Ukendt")
    assert home(str(person.pk)) == ()
