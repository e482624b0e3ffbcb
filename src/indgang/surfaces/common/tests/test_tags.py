"""Dates, numbers, icons and fields as people see them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from indgang.surfaces.common import fields
from indgang.surfaces.common.fields import Field, Option


def show(text: str, **values: Any) -> str:
    context = Context({"request": RequestFactory().get("/liste/?q=pas&side=2"), **values})
    return Template("{% load indgang %}" + text).render(context)


DAY = date(2026, 12, 3)
AT = datetime(2026, 12, 3, 9, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "danish", "english"),
    [
        ("{{ day|da_date }}", "3. december 2026", "3 December 2026"),
        ("{{ day|da_short_date }}", "3. december", "3 December"),
        ("{{ day|da_weekday }}", "torsdag 3. december", "Thursday 3 December"),
        ("{{ at|da_datetime }}", "3. december 2026 kl.\u00a010.42", "3 December 2026 at 10:42"),
        ("{{ at|da_time }}", "kl.\u00a010.42", "10:42"),
        ("{{ amount|number }}", "1.234.567,5", "1,234,567.5"),
        ("{{ amount|number:0 }}", "1.234.568", "1,234,568"),
        ("{{ price|kr }}", "40\u00a0kr.", "40\u00a0DKK"),
        ("{{ cents|kr }}", "12,50\u00a0kr.", "12.50\u00a0DKK"),
        ("{{ share|percent }}", "37\u00a0%", "37%"),
        ("{{ share|percent:1 }}", "37,4\u00a0%", "37.4%"),
    ],
)
def test_dates_and_numbers_are_written_as_the_reader_writes_them(
    text: str, danish: str, english: str
) -> None:
    values = {
        "day": DAY, "at": AT, "amount": Decimal("1234567.5"), "price": 40, "cents": Decimal("12.5"), "share": 37.4,
    }  # fmt: skip
    with translation.override("da"):
        assert show(text, **values) == danish
    with translation.override("en"):
        assert show(text, **values) == english


@pytest.mark.parametrize("nothing", [None, "", "ukendt", True])
def test_an_unknown_number_is_never_shown_as_zero(nothing: object) -> None:
    assert show("{{ n|kr }}{{ n|percent }}{{ n|number }}", n=nothing) == ""


def test_an_icon_is_silent_unless_it_has_words() -> None:
    assert 'aria-hidden="true"' in show('{% icon "check" %}')
    assert 'aria-label="Udfyldt"' in show('{% icon "check" "Udfyldt" %}')
    with pytest.raises(ValueError, match="no such icon"):
        show('{% icon "enhjoerning" %}')


def test_an_error_is_tied_to_its_field_and_the_summary_links_to_it() -> None:
    one = Field(
        "phone", "Dit nummer", kind="phone", hint="8 tal", why="Så vi kan ringe.", error="Skriv 8 tal."
    )
    html = show("{% field one %}{% error_summary all %}", one=one, all=[one])
    assert 'aria-describedby="f-phone-hint f-phone-why f-phone-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="f-phone-error"' in html
    assert '<a href="#f-phone" class="function-link">Skriv 8 tal.</a>' in html


@pytest.mark.parametrize(
    ("kind", "target"), [("date", "f-x-day"), ("radio", "f-x-1"), ("checkboxes", "f-x-1")]
)
def test_the_summary_links_to_the_first_thing_one_can_fill_in(kind: str, target: str) -> None:
    one = Field("x", "X", kind=kind, error="Svar her.", options=(Option("a", "A"), Option("b", "B")))
    html = show("{% field one %}{% error_summary all %}", one=one, all=[one])
    assert f'href="#{target}"' in html
    assert f'id="{target}"' in html


def test_a_list_without_errors_has_no_summary() -> None:
    assert show("{% error_summary all %}", all=[Field("x", "X")]).strip() == ""


def test_what_somebody_typed_cannot_break_out_of_the_page() -> None:
    nasty = '"><script>alert(1)</script>'
    for kind in ("text", "textarea", "date", "search"):
        assert "<script>" not in show(
            "{% field one %}", one=Field("x", nasty, kind=kind, value=nasty, error=nasty)
        )


@pytest.mark.parametrize(
    ("typed", "value"),
    [("x-day=3&x-month=12&x-year=2026", "2026-12-03"), ("x-day=31&x-month=2&x-year=2026", "31.2.2026"),
     ("x-day=&x-month=&x-year=", ""), ("x-day=i+dag&x-month=&x-year=", "i dag..")],
)  # fmt: skip
def test_a_date_is_read_back_as_typed_when_it_is_no_date(typed: str, value: str) -> None:
    one = Field("x", "Hvornår?", kind="date")
    found = fields.typed(QueryDict(typed), one)
    assert found == value
    again = Field("x", "Hvornår?", kind="date", value=found)
    given = QueryDict(typed)
    assert (again.day, again.month, again.year) == (
        given["x-day"], given["x-month"], given["x-year"],
    )  # fmt: skip


class Moving(forms.Form):
    who = forms.ChoiceField(label="Hvem?", widget=forms.RadioSelect, choices=[("a", "Anna"), ("b", "Bo")])
    day = forms.DateField(label="Hvornår?", widget=fields.DateWidget)
    note = forms.CharField(label="Andet", widget=forms.Textarea, max_length=50, required=False)


def test_a_django_form_is_drawn_by_the_same_tag() -> None:
    form = Moving(QueryDict("day-day=1&day-month=12&day-year=2026&note=hej"))
    assert not form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 12, 1)
    html = show("{% for one in form %}{% field one %}{% endfor %}{% error_summary form %}", form=form)
    assert 'href="#f-who-1"' in html
    assert 'name="day-month" value="12"' in html
    assert 'data-maxlength="50"' in html
    assert "(valgfrit)" in html


def test_a_limit_of_ten_thousand_is_not_read_as_ten() -> None:
    one = Field("note", "Skriv til os", kind="textarea", max_length=10_000)
    with translation.override("da"):
        html = show("{% field one %}", one=one)
    assert 'data-maxlength="10000"' in html
    assert "op til 10.000 tegn" in html


def test_pages_of_a_list_keep_the_other_questions_of_the_address() -> None:
    html = show("{% pagination 2 9 %}")
    assert 'href="?q=pas&amp;side=3"' in html
    assert 'aria-current="page"' in html
    assert show("{% pagination 1 1 %}").strip() == ""


def test_a_step_guide_says_where_one_is() -> None:
    html = show("{% steps all 2 %}", all=[{"title": "Hvem", "url": "/1/", "done": True}, {"title": "Hvor"}])
    assert "Trin <strong>2</strong> af 2" in html
    assert 'aria-current="step"' in html


def test_a_calculation_is_a_table_with_each_line_named_and_nothing_in_it_is_markup() -> None:
    line = {"label": "Løn <b>", "value": "100 kr.", "note": "Måneden gange 12", "paragraph": "En lov § 2"}
    shown = show("{% calculations found %}", found=[{"title": "Det betaler I", "lines": [line]}])
    assert "<caption>Det betaler I</caption>" in shown
    assert '<th scope="row">Løn &lt;b&gt;<span class="fact-source">Måneden gange 12</span>' in shown
    assert '<td class="num">100 kr.</td>' in shown
    assert show("{% calculations found %}", found=[]).strip() == ""
