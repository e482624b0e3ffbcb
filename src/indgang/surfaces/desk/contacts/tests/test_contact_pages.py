"""The pages of a contact."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.cases.models import FilingEntry, Note
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import NOW
from indgang.modules.contacts import selectors
from indgang.modules.contacts.models import Contact, Measurement, RunningContact
from indgang.modules.contacts.selectors import Running
from indgang.modules.contacts.services import journey_for
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.selectors import DraftLine
from indgang.modules.selfservice.vocabulary import Shared

pytestmark = pytest.mark.django_db

CLOSING = {
    "website_first": "not_asked", "service": "", "channel": "telephone", "entrance": "", "level": "information",
    "kind": "information", "outcome": "resolved", "cause": "",
}  # fmt: skip
Staff = Callable[[EmployeeInfo], Client]


def url(contact: Running, part: str = "") -> str:
    return f"/medarbejder/henvendelse/{contact.id}/{part}"


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def found(response: Any) -> str:
    match = re.search(r'name="found" value="([^"]+)"', response.content.decode())
    assert match is not None
    return match.group(1)


def choose(desk: Client, contact: Running, name: str, **more: str) -> Any:
    """Search for somebody and press the first one found."""
    result = desk.post(url(contact, "find/"), {"person_name": name, **more})
    return desk.post(url(contact, "hvem/"), {"found": found(result), **more})


class _Form(HTMLParser):
    """What a browser would send for the form of an address, if nobody changed anything."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.select = action, False, ""
        self.sent: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.inside = given.get("action") == self.action
        if not self.inside:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and ("selected" in given or self.select not in self.sent):
            self.sent[self.select] = value
        elif tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.sent[name] = value

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"


def suggested(response: Any) -> dict[str, Any]:
    """What the closing form would send if nobody changed anything."""
    html = response.content.decode()
    action = re.search(r'action="([^"]+/luk/)"', html)
    assert action is not None
    form = _Form(action[1])
    form.feed(html)
    return form.sent


def test_two_presses_from_begin_to_closed(desk: Client, maria: EmployeeInfo) -> None:
    page = desk.get("/medarbejder/henvendelser/")
    assert "F2" in text_of(page)
    first = re.search(r'name="way" value="([^"]+)" data-press="F2"', page.content.decode())
    assert first is not None
    assert first[1] == "in_person borgerservice-midtby"
    begun = desk.post("/medarbejder/henvendelse/ny/", {"way": first[1]}, follow=True)
    answer = desk.post(begun.redirect_chain[0][0] + "luk/", suggested(begun), follow=True)
    assert "Henvendelsen er lukket" in text_of(answer)
    row = Contact.objects.get()
    assert (row.channel, row.entrance, row.outcome, row.level) == (
        "in_person", "borgerservice-midtby", "resolved", "information"
    )  # fmt: skip
    assert row.minutes is not None
    assert selectors.running_of(maria) == []


def test_closing_twice_is_one_row_and_the_second_goes_on(desk: Client, begun: Running) -> None:
    for _ in range(2):
        assert desk.post(url(begun, "luk/"), CLOSING)["Location"] == "/medarbejder/henvendelser/"
    assert Contact.objects.count() == 1
    assert "Den er talt med én gang" in text_of(desk.get(url(begun)))


def test_a_typed_time_wins_and_nonsense_is_shown_beside_the_field(desk: Client, begun: Running) -> None:
    answer = desk.post(url(begun, "luk/"), {**CLOSING, "minutes": "fem", "website_first": "yes"})
    assert answer.status_code == 422
    assert "Skriv minutter som et tal" in text_of(answer)
    assert 'value="fem"' in answer.content.decode()
    desk.post(url(begun, "luk/"), {**CLOSING, "minutes": "4,5", "website_first": "yes"})
    assert Contact.objects.get().minutes == 4.5
    assert Measurement.objects.get(kind="website_first").subject_key == "yes"


def test_a_person_is_found_by_number_which_is_never_in_an_address(
    desk: Client, begun: Running, maja: Acting
) -> None:
    result = desk.post(url(begun, "find/"), {"cpr": "610485-0001"})
    assert "Maja Holm" in text_of(result)
    assert desk.get(url(begun, "find/"))["Location"] == url(begun)
    answer = desk.post(url(begun, "hvem/"), {"found": found(result)})
    assert "6104850001" not in answer["Location"]
    assert "6104850001" not in str(list(Event.objects.values_list("purpose", "object", "detail")))
    page = text_of(desk.get(url(begun)))
    assert "Maja Holm" in page
    assert "Ikke kontrolleret" in page
    desk.post(url(begun, "id/"), {"how": "control_questions"})
    assert "Maria Kongshøj kontrollerede id" in text_of(desk.get(url(begun)))


