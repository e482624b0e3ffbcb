"""Check everything, and send it once."""

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from indgang.modules.selfservice.models import Draft, Submission
from indgang.surfaces.portal.forms.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]


def test_mads_answers_every_page_and_gets_his_answer(visit: Visit) -> None:
    mads = visit("mads")
    page = mads.fill_all(mads.begin())
    assert page.address.endswith("/kontroller/")
    receipt = mads.send(page.form())
    assert receipt.status == 200
    assert receipt.address == f"/kvittering/{Submission.objects.get().pk}/"
    assert "Vi har godkendt flytningen." in receipt.text


class TestTheSummary:
    def test_shows_every_answer_with_its_source_and_a_way_to_mend_it(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.filled()
        page = mads.get(f"/kladde/{draft}/kontroller/")
        for words in (
            "1. december 2026",
            "Skonnertgade 4, 2. th, 9999 Lyngsø",
            "Jeg lejer hele boligen",
            "CPR-registret",
        ):
            assert words in page.text
        for step in ("dato", "hvem", "adresse", "bolig", "gammel-bolig", "laege", "kontakt", "erklaering"):
            assert f"/kladde/{draft}/{step}/?fra=kontroller" in page.links
        assert page.html.count('class="button button-primary"') == 1

    def test_says_what_is_missing_and_where_and_does_not_send(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        page = mads.get(f"/kladde/{draft}/kontroller/")
        assert page.title.startswith("Fejl:")
        assert f"/kladde/{draft}/dato/?fra=kontroller&mangler=1#q-moving_date" in page.links
        assert not any(form.action.endswith("/send/") for form in page.forms)
        answer = mads.client.post(f"/kladde/{draft}/send/", {"_key": "0123456789abcdef", "_revision": "0"})
        assert answer.status_code == 409
        assert "Vi mangler noget, før du kan sende" in answer.content.decode()
        assert not Submission.objects.exists()

    def test_asks_the_database_little(
        self, visit: Visit, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        mads = visit("mads")
        draft = mads.filled()
        with django_assert_max_num_queries(8):
            mads.client.get(f"/kladde/{draft}/kontroller/")


class TestOnce:
    def test_a_double_click_a_second_window_and_the_back_button_end_at_the_same_receipt(
        self, visit: Visit
    ) -> None:
        mads = visit("mads")
        draft = mads.filled()
        here = mads.get(f"/kladde/{draft}/kontroller/").form()
        there = mads.get(f"/kladde/{draft}/kontroller/").form()
        other = there.data(None) | {"_key": ["a-second-window-0001"]}
        ends = {mads.client.post(here.action, here.data(None))["Location"] for _ in range(3)}
        ends.add(mads.client.post(there.action, other)["Location"])
        assert ends == {f"/kvittering/{Submission.objects.get().pk}/"}
        assert mads.get(f"/kladde/{draft}/kontroller/").address in ends

    def test_what_was_changed_elsewhere_is_shown_before_it_is_sent(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.filled()
        form = mads.get(f"/kladde/{draft}/kontroller/").form()
        mads.fill(draft, "kontakt", phone="22 33 44 55")
        page = mads.send(form)
        assert page.status == 409
        assert "Der er ændret noget, siden du så siden" in page.text
        assert "22 33 44 55" in page.text
        assert not Submission.objects.exists()
        assert mads.send(page.form()).address.startswith("/kvittering/")

    @pytest.mark.parametrize("key", ["", "short", "x" * 65, "a b c d e f g h", "'; drop table --"])
    def test_a_tampered_key_sends_nothing(self, visit: Visit, key: str) -> None:
        mads = visit("mads")
        draft = mads.filled()
        form = mads.get(f"/kladde/{draft}/kontroller/").form()
        answer = mads.client.post(form.action, form.data(None) | {"_key": [key]})
        assert answer.status_code == 409
        assert not Submission.objects.exists()

    def test_another_ones_key_does_not_open_another_ones_receipt(self, visit: Visit) -> None:
        mads, thomas = visit("mads"), visit("thomas")
        mine, receipt = mads.sent()
        theirs = thomas.filled(who=["thomas"], new_address="skonnertgade-4-1-th")
        form = thomas.get(f"/kladde/{theirs}/kontroller/").form()
        answer = thomas.client.post(form.action, form.data(None) | {"_key": [mine.replace("-", "")]})
        assert answer["Location"].startswith("/kvittering/")
        assert answer["Location"] != receipt

    def test_sending_is_for_post_only(self, visit: Visit) -> None:
        mads = visit("mads")
        assert mads.client.get(f"/kladde/{mads.filled()}/send/").status_code == 405


def test_a_session_that_ends_before_sending_loses_nothing(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.filled()
    form = mads.get(f"/kladde/{draft}/kontroller/").form()
    del mads.client.cookies["indgang_session"]
    answer = mads.client.post(form.action, form.data(None))
    assert answer["Location"].startswith("/login/?next=")
    assert Draft.objects.get().state == "open"
    assert visit("mads").send(visit("mads").get(f"/kladde/{draft}/kontroller/").form()).status == 200


def test_a_window_of_a_ward_stays_the_wards(shared: tuple[Visitor, Visitor, str]) -> None:
    """Bente switches to herself in another window; this window is still about Inger, and says so."""
    bente, _, draft = shared
    form = bente.step(draft, "dato").form()
    session = bente.client.session
    session["acting"] = "self"
    session.save()
    form.set("moving_date", "2026-12-01")
    page = bente.send(form)
    assert page.address == f"/kladde/{draft}/hvem/"
    assert "Du handler for <strong>Inger Falkenborg</strong>" in page.html
