"""Clock, deadlines, texts, parameters, privacy, events and generations."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from indgang.kernel import clock, events, generation, text
from indgang.kernel.dates import age_on
from indgang.kernel.deadlines import is_closed, next_open, weeks_from, working_days_from
from indgang.kernel.ids import new_id
from indgang.kernel.parameters import Parameter, Parameters
from indgang.kernel.privacy import Privacy
from indgang.kernel.text import Text, lix

LYNGSO_CLOSED = frozenset({(6, 5), (12, 24), (12, 31)})


@pytest.fixture
def clock_file(tmp_path: Path) -> Iterator[Path]:
    before = clock._clock.file
    clock.configure(tmp_path / "clock.json")
    yield tmp_path / "clock.json"
    clock.configure(before)


def test_the_clock_can_be_moved_and_stays_moved(clock_file: Path) -> None:
    clock.forward(timedelta(days=8))
    clock.forward(timedelta(hours=1))
    ahead = clock.now() - datetime.now(UTC)
    assert timedelta(days=8, minutes=59) < ahead < timedelta(days=8, hours=1, minutes=1)


def test_a_clock_without_a_file_cannot_be_moved() -> None:
    before = clock._clock.file
    clock.configure(None)
    try:
        with pytest.raises(RuntimeError, match="only a demo"):
            clock.forward(timedelta(days=1))
    finally:
        clock.configure(before)


def test_today_is_the_date_in_copenhagen() -> None:
    clock.freeze(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    try:
        assert clock.today() == date(2026, 7, 1)
    finally:
        clock.freeze(None)


def test_ids_are_version_seven_and_sorted_by_time() -> None:
    made = [new_id() for _ in range(3)]
    assert {one.version for one in made} == {7}
    assert len(set(made)) == 3


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2026, 11, 20), False),
        (date(2026, 11, 21), True),
        (date(2026, 12, 25), True),
        (date(2026, 12, 24), True),
        (date(2026, 5, 1), False),
        (date(2024, 4, 26), False),
        (date(2023, 5, 5), True),
    ],
    ids=[
        "Friday",
        "Saturday",
        "Christmas",
        "Christmas Eve",
        "1 May",
        "no Store bededag",
        "Store bededag 2023",
    ],
)
def test_when_offices_are_closed(day: date, closed: bool) -> None:
    assert is_closed(day, LYNGSO_CLOSED) is closed


def test_four_weeks_end_on_the_same_weekday() -> None:
    assert weeks_from(date(2026, 11, 2), 4, LYNGSO_CLOSED) == date(2026, 11, 30)


def test_a_deadline_on_a_closed_day_moves_to_the_next_open_one() -> None:
    assert weeks_from(date(2026, 11, 26), 4, LYNGSO_CLOSED) == date(2026, 12, 28)
    assert next_open(date(2026, 12, 31), LYNGSO_CLOSED) == date(2027, 1, 4)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert working_days_from(date(2026, 12, 23), 2, LYNGSO_CLOSED) == date(2026, 12, 29)


def test_lix_is_the_known_formula() -> None:
    assert lix("Du skal flytte. Det er gratis.") == 3.0
    assert lix("Kommunen behandler ansøgningen.") == 3 + 100
    assert lix("") == 0.0
    assert lix("– – –") == 0.0


def test_a_text_speaks_the_readers_language_and_falls_back_to_danish(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text, "_language", lambda: "en")
    assert str(Text("ja", "yes")) == "yes"
    assert str(Text("kun dansk")) == "kun dansk"


def rows() -> list[Parameter]:
    return [
        Parameter("a.b", "5", date(2026, 1, 1), status="found"),
        Parameter("a.b", "4", date(2020, 1, 1), date(2025, 12, 31), status="found"),
        Parameter("own.one", "1", date(2020, 1, 1), status="own"),
        Parameter("own.two", "1", date(2020, 1, 1), status="own", confirmed_by="Jurist"),
        Parameter("demo.one", "1", date(2020, 1, 1), status="demo"),
        Parameter("gone.one", None, date(2020, 1, 1), status="missing"),
    ]


def test_the_parameter_of_the_day_decides() -> None:
    parameters = Parameters(rows(), demo_pack=False)
    assert parameters.deciding("a.b", date(2026, 5, 1)) == "5"
    assert parameters.deciding("a.b", date(2025, 12, 31)) == "4"
    assert parameters.deciding("a.b", date(2019, 12, 31)) is None


def test_only_known_or_confirmed_values_decide() -> None:
    real, demo = Parameters(rows(), demo_pack=False), Parameters(rows(), demo_pack=True)
    day = date(2026, 5, 1)
    assert real.deciding("own.one", day) is None
    assert real.deciding("own.two", day) == "1"
    assert real.deciding("demo.one", day) is None
    assert demo.deciding("demo.one", day) == "1"
    assert demo.deciding("gone.one", day) is None


def test_a_table_must_say_when_it_is_cleaned_or_why_not() -> None:
    with pytest.raises(ValueError, match="kept_because"):
        Privacy(purpose="x", basis="y")
    with pytest.raises(ValueError, match="since"):
        Privacy(purpose="x", basis="y", days=3)


def test_an_event_reaches_its_handlers_in_order_and_an_error_reaches_the_deed() -> None:
    heard: list[str] = []
    kept = dict(events._handlers)

    def broken(event: str) -> None:
        raise ValueError(event)

    try:
        events.connect({str: [lambda event: heard.append(f"1 {event}"), lambda event: heard.append("2")]})
        events.publish("news")
        events.publish(7)
        assert heard == ["1 news", "2"]
        events.connect({str: [broken]})
        with pytest.raises(ValueError, match="news"):
            events.publish("news")
    finally:
        events.connect(kept)


def test_an_answer_is_kept_until_the_generation_changes() -> None:
    asked: list[int] = []
    before = generation.current()

    @generation.per_generation
    def answer() -> int:
        asked.append(1)
        return len(asked)

    try:
        assert (answer(), answer()) == (1, 1)
        generation.set_current(before + 1)
        assert (answer(), answer()) == (2, 2)
    finally:
        generation.set_current(before)


def test_age_counts_whole_years() -> None:
    assert age_on(date(2000, 3, 1), date(2026, 2, 28)) == 25
    assert age_on(date(2000, 3, 1), date(2026, 3, 1)) == 26