def test_a_letter_is_opened_signed_and_counted_without_a_clock_that_hurries(
    desk: Client, maria: EmployeeInfo, maja: Acting
) -> None:
    ways = desk.get("/medarbejder/henvendelser/")
    assert "Brev Er kommet med posten" in text_of(ways)
    desk.post("/medarbejder/henvendelse/ny/", {"way": "letter"})
    letter = selectors.running_of(maria)[0]
    assert "data-clock" not in desk.get(url(letter)).content.decode()
    choose(desk, letter, "Maja Holm")
    page = text_of(desk.get(url(letter)))
    assert "Underskrevet på papir" in page
    assert "Billed-id" not in page
    assert desk.post(url(letter, "id/"), {"how": "photo_id"}).status_code == 400
    desk.post(url(letter, "id/"), {"how": "signed_form"})
    closing = suggested(desk.get(url(letter)))
    assert closing["channel"] == "letter"
    desk.post(url(letter, "luk/"), {**closing, "minutes": "6"})
    row = Contact.objects.get()
    assert (row.channel, row.minutes, row.entrance) == ("letter", 6, "")


def test_nobody_is_chosen_who_was_not_searched_for_here(
    desk: Client, begun: Running, maja: Acting, freddy: EmployeeInfo, as_staff: Staff
) -> None:
    mark = found(desk.post(url(begun, "find/"), {"person_name": "Maja Holm"}))
    assert desk.post(url(begun, "hvem/"), {"found": maja.party.id}).status_code == 404
    other = as_staff(freddy)
    assert other.post(url(begun, "hvem/"), {"found": mark}).status_code == 404
    other.post("/medarbejder/henvendelse/ny/", {"way": "telephone kontaktcenter"})
    theirs = selectors.running_of(freddy)[0]
    assert other.post(url(theirs, "hvem/"), {"found": mark}).status_code == 404


def test_too_little_to_search_by_keeps_what_was_typed(desk: Client, begun: Running) -> None:
    answer = desk.post(url(begun, "find/"), {"person_name": "M"})
    assert answer.status_code == 422
    assert "Skriv hele navnet" in text_of(answer)
    assert 'value="M"' in answer.content.decode()


def test_somebody_who_may_not_speak_for_another_hears_why_and_sees_nothing(
    desk: Client, begun: Running, maja: Acting, bo: Acting
) -> None:
    choose(desk, begun, "Bo Lind")
    answer = choose(desk, begun, "Maja Holm", role="giver")
    assert answer.status_code == 200
    assert "Jeg kan ikke se, at du må tale for Maja Holm" in text_of(answer)
    row = RunningContact.objects.get()
    assert str(row.person_id) == bo.party.id
    assert row.caller_id is None
    assert Event.objects.filter(action="contact_refused", party=maja.party.key).exists()
    assert "oplyste ikke om en anden borger" in text_of(desk.get(url(begun)))


def test_an_address_is_protected_until_somebody_says_why(desk: Client, begun: Running, maja: Acting) -> None:
    Person.objects.filter(pk=maja.party.id).update(protected=True)
    choose(desk, begun, "Maja Holm")
    assert "Beskyttet. Det bliver skrevet ned" in text_of(desk.get(url(begun)))
    assert desk.post(url(begun, "vis/"), {"reason": " "}).status_code == 422
    assert not Event.objects.filter(action="address_unmasked").exists()
    desk.post(url(begun, "vis/"), {"reason": "Spørger om sin egen flytning"})
    desk.get(url(begun))
    assert Event.objects.get(action="address_unmasked").purpose == "Spørger om sin egen flytning"
    seen = Event.objects.filter(action="cpr_used", purpose="se adressen under en henvendelse")
    assert seen.get().party == maja.party.key


def test_the_matter_shows_its_case_and_a_note_is_written_when_it_closes(
    desk: Client, begun: Running, maja: Acting, open_case: Callable[..., CaseInfo]
) -> None:
    matter = journey_for(by=maja, service_id="flytning-indland")
    case = open_case(journey_id=matter.id)
    choose(desk, begun, "Maja Holm")
    page = text_of(desk.get(url(begun)))
    assert "Åben hos Økonomiforvaltningen, kan stilles videre" in page
    assert case.number not in page
    desk.post(url(begun, "emne/flytning-indland/"))
    page = text_of(desk.get(url(begun)))
    assert case.number in page
    assert f"Hvad sker der nu? {case.status}" in page
    assert desk.post(url(begun, f"sag/{case.id}/"))["Location"].startswith(f"/medarbejder/sag/{case.id}/?h=")
    back = desk.get(f"/medarbejder/sag/{case.id}/", {"h": str(begun.id)})
    assert url(begun) in back.content.decode()
    closing = suggested(desk.get(url(begun)))
    assert (closing["service"], closing["kind"], closing["level"]) == (
        "flytning-indland", "status", "light_casework"
    )  # fmt: skip
    for _ in range(2):
        desk.post(url(begun, "luk/"), {**closing, f"note-{case.id}": "Ringede om sit svar"})
    note = Note.objects.get()
    assert (note.text, note.author_name) == ("Ringede om sit svar", "Maria Kongshøj")
    assert FilingEntry.objects.filter(case=case.id, document=f"note:{note.pk}").count() == 1
    row = Contact.objects.get()
    assert (row.service, row.journey) == ("flytning-indland", matter.id)


