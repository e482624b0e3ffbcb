"""With JavaScript each change is sent by itself, and the questions come back."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indgang.modules.identity.models import Account
from indgang.modules.selfservice.models import Answer
from indgang.surfaces.portal.forms.tests.conftest import CITIZEN, Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]


def answered(draft: str) -> set[str]:
    return set(Answer.objects.filter(draft_id=draft, source="citizen").values_list("key", flat=True))


def test_one_change_saves_that_answer_and_says_when(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    form = mads.step(draft, "kontakt").form()
    form.set("phone", "22 33 44 55")
    form.set("email", "half@")
    page = mads.change(form, "phone")
    assert page.status == 200
    assert answered(draft) == {"phone"}
    assert '<hx-partial hx-target="#live" hx-swap="innerMorph">' in page.html
    assert "Gemt kl." in page.html
    assert 'name="_revision" value="1"' in page.html
    assert "<html" not in page.html


def test_saving_asks_the_database_little(
    visit: Visit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    mads = visit("mads")
    form = mads.step(mads.begin(), "kontakt").form()
    form.set("phone", "22 33 44 55")
    with django_assert_max_num_queries(14):  # a savepoint and its release among them
        mads.change(form, "phone")


def test_only_the_answer_that_was_given_is_judged(visit: Visit) -> None:
    mads = visit("mads")
    form = mads.step(mads.begin(), "kontakt").form()
    form.set("phone", "12")
    page = mads.change(form, "phone")
    assert page.html.count("form-error-message") == 1
    assert "Skriv otte tal" in page.html


def test_an_error_that_was_told_is_told_until_it_is_mended(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    form = mads.fill(draft, "kontakt", phone="12").form()  # phone and protection are told
    form.set("protection", "no")
    page = mads.change(form, "protection")
    assert page.html.count("form-error-message") == 1
    assert "Skriv otte tal" in page.html
    form.set("phone", "22 33 44 55")
    assert "form-error-message" not in mads.change(form, "phone").html


def test_a_question_that_the_answer_opens_comes_at_once(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    mads.fill(draft, "adresse", new_address="Skonnertgade 4, 2. th")
    form = mads.step(draft, "laege").form()
    assert 'id="q-new_doctor"' not in mads.step(draft, "laege").html
    form.set("doctor_choice", "new")
    page = mads.change(form, "doctor_choice")
    assert 'id="q-new_doctor"' in page.html
    assert "form-error" not in page.html


@pytest.mark.parametrize("boxes", [("3", "", ""), ("3", "12", ""), ("", "", "2026")])
def test_half_a_date_is_left_in_peace(visit: Visit, boxes: tuple[str, str, str]) -> None:
    mads = visit("mads")
    draft = mads.begin()
    form = mads.step(draft, "dato").form()
    for part, text in zip(("day", "month", "year"), boxes, strict=True):
        form.set(f"moving_date-{part}", text)
    assert mads.change(form, "moving_date").status == 204
    assert answered(draft) == set()


def test_a_whole_date_is_saved_with_what_one_should_know(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    form = mads.step(draft, "dato").form()
    form.set("moving_date", "2026-11-10")
    page = mads.change(form, "moving_date")
    assert answered(draft) == {"moving_date"}
    assert "Fristen var 5 dage." in page.html
    form.boxes.extend(
        page_box for page_box in mads.step(draft, "dato").form().boxes if page_box.name == "_noticed"
    )
    assert mads.send(form).address == f"/kladde/{draft}/hvem/", "it was read already"


def test_addresses_are_found_while_typing_and_nothing_is_saved(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    form = mads.step(draft, "adresse").form()
    form.set("new_address-text", "Skonnertg")
    data = form.data(None) | {"_search": ["new_address"]}
    answer = mads.client.post(form.action, data, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert html.count('type="radio"') == 8
    assert 'name="new_address-asked" value="Skonnertg"' in html
    assert "8 adresser fundet" in html
    assert "Skriv mere af adressen." in html
    assert answered(draft) == set()


def test_two_letters_find_nothing_yet(visit: Visit) -> None:
    mads = visit("mads")
    form = mads.step(mads.begin(), "adresse").form()
    form.set("new_address-text", "Sk")
    data = form.data(None) | {"_search": ["new_address"]}
    html = mads.client.post(form.action, data, headers={"HX-Request": "true"}).content.decode()
    assert "radio" not in html
    assert "Vi fandt ingen" not in html


def test_a_chosen_hit_is_saved_although_the_text_is_not_whole(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    form = mads.step(draft, "adresse").form()
    data = form.data(None) | {
        "_field": ["new_address"],
        "new_address": ["skonnertgade-4-2-th"],
        "new_address-text": ["Skonnertg"],
        "new_address-asked": ["Skonnertg"],
    }
    html = mads.client.post(form.action, data, headers={"HX-Request": "true"}).content.decode()
    assert 'value="Skonnertgade 4, 2. th, 9999 Lyngsø"' in html
    assert answered(draft) == {"new_address"}


def test_a_conflict_stays_on_the_page_when_something_else_is_saved(
    shared: tuple[Visitor, Visitor, str],
) -> None:
    bente, inger, draft = shared
    form, hers = bente.step(draft, "kontakt").form(), inger.step(draft, "kontakt").form()
    hers.set("phone", "22 22 22 22")
    inger.change(hers, "phone")
    form.set("phone", "33 33 33 33")
    page = bente.change(form, "phone")
    assert 'id="conflict-phone"' in page.html
    form = bente_form = bente.step(draft, "kontakt").form()
    data = bente_form.data(None) | {
        "phone-mine": ["33 33 33 33"], "phone-theirs": ["22 22 22 22"], "protection": ["no"], "_field": ["protection"],
    }  # fmt: skip
    html = bente.client.post(form.action, data, headers={"HX-Request": "true"}).content.decode()
    assert 'id="conflict-phone"' in html
    assert 'name="phone-mine" value="33 33 33 33"' in html


def test_a_draft_that_was_sent_moves_the_page_to_its_receipt(visit: Visit) -> None:
    mads = visit("mads")
    form = mads.step(mads.begin(), "kontakt").form()
    _, receipt = mads.sent()
    form.set("phone", "22 33 44 55")
    assert mads.change(form, "phone").response["HX-Redirect"] == receipt


def test_without_a_session_the_page_moves_to_the_login_and_comes_back_filled_in(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    address = reverse("portal:step", args=[draft, "kontakt"])
    form = mads.step(draft, "kontakt").form()
    form.set("phone", "22 33 44 55")
    del mads.client.cookies["indgang_session"]
    data = form.data(None) | {"_field": ["phone"]}
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}"}
    answer = mads.client.post(form.action, data, headers=headers)
    assert answer["HX-Redirect"].startswith("/login/?next=")
    assert answered(draft) == set()
    _log_in_again(mads)
    page = mads.step(draft, "kontakt")
    assert "Vi gemte det, du skrev" in page.text
    assert page.form().get("phone") == ["22 33 44 55"]


def _log_in_again(visitor: Visitor) -> None:
    """In the same browser, as the login does it: what was kept in the session stays."""
    visitor.client.force_login(Account.objects.get(person__subject="mads"), backend=CITIZEN)
