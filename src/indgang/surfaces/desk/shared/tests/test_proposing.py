"""A proposal is no answer: the citizen takes it, or does not."""

from collections.abc import Callable

import pytest

from indgang.modules.contacts import services as contacts
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Answer, Proposal
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.surfaces.desk.shared.tests.conftest import Clerk, Take
from indgang.surfaces.portal.forms.tests.browser import Form, Page

NOTE = "Du sagde den anden & ikke den første 🙂"


@pytest.fixture
def inside(maria_helps: Clerk, draft: Filling) -> Clerk:
    return maria_helps.joins(draft)


def _form(clerk: Clerk, draft: Filling, rest: str = "dato/moving_date/") -> Form:
    return clerk.get(clerk.at(draft, rest)).form()


def _send(clerk: Clerk, form: Form, status: int = 302, button: tuple[str, str] | None = None) -> Page:
    return clerk.post(form.action, status, **form.data(button))


def _propose(clerk: Clerk, draft: Filling, day: str = "2026-12-02", note: str = NOTE) -> Form:
    form = _form(clerk, draft)
    form.set("moving_date", day)
    form.set("note", note)
    _send(clerk, form)
    return form


def test_a_proposal_is_shown_to_both_and_changes_no_answer(inside: Clerk, draft: Filling) -> None:
    rows = Answer.objects.filter(draft=draft.draft_id).count()
    _propose(inside, draft)
    page = inside.get(inside.at(draft, "dato/"))
    for words in ("2. december 2026", "Venter på borgeren", NOTE.replace("&", "&amp;"), "1. december"):
        assert words in page.text or words in page.html, words
    seen = selectors.together(draft.draft_id, draft.by).proposals
    assert [(one.shown.da, one.note, one.by) for one in seen] == [
        ("2. december 2026", NOTE, "Maria Kongshøj")
    ]
    assert Answer.objects.filter(draft=draft.draft_id).count() == rows


def test_the_form_begins_with_what_stands_there(inside: Clerk, draft: Filling) -> None:
    page = inside.get(inside.at(draft, "dato/moving_date/"))
    assert "Nu står der 1. december 2026" in page.text
    assert page.form().get("moving_date-day") == ["1"]


def test_two_presses_are_one_proposal(inside: Clerk, draft: Filling) -> None:
    form = _propose(inside, draft)
    _send(inside, form)
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("31.2.2027", "Den dato findes ikke"),
        ("2026-12-01", "Det står der allerede"),
        ("", "Skriv eller vælg"),
    ],
)
def test_what_cannot_be_proposed_stays_as_typed(inside: Clerk, draft: Filling, day: str, words: str) -> None:
    form = _form(inside, draft)
    parts = day.split(".") if "." in day else day.split("-")[::-1] if day else ["", "", ""]
    for name, value in zip(("day", "month", "year"), parts, strict=True):
        form.set(f"moving_date-{name}", value.lstrip("0"))
    form.set("note", NOTE)
    page = _send(inside, form, 422)
    assert words in page.text
    assert page.form().get("note") == [NOTE]
    assert page.form().get("moving_date-day") == [parts[0].lstrip("0")]
    assert page.title.startswith("Fejl:")
    assert Proposal.objects.count() == 0


def test_a_note_that_is_too_long_stays(inside: Clerk, draft: Filling) -> None:
    form = _form(inside, draft)
    form.set("moving_date", "2026-12-02")
    form.set("note", "x" * 301)
    page = _send(inside, form, 422)
    assert "Skriv højst 300 tegn" in page.text
    assert page.form().get("note") == ["x" * 301]


def test_people_are_proposed_by_ticking(
    maria_helps: Clerk, sofie: Acting, begin: Callable[[Acting], Filling]
) -> None:
    family = begin(sofie)
    inside = maria_helps.joins(family)
    form = _form(inside, family, "hvem/who/")
    form.set("who", form.choices("who")[:2])
    _send(inside, form)
    assert "Venter på borgeren" in inside.get(inside.at(family, "hvem/")).text


def test_one_of_several_is_proposed_by_choosing(inside: Clerk, draft: Filling) -> None:
    form = _form(inside, draft, "bolig/relation/")
    form.set("relation", "tenant")
    _send(inside, form)
    assert "Venter på borgeren" in inside.get(inside.at(draft, "bolig/")).text


def test_an_address_is_searched_for_and_chosen(inside: Clerk, draft: Filling) -> None:
    form = _form(inside, draft, "adresse/new_address/")
    form.set("new_address", "Skonnertgade 4")
    found = _send(inside, form, 200, button=("_find", "1")).form()
    choices = found.choices("new_address")
    assert "skonnertgade-4-2-th" in choices
    found.set("new_address", "skonnertgade-4-2-th")
    _send(inside, found)
    assert "Skonnertgade 4" in selectors.together(draft.draft_id, draft.by).proposals[0].shown.da


