"""An answer whose day is here: the page says so, gives the press that works it out again, and loses no word."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from indgang.kernel import clock
from indgang.modules.cases.models import Case, Decision
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.identity.models import Account
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role
from indgang.modules.selfservice.models import Recalculation
from indgang.modules.selfservice.services.recalculating import recalculate
from indgang.modules.selfservice.tests.again.conftest import Applies, Pay, applies, at, friplads, pay
from indgang.modules.selfservice.tests.conftest import lyngsoe, outside, person
from indgang.surfaces.desk.conftest import STAFF

__all__ = ["applies", "friplads", "lyngsoe", "outside", "pay", "person"]

pytestmark = pytest.mark.django_db
REASONS = "Lønnen er steget, så I betaler mere. Dagtilbudsbekendtgørelsen § 27."
WHY_NOT = "Camilla har selv ringet og fortalt om sin nye løn."
TOO_LATE = "Svaret skulle gælde fra 1. februar 2027. Den dag er kommet."
PRESS = "Regn igen med dagens tal"


@pytest.fixture
def case(applies: Applies, pay: Pay) -> Case:
    """Worse from 1 February, and nobody has signed it on the 20th."""
    grant = applies("camilla")
    pay.is_now("camilla", "33333.34", since=date(2026, 11, 1))
    at(date(2027, 1, 12))
    row = recalculate(grant.pk, date(2027, 1, 1))
    assert row is not None
    at(date(2027, 2, 20))
    return Case.objects.get(pk=str(row.case_id))


@pytest.fixture
def web(case: Case, plain_pages: None) -> Client:
    employee: EmployeeInfo = hired("Tina Vangede", "pladsanvisning", Role.CASEWORKER)
    client = Client()
    client.force_login(Account.objects.get(employee_id=employee.id), backend=STAFF)
    return client


def at_case(case: Case, rest: str = "") -> str:
    return f"/medarbejder/sag/{case.pk}/{rest}"


def page(web: Client, address: str, status: int = 200, **posted: Any) -> str:
    answer = web.post(address, posted) if posted else web.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def test_the_case_says_that_the_day_is_past_and_one_press_mends_it(web: Client, case: Case) -> None:
    shown = page(web, at_case(case))
    assert TOO_LATE in shown
    assert "Vil du lade det stå, der gælder nu, kan du sige ja." in shown
    assert PRESS in shown
    answer = web.post(at_case(case, "regn-igen/"), {"seen_version": case.version}, follow=True)
    after = unescape(answer.content.decode())
    assert "Vi har regnet igen. Tallene er nye, så borgeren skal høres om dem." in after
    assert PRESS not in after
    assert "1. marts 2027" in page(web, at_case(case, "hoer/"))
    assert Recalculation.objects.filter(case_id=case.pk).count() == 2


@pytest.mark.parametrize("step", ["preview", "send"])
def test_a_worse_answer_is_neither_shown_nor_sent_and_no_word_is_lost(
    web: Client, case: Case, step: str
) -> None:
    written: dict[str, Any] = {"reasons": REASONS, "no_hearing": WHY_NOT, "seen_version": case.version}
    answered = page(web, at_case(case, "afgoer/part_granted/"), 422, step=step, **written)
    for part in (TOO_LATE, PRESS, REASONS, WHY_NOT):
        assert part in answered
    assert not Decision.objects.filter(case=case).exists()


def test_a_yes_that_keeps_what_stands_says_that_nothing_follows(web: Client, case: Case) -> None:
    address = at_case(case, "afgoer/granted/")
    written: dict[str, Any] = {"reasons": REASONS, "seen_version": case.version}
    shown = page(web, address, step="preview", **written)
    assert "I betaler det samme som før." in shown
    assert "Sæt betalingen til" not in shown
    assert web.post(address, {**written, "step": "send"}).status_code == 302
    assert Decision.objects.get(case=case).decided_at == clock.now()


def test_two_presses_are_one(web: Client, case: Case) -> None:
    for _press in range(2):
        web.post(at_case(case, "regn-igen/"), {"seen_version": case.version})
    assert "En anden har ændret sagen." in page(web, at_case(case))
    assert Recalculation.objects.filter(case_id=case.pk).count() == 2


def test_figures_that_cannot_be_seen_are_told(web: Client, case: Case, pay: Pay) -> None:
    pay.register.down = True
    answer = web.post(at_case(case, "regn-igen/"), {"seen_version": case.version}, follow=True)
    assert "Vi kan ikke se alle tal lige nu." in unescape(answer.content.decode())
