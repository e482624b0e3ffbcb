"""The yearly report as page and file."""

import re
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader
from pytest_django import Settings

from indgang.adapters.letters import client as letters
from indgang.kernel import clock
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import SYSTEM, Role
from indgang.modules.strategy import services as strategy
from indgang.modules.strategy.models import Report
from indgang.modules.strategy.selectors import ReportInfo
from indgang.modules.strategy.tests.test_targets import DIGITAL, OURS
from indgang.surfaces.steering.conftest import LogIn
from indgang.surfaces.steering.reports.pdf import keep, paper, press_report, report_file, report_pdf

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a href="(/styring/tal/[^"]+)" aria-label="[^"]*?: (?:Ingen tal\. )?([^"]*)">[^<]+</a>')


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))).replace(
        "\xa0", " "
    )


def copenhagen() -> ReportInfo:
    return strategy.make_report(strategy="citizen-2012", year=2009, by=SYSTEM)


def ours() -> ReportInfo:
    """A running year with calls, visits to the digital, and a target."""
    strategy.load_strategy_text(text=OURS, name="lyngsoe.yaml", by=SYSTEM)
    clock.freeze(datetime(2026, 4, 1, 10, tzinfo=UTC))
    for channel, times in (("self_service", 6), ("telephone", 9), ("in_person", 5)):
        for _ in range(times):
            contacts.record(channel=channel, handling="staff", exempt=channel == "in_person")
    contacts.measure(kind="satisfaction", subject="easy", value=1, audience="citizen")
    clock.freeze(datetime(2026, 5, 4, 10, tzinfo=UTC))
    return strategy.make_report(strategy="lyngsoe-proeve", year=2026, by=SYSTEM)


def test_the_button_makes_a_report_with_verdict_figures_targets_and_initiatives(strategist: Client) -> None:
    answer = strategist.post("/styring/rapporter/lav/", {"rapport": "citizen-2012:2009"}, follow=True)
    text = text_of(answer)
    assert "19,42 % af henvendelserne var digitale i 2009." in text
    assert "Målet for 2012 er 40 %." in text
    assert "Der mangler 20,58 procentpoint." in text
    assert "Kilden har ingen kvartaler." in text
    assert "545,56 mio. kr." in text
    assert "Strategien har 23 indsatser." in text
    assert "Kilden har ikke talt, hvem der gav op." in text
    assert "Rapporten er lavet." in text
    assert answer.content.decode().count('<svg class="chart"') == 2
    assert Report.objects.count() == 1


@pytest.mark.parametrize("make", [copenhagen, ours])
def test_every_figure_leads_to_its_page_with_the_same_number(strategist: Client, make: Any) -> None:
    page = strategist.get(f"/styring/rapport/{make().id}/").content.decode()
    links = dict.fromkeys(LINK.findall(page))
    assert len(links) > 8
    for address, number in links:
        answer = strategist.get(unescape(address))
        assert answer.status_code == 200
        assert unescape(number) in unescape(answer.content.decode()), address


def test_a_later_contact_changes_neither_the_report_nor_where_its_numbers_lead(strategist: Client) -> None:
    info = ours()
    before = strategist.get(f"/styring/rapport/{info.id}/").content
    for _ in range(40):
        contacts.record(channel="self_service")
    after = strategist.get(f"/styring/rapport/{info.id}/").content
    strip = re.compile(rb'(csrfmiddlewaretoken" value|nonce)="[^"]+"')
    assert strip.sub(b"", after) == strip.sub(b"", before)
    for address, number in LINK.findall(after.decode()):
        assert unescape(number) in unescape(strategist.get(unescape(address)).content.decode())


def test_a_running_year_says_how_far_it_goes_and_whom_it_missed(strategist: Client) -> None:
    text = text_of(strategist.get(f"/styring/rapport/{ours().id}/"))
    assert "Året er ikke slut. Tallene går fra 1. april 2026 til og med 3. maj 2026." in text
    assert "30,00 % af henvendelserne var digitale i 2026." in text
    assert "Der er for få hele kvartaler" in text
    assert (
        "Henvendelser fra borgere, der er fritaget for Digital Post: 5. Fra borgere, der ikke er fritaget: 15."
        in text
    )
    assert "Vi kan ikke se dem, der aldrig henvendte sig." in text
    assert "Hvor let var det?" in text


def test_a_reason_is_in_it_and_its_writer_is_not(strategist: Client) -> None:
    from indgang.modules.strategy.models import TargetEntry

    first = ours()
    TargetEntry.objects.create(
        target_key=DIGITAL, at=clock.now(), by="employee:1", by_name="Sara Strateg", kind="reason",
        text="Vi lukkede <b>en</b> indgang.", status_then="at_risk", once="a",
    )  # fmt: skip
    second = strategy.make_report(strategy="lyngsoe-proeve", year=2026, by=SYSTEM)
    html = strategist.get(f"/styring/rapport/{second.id}/").content.decode()
    assert "4. maj 2026: Vi lukkede &lt;b&gt;en&lt;/b&gt; indgang." in html
    assert "Sara Strateg" not in html.split("<main")[1]
    assert "Vi lukkede" not in strategist.get(f"/styring/rapport/{first.id}/").content.decode()


BAD = (
    "",
    "citizen-2012",
    "citizen-2012:",
    "citizen-2012:20x9",
    ":2009",
    "x:2009",
    "citizen-2012:2012",
    "å" * 5000,
)


