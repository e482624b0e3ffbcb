"""`./indgang indicators`: JSON alone on standard output, in the agreed form."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indgang.modules.contacts import services as contacts
from indgang.modules.strategy import selectors as strategy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def indicators(*options: str) -> Any:
    out = StringIO()
    call_command("indicators", "--strategy", "citizen-2012", "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def test_the_answer_has_the_agreed_form() -> None:
    answer = indicators()
    assert list(answer) == ["strategy", "price_sheet", "figures"]
    assert (answer["strategy"], answer["price_sheet"]) == ("citizen-2012", "copenhagen-2009")
    for figure in answer["figures"]:
        assert list(figure) == [
            "indicator", "group", "filter", "year", "value", "unit", "rows", "definition",
        ]  # fmt: skip
        assert figure["definition"]
        assert figure["year"] == 2009


def test_both_filters_and_no_rounding() -> None:
    found = {
        (figure["indicator"], figure["group"], figure["filter"]): figure for figure in indicators()["figures"]
    }
    total = found["contacts", "all", "all"]
    assert (total["value"], total["unit"], total["rows"]) == (13_070_000, "contacts", 5)
    assert found["contacts", "all", "without_library_visits"]["value"] == 9_270_000
    assert found["channel_share", "digital", "without_library_visits"]["value"] == 19.41747572815534
    assert (found["cost", "all", "all"]["value"], found["cost", "all", "all"]["unit"]) == (545_560_000, "kr")
    assert found["cost_share", "written", "all"]["unit"] == "%"
    assert found["completion_citizen2012", "all", "all"]["value"] is None


def test_our_own_figures_are_another_answer_with_another_price_sheet() -> None:
    contacts.record(channel="telephone")
    answer = indicators("--live")
    assert answer["price_sheet"] == "kl-2010"
    assert {figure["year"] for figure in answer["figures"]} == {2026}
    cost = next(f for f in answer["figures"] if (f["indicator"], f["group"]) == ("cost", "all"))
    assert cost["value"] == 50


def test_a_part_is_named_beside_the_filter() -> None:
    contacts.record(channel="telephone", service_id="pas")
    contacts.record(channel="telephone")
    figures = indicators("--live", "--cut", "service=pas", "--cut", "channel=telephone")["figures"]
    total = next(one for one in figures if (one["indicator"], one["group"]) == ("contacts", "all"))
    assert (total["value"], total["filter"]) == (1, "all; service=pas;channel=telephone")


def test_last_year_is_asked_for_by_its_number() -> None:
    contacts.record(channel="telephone")
    assert {figure["year"] for figure in indicators("--live", "--year", "2025")["figures"]} == {2025}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--live", "--cut", "colour=red"), "--cut colour=red:"),
        (("--live", "--cut", "since=31/3"), "2026-03-31"),
        (("--series", "nowhere"), "nowhere:"),
        (("--year", "2026"), "--year 2026:"),
    ],
)
def test_what_cannot_be_asked_is_bad_input(options: tuple[str, ...], sentence: str) -> None:
    contacts.record(channel="telephone")
    with pytest.raises(CommandError, match=sentence) as error:
        call_command("indicators", "--strategy", "citizen-2012", *options)
    assert error.value.returncode == 2


def test_a_strategy_without_figures_of_its_own_answers_with_ours_or_with_nothing() -> None:
    contacts.record(channel="telephone")
    for found in strategy.strategies().values():
        out = StringIO()
        call_command("indicators", "--strategy", found.id, "--json", stdout=out)
        figures = json.loads(out.getvalue())["figures"]
        assert bool(figures) == bool(found.baseline or found.measured_on != "nothing"), found.id


def test_an_unknown_strategy_is_bad_input() -> None:
    with pytest.raises(CommandError, match=r"There are: .*citizen-2012") as error:
        call_command("indicators", "--strategy", "nope")
    assert error.value.returncode == 2
