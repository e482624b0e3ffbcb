"""`manage recalculate`: what it says, and how it ends."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from indgang.modules.selfservice import services
from indgang.modules.selfservice.services import Looked

pytestmark = pytest.mark.django_db


def said(capsys: pytest.CaptureFixture[str], **options: Any) -> dict[str, Any]:
    call_command("recalculate", json=True, **options)
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def found(monkeypatch: pytest.MonkeyPatch, *looked: Looked) -> list[dict[str, Any]]:
    asked: list[dict[str, Any]] = []

    def month(**options: Any) -> Iterator[tuple[str, Looked]]:
        asked.append(options)
        return iter([("friplads", one) for one in looked])

    monkeypatch.setattr(services, "recalculate_month", month)
    return asked


def test_where_nothing_stands_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys) == {"counts": {}, "grants": []}


def test_each_grant_by_its_number_and_what_came_of_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = found(monkeypatch, Looked("K26-000001", "same", 3, 5), Looked("K26-000002", "passed"))
    answer = said(capsys, month="2026-12", solution="friplads")
    assert asked == [{"solution": "friplads", "month": date(2026, 12, 1)}]
    assert answer["counts"] == {"passed": 1, "same": 1}
    assert answer["grants"][0] == {
        "solution": "friplads",
        "number": "K26-000001",
        "result": "same",
        "before": 3,
        "now": 5,
        "case": None,
    }


def test_one_that_went_wrong_is_told_by_how_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, Looked("K26-000001", "failed"))
    with pytest.raises(SystemExit) as ended:
        call_command("recalculate")
    assert ended.value.code == 1


@pytest.mark.parametrize("options", [{"month": "december"}, {"month": "2001-01"}, {"solution": "nothing"}])
def test_bad_input_is_told_what_to_write(options: dict[str, str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("recalculate", **options)
    assert ended.value.code == 2
