"""The page with the paper form: for everybody, without a login, and without a trace."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from indgang.adapters.letters.form_style import PIECES
from indgang.adapters.letters.html_press import HtmlPress
from indgang.kernel import generation
from indgang.modules.audit.models import Event
from indgang.modules.identity.models import Municipality
from indgang.modules.messages import services as messages
from indgang.modules.selfservice.models import Draft
from indgang.modules.selfservice.services import paper as forms

pytestmark = pytest.mark.django_db
PAGE, FILE = "/selvbetjening/flytning/papir/", "/selvbetjening/flytning/papir/blanket/"


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[Any, ...]]:
    """What the worker is asked for."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    monkeypatch.setattr(messages, "press", lambda: HtmlPress("Pango mangler"))
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(type(forms.press_form), "enqueue", lambda _self, *args: asked.append(args))
    return asked


def test_anybody_can_print_it_and_leaves_no_trace(lyngsoe: object, client: Client) -> None:
    answer = client.get(PAGE)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Den dag du flytter ind" in html
    assert f'href="{FILE}"' in html
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
    assert html.count("<h1") == 1
    assert not Event.objects.exists()
    assert not Draft.objects.exists()


def test_large_print_and_english(lyngsoe: object, client: Client) -> None:
    large = client.get(f"{PAGE}?stor=1").content.decode()
    assert "paper-large" in large
    assert f'href="{FILE}?stor=1"' in large
    english = client.get(f"/en{PAGE}").content.decode()
    assert "The day you move in" in english
    assert "Den dag du flytter ind" not in english


def test_the_file_comes_when_the_worker_has_made_it(
    lyngsoe: object, client: Client, worker: list[tuple[Any, ...]]
) -> None:
    waiting = client.get(f"{FILE}?stor=1")
    assert (waiting.status_code, waiting["Refresh"]) == (202, "3")
    forms.press_form.call(*worker[0])
    made = client.get(f"{FILE}?stor=1")
    assert made.status_code == 200
    assert "flytning-stor.html" in made["Content-Disposition"]
    assert made["Content-Security-Policy"].startswith("default-src 'none'")
    assert client.get(FILE).status_code == 202


def test_a_solution_that_is_not_there_or_is_done_elsewhere_has_no_form(
    lyngsoe: object, client: Client
) -> None:
    assert client.get("/selvbetjening/ukendt/papir/").status_code == 404
    assert client.post(PAGE).status_code == 405
    row = Municipality.objects.get()
    row.profile["solutions"] = [{"solution": "flytning", "mode": "hand_over"}]
    row.save()
    generation.set_current(generation.current() + 1)
    assert client.get(PAGE).status_code == 404
    assert client.get(FILE).status_code == 404


def test_the_page_draws_the_form_as_the_press_does() -> None:
    css = Path(__file__).parents[2] / "static" / "portal" / "paper.css"
    assert PIECES.strip() in css.read_text(encoding="utf-8")
