"""Every figure leads to its rows, and the number of rows is the one that it states."""

from decimal import Decimal

import pytest

from indgang.modules.contacts import selectors as ledger
from indgang.modules.contacts import services as contacts
from indgang.modules.strategy import selectors
from indgang.modules.strategy.rules.scope import scope
from indgang.modules.strategy.selectors.engine import engine
from indgang.modules.strategy.selectors.figures import _indicator
from indgang.modules.strategy.selectors.prices import price_lines
from indgang.modules.strategy.vocabulary import Filter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


@pytest.mark.parametrize("filter", list(Filter))
def test_every_figure_of_copenhagen_has_as_many_rows_as_it_says(filter: Filter) -> None:
    scope = {"batch": "copenhagen-2009", "year": 2009, "price_sheet": "copenhagen-2009", "filter": filter}
    figures = [figure for figure in selectors.figures(**scope) if figure.value is not None]  # type: ignore[arg-type]
    assert len(figures) == 19
    for figure in figures:
        behind = selectors.rows_behind(**scope, indicator=figure.indicator, group=figure.group)  # type: ignore[arg-type]
        assert behind.count == len(behind.rows) == figure.rows > 0


def test_so_has_every_figure_of_our_own() -> None:
    for channel, handling in (("self_service", "automatic"), ("email", "staff"), ("telephone", "staff")):
        contacts.record(channel=channel, handling=handling)
    for kind, subject in (("begun", ""), ("completed", ""), ("decided", "staff"), ("decision_time", "staff")):
        contacts.measure(kind=kind, subject=subject, value=3)
    scope = {"batch": "live-lyngsoe", "year": 2026, "price_sheet": "kl-2010"}
    figures = [figure for figure in selectors.figures(**scope) if figure.value is not None]  # type: ignore[arg-type]
    assert {figure.indicator for figure in figures} == {one.indicator for one in selectors.definitions()}
    for figure in figures:
        behind = selectors.rows_behind(**scope, indicator=figure.indicator, group=figure.group)  # type: ignore[arg-type]
        assert behind.count == len(behind.rows) == figure.rows > 0


def test_an_archive_row_shows_who_compiled_it_and_where_it_stands() -> None:
    behind = selectors.rows_behind(
        batch="copenhagen-2009",
        year=2009,
        price_sheet="copenhagen-2009",
        indicator="contacts",
        group="in_person",
    )
    visits = next(row for row in behind.rows if row.service_id == "bibliotek")
    assert (visits.weight, visits.source, visits.quality) == (
        Decimal(3_800_000),
        "Deloitte 2009, s. 6",
        "estimated",
    )


def test_rows_come_in_pages_and_a_page_too_far_is_the_last() -> None:
    for _ in range(120):
        contacts.record(channel="telephone")
    scope = {"batch": "live-lyngsoe", "year": 2026, "price_sheet": "kl-2010"}
    first, last = (
        selectors.rows_behind(**scope, indicator="contacts", group="all", page=page)  # type: ignore[arg-type]
        for page in (1, 99)
    )
    assert (first.count, first.pages, len(first.rows)) == (120, 3, 50)
    assert (last.page, len(last.rows)) == (3, 20)


def test_the_name_of_a_group_is_a_value_and_never_part_of_the_question() -> None:
    contacts.record(channel="telephone")
    one, prices = _indicator("contacts"), price_lines("kl-2010")
    ours = scope([ledger.batch("live-lyngsoe")], [2026], Filter.ALL)
    running = engine()
    with running.lock:
        running.refresh()
        assert running.behind(one, ours, prices, group="telephone").count() == 1
        for made_up in ("x' OR '1'='1", "x'; DROP TABLE contact; --", "?"):
            behind = running.behind(one, ours, prices, group=made_up)
            assert (behind.count(), behind.ids(limit=10, offset=0)) == (0, [])
        assert running.behind(one, ours, prices, group="telephone").count() == 1
