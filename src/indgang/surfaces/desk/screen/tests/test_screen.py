"""The citizen follows on a screen of their own: this contact, to read, and nothing that is nobody else's business."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from indgang.kernel import clock
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import RunningStep
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Draft
from indgang.modules.selfservice.selectors.together import PROTECTED
from indgang.modules.selfservice.tests.conftest import NOW, Filling
from indgang.surfaces.desk.entry.tests.conftest import Clerk
from indgang.surfaces.desk.screen.tests.conftest import Tablet, code_of

pytestmark = pytest.mark.django_db


def test_it_says_who_helps_and_waits_for_what_they_write(tablet: Tablet, clerk: Clerk) -> None:
    page = tablet.looks()
    assert clerk.by.name in page
    assert "Borgerservice" in page
    assert "Her kan du snart følge med" in page
    assert "Mads" not in page


def test_what_the_clerk_writes_in_is_there_at_the_next_look(tablet: Tablet, clerk: Clerk) -> None:
    before = tablet.mark
    assert tablet.asks(before).status_code == 204
    clerk.writes_down()
    clerk.step("dato")
    answer = tablet.asks(before)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "1. december 2026" in page
    assert "Skrevet sidst" in page
    assert "Ikke svaret" not in page
    assert "<html" not in page
    assert "Ja, det er rigtigt" not in page
    assert tablet.asks(tablet.mark).status_code == 204


def test_the_citizen_says_that_it_is_right_and_the_clerk_sees_it(tablet: Tablet, clerk: Clerk) -> None:
    clerk.writes_it_all_in()
    assert "Ja, det er rigtigt" in tablet.looks()
    assert "Borgeren sagde på skærmen" not in clerk.get(clerk.at("opsummering/")).text
    for _ in range(2):
        answer = tablet.web.post(
            reverse("portal:screen_right"), {"of": f"{clerk.draft.pk.hex}.{clerk.draft.revision}"}
        )
        assert answer.status_code == 302
    assert "Tak. Du har sagt, at det er rigtigt." in tablet.looks()
    step = RunningStep.objects.get(kind="confirmed")
    assert (step.key, step.detail) == (f"draft:{clerk.draft.pk}", {"revision": clerk.draft.revision})
    assert "Borgeren sagde på skærmen" in clerk.get(clerk.at("opsummering/")).text


def test_a_yes_to_what_was_changed_meanwhile_counts_for_nothing(tablet: Tablet, clerk: Clerk) -> None:
    clerk.writes_it_all_in()
    of = tablet.of
    clerk.step("dato", moving_date="2026-12-02")
    tablet.web.post(reverse("portal:screen_right"), {"of": of})
    assert not RunningStep.objects.filter(kind="confirmed").exists()
    tablet.web.post(reverse("portal:screen_right"), {"of": tablet.of})
    clerk.step("dato", moving_date="2026-12-03")
    assert "Ja, det er rigtigt" in tablet.looks()
    assert "Borgeren sagde på skærmen" not in clerk.get(clerk.at("opsummering/")).text


def test_there_is_no_yes_for_what_the_citizen_fills_in(
    tablet: Tablet, clerk: Clerk, mads: Acting, begin: Callable[[Acting], Filling]
) -> None:
    filling = begin(mads)
    filling.step("dato", {"moving_date": "2026-12-05"})
    assert "5. december" not in tablet.looks()
    code = services.ask_for_help(draft_id=filling.draft_id, step="dato", by=filling.by).code
    clerk.web.post(f"/medarbejder/henvendelse/{clerk.contact}/kode/", {"code": code})
    assert "5. december" not in tablet.looks()
    joining = selectors.joinings_of(clerk.contact, clerk.by)[0]
    services.confirm(joining_id=joining.id, yes=True, by=filling.by)
    page = tablet.looks()
    assert "5. december 2026" in page
    assert "Ja, det er rigtigt" not in page
    tablet.web.post(
        reverse("portal:screen_right"), {"of": f"{Draft.objects.get().pk.hex}.{Draft.objects.get().revision}"}
    )
    assert not RunningStep.objects.filter(kind="confirmed").exists()


def test_where_a_protected_citizen_lives_is_covered_also_when_the_contact_is_not(
    tablet: Tablet, clerk: Clerk, mads: Acting
) -> None:
    clerk.writes_it_all_in()
    open_page = tablet.looks()
    assert str(PROTECTED) not in open_page
    Person.objects.filter(pk=mads.party.id).update(protected=True)
    contacts.unmask(contact_id=clerk.contact, reason="Adressen skal skrives ind", by=clerk.by)
    covered = tablet.looks()
    assert str(PROTECTED) in covered
    shown = [line for line in open_page.splitlines() if "<dd>" in line and "9999" in line]
    assert shown, "no address was shown to begin with"
    assert "9999" not in covered


def test_a_cpr_number_is_never_shown(tablet: Tablet, clerk: Clerk) -> None:
    clerk.writes_it_all_in()
    for page in (tablet.looks(), tablet.asks().content.decode()):
        assert not re.search(r"(?<!\d)\d{6}-?\d{4}(?!\d)", re.sub(r'(value|data-mark)="[^"]*"', "", page))


@pytest.mark.parametrize("how", ["close", "stop", "idle"])
def test_it_ends_and_leaves_nothing(tablet: Tablet, clerk: Clerk, how: str) -> None:
    clerk.writes_it_all_in()
    mark = tablet.mark
    if how == "close":
        contacts.cancel(contact_id=clerk.contact, by=clerk.by)
    elif how == "stop":
        assert clerk.web.post(f"/medarbejder/henvendelse/{clerk.contact}/skaerm/stop/").status_code == 302
    else:
        clock.freeze(NOW + timedelta(minutes=10, seconds=1))
    news = tablet.asks(mark)
    assert news.status_code == 410
    assert "Tak" in news.content.decode()
    assert "december" not in news.content.decode()
    assert not tablet.web.cookies["indgang_screen"].value
    assert "Tast koden fra medarbejderen" in tablet.looks()


def test_what_is_over_for_idleness_does_not_come_back(tablet: Tablet, clerk: Clerk) -> None:
    clock.freeze(NOW + timedelta(minutes=11))
    assert "Tak" in tablet.looks(410)
    clerk.writes_down()
    assert "Tast koden" in tablet.looks()


def test_work_in_the_contact_keeps_it_on(tablet: Tablet, clerk: Clerk) -> None:
    clerk.writes_down()
    clock.freeze(NOW + timedelta(minutes=9))
    clerk.step("dato")
    clock.freeze(NOW + timedelta(minutes=18))
    assert "december" in tablet.looks()


def test_its_cookie_opens_nothing_else(tablet: Tablet, clerk: Clerk) -> None:
    cookie = tablet.web.cookies["indgang_screen"]
    assert (cookie["path"], bool(cookie["httponly"]), cookie["samesite"]) == ("/skaerm/", True, "Strict")
    for address in ("/min-side/", f"/medarbejder/henvendelse/{clerk.contact}/", "/medarbejder/"):
        assert "/login/" in tablet.web.get(address)["Location"]
    page = tablet.web.get(reverse("portal:screen"))
    assert "no-store" in page["Cache-Control"]


def test_another_contact_of_the_same_clerk_is_not_on_it(
    tablet: Tablet, clerk: Clerk, take: Callable[..., Clerk], maria: EmployeeInfo, sofie: Acting
) -> None:
    other = take(maria, visitor=sofie)
    other.writes_down()
    Draft.objects.filter(person__id=sofie.party.id).update(updated_at=NOW)
    assert "Her kan du snart følge med" in tablet.looks()


def test_a_wrong_code_is_told_and_kept(clerk: Clerk) -> None:
    code_of(clerk)
    tablet = Tablet()
    answer = tablet.types("12 34")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Vi kan ikke finde koden." in page
    assert 'value="12 34"' in page
    assert tablet.types("9" * 500).status_code == 404


def test_guessing_is_stopped(clerk: Clerk) -> None:
    tablet = Tablet()
    answers = [tablet.types("1") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [404] * 10 + [429]
    assert "for mange forkerte koder" in answers[-1].content.decode()


def test_without_a_cookie_there_is_nothing_to_hear_or_say() -> None:
    stranger = Tablet()
    assert stranger.asks().status_code == 410
    assert stranger.web.post(reverse("portal:screen_right"), {"of": "x"}).status_code == 302
    assert "Tast koden fra medarbejderen" in stranger.looks()


def test_a_look_without_news_costs_little(
    tablet: Tablet, clerk: Clerk, django_assert_max_num_queries: Any
) -> None:
    clerk.writes_it_all_in()
    mark = tablet.mark
    tablet.asks(mark)
    with django_assert_max_num_queries(6):
        assert tablet.asks(mark).status_code == 204


def test_the_clerk_sees_whether_it_is_connected(clerk: Clerk) -> None:
    page = f"/medarbejder/henvendelse/{clerk.contact}/skaerm/"
    assert "Få en kode" in clerk.get(page).text
    code = code_of(clerk)
    assert "Venter på, at koden bliver tastet" in clerk.get(page).text
    assert code not in clerk.get(page).text
    Tablet().types(code)
    assert "Skærmen er forbundet" in clerk.get(page).text
    assert "Vis på skærmen" in clerk.get(f"/medarbejder/henvendelse/{clerk.contact}/").text


def test_a_call_has_no_screen_to_show(take: Callable[..., Clerk], maria: EmployeeInfo) -> None:
    call = take(maria, None, channel=Channel.TELEPHONE)
    assert "Vis på skærmen" not in call.get(f"/medarbejder/henvendelse/{call.contact}/").text


def test_only_who_has_the_contact_gets_a_code(
    clerk: Clerk, take: Callable[..., Clerk], freddy: EmployeeInfo
) -> None:
    other = take(freddy, None)
    for part in ("skaerm/", "skaerm/stop/"):
        assert other.web.post(f"/medarbejder/henvendelse/{clerk.contact}/{part}").status_code == 404
