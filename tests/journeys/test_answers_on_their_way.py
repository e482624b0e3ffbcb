"""While an answer is on its way people go on, and what they do meanwhile stays: with the real script and markup."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import django_htmx
import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route

from indgang.kernel.text import Text
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.solution.questions import Question
from indgang.surfaces.portal import forms

HERE = "http://form.example/"
SCRIPTS = {
    "htmx.js": Path(django_htmx.__file__).parent / "static/django_htmx/htmx-4.min.js",
    "forms.js": Path(forms.__file__).parents[1] / "static/portal/forms.js",
}
GOODS = [Option("used", "Brugte ting"), Option("own", "Egne ting")]
STALLS = [Option("one", "Et"), Option("two", "To"), Option("three", "Tre")]


@dataclass
class Form:
    """A page whose server answers when the test says so. Own goods are asked about in a question of their own."""

    page: Page
    saved: dict[str, str] = field(default_factory=dict)
    held: list[tuple[Route, str]] = field(default_factory=list)
    sent: dict[str, list[str]] | None = None

    def live(self) -> str:
        asked = [Field("goods", "Varer", kind="radio", options=GOODS)]
        asked += [Field("own", "Hvad har du lavet?")] if self.saved.get("goods") == "own" else []
        asked += [Field("what", "Hvad?"), Field("more", "Mere", kind="textarea")]
        asked += [Field("short", "Kort", max_length=80)]
        asked += [Field("stalls", "Stader", kind="radio", options=STALLS)]
        rows = [Question(one.name, self._with_value(one), Text()) for one in asked]
        step = SimpleNamespace(
            draft=SimpleNamespace(id=UUID(int=1)),
            key="bod",
            revision=len(self.saved),
            saved_at=datetime.now(UTC),
        )
        context = {"step": step, "alone": rows, "cards": [], "groups": [], "told": []}
        return render_to_string("portal/forms/_live.html", context)

    def _with_value(self, one: Field) -> Field:
        known: dict[str, Any] = {**one.__dict__, "value": self.saved.get(one.name, "")}
        return Field(**known)

    def serves(self, route: Route) -> None:
        name = route.request.url.removeprefix(HERE)
        if name in SCRIPTS:
            route.fulfill(body=SCRIPTS[name].read_text(), content_type="text/javascript")
        elif route.request.method == "GET":
            scripts = "".join(f'<script src="/{one}" defer></script>' for one in SCRIPTS)
            form = f'<form method="post" action="/" id="step-form"><div id="live">{self.live()}</div>'
            route.fulfill(
                body=f'{scripts}{form}<div id="news"></div><button>Næste</button></form>',
                content_type="text/html; charset=utf-8",
            )
        else:
            self._takes(route, parse_qs(route.request.post_data or "", keep_blank_values=True))

    def _takes(self, route: Route, post: dict[str, list[str]]) -> None:
        if "_field" not in post:
            self.sent = post
            route.fulfill(body="<h1>Sendt</h1>", content_type="text/html")
            return
        key = post["_field"][0]
        self.saved[key] = post.get(key, [""])[0]
        part = f'<hx-partial hx-target="#live" hx-swap="innerMorph">{self.live()}</hx-partial>'
        self.held.append((route, part))

    def answers(self) -> None:
        """The answer that is on its way arrives, as it was made when the change was sent."""
        for _ in range(100):
            if self.held:
                break
            self.page.wait_for_timeout(20)
        route, part = self.held.pop(0)
        route.fulfill(body=part, content_type="text/html; charset=utf-8")
        self.page.wait_for_timeout(150)

    def says(self, question: str) -> str:
        script = "name => new FormData(document.getElementById('step-form')).get(name) || ''"
        return str(self.page.evaluate(script, question))


@pytest.fixture
def form(browser: Browser) -> Iterator[Form]:
    made = Form(browser.new_page())
    made.page.route("**/*", made.serves)
    made.page.goto(HERE)
    made.page.wait_for_function("window.htmx")
    yield made
    made.page.close()


@pytest.mark.parametrize("name", ["what", "more"])
def test_who_goes_on_typing_in_a_field_keeps_all_of_it(form: Form, name: str) -> None:
    box = form.page.locator(f"#f-{name}")
    box.fill("Leg")
    form.page.keyboard.press("Tab")  # it is sent
    box.focus()
    form.page.keyboard.press("Control+Home")
    form.page.keyboard.type("Mit ")
    form.answers()
    form.page.keyboard.type("fine ")  # the caret is where it was
    assert form.says(name) == "Mit fine Leg"
    form.page.keyboard.press("Tab")
    form.answers()
    assert form.saved[name] == "Mit fine Leg"


def test_the_page_is_sent_with_what_was_typed_last(form: Form) -> None:
    form.page.locator("#f-what").fill("Leg")
    form.page.keyboard.press("Tab")
    form.page.locator("#f-what").fill("Lego")
    form.page.get_by_role("button", name="Næste").click(no_wait_after=True)
    form.answers()
    form.page.get_by_role("heading", name="Sendt").wait_for()
    assert form.sent is not None
    assert form.sent["what"] == ["Lego"]


def test_a_choice_stands_when_what_comes_has_another(form: Form) -> None:
    """As when the same draft is open in two windows."""
    form.saved["stalls"] = "one"
    form.page.get_by_text("Brugte ting").click()
    form.page.get_by_text("To", exact=True).click()
    form.answers()
    assert form.says("stalls") == "two"
    form.answers()
    assert (form.says("stalls"), form.saved["stalls"]) == ("two", "two")


def test_nothing_moves_under_a_finger(form: Form) -> None:
    form.page.get_by_text("Egne ting").click()
    box = form.page.get_by_text("To", exact=True).bounding_box()
    assert box is not None
    form.page.mouse.move(box["x"] + 3, box["y"] + 3)
    form.page.mouse.down()
    form.answers()  # with one question more above
    assert form.page.locator("#f-own").count() == 0
    form.page.mouse.up()
    form.page.locator("#f-own").wait_for()
    assert form.says("stalls") == "two"


def test_how_many_characters_are_left_stands_when_an_answer_arrives(form: Form) -> None:
    """Else the line comes back when the field is left, and the press that left it misses what stands below."""
    counter = form.page.locator("#q-short .character-limit")
    counter.evaluate(
        "one => { one.textContent = 'Du har 80 tegn tilbage'; one.classList.add('limit-exceeded'); }"
    )
    place = form.page.locator("#f-stalls-2").bounding_box()
    form.page.get_by_text("Brugte ting").click()
    form.answers()
    assert counter.text_content() == "Du har 80 tegn tilbage"
    assert "limit-exceeded" in (counter.get_attribute("class") or "")
    assert form.page.locator("#f-stalls-2").bounding_box() == place


def test_what_nobody_changed_meanwhile_is_as_the_server_says(form: Form) -> None:
    form.page.locator("#f-what").fill("leg")
    form.page.keyboard.press("Tab")
    for _ in range(100):
        if form.held:
            break
        form.page.wait_for_timeout(20)
    form.saved["what"] = "LEG"
    form.held[0] = (
        form.held[0][0],
        f'<hx-partial hx-target="#live" hx-swap="innerMorph">{form.live()}</hx-partial>',
    )
    form.answers()
    assert form.says("what") == "LEG"
