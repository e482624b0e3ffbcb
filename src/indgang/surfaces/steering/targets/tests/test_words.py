"""What is said about a target for each status, and how its numbers are written."""

from decimal import Decimal

import pytest
from django.utils import translation

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.forecast import Forecast
from indgang.modules.strategy.selectors import TargetState
from indgang.modules.strategy.vocabulary import Better, Filter, Status, TargetInfo, TargetKind, Unit
from indgang.surfaces.steering.targets import words

EXPECTED = "Ved årets slutning venter vi 38,1 % (36,9 %–39,4 %)."
AHEAD = Forecast(36.94, 38.1, 39.4, Text())


def state(
    status: Status, forecast: Forecast | None = None, reason: str = "", better: Better = Better.HIGHER
) -> TargetState:
    target = TargetInfo(
        "channel_share", "digital", Filter.ALL, 2026, TargetKind.TARGET, Decimal(40), Unit.PERCENT, "s. 1",
        better=better,
    )  # fmt: skip
    value = None if status is Status.UNKNOWN else 37.0
    return TargetState(target, value, forecast, status, "", None, None, None, None, reason=Text(reason))


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (
            state(Status.ON_TRACK, AHEAD),
            f"Målet for 2026 er mindst 40 %. {EXPECTED} Det er på vej.",
        ),
        (
            state(Status.AT_RISK, AHEAD),
            f"Målet for 2026 er mindst 40 %. {EXPECTED} Det er usikkert, om det bliver nået.",
        ),
        (
            state(Status.OFF_TRACK, AHEAD, better=Better.LOWER),
            f"Målet for 2026 er højst 40 %. {EXPECTED} Det bliver ikke nået, hvis vi fortsætter som nu.",
        ),
        (state(Status.REACHED), "Målet for 2026 er mindst 40 %. Det er nået."),
        (state(Status.REACHED, AHEAD), "Målet for 2026 er mindst 40 %. Det er nået."),
        (state(Status.OFF_TRACK), "Målet for 2026 er mindst 40 %. Det blev ikke nået."),
        (
            state(Status.TOO_EARLY, reason="Året er ikke begyndt."),
            "Målet for 2026 er mindst 40 %. Året er ikke begyndt.",
        ),
        (state(Status.UNKNOWN, reason="Ingen talte."), "Målet for 2026 er mindst 40 %. Ingen talte."),
    ],
)
def test_the_verdict_of_each_status(one: TargetState, says: str) -> None:
    with translation.override("da"):
        assert words.verdict(one).replace("\u00a0", " ") == says


def test_every_status_has_a_label_and_a_place_in_the_summary() -> None:
    assert set(words.LABELS) == set(words.WORST_FIRST) == set(Status)
    with translation.override("da"):
        assert words.summary([state(status) for status in Status]) == (
            "1 mål nås ikke, 1 mål er usikkert, 1 mål er på vej, 1 mål er nået, "
            "1 mål er det for tidligt at sige noget om, 1 mål kan ikke bedømmes."
        )
        assert words.summary([]) == "Strategien har ingen mål i tal."


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (38.149, Unit.PERCENT, "38,1 %"),
        (1234.6, Unit.CONTACTS, "1.235"),
        (98_765.4, Unit.KR, "98.765 kr."),
        (545_560_000.0, Unit.KR, "545,56 mio. kr."),
        (2.54, Unit.DAYS, "2,5 dage"),
        (31.0, Unit.COUNT, "31"),
    ],
)
def test_a_forecast_has_no_more_digits_than_it_can_carry(value: float, unit: Unit, written: str) -> None:
    with translation.override("da"):
        assert words.written(value, unit).replace("\u00a0", " ") == written


def test_a_span_of_one_number_is_that_number() -> None:
    with translation.override("da"):
        assert words.span(Forecast(2.01, 2.02, 2.03, Text()), Unit.PERCENT).replace("\u00a0", " ") == "2,0 %"
