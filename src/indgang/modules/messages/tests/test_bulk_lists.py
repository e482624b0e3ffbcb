"""The list of receivers: what is read, and how each mistake is told."""

from io import BytesIO

import pytest

from indgang.modules.messages.services.bulk import BadList, Rejected, Wanted, read_list
from indgang.modules.messages.services.bulk.lists import bad_number


def _read(
    text: str, *columns: str, encoding: str = "utf-8", days: tuple[str, ...] = ()
) -> list[Wanted | Rejected]:
    return list(read_list(BytesIO(text.encode(encoding)), columns, days=days))


def test_a_list_is_read_line_by_line() -> None:
    found = _read("cpr;navn;ny_dag\n610485-0001;Maja Holm;tirsdag\n6204850002;Bo Lind;onsdag\n", "ny_dag")
    assert found == [
        Wanted(2, "person", "610485-0001", "Maja Holm", {"ny_dag": "tirsdag"}),
        Wanted(3, "person", "6204850002", "Bo Lind", {"ny_dag": "onsdag"}),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_every_way_that_a_spreadsheet_writes_is_read(encoding: str, separator: str) -> None:
    text = separator.join(["CVR", "Navn"]) + "\r\n" + separator.join(["12345678", "Bådfærgen ApS"]) + "\r\n"
    assert _read(text, encoding=encoding) == [Wanted(2, "company", "12345678", "Bådfærgen ApS", {})]


def test_a_quoted_cell_may_hold_the_separator_and_a_line_end() -> None:
    (found,) = _read('cpr,navn,tekst\n6104850001,"Holm, Maja","en\nto"\n', "tekst")
    assert isinstance(found, Wanted)
    assert (found.name, found.values) == ("Holm, Maja", {"tekst": "en\nto"})


def test_empty_lines_are_passed_over_and_the_number_of_a_line_is_that_of_the_file() -> None:
    found = _read("cpr\n\n;;\n6104850001\n")
    assert [one.line for one in found] == [4]


@pytest.mark.parametrize(
    ("text", "columns", "says"),
    [
        ("", (), "Filen er tom"),
        ("navn\nMaja\n", (), "cpr eller cvr"),
        ("cpr;navn\n6104850001;Maja\n", ("ny_dag", "sted"), "Brevet bruger ny_dag, sted"),
        ("cpr;navn;navn\n6104850001;Maja;Holm\n", (), "navn står to gange"),
        ('cpr;navn\n6104850001;"Maja\n', (), "anførselstegn"),
        ("PK\x03\x04 et regneark", (), "ikke en CSV-fil"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(text: str, columns: tuple[str, ...], says: str) -> None:
    with pytest.raises(BadList) as error:
        _read(text, *columns)
    assert says in error.value.message.da


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (";;tirsdag;2026-12-01", "Nummeret mangler"),
        ("6104850001;12345678;tirsdag;2026-12-01", "kun ét nummer"),
        ("6104850001;;;2026-12-01", "ny_dag er tom"),
        (f"6104850001;;{'x' * 301};2026-12-01", "ny_dag er for lang"),
        ("6104850001;;Ring om 620485-0002;2026-12-01", "cpr-nummer i ny_dag"),
        ("6104850001;;tirsdag;1. december", "frist er ikke en dato"),
        ("6104850001", "ny_dag er tom"),
    ],
)
def test_a_bad_line_is_told_by_its_number_without_what_stood_in_it(line: str, says: str) -> None:
    (found,) = _read(f"cpr;cvr;ny_dag;frist\n{line}\n", "ny_dag", "frist", days=("frist",))
    assert isinstance(found, Rejected)
    assert found.line == 2
    assert says in found.why.da
    assert "610485" not in found.why.da
    assert found.why.en


def test_a_zero_that_excel_took_away_is_told() -> None:
    (found,) = _read("cpr\n104850001\n")
    assert isinstance(found, Wanted)
    assert "9 cifre" in bad_number(found).da
