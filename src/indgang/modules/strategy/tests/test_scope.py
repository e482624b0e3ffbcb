"""Only what was counted in the same way is counted together."""

from dataclasses import replace

import pytest

from indgang.kernel.text import Text
from indgang.modules.contacts.vocabulary import BatchInfo, BatchKind
from indgang.modules.strategy.rules.scope import scope
from indgang.modules.strategy.vocabulary import CountedDifferently

COPENHAGEN = BatchInfo(
    1, "copenhagen-2009", BatchKind.ARCHIVE, Text("København"), "koebenhavn", 2009, "", Text(), False, {}, {}
)
HVIDOVRE = replace(COPENHAGEN, id=2, name="hvidovre-2010", municipality="hvidovre", year=2010)
LIVE = replace(COPENHAGEN, id=3, name="live-lyngsoe", kind=BatchKind.LIVE, municipality="lyngsoe", year=None)


def test_two_municipalities_are_not_added_up() -> None:
    with pytest.raises(CountedDifferently, match="ikke lægges sammen"):
        scope([COPENHAGEN, HVIDOVRE], [2009])


def test_an_archive_and_our_own_rows_are_not_added_up() -> None:
    with pytest.raises(CountedDifferently):
        scope([COPENHAGEN, LIVE], [2009])


def test_two_years_are_not_added_up() -> None:
    with pytest.raises(CountedDifferently):
        scope([LIVE], [2025, 2026])


def test_an_archive_has_only_its_own_year() -> None:
    with pytest.raises(CountedDifferently):
        scope([COPENHAGEN], [2010])
    assert scope([COPENHAGEN], [2009]).year == 2009
    assert scope([LIVE], [2026]).live
