"""By a code into a draft: nothing is shown before the citizen says yes."""

from collections.abc import Callable

import pytest
from django.test import Client

from indgang.modules.cases.tests.conftest import employee
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Draft
from indgang.modules.selfservice.tests.conftest import NOW, Filling
from indgang.surfaces.desk.shared.tests.conftest import Clerk, Take


def _code(clerk: Clerk) -> str:
    return f"/medarbejder/henvendelse/{clerk.contact}/kode/"


def test_a_code_leads_to_the_wait_for_a_yes_without_a_name_and_without_an_answer(
    maria_helps: Clerk, draft: Filling
) -> None:
    code = services.ask_for_help(draft_id=draft.draft_id, step="dato", by=draft.by).code
    answer = maria_helps.post(_code(maria_helps), code=f"{code[:3]} {code[3:]}")
    assert answer.response["Location"] == maria_helps.at(draft)
    page = maria_helps.get(maria_helps.at(draft))
    for words in ("Vent på borgerens ja", "Anmeld flytning", "Hvornår flytter du?"):
        assert words in page.text, page.text
    for hidden in ("Mads", "1. december", "2026"):
        assert hidden not in page.text
    assert "Står borgeren her" not in page.text


def test_what_is_no_code_stays_in_the_field(maria_helps: Clerk) -> None:
    page = maria_helps.post(_code(maria_helps), 422, code="12345a")
    assert "Skriv de seks tal" in page.text
    assert page.form().get("code") == ["12345a"]


def test_a_wrong_code_says_what_to_do(maria_helps: Clerk) -> None:
    assert "Vi kan ikke finde koden" in maria_helps.post(_code(maria_helps), 422, code="000000").text
    for _try in range(9):
        maria_helps.post(_code(maria_helps), 422, code="000000")
    assert "Vent ti minutter" in maria_helps.post(_code(maria_helps), 429, code="000000").text


def test_a_code_works_once(maria_helps: Clerk, draft: Filling) -> None:
    code = services.ask_for_help(draft_id=draft.draft_id, step="dato", by=draft.by).code
    maria_helps.post(_code(maria_helps), code=code)
    maria_helps.post(_code(maria_helps), 422, code=code)


@pytest.mark.parametrize("change", [{"state": "sent"}, {"expires_at": NOW}])
def test_a_code_of_a_draft_that_is_gone_speaks_to_the_clerk(
    maria_helps: Clerk, draft: Filling, change: dict[str, object]
) -> None:
    code = services.ask_for_help(draft_id=draft.draft_id, step="dato", by=draft.by).code
    Draft.objects.filter(pk=draft.draft_id).update(**change)
    page = maria_helps.post(_code(maria_helps), 409, code=code)
    assert "Du kan ikke hjælpe i den mere." in page.text
    assert "Du har allerede sendt det" not in page.text


def test_somebody_elses_contact_is_not_there(maria_helps: Clerk, take: Take, freddy: EmployeeInfo) -> None:
    stranger = take(freddy)
    stranger.get(_code(maria_helps), 404)
    stranger.post(_code(maria_helps), 404, code="000000")


def test_after_the_yes_the_wait_leads_to_the_step(maria_helps: Clerk, draft: Filling) -> None:
    maria_helps.asks(draft)
    assert maria_helps.asks_for_news(draft, step="").status == 204
    maria_helps.hears(draft, yes=True)
    step = maria_helps.at(draft, "dato/")
    assert maria_helps.asks_for_news(draft, step="").response["HX-Redirect"] == step
    assert maria_helps.get(maria_helps.at(draft), 302).response["Location"] == step


def test_before_the_yes_no_step_is_shown(maria_helps: Clerk, draft: Filling) -> None:
    maria_helps.asks(draft)
    maria_helps.get(maria_helps.at(draft, "dato/"), 404)
    maria_helps.get(maria_helps.at(draft, "dato/moving_date/"), 404)
    assert maria_helps.asks_for_news(draft).status == 404


