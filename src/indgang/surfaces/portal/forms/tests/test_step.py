"""One step of a form, without JavaScript."""

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from indgang.modules.selfservice.models import Answer
from indgang.modules.selfservice.tests.conftest import Outside
from indgang.surfaces.portal.forms.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]


def saved(draft: str, key: str) -> object:
    return Answer.objects.filter(draft_id=draft, key=key).latest("revision", "pk").value["typed"]


def test_a_step_says_where_one_is_what_is_asked_and_why(visit: Visit) -> None:
    mads = visit("mads")
    page = mads.step(mads.begin(), "dato")
    assert page.title.startswith("Hvornår flytter du? · Anmeld flytning")
    assert "Trin <strong>1</strong> af 9" in page.html
    assert "Den dag du flytter ind" in page.text
    assert "Derfor spørger vi: Din nye adresse gælder fra den dag." in page.text
    assert "Gemt kl. 11.42" in page.text
    assert "Går du i stå? Hjælp mig her eller ring til 99 99 00 00" in page.text
    assert "Fejl" not in page.title


def test_next_saves_and_goes_on(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    page = mads.fill(draft, "dato", moving_date="2026-12-01")
    assert page.address == f"/kladde/{draft}/hvem/"
    assert saved(draft, "moving_date") == "2026-12-01"
    assert mads.step(draft, "dato").form().get("moving_date-year") == ["2026"]


class TestAnError:
    def test_stands_in_the_summary_beside_the_field_and_in_the_title(self, visit: Visit) -> None:
        mads = visit("mads")
        page = mads.fill(mads.begin(), "dato", moving_date="2026-2-31")
        assert page.status == 422
        assert page.title.startswith("Fejl: Hvornår flytter du?")
        assert "#f-moving_date-day" in page.links
        assert page.text.count("Den dato findes ikke. Se efter, og ret den.") == 2
        assert page.form().get("moving_date-day") == ["31"]

    def test_takes_the_focus(self, visit: Visit) -> None:
        mads = visit("mads")
        page = mads.fill(mads.begin(), "dato", moving_date="2026-2-31")
        assert 'role="alert" tabindex="-1" autofocus id="problems"' in page.html

    def test_is_not_shown_before_somebody_has_answered(self, visit: Visit) -> None:
        mads = visit("mads")
        page = mads.step(mads.begin(), "bolig")
        assert "form-error" not in page.main

    def test_of_what_was_typed_waits_for_the_one_who_comes_back(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        mads.fill(draft, "dato", moving_date="2026-2-31")
        page = mads.step(draft, "dato")
        assert page.status == 200
        assert page.title.startswith("Fejl:")
        assert "Den dato findes ikke." in page.text

    def test_of_everything_that_is_missing_is_shown_when_asked_for(self, visit: Visit) -> None:
        mads = visit("mads")
        page = mads.step(mads.begin(), "dato", "?mangler=1")
        assert page.text.count("Skriv en dato.") == 2


class TestWaysOut:
    def test_back_saves_what_is_typed_even_when_it_is_wrong(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        page = mads.fill(draft, "kontakt", phone="12", button=("_back", "laege"))
        assert page.address == f"/kladde/{draft}/laege/"
        assert saved(draft, "phone") == "12"

    def test_later_saves_and_says_until_when(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        page = mads.fill(draft, "kontakt", phone="12", button=("_later", "1"))
        assert page.address == f"/kladde/{draft}/gemt/"
        assert "venter på dig til den 21. december 2026." in page.text
        assert "Du har ikke sendt noget endnu." in page.text
        assert saved(draft, "phone") == "12"

    def test_mending_from_the_summary_goes_back_to_it(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        form = mads.step(draft, "kontakt", "?fra=kontroller").form()
        form.set("protection", "no")
        assert mads.send(form).address == f"/kladde/{draft}/kontroller/"

    def test_a_draft_opens_where_one_left_off(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        mads.fill(draft, "dato", moving_date="2026-12-01")
        assert mads.get(f"/kladde/{draft}/").address == f"/kladde/{draft}/adresse/"

    def test_a_draft_is_deleted_after_one_question(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        page = mads.get(f"/kladde/{draft}/slet/")
        assert "Det, du har skrevet, forsvinder" in page.text
        page = mads.send(page.form())
        assert page.address == "/min-side/"
        assert "Din kladde er slettet." in page.text
        assert mads.step(draft, "dato").status == 410


class TestAnAddress:
    def test_is_found_chosen_and_kept(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        page = mads.fill(draft, "adresse", new_address="Skonnertgade 4", button=("_find", "new_address"))
        assert page.address == f"/kladde/{draft}/adresse/"
        assert "form-error" not in page.main
        form = page.form()
        assert "skonnertgade-4-2-th" in form.choices("new_address")
        form.set("new_address", "skonnertgade-4-2-th")
        assert mads.send(form).address == f"/kladde/{draft}/bolig/"
        again = mads.step(draft, "adresse").form()
        assert again.get("new_address-text") == ["Skonnertgade 4, 2. th, 9999 Lyngsø"]
        assert again.get("new_address") == ["skonnertgade-4-2-th"]

    def test_can_be_written_in_full(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        page = mads.fill(draft, "adresse", new_address="Skonnertgade 4, 2. th")
        assert page.address == f"/kladde/{draft}/bolig/"

    def test_that_is_changed_after_the_choice_is_searched_anew(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        mads.fill(draft, "adresse", new_address="Skonnertgade 4, 2. th")
        form = mads.step(draft, "adresse").form()
        form.set("new_address-text", "Birkevænget 5")
        mads.send(form, button=("_find", "new_address"))
        assert mads.step(draft, "adresse").form().get("new_address-text")[0].startswith("Birkevænget 5")

    def test_that_nobody_knows_says_what_to_write(self, visit: Visit) -> None:
        mads = visit("mads")
        page = mads.fill(mads.begin(), "adresse", new_address="Månen 1")
        assert page.status == 422
        assert "Vi kan ikke finde adressen. Skriv vej, nummer, etage og dør" in page.text
        assert "#f-new_address-text" in page.links

    def test_find_with_nothing_new_to_find_goes_on(self, visit: Visit) -> None:
        """Enter in a field presses the first button of the form, which is Find."""
        mads = visit("mads")
        draft = mads.begin()
        mads.fill(draft, "adresse", new_address="Skonnertgade 4, 2. th")
        page = mads.fill(draft, "adresse", co_name="Hansen", button=("_find", "new_address"))
        assert page.address == f"/kladde/{draft}/bolig/"
        assert saved(draft, "co_name") == "Hansen"


class TestWhatTheAnswersBringUp:
    def test_a_question_more_is_asked_before_going_on(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        mads.fill(draft, "adresse", new_address="Skonnertgade 4, 2. th")
        page = mads.fill(draft, "laege", doctor_choice="new")
        assert page.address == f"/kladde/{draft}/laege/"
        assert "Vi har et spørgsmål mere" in page.text
        assert "form-error" not in page.main
        form = page.form()
        form.set("new_doctor", form.choices("new_doctor")[0])
        assert mads.send(form).address == f"/kladde/{draft}/kontakt/"

    def test_something_to_know_is_told_once(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        page = mads.fill(draft, "dato", moving_date="2026-11-10")
        assert page.address == f"/kladde/{draft}/dato/"
        assert "Læs det her, før du går videre" in page.text
        assert "Fristen var 5 dage." in page.text
        assert mads.send(page.form()).address == f"/kladde/{draft}/hvem/"


class TestWhatWeKnow:
    def test_stands_on_a_card_with_source_and_date(self, visit: Visit) -> None:
        mads = visit("mads")
        page = mads.step(mads.begin(), "hvem")
        assert "Skonnertgade 4, st. tv" in page.text
        assert "Hentet fra CPR-registret den 21. november 2026" in page.text

    def test_can_be_wrong_and_then_we_ask_what_is_right(self, visit: Visit) -> None:
        mads = visit("mads")
        draft = mads.begin()
        page = mads.fill(draft, "hvem", me_wrong="yes")
        assert page.status == 422
        assert "#f-me_right" in page.links
        page = mads.fill(draft, "hvem", me_wrong="yes", me_right="Jeg bor på Birkevej 40")
        assert page.address == f"/kladde/{draft}/adresse/"
        assert saved(draft, "me_right") == "Jeg bor på Birkevej 40"

    def test_is_not_there_while_the_register_is_away_and_one_goes_on(
        self, visit: Visit, outside: Outside
    ) -> None:
        mads = visit("mads")
        outside.cpr.down = True
        page = mads.step(mads.begin(), "hvem")
        assert "Vi kan ikke hente det fra registret lige nu. Gå bare videre." in page.text
        assert "Hentet fra" not in page.text


class TestTwoWhoAnswer:
    """Bente fills in a draft for Inger, who has it open too."""

    def test_see_both_answers_and_choose(self, visit: Visit, shared: tuple[Visitor, Visitor, str]) -> None:
        bente, inger, draft = shared
        form = bente.step(draft, "kontakt").form()
        inger.fill(draft, "kontakt", phone="22 22 22 22", protection="no")
        form.set("phone", "33 33 33 33")
        page = bente.send(form)
        assert page.status == 422
        assert page.title.startswith("Fejl:")
        assert "Inger Falkenborg gjorde det kl. 11.42." in page.text
        assert "Behold det andet svar: 22 22 22 22" in page.text
        assert "Brug mit svar: 33 33 33 33" in page.text
        form = page.form()
        assert form.get("phone") == ["22 22 22 22"]
        assert bente.send(form).status == 422, "it is not decided yet"
        form.set("phone-settle", "mine")
        assert bente.send(form).address == f"/kladde/{draft}/erklaering/"
        assert saved(draft, "phone") == "33 33 33 33"

    def test_what_one_did_not_touch_stays_as_the_other_wrote_it(
        self, visit: Visit, shared: tuple[Visitor, Visitor, str]
    ) -> None:
        bente, inger, draft = shared
        form, hers = bente.step(draft, "kontakt").form(), inger.step(draft, "kontakt").form()
        hers.set("phone", "22 22 22 22")
        inger.change(hers, "phone")
        form.set("email", "bente@eksempel.dk")
        bente.send(form)
        assert (saved(draft, "phone"), saved(draft, "email")) == ("22 22 22 22", "bente@eksempel.dk")


@pytest.mark.parametrize("step", ["dato", "hvem", "adresse", "bolig", "laege", "kontakt"])
def test_a_step_asks_the_database_little(
    visit: Visit, django_assert_max_num_queries: DjangoAssertNumQueries, step: str
) -> None:
    mads = visit("mads")
    draft = mads.begin()
    mads.fill(draft, "adresse", new_address="Skonnertgade 4, 2. th")
    with django_assert_max_num_queries(8):
        assert mads.client.get(f"/kladde/{draft}/{step}/").status_code == 200
