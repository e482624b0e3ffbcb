"""Where a letter goes: from the registers, and a silent register is told from one that knows nothing."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.kernel import generation
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Party
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
    street, town = home(Party("person", str(person.pk), person.name))
    assert street
    assert town[:4].isdigit()
    monkeypatch.setattr(demo.cpr, "down", True)
    with pytest.raises(Silent):
        home(Party("person", str(person.pk), person.name))


def test_nobody_knows_where_a_stranger_lives(demo: Any) -> None:
    person = identity.know_person(cpr="0101904444", name="Ukendt")
    assert home(Party("person", str(person.pk), person.name)) == ()


def _company(cvr: str) -> Party:
    company = identity.know_company(cvr=cvr, name="Demo ApS")
    return Party("company", str(company.pk), company.name)


def test_a_letter_to_a_company_goes_where_it_is_registered(
    demo: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = _company("99991518")
    assert home(company) == ("Kanalstræde 10", "9999 Lyngsø")
    monkeypatch.setattr(demo.companies, "down", True)
    with pytest.raises(Silent):
        home(company)


def test_nobody_opens_the_letters_of_a_company_that_is_dissolved(demo: Any) -> None:
    assert home(_company("99997214")) == ()
