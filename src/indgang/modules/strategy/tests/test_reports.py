"""A yearly report: what was known that day, kept as it was."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from indgang.kernel import clock, generation
from indgang.modules.audit.models import Event
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue.services import load_catalogue
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.strategy import services
from indgang.modules.strategy.models import Report
from indgang.modules.strategy.selectors import figures
from indgang.modules.strategy.selectors.report_data import NoFiguresThatYear, NothingMeasured
from indgang.modules.strategy.selectors.reports import Line, ReportInfo, UnknownReport, report, reports
from indgang.modules.strategy.services.reports import make_report
from indgang.modules.strategy.tests.test_targets import DIGITAL, OURS
from indgang.modules.strategy.vocabulary import Cut, Filter, Rise, Status, UnknownStrategy

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.usefixtures("content")]
OURS_ID = "lyngsoe-proeve"


@pytest.fixture
def ours() -> None:
    services.load_strategy_text(text=OURS, name="lyngsoe.yaml", by=SYSTEM)


def count(day: date, channel: str, times: int = 1, **more: object) -> None:
    clock.freeze(datetime(day.year, day.month, day.day, 10, tzinfo=UTC))
    for _ in range(times):
        contacts.record(channel=channel, **more)  # type: ignore[arg-type]
    clock.freeze(datetime(2026, 5, 4, 10, tzinfo=UTC))


def made(strategy: str = OURS_ID, year: int = 2026) -> ReportInfo:
    return make_report(strategy=strategy, year=year, by=SYSTEM)


def value(line: Line | None) -> Decimal | float | None:
    assert line is not None
    return line.number


def test_copenhagen_2009_has_its_figures_targets_initiatives_and_notes() -> None:
    data = made("citizen-2012", 2009).data
    assert value(data.line("contacts")) == 9_270_000
    assert value(data.everything) == 13_070_000
    assert round(float(value(data.line("channel_share", "digital")) or 0), 2) == 19.42
    assert (data.filter, data.live, data.until) == (Filter.WITHOUT_LIBRARY_VISITS, False, None)
    goal = next(
        one
        for one in data.targets
        if (one.indicator, one.group, one.year) == ("channel_share", "digital", 2012)
    )
    assert (goal.value, goal.status) == ("40", Status.UNKNOWN)
    assert value(goal.start) == value(data.line("channel_share", "digital"))
    assert len(data.initiatives) == 23
    assert {one.id for one in data.notes} >= {"I1", "I15"}
    assert data.rise is Rise.NO_QUARTERS
    assert data.missed is None
    assert data.sheet is not None
    assert data.sheet.source


def test_a_frame_and_a_year_without_figures_are_refused(ours: None) -> None:
    with pytest.raises(NothingMeasured):
        made("kl-gevinstrealisering", 2026)
    with pytest.raises(NoFiguresThatYear) as refused:
        made("citizen-2012", 2012)
    assert "2009" in str(refused.value.message)
    with pytest.raises(NoFiguresThatYear):
        made(OURS_ID, 2026)  # nobody has turned to us yet
    with pytest.raises(UnknownStrategy):
        made("nothing", 2026)
    assert not Report.objects.exists()


def test_a_year_that_runs_is_counted_until_the_morning_and_stays_so(ours: None) -> None:
    count(date(2026, 4, 1), "self_service", 3)
    count(date(2026, 4, 2), "telephone", 5)
    count(date(2026, 5, 4), "telephone", 7)
    first = made()
    assert value(first.data.line("contacts")) == 8
    digital = first.data.line("channel_share", "digital")
    assert digital is not None
    assert value(digital) == 37.5
    assert (first.data.since, first.data.until) == (date(2026, 4, 1), date(2026, 5, 4))
    target = next(one for one in first.data.targets if one.key == DIGITAL)
    assert value(target.line) == 37.5
    count(date(2026, 5, 4), "self_service", 90)
    again = figures(
        batch="live-lyngsoe",
        year=2026,
        price_sheet="kl-2010",
        only=["contacts"],
        cut=Cut.read(digital.cut or {}),
    )
    assert again[0].value == 8
    assert report(first.id) == first


def test_it_is_made_once_a_day_and_anew_when_something_came(ours: None) -> None:
    count(date(2026, 4, 1), "telephone", 2)
    first = made()
    assert made().id == first.id
    assert Event.objects.filter(action="report_made").count() == 1
    count(date(2026, 4, 2), "telephone")
    second = made()
    assert second.id != first.id
    assert value(report(first.id).data.line("contacts")) == 2
    clock.freeze(datetime(2026, 5, 5, 10, tzinfo=UTC))
    third = made()
    assert [one.id for one in reports()] == [third.id, second.id, first.id]
    assert {str(one.title) for one in reports()} == {"Lyngsø på prøve"}


def test_a_report_is_never_changed() -> None:
    made("citizen-2012", 2009)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE strategy_report SET year = 2010")
    with pytest.raises(UnknownReport):
        report("01a2026f-1e07-7841-a395-4a0ec946e042")


def test_only_whole_quarters_are_compared(ours: None) -> None:
    count(date(2025, 10, 2), "self_service", 3)
    count(date(2025, 12, 2), "telephone", 7)
    count(date(2026, 1, 5), "self_service", 4)
    count(date(2026, 2, 5), "telephone", 6)
    count(date(2026, 4, 5), "telephone", 9)
    data = made().data
    assert [(one.first, one.whole, one.line.number) for one in data.quarters] == [
        (date(2025, 10, 1), False, 30.0),
        (date(2026, 1, 1), True, 40.0),
        (date(2026, 4, 1), False, 0.0),
    ]
    assert data.rise is Rise.TOO_FEW
    assert data.quarters[1].line.cut == {"since": "2026-01-01", "until": "2026-04-01"}


def test_it_says_whom_we_did_not_reach(ours: None) -> None:
    load_catalogue(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    generation.set_current(generation.current() + 1)
    count(date(2026, 4, 1), "telephone", 2, exempt=True)
    count(date(2026, 4, 1), "telephone", 3, exempt=False)
    count(date(2026, 4, 1), "self_service", 1, outcome="abandoned")
    for kind, times in (("begun", 4), ("left", 2)):
        clock.freeze(datetime(2026, 4, 1, 10, tzinfo=UTC))
        for _ in range(times):
            contacts.measure(kind=kind, service_id="flytning-indland", subject="dato")
        clock.freeze(datetime(2026, 5, 4, 10, tzinfo=UTC))
    missed = made().data.missed
    assert missed is not None
    assert (missed.contacts, missed.abandoned) == (6, 1)
    assert (missed.exempt.number, missed.others.number) == (2, 3)
    assert [(one.service, one.begun, one.left) for one in missed.left] == [("flytning-indland", 4, 2)]
    without = [str(one) for one in missed.without_solution]
    assert 0 < len(without) < missed.services < len(catalogue.services())
    assert str(catalogue.service("flytning-indland").name) not in without
    assert all(str(one.name) not in without for one in catalogue.services().values() if one.authority_name)


def test_reasons_are_told_and_names_are_not(ours: None) -> None:
    from indgang.modules.strategy.models import TargetEntry

    count(date(2026, 4, 1), "telephone", 2)
    TargetEntry.objects.create(
        target_key=DIGITAL, at=clock.now(), by="employee:1", by_name="Sara Strateg", kind="reason",
        text="Vi flyttede.", status_then="at_risk", once="a",
    )  # fmt: skip
    kept = made()
    assert [(one.target, one.text, one.status) for one in kept.data.reasons] == [
        (DIGITAL, "Vi flyttede.", Status.AT_RISK)
    ]
    assert "Sara" not in str(Report.objects.get().data)
