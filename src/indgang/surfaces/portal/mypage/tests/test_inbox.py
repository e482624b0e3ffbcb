"""What a citizen meets in the inbox, and under a letter."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.models import Account, Mandate
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.messages import services as messaging
from indgang.modules.messages.models import Delivery, Ladder, Message
from indgang.modules.messages.vocabulary import (
    Action,
    ActionKind,
    Arrival,
    Because,
    Block,
    DeliveryState,
    LadderState,
    Letter,
    MessageKind,
    Way,
)
from indgang.surfaces.portal.mypage.tests.conftest import NOW, acting
from indgang.surfaces.portal.mypage.tests.test_mypage import LogIn, Opened, page

LETTER = Letter(Text("Din plads", "Your place"), (Block("result", Text("Du fik pladsen.", "You got it.")),))


def send(account: Account, key: str = "a", *, case_key: str = "") -> UUID:
    return messaging.send(
        to=acting(account).party, letter=LETTER, kind=MessageKind.DECISION, by=SYSTEM, key=key,
        case_key=case_key, as_pdf=False,
    )  # fmt: skip


def with_action(message_id: UUID, action: Action) -> UUID:
    """The same letter once more, with a button: a message never changes."""
    old = Message.objects.get(pk=message_id)
    old.pk, old.key, old.actions = None, f"{old.key}+", [action.as_json()]
    new = Message(**{f.attname: getattr(old, f.attname) for f in Message._meta.fields if f.name != "id"})
    new.save(force_insert=True)
    Delivery.objects.create(message=new, planned_at=NOW, due_at=NOW)
    made: UUID = new.pk
    return made


def test_the_inbox_counts_the_unread_and_shows_only_them_on_request(anna: Account, logged_in: LogIn) -> None:
    first, second = send(anna, "a"), send(anna, "b")
    browser = logged_in(anna)
    page(browser, f"/min-side/besked/{first}/")
    html = page(browser, "/min-side/beskeder/")
    assert "Du har én ulæst besked." in html
    assert "(én ulæst)" in html.split("</header>")[0]
    assert html.index(str(second)) < html.index(str(first))
    only = page(browser, "/min-side/beskeder/?ulaest=1")
    assert str(second) in only
    assert str(first) not in only
    page(browser, f"/min-side/besked/{second}/")
    assert "Du har ingen ulæste beskeder" in page(browser, "/min-side/beskeder/?ulaest=1")


def test_an_empty_inbox_says_what_will_be_there(anna: Account, logged_in: LogIn) -> None:
    assert "Her står de breve, vi sender dig." in page(logged_in(anna), "/min-side/beskeder/")


@pytest.mark.parametrize("typed", ["2", "99", "x", "-1", "9" * 40])
def test_the_pages_of_the_inbox_have_twenty(anna: Account, logged_in: LogIn, typed: str) -> None:
    for i in range(21):
        send(anna, str(i))
    html = page(logged_in(anna), f"/min-side/beskeder/?side={typed}")
    assert html.count('class="row-title"') == (1 if typed in ("2", "99") else 20)


def test_the_inbox_costs_a_known_number_of_queries(
    anna: Account, logged_in: LogIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for i in range(25):
        send(anna, str(i))
    browser = logged_in(anna)
    browser.get("/min-side/beskeder/")
    # session, account with person; mandates held and given; the counts, the messages, deliveries, replies
    with django_assert_num_queries(7):
        browser.get("/min-side/beskeder/")


def test_a_limited_mandate_opens_only_what_it_covers(
    anna: Account, bo: Account, mandate: Mandate, opened: Opened, logged_in: LogIn
) -> None:
    covered, other = opened(bo, key="c1"), opened(bo, key="c2", service="dagtilbud")
    seen, hidden = send(bo, "a", case_key=covered.case_key), send(bo, "b", case_key=other.case_key)
    me = next(one for one in identity.acting_options(acting(anna).actor.id) if one.acting.for_somebody_else)
    html = page(logged_in(anna, acting=me.key), "/min-side/beskeder/")
    assert str(seen) in html
    assert str(hidden) not in html


def test_a_message_goes_back_among_the_unread(anna: Account, bo: Account, logged_in: LogIn) -> None:
    message_id = send(anna)
    browser = logged_in(anna)
    page(browser, f"/min-side/besked/{message_id}/")
    answer = browser.post(f"/min-side/besked/{message_id}/ulaest/", follow=True)
    assert "Du har én ulæst besked." in answer.content.decode()
    assert browser.get(f"/min-side/besked/{message_id}/ulaest/").status_code == 405
    assert logged_in(bo).post(f"/min-side/besked/{message_id}/ulaest/").status_code == 404


def test_the_reader_sees_how_the_letter_came(anna: Account, logged_in: LogIn) -> None:
    message_id = send(anna)
    Ladder.objects.filter(pk=message_id).delete()
    Ladder.objects.create(
        message_id=message_id, state=LadderState.ARRIVED, arrived_at=NOW, arrival=Arrival.RECEIPT,
        arrived_way=Way.DIGITAL_POST, legal_day=NOW.date(),
    )  # fmt: skip
    row = Delivery.objects.create(
        message_id=message_id, way=Way.DIGITAL_POST, planned_at=NOW, because=Because.REGISTERED
    )
    for old, new in (("planned", "sending"), ("sending", "handed_over"), ("handed_over", "delivered")):
        Delivery.objects.filter(pk=row.pk).update(
            came_from=old, state=new, claim=row.uuid, handed_over_at=NOW, delivered_at=NOW
        )
    html = page(logged_in(anna), f"/min-side/besked/{message_id}/")
    how = html.split("Sådan har du fået brevet")[1]
    assert "Sendt 3. december 2026. Leveret i Digital Post samme dag." in how
    assert "En frist i brevet regner vi fra 3. december 2026." in how
    assert "modtageren har Digital Post" not in how, "that is for staff"


def test_a_letters_button_leads_on_until_its_day(anna: Account, logged_in: LogIn) -> None:
    action = Action(
        ActionKind.SELFSERVICE, Text("Vælg læge", "Choose a doctor"), "/start/laegevalg/", date(2026, 12, 10)
    )
    message_id = with_action(send(anna), action)
    html = page(logged_in(anna), f"/min-side/besked/{message_id}/")
    assert 'href="/start/laegevalg/"' in html
    assert "Senest 10. december 2026" in html
    clock.freeze(NOW + timedelta(days=8))
    late = page(logged_in(anna), f"/min-side/besked/{message_id}/")
    assert 'href="/start/laegevalg/"' not in late
    assert "Fristen var 10. december 2026. Ring til os, hvis du stadig vil." in late


def test_a_button_to_another_site_says_so(anna: Account, logged_in: LogIn) -> None:
    action = Action(ActionKind.INFORMATION, Text("Læs mere", "Read more"), "https://borger.dk/flytning")
    html = page(logged_in(anna), f"/min-side/besked/{with_action(send(anna), action)}/")
    assert 'href="https://borger.dk/flytning" rel="noopener noreferrer"' in html
    assert "Du går til en anden side." in html


def test_my_page_leads_to_the_whole_inbox(anna: Account, logged_in: LogIn) -> None:
    for i in range(7):
        send(anna, str(i))
    html = page(logged_in(anna), "/min-side/")
    assert html.count('href="/min-side/besked/') == 5
    assert '<a href="/min-side/beskeder/">Se alle beskeder</a> (7 ulæste)' in html


def test_the_inbox_is_there_in_english(client: Client, anna: Account, logged_in: LogIn) -> None:
    send(anna)
    html = page(logged_in(anna), "/en/min-side/beskeder/")
    assert "Your place" in html
    assert DeliveryState.OPENED.value not in html
