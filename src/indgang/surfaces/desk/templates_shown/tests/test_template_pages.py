"""The editor looks at prepared letters."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel.text import Text
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role
from indgang.modules.messages import services as messages
from indgang.modules.messages.models import Template
from indgang.modules.messages.vocabulary import ActionKind, Block, Letter, LetterTemplate, PlannedAction

HERE = "/medarbejder/skabelon/"
HARD = "Kommunalbestyrelsens fritagelsesbestemmelser vedrørende renovationsordningens husstandsindsamling gælder."


def _register(da: str) -> None:
    letter = Letter(
        Text("Ny dag", "New day"),
        (
            Block("result", Text(da, "We come on {dag}.")),
            Block("list", items=(Text("Sæt spanden ud", "Put it out"),)),
        ),
    )
    button = PlannedAction(
        ActionKind.SELFSERVICE, Text("Gå til Min side", "Go to My page"), "my_page", "2026-12-31"
    )
    messages.register_letters(
        owner="kommunen", letters={"ny-dag": LetterTemplate(letter, frozenset({"dag"}), (button,))}
    )


@pytest.fixture
def editor(as_staff: Callable[[EmployeeInfo], Client], lyngsoe: object) -> Client:
    _register("Vi kommer {dag}.")
    return as_staff(employee("Eva Ravn", "borgerservice", Role.EDITOR))


def test_the_editor_sees_how_a_letter_reads_in_both_languages(editor: Client) -> None:
    assert "Let at læse" in editor.get(HERE).content.decode()
    page = editor.get(f"{HERE}kommunen/ny-dag/").content.decode()
    assert "Vi kommer [dag]." in page
    assert "Gå til Min side" in page
    assert "til og med 2026-12-31" in page
    english = editor.get(f"{HERE}kommunen/ny-dag/?sprog=en").content.decode()
    assert "We come on [dag]." in english
    assert "Go to My page" in english


def test_a_hard_letter_is_told_and_an_older_text_can_be_read(editor: Client) -> None:
    _register(HARD)
    page = editor.get(f"{HERE}kommunen/ny-dag/").content.decode()
    assert "Brevet er svært at læse" in page
    assert "udgave 2" in page
    assert "Svært at læse" in editor.get(HERE).content.decode()
    old = editor.get(f"{HERE}kommunen/ny-dag/?udgave=1").content.decode()
    assert "Vi kommer [dag]." in old
    assert "Den bruges ikke mere" in old


def test_the_letter_can_be_seen_as_it_is_printed(editor: Client) -> None:
    answer = editor.get(f"{HERE}kommunen/ny-dag/pdf/")
    assert answer.status_code == 200
    assert answer["Content-Type"] in ("application/pdf", "text/html; charset=utf-8")
    assert len(answer.content) > 500


def test_what_is_not_there_is_no_page_and_others_may_not_look(
    editor: Client, as_staff: Callable[[EmployeeInfo], Client]
) -> None:
    assert editor.get(f"{HERE}kommunen/findes-ikke/").status_code == 404
    assert editor.get(f"{HERE}kommunen/ny-dag/?udgave=9").status_code == 404
    assert editor.get(f"{HERE}kommunen/ny-dag/?udgave=\x00&sprog=tysk").status_code == 200
    clerk = as_staff(employee("Maria Kongshøj", "borgerservice", Role.CLERK))
    assert clerk.get(HERE).status_code == 403


def test_a_page_asks_few_questions(
    editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    editor.get(HERE)
    with django_assert_max_num_queries(3):
        editor.get(HERE)
    with django_assert_max_num_queries(3):
        editor.get(f"{HERE}kommunen/ny-dag/")


def test_a_heading_with_a_placeholder_is_listed_as_the_letter_shows_it(editor: Client) -> None:
    row = Template.objects.get(current=True)
    Template.objects.filter(pk=row.pk).update(
        letter={**row.letter, "title": {"da": "Husk {dag}", "en": "Mind {dag}"}}
    )
    listed = editor.get(HERE).content.decode()
    assert "Husk [dag]" in listed
    assert "{dag}" not in listed
