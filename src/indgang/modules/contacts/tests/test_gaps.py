"""How long it is to the next and the last contact by the same party on the same service."""

from typing import Any

import duckdb
import pytest

from indgang.modules.contacts.selectors.gaps import gaps_sql

DAY = 86_400


def gaps(*rows: tuple[Any, ...], journeys: bool = True) -> dict[int, tuple[Any, ...]]:
    """Rows are (at, party, service, channel) and may go on with journey and direction."""
    connection = duckdb.connect()
    connection.execute(
        'CREATE TABLE rows (id INT, "at" TIMESTAMP, year INT, party VARCHAR, journey VARCHAR, service VARCHAR, '
        "channel VARCHAR, direction VARCHAR)"
    )
    for number, row in enumerate(rows, 1):
        at, party, service, channel, journey, direction = (
            [*row, None, "in"] if len(row) == 4 else [*row, "in"][:6]
        )
        values = [number, at, int(at[:4]), party, journey, service, channel, direction]
        connection.execute("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    query = gaps_sql("FROM rows", journeys=journeys)
    found = connection.sql(query).project("id, gap_before, gap_after, gap_digital, channel_before").fetchall()
    return {line[0]: line[1:] for line in found if any(value is not None for value in line[1:])}


@pytest.mark.parametrize("journeys", [True, False])
def test_two_calls_about_one_service_know_each_other(journeys: bool) -> None:
    found = gaps(
        ("2025-03-01 10:00", "p", "flytning", "email"),
        ("2025-03-03 10:00:01", "p", "flytning", "telephone"),
        journeys=journeys,
    )
    assert found == {1: (None, 2 * DAY + 1, None, None), 2: (2 * DAY + 1, None, None, "email")}


def test_another_party_another_service_and_no_service_are_strangers() -> None:
    assert not gaps(
        ("2025-03-01 10:00", "p", "flytning", "email"),
        ("2025-03-02 10:00", "q", "flytning", "email"),
        ("2025-03-03 10:00", "p", "pas", "email"),
        ("2025-03-04 10:00", "p", "", "email"),
        ("2025-03-05 10:00", "p", "", "email"),
        ("2025-03-06 10:00", None, "flytning", "email"),
        ("2025-03-07 10:00", None, "flytning", "email"),
    )


def test_what_we_send_is_passed_over() -> None:
    found = gaps(
        ("2025-03-01 10:00", "p", "pas", "telephone"),
        ("2025-03-02 10:00", "p", "pas", "letter", None, "out"),
        ("2025-03-03 10:00", "p", "pas", "telephone"),
    )
    assert found == {1: (None, 2 * DAY, None, None), 3: (2 * DAY, None, None, "telephone")}


def test_forty_days_are_near_and_a_second_more_is_not() -> None:
    near = gaps(("2025-03-01 10:00", "p", "pas", "email"), ("2025-04-10 10:00", "p", "pas", "email"))
    assert near[2] == (40 * DAY, None, None, "email")
    assert not gaps(("2025-03-01 10:00", "p", "pas", "email"), ("2025-04-10 10:00:01", "p", "pas", "email"))


def test_a_part_of_a_second_is_a_second() -> None:
    found = gaps(
        ("2025-03-01 10:00", "p", "pas", "email"), ("2025-03-08 10:00:00.000001", "p", "pas", "email")
    )
    assert found[2][0] == 7 * DAY + 1


def test_over_new_year_only_whole_days_are_told() -> None:
    found = gaps(("2024-12-30 10:00", "p", "pas", "web"), ("2025-01-03 17:23:11", "p", "pas", "telephone"))
    assert found == {1: (None, 5 * DAY, None, None), 2: (5 * DAY, None, 5 * DAY, "web")}


def test_a_digital_contact_before_a_call_is_found_by_party_and_by_journey() -> None:
    found = gaps(
        ("2025-03-01 10:00", "p", "pas", "self_service"),
        ("2025-03-01 11:00", "p", "pas", "email"),
        ("2025-03-01 12:00", "p", "pas", "telephone"),
        ("2025-03-01 13:00", None, "flytning", "web", "j"),
        ("2025-03-01 13:30", None, "flytning", "in_person", "j"),
        ("2025-03-01 14:00", "p", "pas", "telephone", "j"),
    )
    assert found[3] == (3600, 7200, 7200, "email")
    assert found[5] == (None, None, 1800, None)
    assert found[6] == (7200, None, 3600, "telephone")  # the journey's is nearer


def test_two_at_the_same_moment_are_a_repeat() -> None:
    found = gaps(("2025-03-01 10:00", "p", "pas", "web"), ("2025-03-01 10:00", "p", "pas", "telephone"))
    assert found == {1: (None, 0, None, None), 2: (0, None, 0, "web")}