def test_a_no_is_told_in_plain_words(maria_helps: Clerk, draft: Filling) -> None:
    maria_helps.asks(draft)
    maria_helps.hears(draft, yes=False)
    page = maria_helps.get(maria_helps.at(draft), 404)
    assert "Borgeren sagde nej tak" in page.text
    assert _code(maria_helps) in page.links


def test_at_the_counter_the_citizen_says_yes_aloud(take: Take, maria: EmployeeInfo, draft: Filling) -> None:
    clerk = take(maria, visitor=draft.by).asks(draft)
    page = clerk.get(clerk.at(draft))
    assert "Du svarer og sender selv" in page.text
    assert "Mads" not in page.text
    page = clerk.post(clerk.at(draft, "ja/"), 422)
    assert "Sæt kun flueben" in page.text
    assert "<title>Fejl:" in page.html
    clerk.post(clerk.at(draft, "ja/"), consent="yes")
    assert "1. december 2026" in clerk.get(clerk.at(draft, "dato/")).text
    clerk.post(clerk.at(draft, "ja/"), consent="yes")  # a second press


def test_without_photo_id_there_is_no_yes_at_the_counter(
    take: Take, maria: EmployeeInfo, draft: Filling
) -> None:
    clerk = take(maria, visitor=draft.by, shown=False).asks(draft)
    assert "se billed-id, og skriv, at du har set det" in clerk.get(clerk.at(draft)).text
    clerk.post(clerk.at(draft, "ja/"), 409, consent="yes")
    clerk.get(clerk.at(draft, "dato/"), 404)


def test_by_telephone_there_is_no_yes_at_the_counter(maria_helps: Clerk, draft: Filling) -> None:
    maria_helps.asks(draft)
    maria_helps.post(maria_helps.at(draft, "ja/"), 409, consent="yes")
    maria_helps.get(maria_helps.at(draft, "dato/"), 404)


def test_somebody_else_at_the_counter_cannot_say_yes_for_mads(
    take: Take, maria: EmployeeInfo, draft: Filling, sofie: Acting
) -> None:
    clerk = take(maria, visitor=sofie).asks(draft)
    assert (
        "skal være den, som udfylder kladden" in clerk.post(clerk.at(draft, "ja/"), 409, consent="yes").text
    )


def test_a_draft_of_the_contacts_own_matter_needs_no_code(
    take: Take, maria: EmployeeInfo, draft: Filling
) -> None:
    clerk = take(maria, visitor=draft.by)
    contacts.choose_matter(contact_id=clerk.contact, service_id="flytning-indland", by=maria)
    clerk.post(clerk.at(draft))
    assert "Vent på borgerens ja" in clerk.get(clerk.at(draft)).text


def test_a_draft_that_nobody_let_one_into_is_not_there(maria_helps: Clerk, draft: Filling) -> None:
    maria_helps.post(maria_helps.at(draft), 404)
    for rest in ("", "dato/", "dato/moving_date/"):
        maria_helps.get(maria_helps.at(draft, rest), 404)
    for rest in ("ja/", "forlad/", "nyt/"):
        maria_helps.post(maria_helps.at(draft, rest), 404)


def test_leaving_ends_it_and_says_so(maria_helps: Clerk, draft: Filling) -> None:
    maria_helps.joins(draft)
    maria_helps.post(maria_helps.at(draft, "forlad/"))
    assert "Du har forladt kladden" in maria_helps.get(maria_helps.at(draft, "dato/"), 404).text
    assert selectors.joinings_of(maria_helps.contact, maria_helps.by)[0].ended_by == "clerk"


@pytest.mark.parametrize("rest", ["", "dato/", "dato/moving_date/"])
def test_a_strategist_has_no_such_page(
    as_staff: Callable[[EmployeeInfo], Client], maria_helps: Clerk, draft: Filling, rest: str
) -> None:
    jakob = employee("Jakob Elmegård", "borgerservice", Role.STRATEGIST)
    assert as_staff(jakob).get(maria_helps.at(draft, rest)).status_code == 403
