"""Which plan holds: content and initiatives, dates, reversals."""

from datetime import date

from indgang.kernel.text import Text
from indgang.modules.channels.rules.plans import Line, PlanRow, plan_on
from indgang.modules.channels.vocabulary import Channel, PlanOrigin, PlanState

LINES = (Line(Channel.TELEPHONE, PlanState.FIRST),)
JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 1)


def content(number: int, start: date, lines: tuple[Line, ...] = LINES) -> PlanRow:
    return PlanRow(number, start, PlanOrigin.CONTENT, Text("indhold"), lines)


def initiative(number: int, start: date, reverses: int | None = None) -> PlanRow:
    return PlanRow(number, start, PlanOrigin.INITIATIVE, Text("indsats"), () if reverses else LINES, reverses)


def number_on(rows: list[PlanRow], day: date) -> int | None:
    found = plan_on(rows, day)
    return found.number if found else None


def test_nothing_holds_before_it_begins() -> None:
    assert plan_on([content(1, JUNE)], JANUARY) is None


def test_the_plan_in_force_is_the_one_that_has_begun() -> None:
    rows = [content(1, JANUARY), content(2, JUNE)]
    assert number_on(rows, date(2026, 5, 31)) == 1
    assert number_on(rows, JUNE) == 2


def test_content_that_is_dated_back_holds_from_then() -> None:
    assert number_on([content(1, JUNE), content(2, JANUARY)], date(2026, 7, 1)) == 2


def test_at_the_same_date_an_initiative_wins_whichever_was_written_last() -> None:
    assert number_on([content(1, JUNE), initiative(2, JUNE)], JUNE) == 2
    assert number_on([initiative(1, JUNE), content(2, JUNE)], JUNE) == 1


def test_later_content_takes_over_from_an_initiative() -> None:
    assert number_on([initiative(1, JANUARY), content(2, JUNE)], JUNE) == 2


def test_a_reversed_initiative_gives_content_back_from_the_day_of_reversal() -> None:
    rows = [content(1, JANUARY), initiative(2, JUNE), initiative(3, date(2026, 9, 1), reverses=2)]
    assert number_on(rows, date(2026, 8, 31)) == 2
    assert number_on(rows, date(2026, 9, 1)) == 1


def test_reversing_one_initiative_leaves_the_one_before() -> None:
    rows = [initiative(1, JANUARY), initiative(2, JUNE), initiative(3, JUNE, reverses=2)]
    assert number_on(rows, JUNE) == 1


def test_an_order_that_was_taken_back_is_none() -> None:
    assert plan_on([content(1, JANUARY), content(2, JUNE, lines=())], JUNE) is None
