"""A CPR number never stands in a log, wherever it was on its way from."""

import json
import logging
import sys

import pytest

from indgang.project.logs import formatter


def line(message: str, *arguments: object, error: Exception | None = None) -> dict[str, str]:
    trace = None
    if error is not None:
        try:
            raise error
        except Exception:
            trace = sys.exc_info()
    record = logging.LogRecord("indgang", logging.ERROR, __file__, 1, message, arguments, trace)
    found: dict[str, str] = json.loads(formatter().format(record))
    return found


@pytest.mark.parametrize("number", ["6101901234", "610190-1234"])
def test_a_cpr_number_is_masked_in_the_message_its_values_and_the_trace(number: str) -> None:
    assert number not in line(f"asked for {number}")["event"]
    assert number not in line("asked for %s", number)["event"]
    found = line("It failed", error=ValueError(f"no such person\n{number}, cpr_{number}"))
    assert number not in json.dumps(found)
    assert "no such person" in found["exception"]


def test_what_is_no_cpr_number_is_left_alone() -> None:
    kept = "sag 26-000123, 019ac0d2-e005-77ba-aa32-1234567890ab, tlf. 12 34 56 78"
    assert line(kept)["event"] == kept
