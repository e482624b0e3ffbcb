"""How good the search is over the demo's catalogue: a floor, and what must hold for any question."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indgang.kernel import generation
from indgang.modules.catalogue import selectors
from indgang.modules.channels.tests.lyngsoe import put_lyngsoe

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def lyngsoe(db: None) -> None:
    """The demo's content, only read here: its index is counted once."""
    put_lyngsoe(for_reading=True)


QUERIES = Path(__file__).parent / "queries"


def questions(name: str) -> list[tuple[str, set[str]]]:
    lines = (QUERIES / f"{name}.tsv").read_text().splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(query, set(ids.split(","))) for query, ids in rows]


@pytest.mark.usefixtures("lyngsoe")
@pytest.mark.parametrize(
    ("name", "first", "first_three"),
    [("development", 0.93, 0.97), ("held_out", 0.90, 0.96)],
)
def test_the_answer_is_found(name: str, first: float, first_three: float) -> None:
    asked = questions(name)
    missed: list[str] = []
    top = three = 0
    for query, right in asked:
        found = [hit.service_id for hit in selectors.search(query, limit=3).hits]
        top += bool(found) and found[0] in right
        three += bool(right & set(found))
        if not right & set(found):
            missed.append(f"{query} -> {found}")
    assert top / len(asked) >= first, f"first: {top} of {len(asked)}"
    assert three / len(asked) >= first_three, "\n".join(missed)


@pytest.mark.usefixtures("lyngsoe")
def test_the_questions_name_real_services_and_touch_them_all() -> None:
    sets = {name: questions(name) for name in ("development", "held_out")}
    named = {service for rows in sets.values() for _, right in rows for service in right}
    assert named == set(selectors.services())
    assert not {query for query, _ in sets["development"]} & {query for query, _ in sets["held_out"]}
    assert sum(len(rows) for rows in sets.values()) >= 150


@pytest.mark.usefixtures("lyngsoe")
@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "\x00",
        "x" * 10_000,
        "pas " * 3_000,
        "🐀🐀",
        "<script>alert(1)</script>",
        "%",
        "' OR 1=1 --",
        "\u202epas",
        "-" * 500,
    ],
)
def test_any_question_is_answered(query: str) -> None:
    answer = selectors.search(query)
    assert len(answer.hits) <= 10
    assert all(hit.service_id in selectors.services() for hit in answer.hits)


@pytest.mark.usefixtures("lyngsoe")
def test_scores_fall_and_the_limit_holds() -> None:
    hits = selectors.search("barn", limit=4).hits
    assert len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.usefixtures("lyngsoe")
def test_an_answer_comes_while_typing() -> None:
    for typed in ("flyt", "flytt", "flytte", "jeg skal flyt"):
        assert selectors.search(typed).hits[0].service_id == "flytning-indland", typed


@pytest.mark.usefixtures("lyngsoe")
def test_a_correction_is_shown_as_the_catalogue_spells_it() -> None:
    assert selectors.search("folkepention").did_you_mean == "folkepension"
    assert selectors.search("folkepension").did_you_mean is None


@pytest.mark.usefixtures("lyngsoe")
@pytest.mark.parametrize(
    "query",
    [
        "min hund er død",
        "hunden",
        "opføre tilbygning",
        "nabo brænder affald af røg",
        "min kat er væk",
        "fisketegn",
    ],
)
def test_a_word_that_we_do_not_know_is_no_misspelling(query: str) -> None:
    assert selectors.search(query).did_you_mean is None


@pytest.mark.usefixtures("lyngsoe")
@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("kørekrot", "kørekort"),
        ("min bornehave", "min børnehave"),
        ("haveafald grene", "haveaffald grene"),
        ("kontanhjælp", "kontanthjælp"),
    ],
)
def test_a_spelling_is_suggested_when_it_is_near_and_leads_somewhere(query: str, meant: str) -> None:
    assert selectors.search(query).did_you_mean == meant
    assert selectors.search(meant).hits[0].service_id == selectors.search(query).hits[0].service_id


@pytest.fixture
def nothing_loaded() -> None:
    generation.set_current(generation.current() + 1)


@pytest.mark.usefixtures("nothing_loaded")
def test_without_content_nothing_is_found() -> None:
    assert selectors.search("pas").hits == ()


@pytest.mark.usefixtures("lyngsoe")
def test_the_command_answers_in_json() -> None:
    out = StringIO()
    call_command("search", "jeg", "skal", "flytte", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert set(answer) == {"query", "results"}
    assert answer["query"] == "jeg skal flytte"
    assert answer["results"][0]["id"] == "flytning-indland"
    assert set(answer["results"][0]) == {"id", "score"}


@pytest.mark.usefixtures("lyngsoe")
def test_the_command_answers_in_lines() -> None:
    out = StringIO()
    call_command("search", "folkepention", "--limit", "1", stdout=out)
    assert "Did you mean: folkepension" in out.getvalue()
    assert "folkepension" in out.getvalue().splitlines()[1]


@pytest.mark.usefixtures("nothing_loaded")
def test_the_command_says_what_to_do_without_content() -> None:
    with pytest.raises(CommandError, match="load_content") as caught:
        call_command("search", "pas")
    assert caught.value.returncode == 2
