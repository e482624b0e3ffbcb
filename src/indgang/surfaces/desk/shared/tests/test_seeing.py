"""The clerk sees the same step as the citizen: what stands there, who wrote it, who is where."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from indgang.kernel import clock
from indgang.modules.audit import selectors as audit
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.models import Account, Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Answer, Draft
from indgang.modules.selfservice.tests.conftest import NOW, Filling
from indgang.surfaces.desk.shared.tests.conftest import Clerk, Take


@pytest.fixture
def inside(maria_helps: Clerk, draft: Filling) -> Clerk:
    return maria_helps.joins(draft)


def test_each_question_stands_with_its_answer_and_who_gave_it(inside: Clerk, draft: Filling) -> None:
    page = inside.get(inside.at(draft, "dato/"))
    for words in (
        "Mads Brinklund",
        "Du kan se og foreslå. Borgeren svarer og sender selv.",
        "1. december 2026",
        "Mads Brinklund skrev det kl. 11.42.",
        "Borgeren sagde ja kl. 11.42.",
    ):
        assert words in page.text, page.text
    assert "Ikke svaret endnu" in inside.get(inside.at(draft, "adresse/")).text


def test_a_draft_that_became_too_old_is_gone_with_words(inside: Clerk, draft: Filling) -> None:
    Draft.objects.filter(pk=draft.draft_id).update(expires_at=clock.now())
    page = inside.get(inside.at(draft, "dato/"), status=404)
    assert "Du kan ikke se kladden mere" in page.text
    assert "1. december 2026" not in page.text


def test_what_is_wrong_is_told_but_not_what_is_not_answered_yet(inside: Clerk, draft: Filling) -> None:
    draft.step("dato", {"moving_date": "31.2.2027"})
    page = inside.get(inside.at(draft, "dato/"))
    assert "31.2.2027" in page.text
    assert "Den dato findes ikke" in page.text
    assert "Skriv en adresse" not in inside.get(inside.at(draft, "adresse/")).text


def test_the_citizens_question_is_marked(inside: Clerk, draft: Filling) -> None:
    services.beat(draft_id=draft.draft_id, who=draft.by.actor, staff=False, step="dato", field="moving_date")
    page = inside.get(inside.at(draft, "dato/"))
    assert "Mads Brinklund er her" in page.text
    assert "Mads Brinklund er ved" in page.text
    elsewhere = inside.get(inside.at(draft, "hvem/"))
    assert "er på trinet" in elsewhere.text
    assert inside.at(draft, "dato/") in elsewhere.links
    services.beat(draft_id=draft.draft_id, who=draft.by.actor, staff=False, step="kontroller", field="")
    assert "er ved at kontrollere og sende" in inside.get(inside.at(draft, "dato/")).text
    clock.freeze(NOW + timedelta(minutes=1))
    assert "Borgeren har ikke siden åben lige nu" in inside.get(inside.at(draft, "dato/")).text


def test_news_are_nothing_until_something_happens(
    inside: Clerk, draft: Filling, django_assert_max_num_queries: Any
) -> None:
    first = inside.asks_for_news(draft)
    assert "1. december 2026" in first.html
    mark = first.html.partition('name="mark" value="')[2].partition('"')[0]
    with django_assert_max_num_queries(11):
        assert inside.asks_for_news(draft, mark=mark).status == 204
    draft.step("dato", {"moving_date": "2026-12-02"})
    again = inside.asks_for_news(draft, mark=mark)
    assert again.status == 200
    assert "2. december 2026" in again.html


def test_the_citizen_sees_where_the_clerk_is(inside: Clerk, draft: Filling) -> None:
    inside.asks_for_news(draft, field="moving_date")
    there = selectors.together(draft.draft_id, draft.by).here
    assert [(one.name, one.staff, one.field) for one in there] == [("Maria Kongshøj", True, "moving_date")]


@pytest.mark.parametrize("field", ["x" * 500, "<b>", "a b", ""])
def test_a_bad_field_is_no_field(inside: Clerk, draft: Filling, field: str) -> None:
    assert inside.asks_for_news(draft, field=field).status == 200


def test_a_step_that_is_not_there(inside: Clerk, draft: Filling) -> None:
    inside.get(inside.at(draft, "findes-ikke/"), 404)
    assert inside.asks_for_news(draft, step="findes-ikke").status == 404


def test_a_protected_address_is_covered_until_there_is_a_reason(
    take: Take, maria: EmployeeInfo, draft: Filling
) -> None:
    draft.all()
    Person.objects.filter(pk=draft.by.party.id).update(protected=True)
    clerk = take(maria, visitor=draft.by).joins(draft)
    page = clerk.get(clerk.at(draft, "adresse/"))
    assert "Beskyttet" in page.text
    assert "Noget er beskyttet" in page.text
    assert "Noget er beskyttet" in clerk.asks_for_news(draft, step="adresse").html
    assert "Skonnertgade" not in page.html
    assert "Skonnertgade" not in clerk.get(clerk.at(draft, "adresse/new_address/")).html
    contacts.unmask(contact_id=clerk.contact, reason="Borgeren spørger, om adressen er rigtig", by=maria)
    page = clerk.get(clerk.at(draft, "adresse/"))
    assert "Skonnertgade" in page.text
    assert "Noget er beskyttet" not in page.text


def test_that_it_was_seen_stands_in_the_trail(inside: Clerk, draft: Filling) -> None:
    inside.get(inside.at(draft, "dato/"))
    actions = [row.action for row in audit.about(party=draft.by.party.key)]
    assert "draft_seen" in actions


def test_the_guidance_stands_beside(inside: Clerk, draft: Filling, guidance: None) -> None:
    page = inside.get(inside.at(draft, "dato/"))
    assert "Sig det sådan" in page.html
    assert "Min vært svarer ikke. Hvad gør jeg?" in page.html


def test_the_page_stays_cheap(inside: Clerk, draft: Filling, django_assert_max_num_queries: Any) -> None:
    inside.get(inside.at(draft, "dato/"))
    with django_assert_max_num_queries(20):
        inside.get(inside.at(draft, "dato/"))


def test_two_clerks_see_each_other_and_one_can_go(
    inside: Clerk, draft: Filling, take: Take, freddy: EmployeeInfo
) -> None:
    other = take(freddy).joins(draft)
    page = inside.get(inside.at(draft, "dato/"))
    assert "Freddy Lund" in page.text
    assert "er også med" in page.text
    inside.post(inside.at(draft, "forlad/"))
    assert "1. december 2026" in other.get(other.at(draft, "dato/")).text
    inside.get(inside.at(draft, "dato/"), 404)


# --- the end ---------------------------------------------------------------------------------------------------


def _end_by_citizen(clerk: Clerk, draft: Filling) -> None:
    services.stop(draft_id=draft.draft_id, by=draft.by)


def _end_by_contact(clerk: Clerk, draft: Filling) -> None:
    contacts.cancel(contact_id=clerk.contact, by=clerk.by)


def _end_by_sending(clerk: Clerk, draft: Filling) -> None:
    draft.all().send()


def _end_by_deleting(clerk: Clerk, draft: Filling) -> None:
    services.delete_draft(draft_id=draft.draft_id, by=draft.by)


def _end_by_handing_over(clerk: Clerk, draft: Filling) -> None:
    contacts.hand_over(
        contact_id=clerk.contact, unit="folkeregister", employee_id="", why="De ved mere", by=clerk.by
    )


ENDS = [
    (_end_by_citizen, "Borgeren har stoppet hjælpen"),
    (_end_by_contact, "Henvendelsen er slut"),
    (_end_by_handing_over, "Henvendelsen er slut"),
    (_end_by_sending, "Kladden er ikke åben mere"),
    (_end_by_deleting, "Kladden er ikke åben mere"),
]


@pytest.mark.parametrize(("end", "words"), ENDS)
def test_at_the_very_next_request_nothing_is_shown_and_the_page_says_why(
    inside: Clerk, draft: Filling, end: Callable[[Clerk, Filling], None], words: str
) -> None:
    inside.get(inside.at(draft, "dato/"))
    end(inside, draft)
    for rest in ("", "dato/", "dato/moving_date/"):
        page = inside.get(inside.at(draft, rest), 404)
        assert words in page.text, page.text
        assert "Vi kan ikke finde siden" not in page.text
        assert "Mads" not in page.text
        assert "1. december" not in page.text
    news = inside.asks_for_news(draft)
    assert (news.status, words in news.html, 'hx-target="#main"' in news.html) == (404, True, True)


@pytest.mark.parametrize(("end", "words"), ENDS)
def test_no_deed_goes_through_any_more(
    inside: Clerk, draft: Filling, end: Callable[[Clerk, Filling], None], words: str
) -> None:
    proposal = inside.proposes(draft, "2026-12-02")
    end(inside, draft)
    before = Draft.objects.get(pk=draft.draft_id).shared_mark
    for rest in ("ja/", "forlad/", f"forslag/{proposal}/", "dato/moving_date/"):
        inside.post(inside.at(draft, rest), 404)
    assert Draft.objects.get(pk=draft.draft_id).shared_mark == before


def test_a_new_code_lets_the_clerk_in_again(inside: Clerk, draft: Filling) -> None:
    services.stop(draft_id=draft.draft_id, by=draft.by)
    inside.joins(draft)
    assert "1. december 2026" in inside.get(inside.at(draft, "dato/")).text


# --- nobody answers for the citizen ----------------------------------------------------------------------------


def test_no_address_of_the_desk_answers_or_sends(inside: Clerk, draft: Filling) -> None:
    draft.all()
    rows = Answer.objects.filter(draft=draft.draft_id).count()
    posted = {"moving_date": "2026-12-24", "_shown": "moving_date", "_revision": "99", "_key": "k" * 32}
    posted |= {"moving_date-day": "24", "moving_date-month": "12", "moving_date-year": "2026"}
    for rest in ("", "dato/", "nyt/", "ja/", "dato/moving_date/", "kontroller/", "send/", "forlad/"):
        inside.web.post(inside.at(draft, rest), posted)
    for address in ("dato/", "send/", "slet/", "kontroller/"):
        assert inside.web.post(f"/kladde/{draft.draft_id}/{address}", posted).status_code == 403
    assert Answer.objects.filter(draft=draft.draft_id).count() == rows
    assert Draft.objects.get(pk=draft.draft_id).state == "open"


def test_another_clerks_address_leads_nowhere(
    inside: Clerk, draft: Filling, take: Take, freddy: EmployeeInfo, as_staff: Callable[..., Client]
) -> None:
    stranger = take(freddy)
    for contact in (inside.contact, stranger.contact):
        for rest in ("", "dato/", "dato/moving_date/"):
            address = f"/medarbejder/henvendelse/{contact}/kladde/{draft.draft_id}/{rest}"
            stranger.get(address, 404)
        for rest in ("ja/", "forlad/", "nyt/"):
            stranger.post(f"/medarbejder/henvendelse/{contact}/kladde/{draft.draft_id}/{rest}", 404)
    other_contact = contacts.begin(channel="telephone", entrance_id="", by=inside.by)
    inside.get(f"/medarbejder/henvendelse/{other_contact}/kladde/{draft.draft_id}/dato/", 404)


def test_a_citizen_has_no_such_page(inside: Clerk, draft: Filling, plain_pages: None) -> None:
    account = Account.objects.get_or_create(person_id=draft.by.party.id)[0]
    web = Client()
    web.force_login(account, backend="indgang.surfaces.portal.login.backend.CitizenBackend")
    assert web.get(inside.at(draft, "dato/")).status_code == 404
