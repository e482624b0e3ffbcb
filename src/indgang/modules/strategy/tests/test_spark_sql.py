"""Every indicator can be written for Spark: seen without Spark and without Java.

Ibis asks PySpark for one setting before it writes; the setting stands in here for the package.
"""

from datetime import date
from typing import Any

import ibis
import pytest
import sqlglot
from ibis.config import Config

from indgang.modules.contacts.selectors.columns import COLUMNS
from indgang.modules.strategy.rules import funnel
from indgang.modules.strategy.rules.indicators import INDICATORS
from indgang.modules.strategy.rules.ledger import ledger
from indgang.modules.strategy.rules.scope import scope
from indgang.modules.strategy.tests.small_ledger import LIVE, PRICES
from indgang.modules.strategy.vocabulary import Cut, Split


class Setting(Config):  # type: ignore[misc]  # ibis has no types
    """What Ibis wants to know of PySpark."""

    treat_nan_as_null: bool = False


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ibis.options, "pyspark", Setting(), raising=False)


def written(expression: Any) -> str:
    from ibis.backends.sql.compilers.pyspark import compiler

    return str(compiler.to_sqlglot(expression).sql(dialect="spark"))


@pytest.mark.parametrize("split", [Split.NONE, Split.QUARTER])
@pytest.mark.parametrize("indicator", [id for id, one in INDICATORS.items() if one.by_facts is None])
def test_spark_can_read_it(setting: None, indicator: str, split: Split) -> None:
    tables = {name: ibis.table(columns, name=name) for name, columns in COLUMNS.items()}
    part = scope([LIVE], [2026], cut=Cut(service="pas", exempt=False), split=split, as_of=date(2026, 5, 4))
    answer = INDICATORS[indicator].count(
        ledger(tables["contact"], tables["measurement"], scope=part, prices=PRICES)
    )
    for expression in (answer.values, answer.behind, answer.behind_measured):
        if expression is not None:
            tree = sqlglot.parse_one(written(expression), dialect="spark")
            assert {table.name for table in tree.find_all(sqlglot.exp.Table)} >= {
                "contact"
            } or "measurement" in str(tree)


@pytest.mark.parametrize("question", ["funnel", "counted", "minutes"])
def test_spark_can_read_a_funnel(setting: None, question: str) -> None:
    tables = {name: ibis.table(columns, name=name) for name, columns in COLUMNS.items()}
    part = scope([LIVE], [2026], cut=Cut(service="pas"), as_of=date(2026, 5, 4))
    rows = ledger(tables["contact"], tables["measurement"], scope=part, prices=())
    tree = sqlglot.parse_one(written(getattr(funnel, question)(rows)), dialect="spark")
    assert "measurement" in {table.name for table in tree.find_all(sqlglot.exp.Table)}
