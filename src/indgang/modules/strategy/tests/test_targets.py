"""Targets as they stand, and what is written about them."""

from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock, generation
from indgang.modules.audit.models import Event
from indgang.modules.contacts import services as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.models import Employee
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import SYSTEM, Role
from indgang.modules.strategy import selectors, services
from indgang.modules.strategy.models import TargetEntry
from indgang.modules.strategy.selectors import OwnerNote, TargetNote, TargetState, UnknownTarget
from indgang.modules.strategy.vocabulary import Status, UnknownStrategy

TODAY = date(2026, 5, 4)
OURS = """
id: lyngsoe-proeve
title: {da: Lyngsø på prøve, en: Lyngsø on trial}
document: {title: Kanalstrategi for Lyngsø 2026, period: 2026-2027}
municipality: {id: lyngsoe, name: Lyngsø Kommune}
measured_on: live
targets:
  - indicator: channel_share
    filter: all
    unit: "%"
    owner: oekf
    years:
      - {year: 2026, kind: target, page: s. 1, values: {digital: 40, telephone: 35, in_person: 15, written: 10}}
      - {year: 2027, kind: target, page: s. 1, values: {digital: 50}}
  - indicator: contacts
    filter: all
    unit: contacts
    better: lower
    years: [{year: 2026, kind: target, page: s. 2, values: {telephone: 30}}]
  - indicator: channel_share
    filter: all
    cut: {department: tmf}
    unit: "%"
    years: [{year: 2026, kind: target, page: s. 2, values: {digital: 60}}]
  - indicator: reach
    filter: all
    unit: count
    years: [{year: 2026, kind: target, page: s. 3, values: {entrances: 3}}]
"""
DIGITAL = "lyngsoe-proeve:channel_share:digital:all::2026"
NO_FIGURES = "citizen-2012:channel_share:digital:without_library_visits::2012"


@pytest.fixture
def ours(content: None) -> None:
    services.load_strategy_text(text=OURS, name="lyngsoe.yaml", by=SYSTEM)


def contact_on(day: date, channel: str, department: str = "", times: int = 1) -> None:
    clock.freeze(datetime(day.year, day.month, day.day, 10, tzinfo=UTC))
    for _ in range(times):
        contacts.record(channel=channel, department=department)
    clock.freeze(datetime(2026, 5, 4, 10, tzinfo=UTC))


def months_of_contacts(times: int = 1) -> None:
    """Four months: ten contacts a month, of which three, four, five and six are digital; or so many times more."""
    for month, digital in ((1, 3), (2, 4), (3, 5), (4, 6)):
        day = date(2026, month, 1 if month == 1 else 12)
        contact_on(day, "self_service", times=digital * times)
        contact_on(day, "telephone", times=(10 - digital) * times)


def states() -> dict[str, TargetState]:
    return {one.target.key: one for one in selectors.target_states("lyngsoe-proeve", as_of=TODAY)}


def employee(role: Role, unit: str = "oekonomi-opkraevning") -> EmployeeInfo:
    row = Employee.objects.create(subject=f"{role}-{unit}", name="Sara Strateg", roles=[role], unit_id=unit)
    return identity.employee(row.pk)


def test_a_target_has_its_figure_to_date_and_where_it_will_be(ours: None) -> None:
    months_of_contacts(times=5)
    one = states()[DIGITAL]
    assert one.value == pytest.approx(45)  # 90 of 200
    assert one.forecast is not None
    # The months lie on a line of ten points a month: what is left of the year is far above April's 60.
    assert one.forecast.central > 60
    assert one.status is Status.ON_TRACK
    assert (one.owner, one.latest_reason, str(one.reason)) == ("oekf", None, "")
    assert one.figure is not None
    assert one.figure.rows == 90


def test_ten_contacts_a_month_show_no_sure_slope(ours: None) -> None:
    months_of_contacts()
    one = states()[DIGITAL]
    assert one.forecast is not None
    assert one.forecast.central == pytest.approx(45)
    assert one.forecast.low < 40 < one.forecast.high
    assert one.status is Status.AT_RISK


def test_what_comes_today_does_not_speed_up_the_year(ours: None) -> None:
    months_of_contacts()
    key = "lyngsoe-proeve:contacts:telephone:all::2026"
    before = states()[key]
    contact_on(TODAY, "telephone", times=9)
    after = states()[key]
    assert (before.value, after.value) == (22, 31)
    assert before.forecast is not None
    assert before.forecast == after.forecast