@pytest.mark.parametrize("asked", [*BAD, "kl-gevinstrealisering:2013"])
def test_what_cannot_be_made_is_said_and_nothing_is_kept(strategist: Client, asked: str) -> None:
    answer = strategist.post("/styring/rapporter/lav/", {"rapport": asked})
    assert answer.status_code in (404, 422)
    assert not Report.objects.exists()
    if answer.status_code == 422:
        assert "Rapporten er ikke lavet" in text_of(answer)


def test_who_sees_totals_reads_reports_and_only_who_steers_all_makes_one(log_in: LogIn) -> None:
    info = copenhagen()
    board = log_in(Role.BOARD)
    assert "Lav rapporten" not in text_of(board.get("/styring/rapporter/"))
    assert board.get(f"/styring/rapport/{info.id}/").status_code == 200
    assert board.post("/styring/rapporter/lav/", {"rapport": "citizen-2012:2009"}).status_code == 403
    head = log_in(Role.DEPARTMENT_HEAD)
    assert "Lav rapporten" not in text_of(head.get("/styring/rapporter/"))
    assert head.post("/styring/rapporter/lav/", {"rapport": "citizen-2012:2009"}).status_code == 404
    for role in (Role.CLERK, Role.SUPERVISOR, Role.EDITOR):
        staff = log_in(role)
        for address in ("rapporter/", f"rapport/{info.id}/", f"rapport/{info.id}/pdf/"):
            assert staff.get(f"/styring/{address}").status_code == 403


def test_an_unknown_report_is_not_found(strategist: Client) -> None:
    for rest in ("", "pdf/"):
        address = f"/styring/rapport/01a2026f-1e07-7841-a395-4a0ec946e042/{rest}"
        assert strategist.get(address).status_code == 404


def test_the_list_asks_little(strategist: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        copenhagen()
    strategist.get("/styring/rapporter/")
    with django_assert_max_num_queries(20):
        assert "Citizen.2012" in text_of(strategist.get("/styring/rapporter/"))


@pytest.fixture
def pango() -> None:
    if why := letters.missing_library():
        pytest.skip(why)


@pytest.mark.usefixtures("content", "pango")
@pytest.mark.parametrize("make", [copenhagen, ours])
def test_the_same_row_gives_the_same_tagged_pdf(make: Any) -> None:
    info = make()
    first = report_pdf(info)
    contacts.record(channel="telephone")
    assert report_pdf(info) == first
    assert first.kind == "pdf"
    file = PdfReader(BytesIO(first.content))
    root: Any = file.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], "/JavaScript" in str(root)) == ("da", True, False)
    text = " ".join(page.extract_text() for page in file.pages)
    assert f"redegørelse for {info.year}" in text
    assert "Hvem nåede vi ikke?" in text
    pictures = [alt for kind, alt in _tags(root["/StructTreeRoot"]) if kind == "/Figure"]
    assert len(pictures) == 2
    assert all("Telefon: " in alt for alt in pictures)
    kinds = {kind for kind, _alt in _tags(root["/StructTreeRoot"])}
    assert kinds >= {"/H1", "/H2", "/Table", "/TH", "/TD", "/Link"}


def _tags(node: Any) -> list[tuple[str, str]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [found for one in node for found in _tags(one)]
    if not isinstance(node, dict):
        return []
    return [(str(node.get("/S", "")), str(node.get("/Alt", ""))), *_tags(node.get("/K"))]


@pytest.mark.usefixtures("content")
def test_the_paper_is_in_its_own_language_and_leads_home(settings: Settings) -> None:
    settings.ORIGIN = "https://indgang.lyngsoe.invalid"
    from django.utils import translation

    with translation.override("en"):
        page = paper(copenhagen())
    assert page.language == "da"
    assert page.title.endswith(": redegørelse for 2009")
    assert 'href="https://indgang.lyngsoe.invalid/styring/tal/copenhagen-2009/2009/contacts/all/' in page.body
    assert 'href="/' not in page.body


def test_a_worker_makes_the_file_once_and_the_page_waits(
    strategist: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDGANG_LETTERS", "html")
    from indgang.modules.messages.services import files

    files.press.cache_clear()
    info, asked = copenhagen(), []
    monkeypatch.setattr(type(press_report), "enqueue", lambda self, id: asked.append(id))
    for _ in range(3):
        waiting = strategist.get(f"/styring/rapport/{info.id}/pdf/")
        assert (waiting.status_code, waiting["Refresh"]) == (202, "3")
    assert asked == [str(info.id)]
    assert press_report.func(str(info.id)) == "html"
    made = report_file(info)
    assert made is not None
    answer = strategist.get(f"/styring/rapport/{info.id}/pdf/")
    assert answer.content == made.read_bytes()
    assert "sandbox" in answer["Content-Security-Policy"]
    kept = made.read_bytes()
    assert keep(info, report_pdf(info)).read_bytes() == kept
    files.press.cache_clear()


def test_a_year_is_shown_to_everybody_by_a_button(strategist: Client) -> None:
    assert "København 2009, 2009" in text_of(strategist.get("/styring/rapporter/"))
    answer = strategist.post("/styring/rapporter/aabne-tal/", {"tal": "copenhagen-2009:2009"}, follow=True)
    assert "Tallene er åbne nu." in text_of(answer)
    assert "13.070.000" in text_of(Client().get("/aabne-tal/"))


@pytest.mark.parametrize("asked", ["", "x", "x:2009", "copenhagen-2009:2010", "live-lyngsoe:2026", "å" * 900])
def test_what_cannot_be_shown_is_said(strategist: Client, asked: str) -> None:
    answer = strategist.post("/styring/rapporter/aabne-tal/", {"tal": asked})
    assert answer.status_code == 422
    assert "Tallene er ikke vist" in text_of(answer)
