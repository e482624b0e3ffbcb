"""The page that everybody may read, and the file."""

import csv
import re
from datetime import UTC, datetime
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from indgang.kernel import clock
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.strategy import services as strategy
from indgang.modules.strategy.services.open_figures import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("changing")]


@pytest.fixture
def published(visitor: Client) -> Client:
    strategy.load_strategies(settings.CONTENT_DIR)
    now = clock.now()
    clock.freeze(datetime(2026, 2, 10, 10, tzinfo=UTC))
    for channel, times in (("telephone", 12), ("in_person", 3), ("self_service", 8)):
        for _ in range(times):
            contacts.record(channel=channel, service_id="flytning-indland", department="oekf")
    clock.freeze(now)
    publish(series="live-lyngsoe", year=2026, by=SYSTEM)
    publish(series="copenhagen-2009", year=2009, by=SYSTEM)
    return visitor


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))).replace(
        "\xa0", " "
    )


def test_before_anything_is_published_the_page_says_so(visitor: Client) -> None:
    assert "Ingen tal endnu" in text_of(visitor.get("/aabne-tal/"))
    assert visitor.get("/aabne-tal/2026.csv").status_code == 404


def test_everybody_reads_the_figures_and_the_small_ones_are_hidden(published: Client) -> None:
    text = text_of(published.get("/aabne-tal/"))
    assert "Telefon 10 " in text
    assert "Personligt under 5" in text
    assert "februar 2026 (kun fra den 10.) " in text
    assert "Tallene er fra 10. februar 2026 til og med" in text
    assert "En måned kommer med, når den er slut." in text
    assert "Tallene er fra 1. januar 2009 til og med 31. december 2009. En" not in text
    assert "Tallene er fra 1. januar 2009 til og med 31. december 2009." in text
    assert "Hent tallene for 2009 (csv)" in text
    assert "13.070.000" in text
    assert "19,42 %" in text
    assert "København 2009 2009" not in text


def test_the_page_asks_little_and_never_loads_the_engine(
    published: Client, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    published.get("/aabne-tal/")
    monkeypatch.setattr("indgang.modules.strategy.selectors.engine.engine", None)
    with django_assert_max_num_queries(6):
        answer = published.get("/aabne-tal/")
    assert (answer.status_code, "public" in answer["Cache-Control"]) == (200, True)


def test_the_file_has_a_line_a_figure_and_hides_the_same(published: Client) -> None:
    answer = published.get("/aabne-tal/2026.csv")
    lines = list(csv.DictReader(StringIO(answer.content.decode().removeprefix("\ufeff")), delimiter=";"))
    assert 'filename="aabne-tal-2026.csv"' in answer["Content-Disposition"]
    found = {
        (line["noegletal"], line["kanalgruppe"], line["maaned"], line["ydelse"], line["forvaltning"]): line
        for line in lines
    }
    assert len(found) == len(lines)
    phone = found["Henvendelser", "Telefon", "", "", ""]
    assert (phone["vaerdi"], phone["fra"], phone["enhed"]) == ("10", "2026-02-10", "henvendelser")
    assert phone["til_og_med"][-2:] in ("28", "30", "31")
    assert found["Henvendelser", "I alt", "", "Anmeld flytning i Danmark", ""]["vaerdi"] == "25"
    month = found["Henvendelser", "I alt", "2026-02", "", ""]
    assert (month["vaerdi"], month["fra"], month["til_og_med"]) == ("25", "2026-02-10", "2026-02-28")
    few = found["Henvendelser", "Personligt", "", "", "Økonomiforvaltningen"]
    assert (few["vaerdi"], few["skjult"], few["grundlag"]) == ("", "ja", "1-4")
    assert not {line["vaerdi"] for line in lines if line["enhed"] == "henvendelser"} & {"1", "2", "3", "4"}
    english = published.get("/en/aabne-tal/2026.csv")
    assert english.status_code == 404 or english.content == answer.content


@pytest.mark.parametrize("year", ["1999", "0", "99999", "999999999999999999999"])
def test_a_year_without_figures_has_no_file(published: Client, year: str) -> None:
    assert published.get(f"/aabne-tal/{year}.csv").status_code == 404
