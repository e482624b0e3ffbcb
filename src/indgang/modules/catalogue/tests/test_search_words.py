"""The parts of the search: words, stems, compounds, spelling."""

import pytest

from indgang.modules.catalogue.rules.search.ask import ask
from indgang.modules.catalogue.rules.search.compounds import lone_part, split
from indgang.modules.catalogue.rules.search.index import Document, Field, Index, build
from indgang.modules.catalogue.rules.search.stems import root, stem
from indgang.modules.catalogue.rules.search.words import folded, words

KNOWN = frozenset({"parkering", "licens", "boernehave", "plads", "rotte", "skole", "barn", "koersel"})


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Børnehave", "boernehave"),
        ("BOERNEHAVE", "boernehave"),
        ("Å", "aa"),
        ("café", "cafe"),
        ("driver's", "drivers"),
    ],
)
def test_one_spelling_for_all_ways_to_write_a_word(written: str, same: str) -> None:
    assert folded(written) == same


def test_a_hyphen_joins_and_parts() -> None:
    assert [(word.form, word.parts) for word in words("P-licens, nu!")] == [
        ("plicens", ("p", "licens")),
        ("nu", ()),
    ]


def test_signs_and_emoji_are_no_words() -> None:
    assert words("🐀 § — ???") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("parkeringen", "parkering"),
        ("boernehaver", "boernehaven"),
        ("flyttede", "flytter"),
        ("moved", "moves"),
        ("passet", "pas"),
    ],
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_verb_and_its_noun_share_a_root() -> None:
    assert root("flytning") == root("flytte")
    assert root("parkering") == root("parkere")
    assert root("moving") == root("move")


@pytest.mark.parametrize("word", ["pas", "ny", "bus", "12345"])
def test_short_words_keep_what_they_have(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("parkeringslicens", ("parkering", "licens")),
        ("boernehaveplads", ("boernehave", "plads")),
        ("rotteplads", ("rotte", "plads")),
        ("skolekoerselslicens", ("skole", "koersel", "licens")),
        ("licens", ()),
        ("kattelicens", ()),
    ],
)
def test_compounds_are_taken_apart_into_known_words(word: str, parts: tuple[str, ...]) -> None:
    assert split(word, KNOWN.__contains__) == parts


def test_one_known_part_is_better_than_none() -> None:
    assert lone_part("kattelicens", KNOWN.__contains__) == "licens"
    assert lone_part("kattebakke", KNOWN.__contains__) == ""


@pytest.fixture(scope="module")
def index() -> Index:
    """Three services of our own, so that these tests do not hang on the demo's texts."""
    return build(
        [
            Document("p", (Field("name", "da", "Køb parkeringslicens"), Field("words", "da", "p-licens"))),
            Document(
                "b", (Field("name", "da", "Søg plads i børnehave"), Field("words", "en", "kindergarten"))
            ),
            Document("r", (Field("name", "da", "Anmeld rotter"), Field("words", "en", "rat in the kitchen"))),
        ],
        {"rotterne": ("rotte",), "rotter": ("rotte",)},
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("parkering", "p"),
        ("p licens", "p"),
        ("plicens", "p"),
        ("licensen", "p"),
        ("parkerings licens", "p"),
        ("børnehaveplads", "b"),
        ("boernehave", "b"),
        ("bornehave", "b"),
        ("børnehve", "b"),
        ("kinder", "b"),
        ("kindergartens", "b"),
        ("rotterne", "r"),
        ("rotteplage", "r"),
        ("my kitchen has rats", "r"),
    ],
)
def test_the_right_one_is_first(index: Index, query: str, found: str) -> None:
    assert ask(index, query).found[0].id == found


@pytest.mark.parametrize("query", ["", " ", "?", "🐀", "elefant", "qqqqqqqq", "12", "og"])
def test_nothing_is_found_for_what_we_do_not_have(index: Index, query: str) -> None:
    assert ask(index, query).found == ()


def test_a_typing_error_is_answered_and_named(index: Index) -> None:
    answer = ask(index, "søg bornehve")
    assert answer.found[0].id == "b"
    assert answer.did_you_mean == "søg børnehave"


def test_a_right_word_is_not_corrected(index: Index) -> None:
    assert ask(index, "børnehave").did_you_mean == ""


def test_a_short_word_is_never_guessed(index: Index) -> None:
    assert ask(index, "rbt").found == ()
