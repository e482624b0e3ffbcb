"""What came of it."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indgang.modules.cases import selectors as case_selectors
from indgang.modules.cases import services as cases
from indgang.modules.contacts.models import Measurement
from indgang.modules.identity import selectors as identity_selectors
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Role
from indgang.modules.messages.models import Message
from indgang.modules.selfservice.models import Submission
from indgang.surfaces.portal.forms.tests.browser import Page
from indgang.surfaces.portal.forms.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]


class TestAGrant:
    @pytest.fixture
    def page(self, visit: Visit) -> Page:
        mads = visit("mads")
        return mads.get(mads.sent()[1])

    def test_says_the_result_first_and_then_what_happens_now(self, page: Page) -> None:
        text = page.text
        assert (
            text.index("Vi har godkendt flytningen.")
            < text.index("Hvad sker der nu?")
            < text.index("Hvorfor?")
        )
        assert "Du fik ja 21. november 2026." in text

    def test_explains_itself_by_rule_paragraph_fact_and_source(self, page: Page) -> None:
        assert "Der står ingen andre på adressen." in page.text
        assert "CPR-loven § 10" in page.text
        assert "Skonnertgade 4, 2. th, 9999 Lyngsø" in page.text
        assert "hentet 21. november 2026" in page.text
        assert "Du har fået ja til alt." in page.text

    def test_has_the_letter_as_text_and_as_a_file(self, page: Page) -> None:
        message = Message.objects.get(kind="decision")
        assert reverse("portal:letter", args=[message.pk]) in page.links
        assert "Brevet til dig" in page.text

    def test_has_a_number_a_person_and_no_way_to_complain(self, page: Page) -> None:
        number = Submission.objects.get().number
        assert number in page.title
        assert (
            f"Sig nummeret {number}" in page.text.replace(" , ", ", ")
            or f"Sig nummeret {number}" in page.html
        )
        assert "Tal med et menneske" in page.html
        assert "Sådan klager du" not in page.html

    def test_is_not_sent_to_a_cache(self, page: Page) -> None:
        assert "no-store" in page.response["Cache-Control"]


class TestACase:
    @pytest.fixture
    def mads(self, visit: Visit) -> Visitor:
        return visit("mads")

    @pytest.fixture
    def receipt(self, mads: Visitor) -> str:
        return mads.sent(relation="lodger", others_stay="yes")[1]

    def test_says_that_a_person_looks_which_rule_could_not_decide_and_until_when(
        self, mads: Visitor, receipt: str
    ) -> None:
        page = mads.get(receipt)
        assert "En medarbejder ser på det." in page.text
        assert (
            "Du bor hos en anden. Ingen står på adressen, så vi ved ikke, hvem vi skal spørge." in page.text
        )
        assert "senest 24. november 2026" in page.text
        assert "Du har fået ja til alt." not in page.text
        assert "Sådan klager du" not in page.text

    def test_shows_the_refusal_and_how_to_complain_once_a_caseworker_has_decided(
        self, mads: Visitor, receipt: str
    ) -> None:
        account = identity.account_for_staff(
            subject="per", name="Per Dam", roles=[Role.CASEWORKER], unit="folkeregister"
        )
        per = identity_selectors.employee(str(account.employee_id))
        case_id = Submission.objects.get().case_id
        assert isinstance(case_id, UUID)
        cases.take(case_id=case_id, by=per)
        seen = case_selectors.case_for_staff(case_id, per).info.version
        reasons = "Værten siger nej. Efter CPR-lovens § 10 kan vi derfor ikke skrive dig på adressen."
        cases.decide(case_id=case_id, outcome="refused", reasons=reasons, by=per, seen_version=seen)
        page = mads.get(receipt)
        assert "Sådan klager du" in page.text
        assert "senest den 21. december 2026" in page.text  # four weeks end on a Saturday
        assert "result-good" not in page.html
        assert "Det skal vi se på" not in page.text


def test_a_receipt_asks_the_database_little(
    visit: Visit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    mads = visit("mads")
    _, receipt = mads.sent()
    with django_assert_max_num_queries(12):
        assert mads.client.get(receipt).status_code == 200


def test_how_easy_it_was_is_asked_and_answered_once(visit: Visit) -> None:
    mads = visit("mads")
    _, receipt = mads.sent()
    page = mads.get(receipt)
    assert "Hvor let var det?" in page.text
    question = next(form for form in page.forms if form.action.endswith("/let/"))
    page = mads.send(question, button=("ease", "easy"))
    assert page.address == receipt
    assert "Tak. Dit svar hjælper os" in page.text
    assert "Hvor let var det?" not in page.text
    mads.client.post(f"{receipt}let/", {"ease": "hard"})
    row = Measurement.objects.get(kind="satisfaction")
    assert (row.subject_key, row.audience, row.department) == ("easy", "citizen", "oekf")


def test_an_answer_that_is_none_or_another_ones_is_not_taken(visit: Visit) -> None:
    mads = visit("mads")
    _, receipt = mads.sent()
    assert mads.client.post(f"{receipt}let/", {"ease": "wonderful"}).status_code == 404
    assert visit("thomas").client.post(f"{receipt}let/", {"ease": "easy"}).status_code == 404
    assert not Measurement.objects.filter(kind="satisfaction").exists()


def test_a_person_is_asked_to_look_from_the_receipt_and_one_comes_back_to_it(visit: Visit) -> None:
    mads = visit("mads")
    _, receipt = mads.sent()
    page = mads.get(receipt)
    form = next(form for form in page.forms if form.action.endswith("/menneske/"))
    form.set("hvorfor", "Jeg flytter først i marts.")
    page = mads.send(form)
    assert page.address == receipt
    assert "Vi har fået dit ønske" in page.text
    assert "En medarbejder ser på svaret og skriver til dig senest" in page.text
    assert not any(form.action.endswith("/menneske/") for form in page.forms)