def test_a_year_that_began_late_is_no_profile(ours: None) -> None:
    """Last year was counted from 20 January on, so its months say nothing of how a year runs."""
    contact_on(date(2025, 1, 20), "telephone", times=2)
    for month in range(2, 13):
        contact_on(date(2025, month, 3), "telephone", times=2)
    months_of_contacts()
    calls = states()["lyngsoe-proeve:contacts:telephone:all::2026"]
    assert calls.forecast is not None
    assert "samme tempo" in calls.forecast.method.da


def test_a_sum_that_has_passed_its_ceiling_is_off_track(ours: None) -> None:
    months_of_contacts()
    calls = states()["lyngsoe-proeve:contacts:telephone:all::2026"]
    assert calls.value == 22  # of at most 30, after a third of the year
    assert calls.forecast is not None
    assert calls.forecast.low > 30
    assert calls.status is Status.OFF_TRACK


def test_a_year_to_come_is_too_early_and_shows_where_we_are(ours: None) -> None:
    months_of_contacts()
    one = states()["lyngsoe-proeve:channel_share:digital:all::2027"]
    assert (one.status, one.value, one.figure) == (Status.TOO_EARLY, None, None)
    assert one.start is not None
    assert one.start.value == pytest.approx(45)
    assert "ikke begyndt" in one.reason.da


def test_a_target_of_a_part_counts_that_part(ours: None) -> None:
    contact_on(date(2026, 5, 4), "self_service", "tmf")
    contact_on(date(2026, 5, 4), "telephone", "tmf")
    contact_on(date(2026, 5, 4), "telephone", "oekf", times=6)
    one = states()["lyngsoe-proeve:channel_share:digital:all:department=tmf:2026"]
    assert one.value == pytest.approx(50)
    assert one.status is Status.TOO_EARLY  # a single day
    assert "for få dage" in one.reason.da


def test_without_figures_it_says_why_and_is_never_off_track(ours: None) -> None:
    found = states()
    assert {one.status for one in found.values()} <= {Status.UNKNOWN, Status.TOO_EARLY}
    assert all(one.value is None and one.reason for one in found.values() if one.status is Status.UNKNOWN)
    assert found[DIGITAL].reason.da == "Der er ingen rækker at tælle."


def test_a_document_of_another_year_tells_where_it_stood(content: None) -> None:
    found = {one.target.key: one for one in selectors.target_states("citizen-2012", as_of=TODAY)}
    goal = found[NO_FIGURES]
    assert (goal.status, goal.value) == (Status.UNKNOWN, None)
    assert goal.start is not None
    assert goal.start.value == pytest.approx(19.4174757)
    assert goal.printed is not None
    assert goal.printed.value == 19
    assert "kun tal for 2009" in goal.reason.da
    assert all(one.target.year > 2009 for one in found.values())  # what is printed of 2009 is no target


def test_a_frame_without_figures_says_so(content: None) -> None:
    text = OURS.replace("measured_on: live", "measured_on: nothing").replace("lyngsoe-proeve", "ramme")
    services.load_strategy_text(text=text, name="ramme.yaml", by=SYSTEM)
    found = selectors.target_states("ramme", as_of=TODAY)
    assert all(one.status is Status.UNKNOWN and "ramme" in one.reason.da for one in found)


