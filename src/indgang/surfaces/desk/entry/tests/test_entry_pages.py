"""A clerk writes in on request: the pages, from the request to the letter."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from indgang.adapters.letters.html_press import HtmlPress
from indgang.kernel import clock
from indgang.modules.audit.models import Event
from indgang.modules.cases.models import Case, FilingEntry
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import selectors
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.files import selectors as files
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import services as messages
from indgang.modules.messages.services import files as letters
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Draft, Submission
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.tests.conftest import MADS_MOVES
from indgang.surfaces.desk.entry.tests.conftest import Clerk, Take, scan
from indgang.surfaces.portal.forms.tests.browser import Page

pytestmark = pytest.mark.django_db


def test_from_the_request_to_the_receipt(clerk: Clerk, mads: Acting) -> None:
    page = clerk.get(clerk.start)
    assert "Mads Brinklund beder om at søge uden at bruge nettet" in page.text
    first = clerk.writes_down()
    assert first.response["Location"].endswith("/dato/")
    shown = clerk.get(first.response["Location"])
    assert "Du skriver ind for" in shown.text
    clerk.writes_it_all_in()
    end = clerk.get(clerk.at("opsummering/"))
    assert "Læs det højt for borgeren" in end.text
    sent = clerk.sends()
    receipt = clerk.get(sent.response["Location"])
    assert "Sig det til borgeren" in receipt.text
    assert "Maria Kongshøj" in receipt.text


def test_what_we_know_is_not_asked_again(clerk: Clerk, mads: Acting) -> None:
    """A wish that was told once is shown, is no choice any more, and suggests the reason."""
    clerk.writes_down(need="large_print", circumstance="disability")
    services.delete_draft(draft_id=clerk.draft.pk, by=entering.acting_in(clerk.contact, clerk.by))
    page = clerk.get(clerk.start)
    assert "Stor skrift i breve" in page.text.partition("Spørg ikke om det igen")[0]
    form = next(one for one in page.forms if "reason" in one.names())
    assert form.choices("need") == ["", "paper", "person", "interpreter"]
    assert form.get("reason") == ["special_circumstances"]
    assert form.get("circumstance") == []  # why is never kept, and so never suggested


def test_who_is_exempt_is_suggested(clerk: Clerk, mads: Acting) -> None:
    Person.objects.filter(pk=mads.party.id).update(exempt=True, exempt_at=clock.now())
    page = clerk.get(clerk.start)
    form = next(one for one in page.forms if "reason" in one.names())
    assert form.get("reason") == ["exempt"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": ""}, "Vælg en mulighed."),
        ({"circumstance": ""}, "Vælg, hvad der gør forholdene særlige."),
        ({"asked_on-year": "2027"}, "Datoen kan ikke ligge ude i fremtiden."),
        ({"asked_on-month": "13"}, "Skriv en dato med dag, måned og år."),
        ({"reason": "exempt"}, "Registret siger ikke, at borgeren er fritaget for Digital Post."),
        ({"need": "interpreter"}, "Skriv hvilket sprog."),
        ({"solution": "findes-ikke"}, "Vælg en mulighed."),
        ({"channel": "pigeon"}, "Vælg en mulighed."),
    ],
)
def test_a_request_that_is_not_whole_keeps_what_was_typed(
    clerk: Clerk, changes: dict[str, str], said: str
) -> None:
    page = clerk.writes_down(422, **changes)
    assert said in page.text
    form = next(one for one in page.forms if "reason" in one.names())
    if "channel" not in changes:
        assert form.get("channel") == ["in_person"]
    assert not Draft.objects.exists()


def test_nobody_is_written_in_for_before_they_are_found_and_checked(
    take: Take, maria: EmployeeInfo, mads: Acting
) -> None:
    anonymous = take(maria, None)
    assert "Find borgeren først" in anonymous.get(anonymous.start, 409).text
    unknown = take(maria, mads, checked=None)
    assert "Kontrollér id først" in unknown.get(unknown.start, 409).text


def test_another_clerks_contact_is_not_there(
    clerk: Clerk, take: Take, freddy: EmployeeInfo, mads: Acting
) -> None:
    clerk.writes_down()
    his = take(freddy, mads)
    his.get(clerk.start, 404)
    his.get(clerk.at("dato/"), 404)
    his.get(his.at("dato/"))  # the same draft by his own contact


def test_a_contact_that_was_closed_in_another_window_loses_nothing(
    clerk: Clerk, take: Take, maria: EmployeeInfo, mads: Acting
) -> None:
    clerk.writes_down()
    clerk.step("dato")
    address = clerk.at("hvem/")
    contacts.cancel(contact_id=clerk.contact, by=maria)
    page = clerk.post(address, 409, _shown="who", _revision=0, who="mads")
    assert "Henvendelsen er slut" in page.text
    assert "Alt, hvad du har skrevet, er gemt." in page.text
    again = take(maria, mads)
    begun = again.get(again.start)
    assert "Der er allerede begyndt" in begun.text
    on = again.post(again.start, go_on="flytning")
    assert on.response["Location"] == again.at("adresse/")  # who moves is known: he lives alone


def test_a_colleague_takes_over_in_the_middle(
    clerk: Clerk,
    take: Take,
    as_staff: Callable[[EmployeeInfo], Client],
    maria: EmployeeInfo,
    freddy: EmployeeInfo,
) -> None:
    clerk.writes_down()
    clerk.step("dato")
    contacts.hand_over(contact_id=clerk.contact, unit="borgerservice", employee_id="", why="Pause", by=maria)
    contacts.take_over(contact_id=clerk.contact, by=freddy)
    his = Clerk(freddy, as_staff(freddy), clerk.contact)
    his.get(his.at("hvem/"))
    for step in list(MADS_MOVES)[1:]:
        his.step(step)
    receipt = his.get(his.sends().response["Location"])
    assert "Freddy Lund" in receipt.text
    clerk.get(clerk.at("kvittering/"), 404)


def test_two_clerks_see_both_answers(clerk: Clerk, take: Take, freddy: EmployeeInfo, mads: Acting) -> None:
    clerk.writes_down()
    his = take(freddy, mads, channel=Channel.TELEPHONE, checked=IdCheck.QUESTIONS)
    seen = clerk.draft.revision
    clerk.step("dato", moving_date="2026-12-01", seen=seen)
    page = his.step("dato", 422, moving_date="2026-12-02", seen=seen)
    assert "Hvilket svar gælder?" in page.text
    assert "Maria Kongshøj gjorde det" in page.text


def test_it_is_sent_once_and_only_with_a_yes(clerk: Clerk) -> None:
    clerk.writes_it_all_in()
    assert "Sæt kryds, når borgeren har sagt ja." in clerk.sends(422, yes="").text
    assert "Der er ændret noget, siden du så siden" in clerk.sends(409, _revision=1).text
    assert "Der er ændret noget, siden du så siden" in clerk.sends(409, _key="").text
    assert Submission.objects.count() == 0
    first, second = clerk.sends(), clerk.sends()
    assert first.response["Location"] == second.response["Location"] == clerk.at("kvittering/")
    assert Submission.objects.count() == 1
    for gone in ("dato/", "opsummering/", "slet/", "bilag/"):
        assert clerk.get(clerk.at(gone), 302).response["Location"] == clerk.at("kvittering/")


def test_what_is_missing_is_named_and_led_to(clerk: Clerk) -> None:
    clerk.writes_down()
    clerk.step("dato")
    page = clerk.get(clerk.at("opsummering/"))
    assert "Det her mangler" in page.text
    assert not [form for form in page.forms if "yes" in form.names()]
    assert any("?fra=opsummering&mangler=1" in link for link in page.links)


def test_what_the_citizen_sent_is_the_citizens(clerk: Clerk, mads: Acting) -> None:
    clerk.writes_it_all_in()
    services.submit(draft_id=clerk.draft.pk, key="mine-now", by=mads, seen_revision=clerk.draft.revision)
    page = clerk.get(clerk.at("kvittering/"))
    assert "Borgeren har selv sendt den" in page.text
    assert "Skonnertgade" not in page.text


def test_a_paper_form_is_scanned_and_goes_to_the_case(take: Take, maria: EmployeeInfo, mads: Acting) -> None:
    post_room = take(maria, mads, channel=Channel.LETTER, checked=IdCheck.SIGNED)
    post_room.writes_down(channel="letter", circumstance="digital_skills")
    for step in MADS_MOVES:
        post_room.step(step)
    page = post_room.get(post_room.at("opsummering/"))
    assert "Hold det op mod blanketten" in page.text
    assert "Scan den underskrevne blanket" in page.text
    wrong = post_room.post(post_room.at("bilag/"), 422, fil=SimpleUploadedFile("x.pdf", b"MZ no form"))
    assert wrong.text.count("Vælg") > 0
    post_room.post(post_room.at("bilag/"), fil=scan("blanket.pdf"), titel="Underskrevet blanket")
    listed = post_room.get(post_room.at("opsummering/"))
    assert "Underskrevet blanket" in listed.text
    file = files.files_of(f"draft:{post_room.draft.pk}")[0]
    assert post_room.web.get(post_room.at(f"bilag/{file.id}/")).status_code == 200
    post_room.post(post_room.at(f"bilag/{file.id}/fjern/"))
    assert files.files_of(f"draft:{post_room.draft.pk}") == []
    post_room.post(post_room.at("bilag/"), fil=scan("blanket.pdf"), titel="Underskrevet blanket")
    post_room.sends()
    case = Case.objects.get()
    assert [one.title for one in files.files_of(f"case:{case.pk}")] == ["Underskrevet blanket"]
    assert FilingEntry.objects.filter(case=case, document__startswith="file:").exists()
    assert Event.objects.get(action="entry_sent").detail["yes"] == "signed_form"


def test_the_letter_is_printed_from_the_receipt(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "press", lambda: HtmlPress("en prøve"))
    clerk.writes_it_all_in()
    receipt = clerk.get(clerk.sends().response["Location"])
    letter = next(link for link in receipt.links if "/kvittering/brev/" in link)
    assert "Brevet er på vej" in clerk.get(letter, 202).text
    assert not Event.objects.filter(action="letter_printed").exists()
    messages.deliver_planned()
    made = clerk.web.get(letter)
    words = b"".join(made.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Skrevet ind af Maria Kongshøj, Borgerservice" in words
    assert Event.objects.get(action="letter_printed").detail == {"contact": str(clerk.contact)}
    clerk.get(letter.replace(letter.split("/")[-2], str(clerk.draft.pk)), 404)


@pytest.mark.parametrize("exempt", [True, False])
def test_a_letter_on_paper_stands_on_the_list_before_the_worker_has_come(
    clerk: Clerk, mads: Acting, exempt: bool
) -> None:
    identity.update_from_register(person_id=mads.party.id, exempt=exempt, protected=False)
    clerk.writes_it_all_in()
    receipt = clerk.get(clerk.sends().response["Location"])
    assert ("Gå til printlisten" in receipt.text) is exempt


def test_closing_the_contact_counts_a_transaction(clerk: Clerk, maria: EmployeeInfo) -> None:
    clerk.writes_it_all_in()
    clerk.sends()
    found = selectors.running(clerk.contact, maria)
    suggested = selectors.suggestion(found, selectors.steps_of(clerk.contact))
    assert (suggested.kind, suggested.level, suggested.service_id) == (
        "transaction",
        "light_casework",
        "flytning-indland",
    )


def test_the_contact_page_leads_here_and_back(clerk: Clerk) -> None:
    at = f"/medarbejder/henvendelse/{clerk.contact}/"
    assert clerk.start in clerk.get(at).links
    clerk.writes_down()
    page = clerk.get(at)
    assert "Maria Kongshøj skriver den ind." in page.text
    assert "Bed om at se med: Kladde" not in page.text


def test_the_citizen_sees_it_and_may_go_on(clerk: Clerk, mads: Acting, as_citizen: Any) -> None:
    clerk.writes_down()
    clerk.step("dato")
    web = as_citizen(mads)
    mine = Page(web.get("/min-side/"))
    assert "Maria Kongshøj i Borgerservice skriver det ind for dig." in mine.text
    step = Page(web.get(f"/kladde/{clerk.draft.pk}/hvem/"))
    assert "Maria Kongshøj i Borgerservice skriver det ind for dig" in step.text


def test_the_number_of_queries_of_a_step_is_known(clerk: Clerk, django_assert_max_num_queries: Any) -> None:
    clerk.writes_down()
    clerk.get(clerk.at("dato/"))  # what is down is asked once in a process
    with django_assert_max_num_queries(14):
        clerk.get(clerk.at("dato/"))
