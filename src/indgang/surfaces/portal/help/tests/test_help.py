"""Help in one's own draft, as somebody without JavaScript meets it."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.contacts.models import HelpCode
from indgang.modules.contacts.services import help_codes
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Ground
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Answer, Joining, Presence
from indgang.modules.selfservice.tests.conftest import NOW, call, staff
from indgang.surfaces.portal.forms.tests.conftest import Visitor
from indgang.surfaces.portal.help.tests.conftest import Helped

pytestmark = pytest.mark.django_db


def saved(draft: str, key: str) -> object:
    return Answer.objects.filter(draft_id=draft, key=key).latest("revision", "pk").value["typed"]


class TestTheCode:
    def test_is_shown_once_with_the_number_and_what_was_typed_is_kept(self, mads: Helped) -> None:
        page = mads.presses(reverse("portal:help", args=[mads.draft]), moving_date="2026-12-01")
        assert re.search(r"\b\d{3} \d{3}\b", page.text)
        assert "99 99 00 00" in page.text
        assert "Koden gælder til kl. 12.12." in page.text
        assert saved(mads.draft, "moving_date") == "2026-12-01"
        assert HelpCode.objects.get().step == "dato"
        again = mads.visitor.get(reverse("portal:help", args=[mads.draft]))
        assert not re.search(r"\b\d{3} \d{3}\b", again.text)

    def test_leads_back_to_the_step(self, mads: Helped) -> None:
        page = mads.presses(reverse("portal:help", args=[mads.draft]))
        assert reverse("portal:step", args=[mads.draft, "dato"]) in page.links

    def test_is_refused_kindly_when_there_are_too_many(self, mads: Helped) -> None:
        for _ in range(help_codes.CODES_A_DRAFT):
            services.ask_for_help(draft_id=mads.draft, step="dato", by=mads.visitor.by)
        page = mads.presses(reverse("portal:help", args=[mads.draft]))
        assert page.status == 429
        assert "Vent lidt, eller ring uden kode." in page.text

    def test_is_nobody_elses_to_ask_for(self, mads: Helped, visit: Callable[[str], Visitor]) -> None:
        sofie = visit("sofie")
        for name in ("help", "help_stop", "news"):
            assert sofie.client.post(reverse(f"portal:{name}", args=[mads.draft])).status_code == 404
        assert HelpCode.objects.count() == 0


class TestTheYes:
    def test_is_asked_for_with_name_and_unit(self, mads: Helped) -> None:
        mads.knocks()
        page = mads.page()
        assert "Maria Kongshøj fra Borgerservice vil hjælpe dig" in page.text
        assert "Kun du kan svare og sende." in page.text

    def test_shows_who_sees_and_can_be_taken_back(self, mads: Helped) -> None:
        joining = mads.knocks()
        address = reverse("portal:help_confirm", args=[mads.draft, joining])
        page = mads.presses(address, ("_yes", "yes"), moving_date="2026-12-01")
        assert "Maria Kongshøj, Borgerservice, kan se og foreslå." in page.text
        assert saved(mads.draft, "moving_date") == "2026-12-01"
        assert mads.state == "joined"
        page = mads.presses(reverse("portal:help_stop", args=[mads.draft]))
        assert "Nu er det kun dig, der kan se kladden." in page.text
        assert "kan se og foreslå" not in page.text
        assert mads.state == "ended"

    def test_can_be_a_no(self, mads: Helped) -> None:
        joining = mads.knocks()
        page = mads.presses(reverse("portal:help_confirm", args=[mads.draft, joining]), ("_yes", "no"))
        assert "Du sagde nej. Medarbejderen kan ikke se din kladde." in page.text
        assert mads.state == "declined"

    def test_taken_back_in_another_window_ends_it(self, mads: Helped) -> None:
        mads.joins()
        address = reverse("portal:help_confirm", args=[mads.draft, Joining.objects.get().pk])
        for _again in range(2):
            page = mads.presses(address, ("_yes", "no"))
            assert "Du sagde nej. Medarbejderen kan ikke se din kladde." in page.text
            assert (mads.state, Joining.objects.get().ended_by) == ("ended", "citizen")

    def test_to_one_and_a_no_to_the_next_says_who_still_sees(self, mads: Helped) -> None:
        mads.joins()
        code = services.ask_for_help(draft_id=mads.draft, step="dato", by=mads.visitor.by)
        tina = call(staff("Tina To"))
        knocked = services.knock(contact_id=tina.id, by=tina.by, code=code.code)
        address = reverse("portal:help_confirm", args=[mads.draft, knocked.joining_id])
        page = mads.presses(address, ("_yes", "no"))
        assert "Medarbejderen kan ikke se din kladde. Maria Kongshøj kan stadig se den." in page.text

    def test_that_comes_too_late_is_told(self, mads: Helped) -> None:
        joining = mads.knocks()
        services.leave(joining_id=joining, by=mads.here.by)
        page = mads.presses(reverse("portal:help_confirm", args=[mads.draft, joining]), ("_yes", "yes"))
        assert "Medarbejderen er gået igen." in page.text


class TestAProposal:
    def test_stands_below_its_question_and_is_taken_with_all_that_was_typed(self, mads: Helped) -> None:
        proposal = mads.joins().proposes()
        page = mads.page()
        assert "Maria Kongshøj foreslår: 1. december 2026" in page.text
        assert page.form().get("moving_date-day") == [""]
        address = reverse("portal:help_proposal", args=[mads.draft, proposal])
        page = mads.presses(address, ("_take", "yes"))
        assert saved(mads.draft, "moving_date") == "2026-12-01"
        assert "Maria Kongshøj foreslog det, og du sagde ja kl. 11.42" in page.text
        assert page.form().get("moving_date-day") == ["1"]

    def test_that_is_declined_leaves_what_was_typed(self, mads: Helped) -> None:
        proposal = mads.joins().proposes()
        address = reverse("portal:help_proposal", args=[mads.draft, proposal])
        page = mads.presses(address, ("_take", "no"), moving_date="2026-12-05")
        assert "foreslår" not in page.text
        assert saved(mads.draft, "moving_date") == "2026-12-05"
        assert "Du skrev det kl. 11.42" in page.text

    def test_and_a_newer_answer_are_both_shown(self, mads: Helped) -> None:
        mads.joins().proposes()
        mads.visitor.fill(mads.draft, "dato", moving_date="2026-12-05")
        text = mads.page().text
        assert "Maria Kongshøj foreslår: 1. december 2026" in text
        assert "Du har svaret siden. Dit svar: 5. december 2026" in text
        assert "Behold mit svar" in text

    def test_and_an_answer_that_was_changed_in_another_window_are_both_shown(self, mads: Helped) -> None:
        proposal = mads.joins().proposes()
        form = mads.page().form()
        mads.visitor.fill(mads.draft, "dato", moving_date="2026-12-05")
        data = form.data(None) | {"_take": ["yes"]}
        address = reverse("portal:help_proposal", args=[mads.draft, proposal])
        answer = mads.visitor.client.post(address, data, follow=True).content.decode()
        assert "Svaret blev ændret, mens du læste." in answer
        assert saved(mads.draft, "moving_date") == "2026-12-05"

    def test_for_another_step_is_linked_from_the_bar(self, mads: Helped) -> None:
        mads.joins().proposes("Jensen", "co_name")
        page = mads.page()
        assert f"/kladde/{mads.draft}/adresse/#with-co_name" in page.links
        assert (
            f"/kladde/{mads.draft}/adresse/#with-co_name"
            in mads.visitor.get(f"/kladde/{mads.draft}/kontroller/").links
        )

    def test_is_not_taken_by_enter_in_a_field(self, mads: Helped) -> None:
        """A browser presses the form's first button then: it must be Next, not Stop and not a proposal."""
        mads.joins().proposes()
        html = mads.page().main
        first = html.index('form="step-form"')
        button = html[html.rindex("<button", 0, first) : html.index(">", first)]
        assert "formaction" not in button


