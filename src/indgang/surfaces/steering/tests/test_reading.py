"""Numbers as Danes write them, with their unit."""

from decimal import Decimal

import pytest
from django.utils import translation

from indgang.modules.strategy.vocabulary import Unit
from indgang.surfaces.steering import reading


@pytest.mark.parametrize(
    ("value", "unit", "danish", "english"),
    [
        (Decimal(13_070_000), Unit.CONTACTS, "13.070.000", "13,070,000"),
        (Decimal("2.5"), Unit.CONTACTS, "2,5", "2.5"),
        (Decimal(545_560_000), Unit.KR, "545,56 mio. kr.", "545.56 million DKK"),
        (Decimal("999999.50"), Unit.KR, "999.999,50 kr.", "999,999.50 DKK"),
        (Decimal(55), Unit.KR, "55 kr.", "55 DKK"),
        (19.41747572815534, Unit.PERCENT, "19,42 %", "19.42%"),
        (1.0, Unit.DAYS, "1 dag", "1 day"),
        (2.5, Unit.DAYS, "2,5 dage", "2.5 days"),
        (0, Unit.DAYS, "samme dag", "same day"),
        (0.001, Unit.DAYS, "samme dag", "same day"),
    ],
)
def test_amounts(value: Decimal | float, unit: Unit, danish: str, english: str) -> None:
    with translation.override("da"):
        assert reading.amount(value, unit).replace("\u00a0", " ") == danish
    with translation.override("en"):
        assert reading.amount(value, unit).replace("\u00a0", " ") == english


def test_how_far_it_is() -> None:
    with translation.override("da"):
        assert reading.distance(19.42, 40, Unit.PERCENT).replace("\u00a0", " ") == "+20,58 point"
        assert reading.distance(54, 31, Unit.COUNT) == "−23"
        assert reading.distance(31, 31, Unit.COUNT) == "0"
        assert reading.distance(3, 3, Unit.DAYS) == "0"
