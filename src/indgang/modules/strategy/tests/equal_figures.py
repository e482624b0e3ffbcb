"""The figures of a year, to be laid beside those of another engine: every indicator, cut and split."""

import math
from datetime import date
from decimal import Decimal
from typing import Any

from indgang.modules.contacts.vocabulary import BatchInfo
from indgang.modules.strategy.rules.indicators import INDICATORS
from indgang.modules.strategy.rules.scope import scope
from indgang.modules.strategy.selectors.engine import Engine
from indgang.modules.strategy.tests.a_year import YEAR
from indgang.modules.strategy.tests.small_ledger import PRICES
from indgang.modules.strategy.vocabulary import Cut, DatedPrice, Filter, Split, Unit

CUTS = (
    Cut(),
    Cut(service="pas"),
    Cut(department="ØKF", audience="company"),
    Cut(channel="telephone", entrance="raadhuset"),
    Cut(exempt=False, since=date(YEAR, 3, 29), until=date(YEAR, 10, 26)),
    Cut(service="nobody-asks"),
)
DEARER = (*PRICES, DatedPrice("2026-07-01", "telephone", "", "telephone", 6_250))
CLOSE = 1e-9
# Every cut of the year, and the year in months and in quarters.
ASKED = (
    *((cut, Split.NONE) for cut in CUTS),
    (CUTS[0], Split.MONTH),
    (CUTS[0], Split.QUARTER),
    (CUTS[4], Split.QUARTER),
)
FEWER = (ASKED[0], ASKED[-1])

Asked = tuple[tuple[Cut, Split], ...]
Found = dict[tuple[str, str, str, Any], dict[str, Any]]


def figures(engine: Engine, batch: BatchInfo, asked: Asked = ASKED) -> Found:
    """By indicator, cut, split and (group, month or quarter): value, rows, estimated, unpriced, followed."""
    found: Found = {}
    with engine.lock:
        engine.refresh()
        for cut, split in asked:
            whole = scope([batch], [YEAR], Filter.ALL, cut, split, date(YEAR, 12, 31))
            for id, one in INDICATORS.items():
                if one.by_facts is not None:
                    continue
                rows, _missing = engine.values(one, whole, DEARER)
                for row in rows:
                    found[id, cut.key(), str(split), (row["group"], row.get("bucket"))] = row
    return found


def behind(engine: Engine, batch: BatchInfo) -> dict[tuple[str, str], tuple[int, list[str]]]:
    """How many rows stand behind the first group of each indicator, and the newest ten of them."""
    whole = scope([batch], [YEAR], as_of=date(YEAR, 12, 31))
    found = {}
    with engine.lock:
        engine.refresh()
        for id, one in INDICATORS.items():
            for group in one.definition.groups[:1] if one.by_facts is None else ():
                rows = engine.behind(one, whole, DEARER, group=group)
                found[id, group] = rows.count(), [row["id"] for row in rows.rows(limit=10)]
    return found


def differences(ours: Found, theirs: Found) -> list[str]:
    """What is not the same: whole numbers, øre and quantiles exactly, ratios within 1e-9."""
    wrong = [f"only one has {key}" for key in ours.keys() ^ theirs.keys()]
    for key in ours.keys() & theirs.keys():
        for name, value in ours[key].items():
            if name not in ("group", "bucket", "part") and not _same(
                key[0], name, value, theirs[key].get(name)
            ):
                wrong.append(f"{key} {name}: {value!r} is not {theirs[key].get(name)!r}")
    return sorted(wrong)


def _same(indicator: str, name: str, ours: Any, theirs: Any) -> bool:
    if name in ("rows", "unpriced"):
        return (ours or 0) == (theirs or 0)
    if name == "estimated":
        return bool(ours) == bool(theirs)
    if ours is None or theirs is None:
        return ours is theirs
    unit = INDICATORS[indicator].definition.unit
    exact = unit is Unit.DAYS or isinstance(ours, Decimal | int)
    if exact:
        return bool(ours == theirs)
    return math.isclose(ours, theirs, rel_tol=CLOSE, abs_tol=0)
