"""What every client to the address registers must do; the fake is the first."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.adapters.addresses.fake import FakeAddresses
from indgang.adapters.addresses.types import AddressClient, AddressesUnavailable

DEMO = Path(__file__).resolve().parents[5] / "content" / "municipalities" / "lyngsoe" / "demo"
SHARED = FakeAddresses(DEMO)


@pytest.fixture
def register() -> AddressClient:
    return SHARED


def ids(register: AddressClient, text: str) -> list[str]:
    return [record.id for record in register.search(text)]


def test_an_address_is_written_as_on_a_letter(register: AddressClient) -> None:
    flat = register.get("skonnertgade-4-st-tv")
    house = register.get("birkevej-11a")
    assert flat is not None
    assert house is not None
    assert flat.text == "Skonnertgade 4, st. tv, 9999 Lyngsø"
    assert house.text == "Birkevej 11A, 9999 Lyngsø"
    assert register.get("nowhere-1") is None


def test_the_beginning_of_a_street_finds_its_addresses(register: AddressClient) -> None:
    assert {name.split("-")[0] for name in ids(register, "birkev")} == {"birkevej", "birkevaenget"}


@pytest.mark.parametrize(
    "typed",
    [
        "Skonnertgade 4, 2. tv",
        "skonnertgade 4 2 tv",
        "SKONNERTGADE 4, 2.TV, 9999 Lyngsø",
        "Skonertgade 4 2. tv",
    ],
)
def test_a_flat_is_found_however_it_is_written(register: AddressClient, typed: str) -> None:
    assert ids(register, typed)[0] == "skonnertgade-4-2-tv"


def test_a_number_with_a_letter_is_another_number(register: AddressClient) -> None:
    assert [r.id for r in register.exactly("Birkevej 11")] == ["birkevej-11"]
    assert [r.id for r in register.exactly("birkevej 11 a, 9999 Lyngsø")] == ["birkevej-11a"]


def test_a_house_number_names_all_its_flats(register: AddressClient) -> None:
    assert len(register.exactly("Skonnertgade 4, 9999 Lyngsø")) == 6
    assert [r.id for r in register.exactly("Skonnertgade 4, st. th")] == ["skonnertgade-4-st-th"]
    assert [r.id for r in register.exactly("skonnertgade 4 stuen th")] == ["skonnertgade-4-st-th"]


@pytest.mark.parametrize(
    "typed", ["", "   ", "4", "Hovedgaden 1", "Skonnertgade 400", "x" * 5000, "💥", "\x00"]
)
def test_what_is_no_address_finds_nothing(register: AddressClient, typed: str) -> None:
    assert register.search(typed) == []
    assert register.exactly(typed) == []


@given(st.text(max_size=60))
def test_any_text_can_be_searched_for(typed: str) -> None:
    assert len(SHARED.search(typed, limit=5)) <= 5
    SHARED.exactly(typed)


def test_a_register_that_is_away_says_so() -> None:
    fake = FakeAddresses(DEMO)
    fake.down = True
    with pytest.raises(AddressesUnavailable):
        fake.search("Skonnertgade")