def test_the_ledger_is_read_once_however_many_targets(
    ours: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    months_of_contacts()
    states()
    with django_assert_max_num_queries(9):  # ten targets and milestones, or one
        states()


def test_the_months_of_a_target(ours: None) -> None:
    months_of_contacts()
    one = states()[DIGITAL]
    assert [(month.bucket, month.value) for month in one.months] == [
        (date(2026, 1, 1), pytest.approx(30)),
        (date(2026, 2, 1), pytest.approx(40)),
        (date(2026, 3, 1), pytest.approx(50)),
        (date(2026, 4, 1), pytest.approx(60)),
        (date(2026, 5, 1), None),
    ]
    # Each month weighs its ten contacts, not the digital ones among them.
    assert [month.weight for month in one.weighed[:4]] == [pytest.approx(10)] * 4
    assert [month.complete for month in one.weighed] == [True, True, True, True, False]
    assert selectors.target_state("citizen-2012", NO_FIGURES, as_of=TODAY).months == ()


def test_unknown_targets(ours: None) -> None:
    with pytest.raises(UnknownTarget):
        selectors.target_state("lyngsoe-proeve", "lyngsoe-proeve:contacts:all:all::2099", as_of=TODAY)
    printed = NO_FIGURES[: -len("2012")] + "2009"
    with pytest.raises(UnknownTarget):  # where it stood is no target
        selectors.target_state("citizen-2012", printed, as_of=TODAY)
    with pytest.raises(UnknownStrategy):
        services.write_reason(key="nowhere:x", text="x", once="1", by=employee(Role.STRATEGIST))


def test_a_reason_is_kept_with_how_it_stood(ours: None) -> None:
    months_of_contacts()
    by = employee(Role.STRATEGIST)
    services.write_reason(key=DIGITAL, text="  Kampagnen kom\r\nsent.\x00 ", once="a", by=by)
    (entry,) = selectors.target_log(DIGITAL)
    assert isinstance(entry, TargetNote)
    assert (entry.text, entry.by, entry.status) == ("Kampagnen kom\nsent.", "Sara Strateg", Status.AT_RISK)
    assert entry.value == pytest.approx(45)
    assert entry.forecast == pytest.approx(states()[DIGITAL].forecast.central)  # type: ignore[union-attr]
    assert states()[DIGITAL].latest_reason == entry
    event = Event.objects.get(action="target_reason_written")
    assert (event.object, event.detail, event.actor) == (
        "strategy:lyngsoe-proeve",
        {"target": DIGITAL},
        by.actor.key,
    )


def test_a_form_sent_twice_writes_one_reason_and_another_form_a_second(ours: None) -> None:
    by = employee(Role.STRATEGIST)
    for once in ("a", "a", "b"):
        services.write_reason(key=DIGITAL, text="Kampagnen kom sent.", once=once, by=by)
    assert len(selectors.target_log(DIGITAL)) == 2
    assert Event.objects.filter(action="target_reason_written").count() == 2


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (" \n\x00", services.NoReason),
        ("x" * 2001, services.ReasonTooLong),
        ("Borger 010203-1234 ringede.", services.ReasonNamesSomebody),
    ],
)
def test_a_reason_that_cannot_be_kept(ours: None, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        services.write_reason(key=DIGITAL, text=text, once="a", by=employee(Role.STRATEGIST))
    assert not TargetEntry.objects.exists()


def test_a_department_head_writes_about_the_own_department_only(ours: None) -> None:
    of_roads = "lyngsoe-proeve:channel_share:digital:all:department=tmf:2026"
    unit = next(id for id, one in identity.units().items() if one.department == "tmf")
    head = employee(Role.DEPARTMENT_HEAD, unit)
    services.write_reason(key=of_roads, text="Ny løsning til byggesager.", once="a", by=head)
    with pytest.raises(services.NotYourTarget):  # its owner is another department
        services.write_reason(key=DIGITAL, text="Det er ikke mit.", once="a", by=head)
    services.set_owner(key=DIGITAL, owner="tmf", once="b", by=employee(Role.STRATEGIST))
    services.write_reason(key=DIGITAL, text="Nu er det mit.", once="c", by=head)
    assert not services.may_follow_up(
        employee(Role.BOARD), selectors.strategy("lyngsoe-proeve"), states()[DIGITAL]
    )


def test_a_target_gets_an_owner_and_may_lose_it(ours: None) -> None:
    by = employee(Role.STRATEGIST)
    services.set_owner(key=DIGITAL, owner="kontaktcenter", once="a", by=by)
    services.set_owner(key=DIGITAL, owner="kontaktcenter", once="b", by=by)  # nothing new
    assert states()[DIGITAL].owner == "kontaktcenter"
    services.set_owner(key=DIGITAL, owner="", once="c", by=by)
    assert states()[DIGITAL].owner == ""
    log = selectors.target_log(DIGITAL)
    assert [one.owner for one in log if isinstance(one, OwnerNote)] == ["", "kontaktcenter"]
    with pytest.raises(services.UnknownOwner):
        services.set_owner(key=DIGITAL, owner="cirkus", once="d", by=by)


def test_what_was_written_stands_when_the_strategy_is_loaded_again(ours: None) -> None:
    services.write_reason(key=DIGITAL, text="Kampagnen kom sent.", once="a", by=employee(Role.STRATEGIST))
    text = OURS.replace("digital: 40, telephone: 35", "digital: 45, telephone: 30")
    services.load_strategy_text(text=text, name="x", by=SYSTEM)
    generation.set_current(generation.current() + 1)  # as it is after the transaction
    one = states()[DIGITAL]
    assert one.target.value == 45
    assert one.latest_reason is not None
