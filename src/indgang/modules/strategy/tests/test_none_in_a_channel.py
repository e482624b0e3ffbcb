"""A stretch of time with contacts, but none in a channel, is 0 % of it; a stretch without any contact is no data."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from indgang.kernel.text import Text
from indgang.modules.contacts.vocabulary import BatchKind
from indgang.modules.strategy.rules.indicators import INDICATORS
from indgang.modules.strategy.rules.scope import scope
from indgang.modules.strategy.selectors.figures import figures_of
from indgang.modules.strategy.tests.small_ledger import LIVE, contact, found, measurement, values
from indgang.modules.strategy.vocabulary import ALL, Cut, Split

FEBRUARY = [contact(f"2026-02-{day:02}") for day in range(1, 20)]
SHARES = ("digital_share_citizen2012", "digital_share_hvidovre", "channel_share")


@pytest.mark.parametrize("indicator", SHARES)
def test_a_month_without_a_digital_contact_is_nought_percent(indicator: str) -> None:
    rows = [contact("2026-01-05"), contact("2026-01-06", channel="self_service"), *FEBRUARY]
    by_month = found(indicator, rows, split=Split.MONTH)
    assert by_month["digital", date(2026, 1, 1)]["value"] == 50
    assert by_month["digital", date(2026, 2, 1)]["value"] == 0
    assert by_month["digital", date(2026, 2, 1)]["rows"] == 0
    assert ("digital", date(2026, 3, 1)) not in by_month


@pytest.mark.parametrize("indicator", SHARES)
def test_a_year_without_one_is_nought_percent_and_a_year_of_nothing_is_no_data(indicator: str) -> None:
    assert values(indicator, FEBRUARY)["digital"] == 0
    assert values(indicator, [])["digital"] is None


def test_a_document_that_does_not_name_a_group_has_not_counted_it() -> None:
    printed = replace(LIVE, kind=BatchKind.ARCHIVE, year=2026)
    assert "digital" not in found("channel_share", FEBRUARY, batch=printed)
    assert "digital" not in found("digital_share_citizen2012", FEBRUARY, batch=printed)


def test_who_was_helped_before_a_period_is_found_in_it() -> None:
    """The contact that began the draft lies before the period; both that followed lie in it."""
    facts: dict[str, Any] = {"channel": "self_service", "party": "p", "service": "pas"}
    rows = [contact("2026-01-05", journey="j1", **facts), contact("2026-03-05", journey="j2", **facts)]
    done = [
        measurement("completed_how", "co_served", "2026-02-02", journey="j1"),
        measurement("completed_how", "alone", "2026-03-06", journey="j2"),
    ]
    assert values("graduation", rows, done) == {ALL: 100}
    assert values("graduation", rows, done, cut=Cut(since=date(2026, 2, 1))) == {ALL: 100}
    assert values("graduation", rows, done, cut=Cut(since=date(2026, 3, 1))) == {ALL: None}


def test_the_definitions_say_how_help_in_a_draft_is_counted() -> None:
    for id in ("fcr", "repeat_share"):
        text = INDICATORS[id].definition.text
        assert "hjælp i deres kladde" in text.da
        assert "help" in text.en


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (BatchKind.COUNTING_WEEK, "De står på ugens egen side"),
        (BatchKind.IMPORT, "Kilden har ikke talt det."),
    ],
)
def test_a_counting_week_says_where_its_answers_are(kind: BatchKind, reason: str) -> None:
    """It asked whether the website was tried first; but the answers are no measurements."""
    week = scope([replace(LIVE, kind=kind)], [2026])
    asked = figures_of(INDICATORS["website_first"], [], Text(), week, "")[0]
    assert asked.group == "asked"
    assert asked.value is None
    assert reason in asked.reason.da