def test_a_note_for_a_case_that_is_not_theirs_closes_nothing_and_keeps_the_words(
    desk: Client, begun: Running, open_case: Callable[..., CaseInfo]
) -> None:
    foreign = open_case(unit="pladsanvisning")
    answer = desk.post(url(begun, "luk/"), {**CLOSING, f"note-{foreign.id}": "Noget"})
    assert answer.status_code == 422
    assert not Contact.objects.exists()
    assert not Note.objects.exists()
    assert desk.post(url(begun, "luk/"), {**CLOSING, "note-nonsense": "Noget"}).status_code == 422


def test_a_draft_shows_its_step_and_one_can_ask_to_come_in(
    desk: Client, begun: Running, maja: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = DraftLine(
        new_id(), "flytning", Text("Flytning"), "hvor", Text("Den nye bolig"), 2, 6, 1, NOW, Shared.ALONE
    )
    monkeypatch.setattr("indgang.modules.selfservice.selectors.drafts_in", lambda journey_id: [line])
    choose(desk, begun, "Maja Holm")
    desk.post(url(begun, "emne/flytning-indland/"))
    page = desk.get(url(begun))
    assert "2 af 6 trin er færdige. Borgeren står ved Den nye bolig." in text_of(page)
    assert "Der er svar, som skal rettes." in text_of(page)
    assert f'action="{url(begun, f"kladde/{line.id}/")}"' in page.content.decode()


def test_what_health_and_social_services_have_is_not_told(desk: Client, begun: Running, maja: Acting) -> None:
    journey_for(by=maja, service_id="personlig-assistance")
    choose(desk, begun, "Maja Holm")
    page = text_of(desk.get(url(begun)))
    assert "Der kan være mere" in page
    assert "kan stilles videre" not in page
    assert desk.get(url(begun)).context["matters"].others == ()


def test_guidance_has_the_script_and_lands_in_the_contact(desk: Client, begun: Running) -> None:
    hits = desk.get(url(begun), {"q": "flytning"})
    assert "Vis vejledning" in text_of(hits)
    desk.post(url(begun, "vejledning/flytning-indland/"))
    page = desk.get(url(begun))
    assert "Hej. Hvilken dato flytter du?" in text_of(page)
    assert "Er datoen i fristen?" in text_of(page)
    assert (suggested(page)["service"], suggested(page)["level"]) == ("flytning-indland", "guidance")


def test_handed_over_with_everything_and_taken_by_one(
    desk: Client, begun: Running, maja: Acting, freddy: EmployeeInfo, as_staff: Staff
) -> None:
    choose(desk, begun, "Maja Holm")
    desk.post(url(begun, "id/"), {"how": "control_questions"})
    empty = desk.post(url(begun, "stil-videre/"), {"unit": "kontaktcenter", "why": ""})
    assert empty.status_code == 422
    assert "Skriv kort, hvorfor" in text_of(empty)
    desk.post(url(begun, "stil-videre/"), {"unit": "kontaktcenter", "why": "Skal have en tid"})
    assert "stillet videre" in text_of(desk.get(url(begun)))
    theirs = as_staff(freddy)
    assert "Fra Maria Kongshøj" in text_of(theirs.get("/medarbejder/henvendelser/"))
    assert theirs.get(url(begun)).status_code == 404
    theirs.post(url(begun, "tag/"))
    page = theirs.get(url(begun))
    assert "Maria Kongshøj stillede videre til Kontaktcentret: Skal have en tid" in text_of(page)
    assert "Maria Kongshøj kontrollerede id" in text_of(page)
    assert suggested(page)["outcome"] == "transferred"
    assert desk.get(url(begun)).status_code == 404


def test_a_call_is_promised_called_and_done(desk: Client, begun: Running, maja: Acting) -> None:
    choose(desk, begun, "Maja Holm")
    desk.post(url(begun, "id/"), {"how": "control_questions"})
    desk.post(url(begun, "emne/flytning-indland/"))
    wish = {
        "phone": "12 34 56 78", "about": "Hans pas", "day-day": "4", "day-month": "5", "day-year": "2026",
        "from_time": "13.00", "to_time": "12.00", "call_unit": "borgerservice",
    }  # fmt: skip
    assert "Tidsrummet skal slutte" in text_of(desk.post(url(begun, "ring-tilbage/"), wish))
    desk.post(url(begun, "ring-tilbage/"), {**wish, "to_time": "15.00"})
    assert suggested(desk.get(url(begun)))["outcome"] == "call_back"
    page = desk.get("/medarbejder/tilbageringer/")
    assert "12345678" in text_of(page)
    assert "Hans pas" in text_of(page)
    call = page.context["found"].rows[0]
    began = desk.post(f"/medarbejder/tilbagering/{call.id}/ring/", follow=True)
    assert "vi ringer" in text_of(began)
    assert "Maja Holm" in text_of(began)
    assert "Hvad sker der nu?" in text_of(began)
    assert "Ikke kontrolleret" in text_of(began)
    desk.post(f"/medarbejder/tilbagering/{call.id}/ringet/", {"reached": "ja"})
    assert desk.get("/medarbejder/tilbageringer/").context["found"].rows == ()


def test_a_colleague_of_another_unit_neither_sees_nor_takes_the_call(
    desk: Client, begun: Running, maria: EmployeeInfo, freddy: EmployeeInfo, as_staff: Staff
) -> None:
    form = {"phone": "12345678", "day-day": "5", "day-month": "5", "day-year": "2026", "from_time": "09.00",
            "to_time": "12.00", "call_unit": "borgerservice"}  # fmt: skip
    desk.post(url(begun, "ring-tilbage/"), form)
    call = selectors.call_backs(maria).rows[0]
    theirs = as_staff(freddy)
    assert theirs.get("/medarbejder/tilbageringer/").context["found"].rows == ()
    assert theirs.post(f"/medarbejder/tilbagering/{call.id}/ring/").status_code == 404


def test_cancelled_by_mistake(desk: Client, begun: Running) -> None:
    desk.post(url(begun, "fortryd/"))
    assert not Contact.objects.exists()
    assert "tæller ikke med" in text_of(desk.get(url(begun)))


def test_other_roles_and_other_clerks_see_nothing(
    begun: Running, ole: EmployeeInfo, as_staff: Staff, client: Client
) -> None:
    assert as_staff(ole).get(url(begun)).status_code == 404
    assert client.get(url(begun))["Location"].startswith("/medarbejder/login/")


def test_a_contact_page_asks_so_many_times_and_no_more(
    desk: Client, begun: Running, maja: Acting, open_case: Callable[..., CaseInfo],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    matter = journey_for(by=maja, service_id="flytning-indland")
    open_case(journey_id=matter.id)
    choose(desk, begun, "Maja Holm")
    desk.post(url(begun, "emne/flytning-indland/"))
    desk.get(url(begun))
    with django_assert_max_num_queries(16):
        assert desk.get(url(begun)).status_code == 200
    with django_assert_max_num_queries(5):
        assert desk.get("/medarbejder/henvendelser/").status_code == 200
    with django_assert_max_num_queries(6):
        assert desk.get("/medarbejder/tilbageringer/").status_code == 200


def test_a_press_closes_a_contact_in_exactly_one_commit(
    desk: Client, begun: Running, maja: Acting, open_case: Callable[..., CaseInfo]
) -> None:
    """The test's own transaction is the outermost, so each commit is a savepoint of the first level with writes in it.

    With a note, a matter and the question about the website: everything that closing can write.
    """
    case = open_case(journey_id=journey_for(by=maja, service_id="flytning-indland").id)
    choose(desk, begun, "Maja Holm")
    desk.post(url(begun, "emne/flytning-indland/"))
    closing = {**suggested(desk.get(url(begun))), "website_first": "no", f"note-{case.id}": "Ringede"}
    with CaptureQueriesContext(connection) as asked:
        assert desk.post(url(begun, "luk/"), closing).status_code == 302
    depth, commits, outside, wrote = 0, 0, [], False
    for word, query in ((query["sql"].split()[0], query) for query in asked.captured_queries):
        if word == "SAVEPOINT":
            depth += 1
        elif word in ("RELEASE", "ROLLBACK"):
            depth -= 1
            commits += wrote and depth == 0
            wrote = wrote and depth > 0
        elif word in ("INSERT", "UPDATE", "DELETE"):
            wrote = True
            if depth == 0:
                outside.append(query["sql"])
    assert (commits, outside) == (1, [])
    assert Measurement.objects.filter(kind="website_first").exists()
    assert Note.objects.exists()
