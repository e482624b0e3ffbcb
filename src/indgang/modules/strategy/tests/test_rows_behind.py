"""Every figure leads to its rows, and the number of rows is the one that it states."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from indgang.modules.contacts import selectors as ledger
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import Party
from indgang.modules.strategy import selectors
from indgang.modules.strategy.rules.scope import scope
from indgang.modules.strategy.selectors import behind as module
from indgang.modules.strategy.selectors.engine import engine
from indgang.modules.strategy.selectors.figures import indicator_of
from indgang.modules.strategy.selectors.prices import price_lines
from indgang.modules.strategy.vocabulary import Cut, Filter, Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


JOURNEY = UUID(int=7)


@pytest.mark.parametrize("filter", list(Filter))
def test_every_figure_of_copenhagen_has_as_many_rows_as_it_says(filter: Filter) -> None:
    asked = Question("copenhagen-2009", 2009, "copenhagen-2009", filter)
    figures = [figure for figure in selectors.answers(asked)[0] if figure.value is not None]
    assert len(figures) == 19
    for figure in figures:
        behind = selectors.rows_behind(asked, indicator=figure.indicator, group=figure.group)
        assert behind.count == len(behind.rows) == figure.rows > 0


def a_year_of_everything() -> None:
    """Rows for every indicator: contacts that can be followed, and each kind of measurement."""
    party = Party("person", "1", "Maja Holm")
    for day, channel, outcome, cause in (
        (1, "self_service", "unknown", ""),
        (2, "telephone", "resolved", "letter_unclear"),
        (5, "in_person", "misdirected", "none"),
    ):
        at = datetime(2026, 2, day, 10, tzinfo=UTC)
        contacts.record(
            channel=channel,
            handling="automatic" if channel == "self_service" else "staff",
            service_id="pas",
            party=party,
            outcome=outcome,
            caused_by=cause,
            journey_id=JOURNEY,
            at=at,
        )
    contacts.record(channel="email", handling="staff")
    measured = (
        ("begun", ""),
        ("completed", ""),
        ("not_entitled", ""),
        ("decided", "staff"),
        ("decision_time", "staff"),
        ("completed_how", "co_served"),
        ("completed_how", "alone"),
        ("satisfaction", "very_easy"),
        ("no_show", "came"),
        ("website_first", "yes"),
    )
    for minute, (kind, subject) in enumerate(measured):
        at = datetime(2026, 2, 6, 10, minute, tzinfo=UTC)
        contacts.measure(kind=kind, subject=subject, value=3, journey_id=JOURNEY, service_id="pas", at=at)


def test_so_has_every_figure_of_our_own() -> None:
    a_year_of_everything()
    asked = Question("live-lyngsoe", 2026, "kl-2010")
    of_one = replace(asked, only=("cost_per_transaction",), cut=Cut(service="pas"))
    figures = [
        (question, figure)
        for question in (asked, of_one)
        for figure in selectors.answers(question)[0]
        if figure.value is not None
    ]
    counted = {one.indicator for one in selectors.definitions()} - {"reach"}
    assert {figure.indicator for _, figure in figures} == counted
    for question, figure in figures:
        behind = selectors.rows_behind(question, indicator=figure.indicator, group=figure.group)
        assert behind.count == len(behind.rows) == figure.rows, (figure.indicator, figure.group)


def test_an_archive_row_shows_who_compiled_it_and_where_it_stands() -> None:
    asked = Question("copenhagen-2009", 2009, "copenhagen-2009")
    behind = selectors.rows_behind(asked, indicator="contacts", group="in_person")
    visits = next(row for row in behind.rows if row.service_id == "bibliotek")
    assert (visits.weight, visits.source, visits.quality) == (
        Decimal(3_800_000),
        "Deloitte 2009, s. 6",
        "estimated",
    )


def test_rows_come_in_pages_and_a_page_too_far_is_the_last() -> None:
    for _ in range(120):
        contacts.record(channel="telephone")
    asked = Question("live-lyngsoe", 2026, "kl-2010")
    first, last = (
        selectors.rows_behind(asked, indicator="contacts", group="all", page=page) for page in (1, 99)
    )
    assert (first.count, first.pages, len(first.rows)) == (120, 3, 50)
    assert (last.page, len(last.rows)) == (3, 20)


@pytest.mark.parametrize("group", ["all", "telephone"])
def test_a_file_of_rows_holds_each_row_once_while_contacts_come(
    group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROWS_AT_ONCE", 2)
    moments = [datetime(2026, 3, day, 10, 0, 0, 123456, tzinfo=UTC) for day in (1, 2, 2, 2, 3, 4, 5)]
    for moment in moments:
        contacts.record(channel="telephone", at=moment)
    pages = []
    asked = Question("live-lyngsoe", 2026, "kl-2010")
    for page in selectors.every_row_behind(asked, indicator="contacts", group=group):
        pages.append(page)
        contacts.record(channel="telephone", at=datetime(2026, 4, len(pages), 10, tzinfo=UTC))
    assert [row.at for page in pages for row in page.rows] == moments[::-1]
    assert [(page.page, page.pages, page.count, page.figure.value) for page in pages] == [
        (number, 4, 7, 7) for number in (1, 2, 3, 4)
    ]


def test_the_name_of_a_group_is_a_value_and_never_part_of_the_question() -> None:
    contacts.record(channel="telephone")
    one, prices = indicator_of("contacts"), price_lines("kl-2010")
    ours = scope([ledger.batch("live-lyngsoe")], [2026], Filter.ALL)
    running = engine()
    with running.lock:
        running.refresh()
        assert running.behind(one, ours, prices, group="telephone").count() == 1
        for made_up in ("x' OR '1'='1", "x'; DROP TABLE contact; --", "?"):
            behind = running.behind(one, ours, prices, group=made_up)
            assert (behind.count(), behind.rows(limit=10)) == (0, [])
        assert running.behind(one, ours, prices, group="telephone").count() == 1
