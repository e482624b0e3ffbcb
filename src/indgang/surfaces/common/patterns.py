"""A living page of every pattern, for eyes and for axe. Only a demo serves it."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indgang.kernel import clock
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.people import for_everybody

YES_NO = (Option("yes", "Ja"), Option("no", "Nej", "Så spørger vi ikke om mere her."))


def _fields() -> list[Field]:
    return [
        Field("name", "Hvad hedder du?", autocomplete="name"),
        Field("day", "Hvornår flytter du?", kind="date", value="31.2.2026", hint="For eksempel 1. 12. 2026",
              why="Din flytning gælder fra den dag.", error="31. februar findes ikke. Skriv en dag, der findes."),
        Field("rent", "Hvad betaler du i leje om måneden?", kind="amount", width=10, hint="Uden varme og el"),
        Field("lodger", "Flytter du ind hos nogen?", kind="radio", options=YES_NO, value="yes"),
        Field("who", "Hvem flytter med?", kind="checkboxes", value=["ida"], required=False,
              options=(Option("ida", "Ida, 8 år"), Option("emil", "Emil, 5 år"))),
        Field("doctor", "Vælg en læge", kind="select", options=(Option("1", "Lægerne Klokkeengen"),)),
        Field("phone", "Dit telefonnummer", kind="phone", autocomplete="tel", width=12, required=False),
        Field("note", "Er der andet, vi skal vide?", kind="textarea", max_length=500, required=False),
        Field("agree", "Jeg har læst det hele igennem", kind="checkbox"),
    ]  # fmt: skip


@for_everybody
def patterns(request: HttpRequest) -> HttpResponse:
    """Every tag of the library with made-up content."""
    steps = [
        {"title": "Hvem flytter?", "url": "#1", "done": True},
        {"title": "Hvor flytter du hen?", "url": "#2", "error": True},
        {"title": "Hvornår flytter du?"},
        {"title": "Kontrollér og send"},
    ]
    facts = [
        {"label": "Navn", "value": "Anna Lund", "source": "CPR, 3. december 2026"},
        {"label": "Ny adresse", "value": "Birkevej 40, 9999 Lyngsø", "url": "#", "action": "Ret"},
        ("Pris", "Det er gratis"),
    ]
    return render(
        request,
        "common/patterns.html",
        {
            "fields": _fields(), "steps": steps, "facts": facts, "now": clock.now(),
            "day": date(2026, 12, 3),
        },
    )  # fmt: skip
