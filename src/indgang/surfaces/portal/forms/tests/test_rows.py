"""Rows of a group on the page, without JavaScript: added, filled in, taken away, mended."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.surfaces.portal.forms.tests.conftest import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def mads(visit: Callable[[str], Visitor]) -> Visitor:
    kinds.load()
    return visit("mads")


@pytest.fixture
def draft(mads: Visitor) -> str:
    return str(kinds.begin(mads.by).draft_id)


def test_a_row_is_added_with_what_was_typed_kept(mads: Visitor, draft: str) -> None:
    page = mads.fill(draft, "oensker", button=("_add", "wishes.r2"), **{"wishes.r1.place": "Havnen"})
    form = page.form()
    assert form.data(None)["wishes.r1.place"] == ["Havnen"]
    assert "wishes.r2.place" in form.data(None)
    assert "Ønske 2" in page.text


def test_two_windows_that_add_have_a_row_each_and_a_button_pressed_twice_adds_one(
    mads: Visitor, draft: str
) -> None:
    one, other = (mads.step(draft, "oensker").form() for _ in range(2))
    for _ in range(2):
        assert mads.send(one, button=("_add", "wishes.r2")).html.count('name="wishes.r2.place"') == 1
    answer = mads.client.post(other.action, other.data(("_add", "wishes.r2")))
    assert str(answer["Location"]).endswith("/oensker/#g-wishes.r3")
    assert "Ønske 3" in mads.step(draft, "oensker").text


def test_a_covered_number_that_was_changed_in_part_stops_the_page(mads: Visitor, draft: str) -> None:
    mads.fill(draft, "numre", car="ab12345", helper="0101901234")
    page = mads.fill(draft, "numre", helper="010190-••99")
    assert page.status == 422
    assert "Du har kun rettet en del af nummeret" in page.text
    assert page.form().get("helper") == ["010190-••••"]


def test_nothing_is_called_wrong_before_one_goes_on(mads: Visitor, draft: str) -> None:
    page = mads.fill(draft, "oensker", button=("_add", "wishes.r2"))
    assert "Vi mangler noget" not in page.text
    page = mads.send(page.form())
    assert page.status == 422
    assert "Ønske 2: Sted" in re.sub(r"\s+", " ", page.text)


def test_a_row_is_taken_away(mads: Visitor, draft: str) -> None:
    page = mads.fill(draft, "oensker", button=("_add", "wishes.r2"), **{"wishes.r1.place": "Havnen"})
    page = mads.send(page.form(), button=("_remove", "wishes.r1"))
    assert "wishes.r1.place" not in page.form().data(None)
    assert 'name="_remove"' not in page.html  # one must stay


def test_there_is_no_button_when_there_is_no_room(mads: Visitor, draft: str) -> None:
    page = mads.step(draft, "oensker")
    for number in (2, 3):
        page = mads.send(page.form(), button=("_add", f"wishes.r{number}"))
    assert "Ønske 3" in page.text
    assert 'name="_add"' not in page.html


def test_a_row_that_is_not_asked_for_is_told_and_nothing_breaks(mads: Visitor, draft: str) -> None:
    form = mads.step(draft, "oensker").form()
    for odd in ("other.r1", "wishes.r1.place.x", "wishes.r100", "../x", ""):
        answer = mads.client.post(form.action, form.data(None) | {"_add": [odd]})
        assert answer.status_code == 422, odd


def test_each_answer_is_saved_by_itself_in_a_browser(mads: Visitor, draft: str) -> None:
    form = mads.step(draft, "oensker").form()
    form.set("wishes.r1.hours", "99")
    page = mads.change(form, "wishes.r1.hours")
    assert "99 timer er for mange" in page.text


def test_all_kinds_are_filled_in_and_read_back(mads: Visitor, draft: str) -> None:
    page = mads.fill(draft, "tal", rent="2.405", guests="3", away="2026-12-01/2026-12-24")
    assert page.address.endswith("/numre/")
    page = mads.fill(draft, "numre", car="ab12345", firm="99991518", helper="0101901234")
    page = mads.step(draft, "numre")
    assert "0101901234" not in page.html
    assert page.form().get("helper") == ["010190-••••"]
    assert mads.send(page.form()).address.endswith("/valg/")  # the covered number was not touched
    mads.fill(draft, "valg", contact="mads", invited=["mads"])
    wish: dict[str, Any] = {"wishes.r1.place": "Havnen", "wishes.r1.hours": "7"}
    mads.fill(draft, "oensker", **wish)
    page = mads.get(f"/kladde/{draft}/kontroller/")
    for words in (
        "2.405 kr.",
        "1. december 2026 til 24. december 2026",
        "AB 12 345",
        "010190-••••",
        "Ønske 1: Sted",
    ):
        assert words in page.text


def test_the_page_comes_back_at_the_row(mads: Visitor, draft: str) -> None:
    form = mads.step(draft, "oensker").form()
    answer = mads.client.post(form.action, form.data(("_add", "wishes.r2")))
    assert str(answer["Location"]).endswith("/oensker/#g-wishes.r2")


def test_a_missing_answer_is_told_once_and_then_let_through(mads: Visitor, draft: str) -> None:
    page = mads.fill(draft, "valg", contact="mads")
    assert "Skriv helst, hvem der er med." in page.text
    assert page.status == 200
    assert mads.send(page.form()).address.endswith("/oensker/")


def test_the_way_ends_with_the_next_best_channel(mads: Visitor, draft: str) -> None:
    page = mads.fill(draft, "tal", rent="2.405", guests="150", away="2026-12-01/2026-12-24")
    assert page.address.endswith("/udgang/")
    assert "Du har skrevet 150 gæster. Ring først." in page.text
    assert "Ring" in page.text.partition("Sådan kommer du videre")[2]
    assert mads.get(f"/kladde/{draft}/kontroller/").address.endswith("/udgang/")
    mads.fill(draft, "tal", guests="15")
    assert mads.get(f"/kladde/{draft}/udgang/").address.endswith("/numre/")


def test_a_file_is_attached_on_a_page_of_its_own_and_nothing_is_lost(mads: Visitor, draft: str) -> None:
    page = mads.fill(draft, "valg", button=("_attach", "papers"), contact="mads")
    assert page.address.endswith("/valg/filer/papers/")
    wrong = mads.client.post(page.address, {"fil": SimpleUploadedFile("x.pdf", b"no pdf")})
    assert wrong.status_code == 422
    assert mads.get(f"/kladde/{draft}/valg/filer/contact/").address.endswith("/valg/")
    assert mads.step(draft, "valg").form().get("contact") == ["mads"]


def test_what_was_written_before_is_a_button_away(mads: Visitor, draft: str) -> None:
    for step, values in kinds.ANSWERS.items():
        Filling(mads.by, draft).step(step, values)
    mads.send(mads.get(f"/kladde/{draft}/kontroller/").form())
    second = str(kinds.begin(mads.by).draft_id)
    page = mads.fill(second, "numre", button=("_use", "car"))
    assert page.form().get("car") == ["ab 12 345"]
    assert "Du skrev sidst" not in page.text
    assert mads.fill(second, "numre", car="").status == 422
    page = mads.send(mads.step(second, "numre").form(), button=("_never", "car"))
    assert "Du skrev sidst" not in page.text
