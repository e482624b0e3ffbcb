"""From the guidance to the editor, and back to the clerk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indgang.modules.catalogue.models import Feedback
from indgang.modules.contacts import selectors as contacts

pytestmark = pytest.mark.django_db
SAID = {"feedback_service": "pas", "feedback_part": "price", "feedback_text": "Prisen er fra sidste år."}


def body(browser: Client, name: str) -> str:
    return browser.get(reverse(f"desk:{name}")).content.decode()


def press(browser: Client, name: str, **fields: str) -> Any:
    return browser.post(reverse(f"desk:{name}"), fields)


def test_from_the_clerk_to_the_editor_and_back(clerk: Client, editor: Client) -> None:
    answer = press(clerk, "feedback_give", **SAID, next="/medarbejder/henvendelser/")
    assert (answer.status_code, answer["Location"]) == (302, "/medarbejder/henvendelser/")
    page = body(editor, "feedback")
    assert "Prisen er fra sidste år." in page
    assert "Maria Kongshøj, Borgerservice" in page
    assert "0 henvendelser om det de seneste syv dage." in page
    row = Feedback.objects.get()
    prefix = f"m{row.id.hex[-8:]}"
    fields = {f"{prefix}-feedback_state": "mended", f"{prefix}-feedback_answer": "Tak. Prisen er rettet."}
    assert press(editor, "feedback_answer", feedback=str(row.id), **fields).status_code == 302
    page = body(clerk, "my_feedback")
    assert "Tak. Prisen er rettet." in page
    assert "Du har 1 nyt svar." in page
    press(clerk, "my_feedback_seen")
    page = body(clerk, "my_feedback")
    assert "nyt svar" not in page
    assert "Tak. Prisen er rettet." in page


def test_what_most_people_turn_to_us_about_stands_first(
    clerk: Client, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(clerk, "feedback_give", **SAID)
    press(
        clerk,
        "feedback_give",
        **{**SAID, "feedback_service": "flytning-indland", "feedback_text": "Hvad med læge?"},
    )
    monkeypatch.setattr(contacts, "contacts_this_week", lambda ids: {"pas": 12} if "pas" in ids else {})
    page = body(editor, "feedback")
    assert "12 henvendelser om det" in page
    assert page.index("Prisen er fra sidste år.") < page.index("Hvad med læge?")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"feedback_text": ""}, "Skriv, hvad der er forkert eller mangler."),
        ({"feedback_text": "x" * 501}, "Skriv højst 500 tegn."),
        ({"feedback_text": "Det gælder 010190-1234."}, "Tag CPR-nummeret ud."),
        ({"feedback_service": "nix"}, "Vælg noget på listen."),
        ({"feedback_part": "nix"}, "Vælg noget på listen."),
    ],
)
def test_what_cannot_be_used_is_said_and_keeps_what_was_typed(
    clerk: Client, fields: dict[str, str], said: str
) -> None:
    answer = press(clerk, "feedback_give", **{**SAID, **fields, "next": "/medarbejder/henvendelser/"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert {**SAID, **fields}["feedback_text"] in page
    assert "/medarbejder/henvendelser/" in page
    assert not Feedback.objects.exists()


def test_it_never_leads_to_another_site(clerk: Client) -> None:
    answer = press(clerk, "feedback_give", **SAID, next="https://evil.example/")
    assert answer["Location"] == reverse("desk:my_feedback")


def test_an_answer_needs_a_choice_and_a_sentence(clerk: Client, editor: Client) -> None:
    press(clerk, "feedback_give", **SAID)
    row = Feedback.objects.get()
    answer = press(editor, "feedback_answer", feedback=str(row.id))
    assert answer.status_code == 422
    assert "Vælg, hvad du har gjort." in answer.content.decode()
    assert "Skriv en sætning til den, der skrev." in answer.content.decode()


def test_two_editors(clerk: Client, editor: Client) -> None:
    press(clerk, "feedback_give", **SAID)
    row = Feedback.objects.get()
    prefix = f"m{row.id.hex[-8:]}"
    fields = {f"{prefix}-feedback_state": "mended", f"{prefix}-feedback_answer": "Rettet."}
    assert press(editor, "feedback_answer", feedback=str(row.id), **fields).status_code == 302
    assert press(editor, "feedback_answer", feedback=str(row.id), **fields).status_code == 302
    other = {**fields, f"{prefix}-feedback_answer": "Ikke rettet."}
    late = press(editor, "feedback_answer", feedback=str(row.id), **other)
    assert late.status_code == 409
    assert "En kollega har svaret." in late.content.decode()


@pytest.mark.parametrize("which", ["", "x", "00000000-0000-0000-0000-000000000001"])
def test_one_that_is_not_there(editor: Client, which: str) -> None:
    assert press(editor, "feedback_answer", feedback=which).status_code == 404


def test_each_has_their_own_pages(clerk: Client, editor: Client) -> None:
    assert clerk.get(reverse("desk:feedback")).status_code == 403
    assert press(clerk, "feedback_answer", feedback="x").status_code == 403
    assert editor.get(reverse("desk:my_feedback")).status_code == 403
    assert press(editor, "feedback_give", **SAID).status_code == 403
    assert not Feedback.objects.exists()


def test_without_any_the_pages_say_so(clerk: Client, editor: Client) -> None:
    assert "Ingen venter på svar" in body(editor, "feedback")
    assert "Du har ikke skrevet om en tekst" in body(clerk, "my_feedback")
    assert "selected" in clerk.get(reverse("desk:feedback_give") + "?ydelse=pas").content.decode()