def test_a_declaration_is_the_citizens_own(inside: Clerk, draft: Filling) -> None:
    assert "Foreslå" not in inside.get(inside.at(draft, "erklaering/")).text
    inside.get(inside.at(draft, "erklaering/declared/"), 404)
    inside.post(inside.at(draft, "erklaering/declared/"), 404, declared="yes")


def test_taken_it_is_the_citizens_answer_by_a_proposal(inside: Clerk, draft: Filling) -> None:
    proposal = inside.proposes(draft, "2026-12-02")
    services.settle_proposal(proposal_id=proposal, accept=True, seen_revision=draft.revision, by=draft.by)
    page = inside.get(inside.at(draft, "dato/"))
    assert "Taget imod" in page.text
    assert "Maria Kongshøj foreslog det. Borgeren tog imod det" in page.text


def test_declined_it_says_so(inside: Clerk, draft: Filling) -> None:
    proposal = inside.proposes(draft, "2026-12-02")
    services.settle_proposal(proposal_id=proposal, accept=False, seen_revision=draft.revision, by=draft.by)
    page = inside.get(inside.at(draft, "dato/"))
    assert "Nej tak" in page.text
    assert "Venter på borgeren" not in page.text


def test_an_answer_that_is_newer_stands_beside_the_proposal(inside: Clerk, draft: Filling) -> None:
    inside.proposes(draft, "2026-12-02")
    draft.step("dato", {"moving_date": "2026-12-03"})
    page = inside.get(inside.at(draft, "dato/"))
    assert "Svaret er blevet ændret" in page.text
    for day in ("2. december 2026", "3. december 2026"):
        assert day in page.text


def test_one_takes_back_only_ones_own(
    inside: Clerk, draft: Filling, take: Take, freddy: EmployeeInfo
) -> None:
    other = take(freddy).joins(draft)
    proposal = inside.proposes(draft, "2026-12-02")
    address = f"forslag/{proposal}/"
    assert other.at(draft, address) not in other.get(other.at(draft, "dato/")).html
    other.post(other.at(draft, address), 404)
    inside.post(inside.at(draft, address), step="dato")
    inside.post(inside.at(draft, address), step="dato")
    page = inside.get(inside.at(draft, "dato/"))
    assert "Trukket tilbage" in page.text
    assert selectors.together(draft.draft_id, draft.by).proposals == ()


def test_the_second_clerks_proposal_takes_the_place_of_the_first(
    inside: Clerk, draft: Filling, take: Take, freddy: EmployeeInfo
) -> None:
    other = take(freddy).joins(draft)
    inside.proposes(draft, "2026-12-02")
    other.proposes(draft, "2026-12-03")
    page = inside.get(inside.at(draft, "dato/"))
    assert "Afløst af et nyere" in page.text
    assert page.text.count("Venter på borgeren") == 1


def test_a_question_of_another_step_is_not_there(inside: Clerk, draft: Filling) -> None:
    inside.get(inside.at(draft, "dato/who/"), 404)
    inside.get(inside.at(draft, "dato/findes-ikke/"), 404)


def test_a_masked_address_can_be_proposed_without_being_seen(
    take: Take, maria: EmployeeInfo, draft: Filling
) -> None:
    draft.all()
    Person.objects.filter(pk=draft.by.party.id).update(protected=True)
    clerk = take(maria, visitor=draft.by).joins(draft)
    form = _form(clerk, draft, "adresse/new_address/")
    assert form.get("new_address-text") == [""]
    form.set("new_address", "Skonnertgade 4")
    found = _send(clerk, form, 200, button=("_find", "1")).form()
    assert "skonnertgade-4-2-th" in found.choices("new_address")
    found.set("new_address", "skonnertgade-4-2-th")
    _send(clerk, found)  # that it stands there already is not told


def test_what_a_colleague_proposed_who_may_see_the_address_is_covered_for_one_who_may_not(
    take: Take, maria: EmployeeInfo, freddy: EmployeeInfo, draft: Filling
) -> None:
    Person.objects.filter(pk=draft.by.party.id).update(protected=True)
    maria_sees, freddy_sees = (take(one, visitor=draft.by).joins(draft) for one in (maria, freddy))
    contacts.unmask(contact_id=maria_sees.contact, reason="Borgeren spørger til den", by=maria)
    proposal = services.propose(
        draft_id=draft.draft_id,
        key="new_address",
        value="skonnertgade-4-2-th",
        seen_revision=draft.revision,
        note="",
        form_key="a-form",
        by=maria,
    )
    for taken in (False, True):
        if taken:
            services.settle_proposal(
                proposal_id=proposal, accept=True, seen_revision=draft.revision, by=draft.by
            )
        assert "Skonnertgade 4, 2. th" in maria_sees.get(maria_sees.at(draft, "adresse/")).text
        page = freddy_sees.get(freddy_sees.at(draft, "adresse/"))
        assert "Skonnertgade" not in page.html
        assert "Beskyttet" in page.text
