"""Factors: municipalities read from a file, what can be seen of them, and our own answers."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from indgang.kernel.errors import NotYours
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo, employee
from indgang.modules.identity.vocabulary import Role
from indgang.modules.strategy import selectors, services
from indgang.modules.strategy.models import FactorAnswer
from indgang.modules.strategy.rules.factors import Place, correlate, spearman

KNOWN = ["hjemmeside", "kampagne"]
HEAD = "kommune;selvbetjening;hjemmeside;kampagne"


def read(*lines: str) -> tuple[list[Place], list[str]]:
    places, problems = selectors.read_places("\n".join(lines).encode(), KNOWN)
    return places, [one.da for one in problems]


def test_a_danish_file_and_an_english_one() -> None:
    places, problems = read(HEAD, "Nørreby;41,5 %;ja;delvist", "", "Sønderby;38;nej;ja")
    assert problems == []
    assert [(one.name, one.rate, one.worked_on) for one in places] == [
        ("Nørreby", 41.5, 1.5),
        ("Sønderby", 38, 1),
    ]
    comma, problems = read("Kommune,Selvbetjening,Kampagne", "A,50,yes")
    assert (problems, comma[0].answers) == ([], {"kampagne": "yes"})
    windows, _ = selectors.read_places(f"{HEAD}\r\nNørreby;4;ja;ja".encode("cp1252"), KNOWN)
    assert windows[0].name == "Nørreby"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("A;mange;ja;ja", "Linje 2: selvbetjening er mange. Skriv et tal fra 0 til 100."),
        ("A;101;ja;ja", "Linje 2: selvbetjening er 101. Skriv et tal fra 0 til 100."),
        ("A;nan;ja;ja", "Linje 2: selvbetjening er nan. Skriv et tal fra 0 til 100."),
        (";50;ja;ja", "Linje 2: Skriv kommunens navn."),
        ("A;50;måske;ja", "Linje 2: hjemmeside: skriv ja, delvist eller nej."),
        ("A;50;ja", "Linje 2: kampagne: skriv ja, delvist eller nej."),
    ],
)
def test_a_line_that_cannot_be_read_says_what_to_write_and_nothing_is_used(line: str, told: str) -> None:
    assert read(HEAD, line, "B;50;ja;ja") == ([], [told])


def test_what_is_no_such_file() -> None:
    assert "Første linje" in read("navn;tal")[1][0]
    assert "Første linje" in read("")[1][0]
    assert "1 MB" in selectors.read_places(b"x" * 1_000_001, KNOWN)[1][0].da
    assert "flere end" in read(HEAD, *[f"K{n};50;ja;ja" for n in range(1001)])[1][0]
    assert read(HEAD, "A;50;ja;ja", "A;51;ja;ja")[1] == ["A står der to gange."]


@given(some.binary(max_size=200))
@example(b"\r\x00")
@example(b'kommune;selvbetjening\r\r\n"')
def test_no_file_at_all_breaks_the_reader(raw: bytes) -> None:
    places, problems = selectors.read_places(raw, KNOWN)
    assert not (places and problems)


def test_the_mean_of_those_who_do_it_beside_the_others() -> None:
    """Two work on the website wholly, at 40 and 60; the one who does it partly is among the others, at 20."""
    places = [Place("A", 40, {"h": "yes"}), Place("B", 60, {"h": "yes"}), Place("C", 20, {"h": "partly"})]
    found = correlate(places, ["h"])
    (beside,) = found.beside
    assert (beside.having, beside.others, beside.difference) == (2, 1, 30)
    assert found.rank is None  # fewer than ten


def test_the_rank_correlation_by_hand() -> None:
    assert spearman([1, 2, 3, 4], [10, 20, 30, 40]) == 1
    assert spearman([1, 2, 3, 4], [40, 30, 20, 10]) == -1
    # Ranks 1, 2.5, 2.5, 4 beside 1, 3, 2, 4: across 4.5, spreads 4.5 and 5.
    assert spearman([1, 2, 2, 3], [5, 7, 6, 9]) == pytest.approx(4.5 / (4.5 * 5) ** 0.5)
    assert spearman([1, 1, 1], [1, 2, 3]) is None


def by(role: Role) -> EmployeeInfo:
    account = identity.account_for_staff(subject=role.value, name="Sara", roles=[role], unit="byggeri")
    assert account.employee is not None
    return employee(account.employee.pk)


def test_the_five_factors_of_the_guide_with_hints_and_ways(content: None) -> None:
    found = selectors.factors(2026)
    assert len(found) == 5
    assert all(one.hints and one.page and one.answer == "" for one in found)
    assert any(way.municipality for one in found for way in one.methods)


def test_an_answer_stands_until_the_next_one_and_for_its_year_alone(content: None) -> None:
    sara, factor = by(Role.STRATEGIST), selectors.factors(2026)[0].id
    services.answer_factor(
        factor=factor, year=2026, answer="partly", note="Vi er i gang. 010190-1234", by=sara
    )
    services.answer_factor(factor=factor, year=2026, answer="yes", note="Færdig", by=sara)
    assert next((one.answer, one.note) for one in selectors.factors(2026)) == ("yes", "Færdig")
    assert selectors.factors(2025)[0].answer == ""
    assert FactorAnswer.objects.count() == 1


def test_what_is_refused(content: None) -> None:
    sara, factor = by(Role.STRATEGIST), selectors.factors(2026)[0].id
    with pytest.raises(services.NoSuchAnswer):
        services.answer_factor(factor=factor, year=2026, answer="måske", note="", by=sara)
    with pytest.raises(services.NoteTooLong):
        services.answer_factor(factor=factor, year=2026, answer="yes", note="x" * 1001, by=sara)
    with pytest.raises(NotYours):
        services.answer_factor(factor="lykke", year=2026, answer="yes", note="", by=sara)
    for other in (Role.DEPARTMENT_HEAD, Role.BOARD):
        with pytest.raises(NotYours):
            services.answer_factor(factor=factor, year=2026, answer="yes", note="", by=by(other))
    assert not FactorAnswer.objects.exists()
