"""One question a quarter to those who meet citizens."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from indgang.modules.contacts.models import Measurement
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.strategy.models import StaffAsked

pytestmark = pytest.mark.django_db
Staff = Callable[[EmployeeInfo], Client]


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_it_is_asked_and_answered_once(as_staff: Staff, maria: EmployeeInfo) -> None:
    browser, other_window = as_staff(maria), as_staff(maria)
    assert "Hvor let er det at hjælpe borgerne?" in text_of(browser.get("/medarbejder/svar/"))
    answer = browser.post("/medarbejder/svar/", {"ease": "easy"}, follow=True)
    assert "Tak for dit svar." in text_of(answer)
    assert 'name="ease"' not in answer.content.decode()
    again = other_window.post("/medarbejder/svar/", {"ease": "very_hard"}, follow=True)
    assert "Vi spørger igen i det næste." in text_of(again)
    row = Measurement.objects.get(kind="satisfaction")
    assert (row.subject_key, row.audience, row.journey) == ("easy", "staff", None)
    assert StaffAsked.objects.count() == 1


@pytest.mark.parametrize("answer", ["", "fine", "easy\x00", "å" * 5000])
def test_what_is_no_answer_is_asked_again(as_staff: Staff, maria: EmployeeInfo, answer: str) -> None:
    page = as_staff(maria).post("/medarbejder/svar/", {"ease": answer})
    assert page.status_code == 422
    assert "Vælg et af de fem svar." in text_of(page)
    assert not StaffAsked.objects.exists()


def test_a_visitor_logs_in_first(plain_pages: None, lyngsoe: None) -> None:
    assert Client().get("/medarbejder/svar/").status_code == 302
