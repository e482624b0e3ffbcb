"""What every client to the population register must do; the fake is the first."""

from pathlib import Path

import pytest

from indgang.adapters.cpr.fake import FakeCpr
from indgang.adapters.cpr.types import CprClient, CprUnavailable
from indgang.kernel.strict_yaml import ContentError

DEMO = Path(__file__).resolve().parents[5] / "content" / "municipalities" / "lyngsoe" / "demo"


@pytest.fixture
def fake() -> FakeCpr:
    return FakeCpr(DEMO)


@pytest.fixture
def register(fake: FakeCpr) -> CprClient:
    return fake


def test_it_knows_somebody_by_cpr_number(register: CprClient, fake: FakeCpr) -> None:
    person = register.person(fake.cpr_of("mads"))
    assert person is not None
    assert (person.name, person.address) == ("Mads Brinklund", "skonnertgade-4-st-tv")


def test_a_reference_is_no_cpr_number(register: CprClient, fake: FakeCpr) -> None:
    household = register.household(fake.cpr_of("sofie"))
    assert household is not None
    assert not any(row.ref.isdigit() for row in household)


def test_a_household_begins_with_oneself(register: CprClient, fake: FakeCpr) -> None:
    household = register.household(fake.cpr_of("jonas"))
    assert household is not None
    assert household[0].name == "Jonas Havgaard"
    assert {row.name.split()[0] for row in household} == {"Jonas", "Sofie", "Emil", "Ida"}


def test_custody_names_the_holders_and_is_unknown_without_a_row(register: CprClient, fake: FakeCpr) -> None:
    oliver = register.person(fake.cpr_of("oliver"))
    assert oliver is not None
    assert set(oliver.custody or ()) == {"camilla", "thomas"}
    mads = register.person(fake.cpr_of("mads"))
    assert mads is not None
    assert mads.custody is None


def test_nobody_is_found_under_a_number_that_nobody_has(register: CprClient) -> None:
    assert register.person("6101010000") is None
    assert register.household("6101010000") is None


def test_it_knows_who_is_registered_at_an_address(register: CprClient) -> None:
    assert len(register.registered_at("tranehoejen-12")) == 4
    assert register.registered_at("skonnertgade-4-2-tv") == []


def test_somebody_who_moved_lives_elsewhere(register: CprClient, fake: FakeCpr) -> None:
    mads = register.person(fake.cpr_of("mads"))
    assert mads is not None
    fake.move("mads", "skonnertgade-4-2-tv", mads.moved_in)
    assert [row.ref for row in register.registered_at("skonnertgade-4-2-tv")] == ["mads"]


def test_a_register_that_is_away_says_so(register: CprClient, fake: FakeCpr) -> None:
    fake.down = True
    with pytest.raises(CprUnavailable):
        register.person("6101010000")
    with pytest.raises(CprUnavailable):
        register.registered_at("tranehoejen-12")


def test_custody_over_nobody_is_refused_with_its_line(tmp_path: Path) -> None:
    text = (DEMO / "people.yaml").read_text()
    (tmp_path / "people.yaml").write_text(text.replace("child: oliver", "child: olivia"))
    with pytest.raises(ContentError, match=r"people\.yaml:\d+: `olivia` is nobody"):
        FakeCpr(tmp_path)


def test_it_knows_where_somebody_lived_before_the_newest_first(register: CprClient, fake: FakeCpr) -> None:
    past = register.past_addresses(fake.cpr_of("mads"))
    assert past is not None
    assert [row.text for row in past] == ["Tranehøjen 12, 9999 Lyngsø", "Lodsgangen 29, 9999 Lyngsø"]
    assert past[0].until < register.person(fake.cpr_of("mads")).moved_in  # type: ignore[union-attr]
    assert register.past_addresses(fake.cpr_of("birgit")) == []
    assert register.past_addresses("6101010000") is None
