"""Numbers as Danes write them, with their unit."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from indgang.modules.strategy.vocabulary import BadCut, Cut, Unit
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


WHOLE = Cut(
    since=date(2026, 7, 1), until=date(2026, 10, 1), service="byggetilladelse", department="teknik",
    entrance="hovednummer", audience="company", channel="in_person", exempt=False,
)  # fmt: skip


def test_a_part_of_the_rows_reads_back_from_its_address() -> None:
    query = reading.cut_query(WHOLE)
    assert query["fra"] == "2026-07-01"
    assert query["fritaget"] == "no"
    assert reading.read_cut(query) == WHOLE
    assert reading.read_cut({}) == Cut()
    with pytest.raises(BadCut):
        reading.read_cut({"fra": "i går"})


def test_a_part_of_the_rows_in_words(content: None) -> None:
    with translation.override("da"):
        assert reading.cut_name(Cut()) == ""
        assert reading.cut_name(Cut(department="tmf", exempt=True)).endswith(
            "forvaltningen, Fritaget for Digital Post"
        )
        words = reading.cut_name(WHOLE)
    assert "Virksomheder, Personligt, Ikke fritaget for Digital Post" in words
    assert "fra 1. juli 2026, før 1. oktober 2026" in words
    assert "hovednummer" in words  # an id that nobody knows stays as it is
