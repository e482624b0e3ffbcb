"""A fixed part is drawn once, for each language and each municipality, and knows nothing of the reader."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation


@dataclass
class Town:
    name: str


def test_it_is_drawn_once_for_a_municipality() -> None:
    part = Template("{% load indgang %}{% fixed %}{{ municipality.name }}{% endfixed %}")
    town = Town("Lyngsø")
    assert part.render(Context({"municipality": town})) == "Lyngsø"
    town.name = "drawn again"
    assert part.render(Context({"municipality": town})) == "Lyngsø"
    assert part.render(Context({"municipality": Town("Newer content")})) == "Newer content"
    assert part.render(Context({"municipality": None})) == ""


def test_each_language_has_its_own() -> None:
    part = Template('{% load i18n indgang %}{% fixed %}{% translate "Min side" %}{% endfixed %}')
    with translation.override("da"):
        assert part.render(Context()) == "Min side"
    with translation.override("en"):
        assert part.render(Context()) == "My page"


def test_nothing_of_a_reader_is_known_inside_it() -> None:
    part = Template(
        "{% load indgang %}{{ name }}{% fixed %}[{{ name }}{{ request }}]{% endfixed %}{{ name }}"
    )
    assert part.render(Context({"name": "Mads", "request": "GET"})) == "Mads[]Mads"


def test_what_is_written_in_content_is_escaped() -> None:
    part = Template("{% load indgang %}{% fixed %}{{ municipality.name }}{% endfixed %}")
    assert part.render(Context({"municipality": Town("<b>")})) == "&lt;b&gt;"


@pytest.mark.parametrize("foot", ["common/footer.html", "common/footer_staff.html"])
def test_the_foot_leads_to_the_post_of_a_demo_and_nowhere_else(foot: str, settings: Any) -> None:
    for address in ("http://127.0.0.1:4000/", ""):
        settings.DEMO_POST = address
        drawn = Template(f"{{% load indgang %}}{{% fixed %}}{{% include '{foot}' %}}{{% endfixed %}}").render(
            Context()
        )
        assert ("Se posten udefra" in drawn) == bool(address)
        assert address in drawn
