"""How questions, cards and conflicts look on a page, from pictures made by hand."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from pytest_django import Settings

from indgang.kernel.text import Text
from indgang.modules.selfservice.selectors.views import Card, CardRow, FieldView, Option
from indgang.modules.selfservice.services.results import FieldConflict
from indgang.modules.selfservice.vocabulary import QuestionKind
from indgang.surfaces.common.solution import questions, reading
from indgang.surfaces.common.templatetags.indgang import field as field_tag

AT = datetime(2026, 12, 3, 9, 42, tzinfo=UTC)


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def view(kind: QuestionKind, *, value: str = "", options: tuple[Option, ...] = ()) -> FieldView:
    return FieldView(
        key="q",
        kind=kind,
        label=Text("Spørgsmål", "Question"),
        help=Text(),
        why=Text("Fordi"),
        required=True,
        value=value,
        values=(value,) if value else (),
        shown_value=Text(),
        options=options,
        error=Text(),
        notice=Text(),
        autocomplete="",
        max_length=0,
    )


def drawn(field: FieldView, error: Text | None = None) -> str:
    question = questions.question(field, error)
    if question.hits is None:
        return field_tag(question.field)
    context = {"question": question, "field": question.field, "here": "/"}
    return render_to_string("portal/forms/_address.html", context)


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_every_kind_of_question_can_be_drawn_with_its_error(kind: QuestionKind) -> None:
    html = drawn(view(kind, options=(Option("a", Text("A")),)), Text("Vælg et svar."))
    assert "Vælg et svar." in html
    assert 'aria-invalid="true"' in html or "form-error" in html


def test_yes_and_no_need_no_options_of_their_own() -> None:
    html = drawn(view(QuestionKind.YES_NO, value="no"))
    assert 'value="yes"' in html
    assert 'value="no" checked' in html


def test_a_long_text_gets_several_lines_and_a_short_one_does_not() -> None:
    short = questions.question(replace(view(QuestionKind.TEXT), max_length=34))
    long = questions.question(replace(view(QuestionKind.TEXT), max_length=2000))
    assert (short.field.kind, long.field.kind) == ("text", "textarea")


def test_many_doctors_unfold_and_few_stand_open() -> None:
    few = tuple(Option(str(n), Text(f"Læge {n}")) for n in range(3))
    many = tuple(Option(str(n), Text(f"Læge {n}")) for n in range(30))
    assert questions.question(view(QuestionKind.DOCTOR, options=few)).field.kind == "radio"
    assert questions.question(view(QuestionKind.DOCTOR, options=many)).field.kind == "select"


def test_what_was_typed_comes_back_and_cannot_become_markup() -> None:
    html = drawn(view(QuestionKind.TEXT, value='"><script>alert(1)</script>😀'))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;😀" in html


class TestAnAddress:
    HITS = (Option("a1", Text("Gade 1, 9999 Lyngsø")), Option("a2", Text("Gade 2, 9999 Lyngsø")))

    def test_that_is_known_stands_in_words_and_is_the_chosen_hit(self) -> None:
        known = replace(
            view(QuestionKind.ADDRESS, value="a1", options=self.HITS), shown_value=self.HITS[0].label
        )
        html = drawn(known)
        assert 'value="Gade 1, 9999 Lyngsø"' in html
        assert 'value="a1" checked' in html
        assert '<input type="hidden" name="q-asked" value="Gade 1, 9999 Lyngsø">' in html

    def test_that_is_only_typed_has_no_chosen_hit(self) -> None:
        html = drawn(view(QuestionKind.ADDRESS, value="Gade", options=self.HITS))
        assert 'value="Gade"' in html
        assert "checked" not in html

    def test_that_nobody_knows_says_what_to_write(self) -> None:
        assert "Vi fandt ingen adresse" in drawn(view(QuestionKind.ADDRESS, value="Månen 1"))

    def test_can_be_found_without_javascript(self) -> None:
        assert '<button class="button button-secondary" type="submit" name="_find" value="q">' in drawn(
            view(QuestionKind.ADDRESS)
        )


class TestAConflict:
    FOUND = FieldConflict("q", Text("Spørgsmål"), "mit", "dit", Text("Dit"), "Sofie Havgaard", AT)

    def test_shows_both_answers_and_who_gave_the_other(self) -> None:
        question = questions.question(view(QuestionKind.TEXT, value="dit"), conflict=self.FOUND)
        html = render_to_string(
            "portal/forms/_conflict.html", {"question": question, "conflict": question.conflict}
        )
        assert "Sofie Havgaard gjorde det kl.\u00a010.42." in html
        assert '<input type="hidden" name="q-mine" value="mit">' in html
        assert '<input type="hidden" name="q-theirs" value="dit">' in html
        assert "<strong>Dit</strong>" in html

    @pytest.mark.parametrize(
        ("sent", "open_still"),
        [
            ({"q": "dit"}, True),
            ({"q": "dit", "q-settle": "mine"}, False),
            ({"q": "noget tredje"}, False),
        ],
    )
    def test_is_open_until_somebody_chooses_or_answers_anew(
        self, sent: dict[str, str], open_still: bool
    ) -> None:
        post = QueryDict(mutable=True)
        post.update({**sent, "q-mine": "mit", "q-theirs": "dit"})
        assert bool(reading.undecided(post, ["q"])) is open_still


def card(**changes: object) -> Card:
    known = Card(
        key="home",
        title=Text("Her bor du nu"),
        rows=(CardRow(Text("Adresse"), Text("Gade 1\n9999 Lyngsø")),),
        source=Text("CPR"),
        fetched_at=AT,
        available=True,
        note=Text(),
        wrong_key="home_wrong",
        wrong=False,
        right_key="home_right",
        right_label=Text("Hvad er rigtigt?"),
        right_value="",
        right_error=Text(),
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def drawn_card(known: Card) -> str:
    one = questions.card_of(known, {})
    return render_to_string("portal/forms/_card.html", {"one": one, "here": "/"})


class TestACard:
    def test_says_what_we_know_and_where_from_and_when(self) -> None:
        html = drawn_card(card())
        assert "Gade 1<br>9999 Lyngsø" in html
        assert "Hentet fra CPR den 3. december 2026" in html

    def test_can_be_contradicted(self) -> None:
        html = drawn_card(card())
        assert 'type="checkbox"' in html
        assert "Det er forkert" in html
        assert 'name="home_right"' in html

    def test_that_cannot_be_contradicted_has_nothing_to_fill_in(self) -> None:
        html = drawn_card(card(wrong_key="", right_key=""))
        assert "<input" not in html
        assert "<textarea" not in html

    def test_of_a_register_that_is_away_says_what_happens(self) -> None:
        html = drawn_card(card(available=False, rows=(), note=Text("Gå bare videre.")))
        assert "Gå bare videre." in html
        assert "Hentet fra" not in html
