"""The same solution on paper: every question of every shipped solution, and nobody's data."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pypdf import PdfReader

from indgang.adapters.letters import client as letters
from indgang.adapters.letters.form_markup import fragment
from indgang.adapters.letters.html_press import HtmlPress
from indgang.kernel.text import Text, lix
from indgang.modules.messages import services as messages
from indgang.modules.messages.services.files import FONTS
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.rules import saying
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import paper_words, versions
from indgang.modules.selfservice.selectors.paper import Language
from indgang.modules.selfservice.services import paper as forms
from indgang.modules.selfservice.tests import every_kind
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.modules.selfservice.vocabulary import QuestionKind

pytestmark = pytest.mark.django_db
SHIPPED = sorted(path.parent.name for path in (settings.CONTENT_DIR / "solutions").glob("*/solution.yaml"))
LANGUAGES: tuple[Language, ...] = ("da", "en")


@pytest.fixture(params=SHIPPED)
def solution(request: pytest.FixtureRequest, lyngsoe: object) -> Solution:
    """Each solution that is shipped, loaded as it stands."""
    slug: str = request.param
    if not SolutionVersion.objects.filter(slug=slug).exists():
        source = read_source(settings.CONTENT_DIR / "solutions" / slug)
        SolutionVersion.objects.create(
            hash=fingerprint(source), slug=slug, format=FORMAT, source=source, active=True, loaded_at=NOW
        )
    return versions.active(slug).solution


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_on_the_paper(solution: Solution, language: Language) -> None:
    form = selectors.paper_form(solution.slug, language)
    html = fragment(form.sheet)
    for step in solution.steps:
        for question in step.questions:
            assert question.id in form.keys
            assert f'data-key="{question.id}"' in html
        for card in step.cards:
            assert not card.right or f"{card.fact}_wrong" in form.keys
    for ask in solution.asks:
        assert f"ask_{ask.id}" in form.keys
    assert len(form.keys) == len(set(form.keys))
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    for question in solution.questions.values():
        label = question.label.en if language == "en" else question.label.da
        assert "{" in label or label in text
        for choice in question.choices:
            assert (choice.label.en if language == "en" else choice.label.da) in text
    assert not re.search(r"[{}]", text), "a place that nobody filled in"
    assert "ikke kendt" not in text
    assert "not known" not in text


def test_everything_that_paper_must_say_is_there(solution: Solution) -> None:
    html = fragment(selectors.paper_form(solution.slug).sheet)
    for part in (
        "CPR-nummer", "Underskrift", "Dato", "Datatilsynet", "artikel 6", "Lyngsø Kommune", "Send den til",
        *solution.shape.basis,
    ):  # fmt: skip
        assert part in html, part
    for question in solution.questions.values():
        if question.show is not None:
            place = html.index(f'data-key="{question.id}"')
            assert "paper-only" in html[place : html.index("</div>", place)], question.id


def test_what_the_registers_know_is_not_asked(lyngsoe: object) -> None:
    sheet = selectors.paper_form("flytning").sheet
    who = next(part for part in sheet.parts if part.title == "Hvem flytter?")
    assert any("navn, adresse, siden (CPR-registret)" in line for line in who.known)
    assert "Navn" not in [question.label for question in who.questions]


def test_a_condition_is_said_in_words(lyngsoe: object) -> None:
    sheet = selectors.paper_form("flytning").sheet
    asked = {question.key: question for part in sheet.parts for question in part.questions}
    assert (
        asked["new_doctor"].only_if == "Kun hvis du svarer “Ja, jeg vælger en ny” til “Vil du skifte læge?”."
    )
    assert asked["co_name"].optional
    assert asked["relation"].boxes[0].label == "Jeg ejer boligen"


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("others_stay", "Kun hvis du svarer “Ja” til “Bor der nogen nu, som bliver boende?”."),
        ("!others_stay", "Kun hvis du svarer “Nej” til “Bor der nogen nu, som bliver boende?”."),
        ("others_stay == false", "Kun hvis du svarer “Nej” til “Bor der nogen nu, som bliver boende?”."),
        (
            "relation in ['owner', 'tenant']",
            "Kun hvis du svarer “Jeg ejer boligen” eller “Jeg lejer hele boligen” til “Hvordan bor du der?”.",
        ),
        (
            "old_home != 'left'",
            "Kun hvis du svarer “Andre bliver boende” eller “Jeg beholder den også” til “Hvad sker der med den?”.",
        ),
        (
            "others_stay && old_home == 'left'",
            (
                "Kun hvis du svarer “Ja” til “Bor der nogen nu, som bliver boende?”, "
                "og du svarer “Jeg giver den op” til “Hvad sker der med den?”."
            ),
        ),
        ("declared", "Kun hvis du har sat kryds ved “Mine svar er rigtige, og vi flytter til adressen”."),
    ],
)
def test_answers_can_be_said(lyngsoe: object, condition: str, said: str) -> None:
    assert saying.only_if(condition, versions.active("flytning").solution).da == said


@pytest.mark.parametrize(
    "condition",
    [
        "residents.others > 0", "size(who) > 1", "me.age >= 18", "moving_date > today", "relation == 'nobody'",
        "(protection || declared) && others_stay", "relation in []", "who.exists(p, p == 'x')", "relation",
        "co_name != ''", "true", "relation == ", "&&",
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_left_to_the_reader(lyngsoe: object, condition: str) -> None:
    assert saying.only_if(condition, versions.active("flytning").solution) == saying.IF_IT_CONCERNS_YOU


def test_every_kind_of_question_has_room_and_a_list_says_what_to_write(lyngsoe: object) -> None:
    every_kind.load()
    sheets = [selectors.paper_form(slug).sheet for slug in ("flytning", every_kind.SLUG)]
    parts = [part for sheet in sheets for part in sheet.parts]
    asked = {question.key: question for part in parts for question in part.questions}
    questions = {**every_kind.every_kind().questions, **versions.active("flytning").solution.questions}
    assert {question.kind for question in questions.values()} == set(QuestionKind)
    for key in questions:
        one = asked[key]
        assert one.boxes or one.digits or one.lines or one.rows, key
    assert asked["who"].rows >= 6
    assert "flueben" not in asked["who"].help


def test_our_own_words_are_easy_to_read() -> None:
    texts = [text for text in vars(paper_words).values() if isinstance(text, Text)]
    ours = " ".join(text.da if text.da.endswith((".", "?")) else f"{text.da}." for text in texts)
    ours += " ".join(text.da for text in paper_words.HOW)
    assert lix(re.sub(r"\{\w+\}", "", ours)) < 35


def _pdf(language: Language = "da", *, large: bool = False) -> PdfReader:
    if why := letters.missing_library():
        pytest.skip(why)
    form = selectors.paper_form("flytning", language, large=large)
    return PdfReader(BytesIO(letters.PdfPress(FONTS).render_form(form.sheet).content))


@pytest.mark.letters
@pytest.mark.parametrize(("language", "large"), [("da", False), ("da", True), ("en", False)])
def test_the_pdf_says_all_of_it_with_its_version_on_every_page(
    lyngsoe: object, language: Language, large: bool
) -> None:
    reader = _pdf(language, large=large)
    form = selectors.paper_form("flytning", language)
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    text = " ".join(pages)
    side, of = ("Page", "of") if language == "en" else ("Side", "af")
    for number, page in enumerate(pages, 1):
        assert f"{side} {number} {of} {len(pages)}" in page
        assert f"flytning · {form.version[:10]}" in page
    for part in form.sheet.parts:
        assert part.title in text
        for question in part.questions:
            assert question.label in text, question.key
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert "pdfuaid" in metadata.stream.get_data().decode()
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == language


@pytest.mark.letters
def test_large_print_is_longer_and_has_eighteen_points(lyngsoe: object) -> None:
    normal, large = _pdf(), _pdf(large=True)
    assert len(large.pages) > len(normal.pages)
    sizes: set[float] = set()
    large.pages[0].extract_text(
        visitor_text=lambda text, cm, tm, _font, size: (
            sizes.add(round(abs(size * tm[3] * cm[3]), 1)) if text.strip() else None
        )
    )
    assert 18.0 in sizes


def test_the_file_is_made_once_by_a_worker(
    lyngsoe: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(messages, "press", lambda: HtmlPress("Pango mangler"))
    monkeypatch.setattr(type(forms.press_form), "enqueue", lambda _self, *args: asked.append(args))
    form = selectors.paper_form("flytning", large=True)
    assert services.paper_file(form) is None
    assert services.paper_file(form) is None
    assert asked == [("flytning", "da", True)], "asking often asks the worker once"
    assert forms.press_form.call(*asked[0]) == "html"
    made = services.paper_file(form)
    assert made is not None
    assert "Anmeld flytning" in made.read_text()
    assert services.paper_file(selectors.paper_form("flytning")) is None, "another size is another file"


def test_the_form_holds_nobody(lyngsoe: object, django_assert_num_queries: Any) -> None:
    selectors.paper_form("flytning")
    with django_assert_num_queries(0):
        html = fragment(selectors.paper_form("flytning").sheet)
    assert not re.search(r"\d{6}-?\d{4}", html)
