"""A child's certificate does not tell where the other parent lives, when that is hidden."""

from datetime import date

import pytest

from indgang.adapters.addresses.fake import FakeAddresses
from indgang.adapters.cpr.fake import FakeCpr, PastShape
from indgang.modules.selfservice.selectors.registers import Registers
from indgang.modules.selfservice.services.asker import Asker
from indgang.modules.selfservice.services.looking_residence import residence
from indgang.modules.selfservice.tests.conftest import NOW, PACK

TODAY = date(2026, 11, 21)
MOTHERS = PastShape(address="Lodsgangen 7, Lyngsø", since=date(2020, 1, 1), until=date(2026, 9, 30))


def _asked(ref: str, of: str, *, line_hides: bool) -> dict[str, object]:
    """Alma has moved from Line to Simon. What the register says when `ref` asks about `of`."""
    cpr, addresses = FakeCpr(PACK / "demo"), FakeAddresses(PACK / "demo")
    people = cpr._by_ref
    people["alma"] = people["alma"].model_copy(update={"past": (MOTHERS,)})
    people["line"] = people["line"].model_copy(update={"protected": line_hides})
    cpr.move("alma", "lodsgangen-9", date(2026, 10, 1))
    asker = Asker(Registers(cpr, addresses, None), cpr.cpr_of(ref), TODAY, "bopaelsattest", NOW)
    found = residence({"ref": of}, asker)
    assert isinstance(found, dict)
    return found


def test_the_addresses_before_are_left_out_when_the_other_parent_hides_theirs() -> None:
    found = _asked("simon", "alma", line_hides=True)
    assert found["address"] == "lodsgangen-9"
    assert "past" not in found
    assert "Lodsgangen 7" not in str(found)


@pytest.mark.parametrize(("ref", "hides"), [("simon", False), ("line", False)])
def test_else_they_are_there(ref: str, hides: bool) -> None:
    assert _asked(ref, "alma", line_hides=hides)["past"] == [
        {"text": MOTHERS.address, "since": "2020-01-01", "until": "2026-09-30"}
    ]