class TestTheNews:
    def test_is_nothing_while_nothing_happens_and_says_who_is_here(self, mads: Helped) -> None:
        mads.joins()
        mark = mads.page().html.partition('data-mark="')[2].partition('"')[0]
        page = mads.news(mark=mark, field="moving_date")
        assert (page.status, page.html) == (204, "")
        assert Presence.objects.get(staff=False).field == "moving_date"

    def test_brings_the_bar_and_what_stands_beside_and_never_a_field(self, mads: Helped) -> None:
        mads.joins()
        mark = mads.page().html.partition('data-mark="')[2].partition('"')[0]
        mads.proposes()
        services.beat(
            draft_id=UUID(mads.draft),
            who=mads.here.by.actor,
            staff=True,
            step="dato",
            field="moving_date",
        )
        page = mads.news(mark=mark)
        assert "Maria Kongshøj foreslår: 1. december 2026" in page.text
        assert "Maria Kongshøj er ved det her spørgsmål" in page.text
        assert 'data-for="with-moving_date"' in page.html
        for control in ("<input", "<select", "<textarea"):
            assert control not in page.html

    def test_tells_what_was_written_elsewhere(self, mads: Helped) -> None:
        mads.joins()
        seen = mads.page().form().get("_revision")[0]
        mads.visitor.fill(mads.draft, "dato", moving_date="2026-12-05")
        page = mads.news(_revision=seen)
        assert "Mads Brinklund ændrede svaret kl. 11.42. Nu står der: 5. december 2026." in page.text
        assert "ændrede svaret" not in mads.news().text

    def test_tells_that_the_draft_was_sent(self, mads: Helped) -> None:
        mads.joins()
        draft = mads.visitor.filled()
        mads.visitor.send(mads.visitor.get(f"/kladde/{draft}/kontroller/").form())
        page = mads.news()
        assert "Kladden er sendt." in page.text
        assert "data-over" in page.html

    def test_costs_little(self, mads: Helped, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        mads.joins()
        mads.page()
        mark = mads.page().html.partition('data-mark="')[2].partition('"')[0]
        mads.news(mark=mark)
        clock.freeze(NOW + timedelta(seconds=1))
        address = reverse("portal:news", args=[mads.draft])
        data = {"mark": mark, "_step": "dato", "_revision": "1", "owner": "step-form", "field": ""}
        with django_assert_num_queries(6):
            assert mads.visitor.client.post(address, data).status_code == 204


def test_a_page_without_help_is_as_it_was(mads: Helped) -> None:
    html = mads.page().main
    for trace in ("together", "with-", "kan se og foreslå"):
        assert trace not in html


def test_the_step_with_help_asks_four_things_more(
    mads: Helped, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mads.joins().page()
    with django_assert_num_queries(9):
        mads.page()
    assert Presence.objects.get(staff=False).step == "dato"


def test_news_of_a_wards_draft_do_not_switch_whom_one_acts_for(
    visit: Callable[[str], Visitor], known: Callable[[str], Person]
) -> None:
    mandate = identity.give_mandate(
        holder=known("bente"),
        giver_person=known("inger"),
        ground=Ground.MANDATE,
        scope=["flytning-indland"],
        channels=["self_service"],
        valid_from=date(2026, 10, 1),
        basis=Text("Digital fuldmagt fra Inger"),
    )
    bente = visit("bente")
    theirs = bente.begin(option=str(mandate.pk))
    bente.begin(option="self")
    before = dict(bente.client.session)
    answer = bente.client.post(reverse("portal:news", args=[theirs]), {"mark": "", "_step": "dato"})
    assert answer.status_code == 200
    assert dict(bente.client.session) == before
