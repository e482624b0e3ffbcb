"""The designers' pages: what they show, who sees them, and that a zip file changes nothing."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from indgang.kernel import clock, generation
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.services.designing import texts_in, zip_of

pytestmark = pytest.mark.django_db
HERE = "/medarbejder/loesninger/"
ZIP = "/medarbejder/loesninger-zip/"
FLYTNING = Path(settings.CONTENT_DIR) / "solutions" / "flytning"


@pytest.fixture
def designer(as_staff: Callable[[EmployeeInfo], Client], lyngsoe: object) -> Client:
    return as_staff(employee("Eva Ravn", "borgerservice", Role.EDITOR))


def sent(client: Client, raw: bytes) -> str:
    return client.post(ZIP, {"fil": SimpleUploadedFile("x.zip", raw)}).content.decode()


def packed(texts: dict[str, str], folder: str = "flytning/") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in texts.items():
            file.writestr(f"{folder}{name}", text)
    return out.getvalue()


def test_the_list_and_the_page_show_what_decides(designer: Client) -> None:
    assert "Anmeld flytning" in designer.get(HERE).content.decode()
    page = designer.get(f"{HERE}flytning/").content.decode()
    assert re.search(r'<svg class="flow" viewBox="0 0 \d+ \d{4}"', page), "higher than a thousand"
    assert "Den dag du flytter ind" in page
    assert "days_since &lt;= latest_days" in page
    assert "CPR-loven § 12" in page
    assert "Valgt til demoen" in page
    assert "Kun demoen må bruge værdien" in page


def test_what_has_no_place_of_its_own_stands_as_it_is_written(designer: Client) -> None:
    page = designer.get(f"{HERE}flytning/").content.decode()
    for words in ("Alt det andet i filen", "Navne på det, der bliver regnet ud", "Andre bliver spurgt"):
        assert words in page, words
    assert '<details id="del-terms">' in page
    assert "moving_date - today" in page or "today - moving_date" in page
    assert page.count('font-weight="600"') >= page.count("<rect ")


def test_a_parameter_that_may_not_decide_is_told(designer: Client) -> None:
    with_a_real_one = versions.active("flytning").solution.parameters
    assert with_a_real_one
    clock.freeze(clock.now().replace(year=2020))
    generation.set_current(generation.current() + 1)
    page = designer.get(f"{HERE}flytning/").content.decode()
    assert "Nogle parametre må ikke afgøre" in page
    assert "må ikke afgøre" in designer.get(HERE).content.decode()


def test_examples_are_run_and_one_is_shown_with_its_letters(designer: Client) -> None:
    page = designer.get(f"{HERE}flytning/eksempler/").content.decode()
    assert "De holdt alle." in page
    assert "single-mover" in page
    shown = designer.get(f"{HERE}flytning/vis/?eksempel=last-day-in-time").content.decode()
    assert "16. november 2026" in shown
    assert "Din flytning er godkendt" in shown
    assert "Skonnertgade 4, 2. th" in shown
    assert designer.get(f"{HERE}flytning/vis/?eksempel=findes-ikke").status_code == 404


def test_two_versions_are_told_apart_in_plain_words(designer: Client) -> None:
    now = SolutionVersion.objects.get(slug="flytning", active=True)
    source = dict(now.source)
    source["solution.yaml"] = source["solution.yaml"].replace("Hvornår flytter du?", "Hvilken dag?")
    SolutionVersion.objects.create(
        hash="a" * 64, slug="flytning", format=1, source=source, active=False, loaded_at=now.loaded_at
    )
    page = designer.get(f"{HERE}flytning/forskel/?fra={'a' * 64}&til={now.hash}").content.decode()
    assert "trin “Hvornår flytter du?” › titel › dansk" in page
    assert "<del>Hvilken dag?</del>" in page
    assert designer.get(f"{HERE}flytning/forskel/?fra=nonsens").status_code == 404


def test_a_zip_goes_out_and_comes_in_and_nothing_is_changed(designer: Client) -> None:
    answer = designer.get(f"{HERE}flytning/zip/")
    assert answer["Content-Type"] == "application/zip"
    assert answer.content == zip_of("flytning")
    before = set(SolutionVersion.objects.values_list("hash", "active"))
    assert "Den er magen til den, der gælder nu." in sent(designer, answer.content)
    changed = texts_in(FLYTNING)
    changed["solution.yaml"] = changed["solution.yaml"].replace("minutes: 5", "minutes: 6")
    page = sent(designer, packed(changed))
    assert "minutter" in page
    assert "<ins>6</ins>" in page
    assert "solution unzip" in page
    assert set(SolutionVersion.objects.values_list("hash", "active")) == before


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "Vælg en fil"),
        (b"no zip", "Det her er ikke en zip-fil"),
        (packed({"solution.yaml": "id: ../../etc"}, ""), "er ikke et navn"),
        (packed({"solution.yaml": "id: flytning", "../evil.yaml": "x"}, ""), "Tag den her ud"),
        (packed({"solution.yaml": "id: flytning\nformat: 1\n"}), "<code>flytning/solution.yaml:1</code>"),
        (packed({"solution.yaml": "id: flytning\nformat: 1\n"}), "`minutes` mangler. Skriv den."),
        (packed({"examples.yaml": "x: 1"}), "solution.yaml mangler"),
    ],
    ids=["empty", "no-zip", "bad-name", "path", "half", "remedy", "without"],
)
def test_what_cannot_be_used_is_named(designer: Client, raw: bytes, said: str) -> None:
    assert said in sent(designer, raw)


def test_what_is_wrong_is_said_in_english_to_who_reads_english(designer: Client) -> None:
    page = designer.post(f"/en{ZIP}", {"fil": SimpleUploadedFile("x.zip", b"no zip")}).content.decode()
    assert "This is no zip file that can be read" in page


def test_an_example_that_comes_out_otherwise_is_told_with_its_line(designer: Client) -> None:
    texts = texts_in(FLYTNING)
    line = texts["examples.yaml"].splitlines().index("  - id: single-mover") + 1
    texts["examples.yaml"] = texts["examples.yaml"].replace("outcome: granted", "outcome: case", 1)
    page = sent(designer, packed(texts))
    assert f"<code>examples.yaml:{line}</code>: single-mover" in page
    assert "udfaldet er granted, og eksemplet siger case." in page


def test_only_designers_come_in(as_staff: Callable[[EmployeeInfo], Client], lyngsoe: object) -> None:
    clerk = as_staff(employee("Maria Holm", "borgerservice", Role.CLERK))
    for place in (HERE, f"{HERE}flytning/", f"{HERE}flytning/zip/", ZIP):
        assert clerk.get(place).status_code in (403, 404), place
    jakob = as_staff(employee("Jakob Sund", "borgerservice", Role.STRATEGIST))
    assert jakob.get(HERE).status_code == 200
    assert "/styring/loesninger/flytning/" in jakob.get(f"{HERE}flytning/").content.decode()


def test_who_may_not_see_figures_is_not_led_there(designer: Client) -> None:
    assert "/styring/" not in designer.get(f"{HERE}flytning/").content.decode()
