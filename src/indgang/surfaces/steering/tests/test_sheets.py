"""A table as a file: numbers as a Danish spreadsheet reads them."""

from decimal import Decimal

import pytest
from django.http import HttpResponse

from indgang.surfaces.steering.sheets import number, sheet


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1038.0000"), "1038"),
        (Decimal("1000"), "1000"),
        (24.277456647398843, "24,2775"),
        (Decimal("1E+6"), "1000000"),
        (1e-9, "0"),
        (-0.00001, "0"),
        (-1.5, "-1,5"),
        (1e20, "1" + "0" * 20),
    ],
)
def test_a_whole_number_is_whole_and_others_have_four_decimals_at_most(
    value: Decimal | float, text: str
) -> None:
    assert number(value) == text


def test_what_is_unknown_is_empty_and_a_formula_is_a_text() -> None:
    answer: HttpResponse = sheet("a", ["A"], [[None, 0, "=1+1", Decimal("0.0000")]])
    assert answer.content.decode().splitlines()[1] == ";0;'=1+1;0"
